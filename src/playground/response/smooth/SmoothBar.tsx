import { useEffect, useRef, useState } from 'react';
import { formatMs } from '../../format.ts';
import { isSmoothMode, SMOOTH_MODES, usePlayground, useSession } from '../../state/index.ts';
import type { SmoothMode } from '../../state/index.ts';
import type { Pacer } from './pacer.ts';
import { asksForLessMotion } from './use-smooth.ts';
import './smooth.css';

interface Props {
	mode: SmoothMode;
	onMode: (mode: SmoothMode) => void;
	pacer: Pacer | undefined;
	isRunning: boolean;
	/** Why nothing is smoothed: its code did not load. */
	failure: string | undefined;
	onAgain: () => void;
}

/** Chooses how the text is smoothed, and shows the delay this adds. */
export function SmoothBar({ mode, onMode, pacer, isRunning, failure, onAgain }: Props) {
	return (
		<div className="pg-pane-foot pg-smooth">
			<label>
				Show text{' '}
				<select
					value={mode}
					onChange={({ target }) => isSmoothMode(target.value) && onMode(target.value)}
				>
					{SMOOTH_MODES.map(([value, name]) => (
						<option key={value} value={value}>
							{name}
						</option>
					))}
				</select>
			</label>
			{failure !== undefined && (
				<span role="alert">
					{failure}{' '}
					<button type="button" className="pg-link" onClick={onAgain}>
						Try again
					</button>
				</span>
			)}
			{mode === 'off' ? <WordHint /> : <Delay key={mode} {...{ pacer, isRunning }} />}
		</div>
	);
}

/** Says that words can be pressed, until one has been. No frame brought those that were not streamed. */
function WordHint() {
	const { selection } = usePlayground();
	const isStreamed = useSession(({ snapshot }) => snapshot?.unstreamed === undefined);
	const [isKnown, setIsKnown] = useState(false);
	useEffect(
		() => selection.subscribe((one) => one?.by === 'text' && one.isChosen && setIsKnown(true)),
		[selection]
	);
	return isStreamed && !isKnown && <span>Press a word to see its frame</span>;
}

/** Updated a few times a second, outside React: a number that changes with every paint is unreadable. */
function Delay({ pacer, isRunning }: Pick<Props, 'pacer' | 'isRunning'>) {
	const ref = useRef<HTMLSpanElement>(null);
	useEffect(() => {
		const write = () => {
			if (!ref.current) return;
			if (asksForLessMotion()) {
				ref.current.textContent = 'Not smoothed: your system asks for less motion.';
				return;
			}
			if (!pacer) return;
			const mostMs = pacer.mostMs();
			if (isRunning) ref.current.textContent = `${formatMs(pacer.behindMs())} behind`;
			else if (mostMs > 0) ref.current.textContent = `at most ${formatMs(mostMs)} behind`;
		};
		write();
		const timer = setInterval(write, 200);
		return () => clearInterval(timer);
	}, [pacer, isRunning]);
	return <span ref={ref} className="pg-delay" />;
}
