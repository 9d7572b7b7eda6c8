import { useDeferredValue, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useStore } from 'zustand/react';
import { count, formatBytes, letGoText } from '../format.ts';
import { useAction } from '../keys/index.ts';
import { loadOpenFrame } from '../lazy.ts';
import { Boundary, Switch, useSteady } from '../parts/index.ts';
import { saveRun, usePlayground, useSession, isOpen } from '../state/index.ts';
import type { Selection } from '../state/index.ts';
import { FindBar } from './FindBar.tsx';
import { createFrameIndex, matchBeside, positionOf } from './frame-index.ts';
import type { FrameQuery } from './frame-index.ts';
import { FrameList } from './FrameList.tsx';
import type { RowLength } from './FrameRow.tsx';
import './frames.css';

const LENGTHS = [
	{ value: 'short', name: 'Short' },
	{ value: 'whole', name: 'Whole' },
] as const;

const EVERYTHING: FrameQuery = { kind: 'all', text: '' };

/** Every frame as received, with a find bar on demand. */
export function FramesPane() {
	const { selection } = usePlayground();
	const snapshot = useSession((view) => view.snapshot);
	const runId = useSession((view) => view.runId);
	const isRunning = useSession(isOpen);
	const [isFinding, setIsFinding] = useState(false);
	const [rowLength, setRowLength] = useState<RowLength>('short');
	const [query, setQuery] = useState(EVERYTHING);
	// Deferred: a search goes through every frame, and must not hold up typing.
	const deferredQuery = useDeferredValue(query);
	const [find] = useState(createFrameIndex);
	const frames = snapshot?.frames ?? [];
	const counted = useSteady(
		snapshot && `${count(frames.length, 'frame')}, ${formatBytes(snapshot.timing.bytes)}`,
		isRunning
	);
	const { shown, matches } = find(
		frames,
		snapshot?.meanings ?? [],
		deferredQuery,
		snapshot?.letGo?.frames
	);
	const hidden = useHidden(selection, shown);
	const match = useStore(selection, (selected) =>
		selected === undefined ? -1 : positionOf(matches, selected.frameIndex)
	);
	const findButton = useRef<HTMLButtonElement>(null);

	const step = (by: 1 | -1) => {
		const next = matchBeside(matches, selection.getState()?.frameIndex, by);
		if (next !== undefined) selection.select(next, 'search', true);
	};
	const close = () => {
		setIsFinding(false);
		setQuery(EVERYTHING);
		findButton.current?.focus();
	};
	// What is searched for is shown at once; from there Enter goes on.
	const showFirst = useEffectEvent(({ text }: FrameQuery) => {
		const [first] = matches;
		if (text !== '' && first !== undefined) selection.select(first, 'search', true);
	});
	useEffect(() => showFirst(deferredQuery), [deferredQuery]);

	useAction('search', () => setIsFinding(true));

	return (
		<section aria-label="Raw frames">
			<header>
				<h2>Raw frames</h2>
				<span className="pg-frame-count">{counted}</span>
				<Switch
					label="Show each frame"
					options={LENGTHS}
					value={rowLength}
					onChange={setRowLength}
				/>
				<button
					type="button"
					className="pg-copy"
					ref={findButton}
					aria-expanded={isFinding}
					onClick={() => (isFinding ? close() : setIsFinding(true))}
				>
					Find
				</button>
			</header>
			{/* The code of an open frame is prefetched when the pointer or focus enters. */}
			<div
				className="pg-pane"
				onPointerEnter={() => void loadOpenFrame().catch(() => undefined)}
				onFocus={() => void loadOpenFrame().catch(() => undefined)}
			>
				{isFinding && (
					<FindBar
						query={query}
						onQuery={setQuery}
						found={shown?.length ?? frames.length}
						matches={matches.length}
						match={match}
						frames={frames.length}
						hidden={hidden}
						onStep={step}
						onClose={close}
					/>
				)}
				{snapshot?.letGo && <p className="pg-nothing">{letGoText(snapshot.letGo)}</p>}
				<Boundary what="the frames" resetKey={runId} onSave={snapshot && (() => saveRun(snapshot))}>
					<FrameList
						key={runId}
						{...{ snapshot, isRunning, selection, shown, rowLength }}
						needle={deferredQuery.text.toLowerCase()}
					/>
				</Boundary>
				<p className="pg-pane-foot">
					{frames.length > 0 && <span>* has a note: open the frame to read it</span>}
				</p>
			</div>
		</section>
	);
}

/** The selected frame, if it is not among those shown. Only then does a selection rerender the pane. */
function useHidden(selection: Selection, shown: readonly number[] | undefined): number | undefined {
	return useStore(selection, (selected) => {
		if (shown === undefined || selected === undefined) return undefined;
		return positionOf(shown, selected.frameIndex) === -1 ? selected.frameIndex : undefined;
	});
}
