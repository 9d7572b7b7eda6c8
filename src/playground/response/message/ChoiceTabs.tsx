import { useRef } from 'react';
import type { KeyboardEvent } from 'react';

interface Props {
	count: number;
	/** From 0. */
	chosen: number;
	onChoose: (choice: number) => void;
	/** Ids: a tab's is `${id}-${choice}`, the panel's is `${id}-panel`. */
	id: string;
}

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
	ArrowRight: (at, count) => (at + 1) % count,
	ArrowLeft: (at, count) => (at + count - 1) % count,
	Home: () => 0,
	End: (_, count) => count - 1,
};

/** A tab for each choice of the answer (`n` in the request). Arrow keys move between them. */
export function ChoiceTabs({ count, chosen, onChoose, id }: Props) {
	const list = useRef<HTMLDivElement>(null);
	const move = (event: KeyboardEvent) => {
		const step = steps[event.key];
		if (!step) return;
		event.preventDefault();
		const next = step(chosen, count);
		onChoose(next);
		list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
	};
	return (
		<div className="pg-tabs" role="tablist" aria-label="Choices" ref={list}>
			{Array.from({ length: count }, (_, choice) => (
				<button
					key={choice}
					type="button"
					role="tab"
					id={`${id}-${choice}`}
					aria-controls={`${id}-panel`}
					aria-selected={choice === chosen}
					tabIndex={choice === chosen ? 0 : -1}
					onClick={() => onChoose(choice)}
					onKeyDown={move}
				>
					Choice {choice + 1}
				</button>
			))}
		</div>
	);
}
