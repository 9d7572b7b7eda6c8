/**
 * The stops of a replay: before anything arrives, after each frame, and at the end.
 *
 * In      A run that has ended.
 * Out     How many frames and reads have arrived at each stop, and when. A body without frames has a stop
 *         for each read.
 * Units   ms since the request was sent, never going back. A read without a time gets that of the one before.
 * Cost    One pass, once the run has ended; 16 bytes a frame.
 */
import { firstIndexWhere } from '../../chat/index.ts';
import type { Snapshot } from '../types.ts';

export interface Stops {
	/** The last stop, which is the run's end. */
	readonly last: number;
	/** Frames that have arrived at stop `i`. */
	readonly frames: Uint32Array;
	/** Reads that brought them. The last of these may also hold bytes of later frames. */
	readonly reads: Uint32Array;
	readonly atMs: Float64Array;
	/** `undefined` where times are unknown, as in a pasted stream. */
	readonly lengthMs: number | undefined;
}

export function stopsOf({ recording, frames, arrivals, timing }: Snapshot): Stops {
	const { reads } = recording;
	const hasFrames = frames.length > 0;
	const last = (hasFrames ? frames.length : reads.length) + 1;
	const stops = {
		last,
		frames: new Uint32Array(last + 1),
		reads: new Uint32Array(last + 1),
		atMs: new Float64Array(last + 1),
	};
	let [stop, atMs] = [1, 0];
	const add = (frameCount: number, readCount: number) => {
		stops.frames[stop] = frameCount;
		stops.reads[stop] = readCount;
		stops.atMs[stop++] = atMs;
	};

	let next = 0;
	reads.forEach((read, i) => {
		atMs = Math.max(atMs, read.atMs ?? atMs);
		if (!hasFrames) add(0, i + 1);
		while (next < frames.length && arrivals.of(next).last === i) add(++next, i + 1);
	});
	atMs = Math.max(atMs, timing.endMs ?? 0);
	add(frames.length, reads.length);
	return { ...stops, lengthMs: timing.endMs === undefined ? undefined : atMs };
}

/** The last stop at or before `ms`, by binary search. */
export function stopAt({ atMs, last }: Stops, ms: number): number {
	return Math.max(0, firstIndexWhere(atMs, (stopMs) => stopMs > ms, last + 1) - 1);
}
