import { endings } from './endings.ts';
import { formatMs } from './format.ts';
import type { Snapshot } from '../run/index.ts';

/** Width of the drawing in its own units; reads nearer than one share a tick. */
const columns = 800;
const height = 40;

interface Props {
	snapshot: Snapshot | undefined;
	isRunning: boolean;
}

/** A run at a glance: time from left to right, a tick for each read, silence left empty. */
export function Pulse({ snapshot, isRunning }: Props) {
	const timing = snapshot?.timing;
	const endMs = timing?.endMs ?? 0;
	const spanMs = isRunning ? scaleFor(endMs) : Math.max(endMs, 1);
	const at = (ms: number) => (ms / spanMs) * columns;

	return (
		<svg
			className="pg-pulse"
			viewBox={`0 0 ${columns} ${height}`}
			preserveAspectRatio="none"
			role="img"
			aria-label={describe(snapshot)}
		>
			<path className="pg-pulse-base" d={`M0 ${height - 0.5}H${columns}`} />
			<path className="pg-pulse-reads" d={ticks(snapshot, at)} />
			{timing?.firstByteMs !== undefined && (
				<path className="pg-pulse-mark" d={`M${at(timing.firstByteMs).toFixed(1)} 0V${height}`} />
			)}
			{timing?.firstTextMs !== undefined && (
				<path
					className="pg-pulse-mark"
					data-tone="text"
					d={`M${at(timing.firstTextMs).toFixed(1)} 0V${height}`}
				/>
			)}
			{snapshot?.outcome && endMs > 0 && (
				<path
					className="pg-pulse-end"
					data-sign={endings[snapshot.outcome.kind].sign}
					d={`M${columns - 1.5} 0V${height}`}
				/>
			)}
		</svg>
	);
}

/** While a run goes on its end is open: the scale stands at 2, 5, 10, 20 s ... and steps up. */
function scaleFor(ms: number): number {
	let scale = 2000;
	for (let i = 0; scale < ms; i++) scale *= i % 3 === 0 ? 2.5 : 2;
	return scale;
}

/** One path for all reads, at most one tick a column, taller for more bytes (logarithmic). */
function ticks(snapshot: Snapshot | undefined, at: (ms: number) => number): string {
	const bytesAt = new Map<number, number>();
	for (const { atMs, bytes } of snapshot?.recording.reads ?? []) {
		if (atMs === undefined) continue;
		const column = Math.min(columns - 1, Math.round(at(atMs)));
		bytesAt.set(column, (bytesAt.get(column) ?? 0) + bytes.length);
	}
	let path = '';
	for (const [column, bytes] of bytesAt) {
		const top = height - height * Math.min(0.92, 0.22 + Math.log10(bytes) / 7);
		path += `M${column} ${height}V${top.toFixed(1)}`;
	}
	return path;
}

function describe(snapshot: Snapshot | undefined): string {
	if (!snapshot) return 'No run yet';
	const { reads, firstByteMs, firstTextMs, endMs } = snapshot.timing;
	return (
		`${reads} reads in ${formatMs(endMs)}; ` +
		`first byte ${formatMs(firstByteMs)}, first text ${formatMs(firstTextMs)}`
	);
}
