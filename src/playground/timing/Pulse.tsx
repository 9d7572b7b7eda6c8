import { memo, useEffect, useState } from 'react';
import { endingOf } from '../ending/index.ts';
import { formatMs } from '../format.ts';
import type { Snapshot, TapeView } from '../../run/index.ts';

/** Width of the drawing in its own units. Reads less than one unit apart share a tick. */
const COLUMNS = 800;
const HEIGHT = 40;

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
		</svg>
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

	return (
		<>
			<path className="pg-pulse-base" d={`M0 ${HEIGHT - 0.5}H${COLUMNS}`} />
			<path
				className="pg-pulse-reads"
				d={isTimed ? readTicks(snapshot, at) : frameTicks(snapshot)}
			/>
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

/** A tick for each read. */
function readTicks(snapshot: Snapshot | undefined, at: (ms: number) => number): string {
	const bytesAt = new Map<number, number>();
	for (const { atMs, bytes } of snapshot?.recording.reads ?? []) {
		if (atMs !== undefined) addTo(bytesAt, at(atMs), bytes.length);
	}
	return ticks(bytesAt);
}

/** For a run without times: a tick for each frame, evenly spaced. */
function frameTicks(snapshot: Snapshot | undefined): string {
	const bytesAt = new Map<number, number>();
	const frames = snapshot?.frames ?? [];
	for (const { index, raw } of frames) {
		addTo(bytesAt, ((index + 1) / (frames.length + 1)) * COLUMNS, raw.length);
	}
	return ticks(bytesAt);
}

/** At most one tick per column. */
function addTo(bytesAt: Map<number, number>, x: number, bytes: number): void {
	const column = Math.min(COLUMNS - 1, Math.round(x));
	bytesAt.set(column, (bytesAt.get(column) ?? 0) + bytes);
}

/** One path for all ticks; the height is logarithmic in the bytes. */
function ticks(bytesAt: ReadonlyMap<number, number>): string {
	let path = '';
	for (const [column, bytes] of bytesAt) {
		const top = HEIGHT - HEIGHT * Math.min(0.92, 0.22 + Math.log10(bytes) / 7);
		path += `M${column} ${HEIGHT}V${top.toFixed(1)}`;
	}
	return path;
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
