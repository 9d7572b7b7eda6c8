import { memo, useEffect, useState } from 'react';
import { useStore } from 'zustand/react';
import { endingOf } from '../ending/index.ts';
import { formatMs } from '../format.ts';
import type { Snapshot, TapeView } from '../../run/index.ts';
import { usePlayground } from '../state/index.ts';
import { Elapsed } from './Elapsed.tsx';
import { timeOf } from './frame-at.ts';
import { Marks } from './Marks.tsx';
import { COLUMNS, createTicks, HEIGHT } from './ticks.ts';

interface Props {
	/** The whole run if it has ended, otherwise the run so far. */
	snapshot: Snapshot | undefined;
	isRunning: boolean;
	/** `performance.now()` at the click, for showing that time passes even when nothing arrives. */
	startedAt: number;
	/** The position of a replay: what is still to come is veiled. */
	tape: TapeView | undefined;
}

/** How far the tape has come, of 1: in time, or in stops where the times are unknown. */
function shareOf({ lengthMs, atMs = 0, stop, lastStop }: TapeView): number {
	return lengthMs ? atMs / lengthMs : stop / lastStop;
}

/** A run at a glance: time from left to right, a tick for each read, gaps for silences. */
export function Pulse({ snapshot, isRunning, startedAt, tape }: Props) {
	const nowMs = useElapsed(isRunning, startedAt);
	const endMs = snapshot?.timing.endMs ?? 0;
	const spanMs = isRunning ? scaleFor(Math.max(endMs, nowMs)) : Math.max(endMs, 1);
	const ahead = tape?.isAtEnd === false ? shareOf(tape) : undefined;
	return (
		<>
			<Marks
				timing={snapshot?.timing}
				{...{ spanMs, isRunning }}
				soFar={<Elapsed since={startedAt} />}
			/>
			<svg
				className="pg-pulse"
				viewBox={`0 0 ${COLUMNS} ${HEIGHT}`}
				preserveAspectRatio="none"
				role="img"
				aria-label={describe(snapshot)}
			>
				<Drawing {...{ snapshot, isRunning, spanMs }} />
				{isRunning && (
					<path
						className="pg-pulse-past"
						d={`M0 ${HEIGHT - 0.5}H${((Math.max(endMs, nowMs) / spanMs) * COLUMNS).toFixed(1)}`}
					/>
				)}
				{ahead !== undefined && (
					<rect
						className="pg-pulse-ahead"
						x={ahead * COLUMNS}
						width={(1 - ahead) * COLUMNS}
						height={HEIGHT}
					/>
				)}
				<SelectedTick {...{ snapshot, spanMs }} />
			</svg>
		</>
	);
}

/** When the selected frame came, wherever it was pointed at. */
function SelectedTick({ snapshot, spanMs }: Pick<DrawingProps, 'snapshot' | 'spanMs'>) {
	const frameIndex = useStore(usePlayground().selection)?.frameIndex;
	if (!snapshot || frameIndex === undefined) return null;
	const atMs = timeOf(snapshot, frameIndex);
	if (atMs === undefined) return null;
	return (
		<path
			className="pg-pulse-selected"
			d={`M${((atMs / spanMs) * COLUMNS).toFixed(1)} 0V${HEIGHT}`}
		/>
	);
}

interface DrawingProps extends Pick<Props, 'snapshot' | 'isRunning'> {
	spanMs: number;
}

// Memoised: during a replay only the veil moves, sixty times a second.
const Drawing = memo(function Drawing({ snapshot, isRunning, spanMs }: DrawingProps) {
	const timing = snapshot?.timing;
	const endMs = timing?.endMs ?? 0;
	const at = (ms: number) => (ms / spanMs) * COLUMNS;
	const isTimed = isRunning || timing?.endMs !== undefined;
	const [ticks] = useState(createTicks);

	return (
		<>
			<path className="pg-pulse-base" d={`M0 ${HEIGHT - 0.5}H${COLUMNS}`} />
			{ticks(snapshot, spanMs, isTimed).map(({ grain, tone, d }) => (
				<path
					key={`${grain} ${tone}`}
					className="pg-pulse-reads"
					data-grain={grain}
					data-tone={tone}
					d={d}
				/>
			))}
			{timing?.firstByteMs !== undefined && (
				<path className="pg-pulse-mark" d={`M${at(timing.firstByteMs).toFixed(1)} 0V${HEIGHT}`} />
			)}
			{timing?.firstTextMs !== undefined && (
				<path
					className="pg-pulse-mark"
					data-tone="text"
					d={`M${at(timing.firstTextMs).toFixed(1)} 0V${HEIGHT}`}
				/>
			)}
			{snapshot?.outcome && endMs > 0 && (
				<path
					className="pg-pulse-end"
					data-sign={endingOf(snapshot.outcome, snapshot.message).sign}
					d={`M${COLUMNS - 1.5} 0V${HEIGHT}`}
				/>
			)}
		</>
	);
});

/** Milliseconds since the click, four times a second during a run, since a silence causes no render. */
function useElapsed(isRunning: boolean, startedAt: number): number {
	const [elapsed, setElapsed] = useState({ startedAt, ms: 0 });
	useEffect(() => {
		if (!isRunning) return;
		const update = () => setElapsed({ startedAt, ms: performance.now() - startedAt });
		update();
		const timer = setInterval(update, 250);
		return () => clearInterval(timer);
	}, [isRunning, startedAt]);
	// A value left from the previous run would draw the new one on the wrong scale.
	return elapsed.startedAt === startedAt ? elapsed.ms : 0;
}

/** The end of a live run is unknown, so its scale goes up in steps: 2, 5, 10, 20 s and so on. */
function scaleFor(ms: number): number {
	let scale = 2000;
	for (let i = 0; scale < ms; i++) scale *= i % 3 === 0 ? 2.5 : 2;
	return scale;
}

function describe(snapshot: Snapshot | undefined): string {
	if (!snapshot) return 'No run yet';
	const { reads, firstByteMs, firstTextMs, endMs } = snapshot.timing;
	if (endMs === undefined) return `${snapshot.frames.length} frames; their times are unknown`;
	return (
		`${reads} reads in ${formatMs(endMs)}; ` +
		`first byte ${formatMs(firstByteMs)}, first text ${formatMs(firstTextMs)}`
	);
}
