/**
 * The places at which a replay can stand still: before anything came, after each frame, at the end.
 *
 * In      A run that has ended.
 * Out     `Stops`: how many frames and reads have come at each, and when. Of a body without frames, its
 *         reads are the stops.
 * Units   ms since the request was sent, never falling; what has no time comes with what came before it.
 * Cost    One pass, when the run has ended. 16 bytes a frame.
 */
import type { Snapshot } from '../types.ts';

export interface Stops {
	/** The last stop is the run's end. */
	readonly last: number;
	/** After stop `i`, so many frames have come ... */
	readonly frames: Uint32Array;
	/** ... in so many reads, the last of them perhaps not all used ... */
	readonly reads: Uint32Array;
	/** ... by this time. */
	readonly atMs: Float64Array;
	/** `undefined`: the times are unknown, as of a pasted stream. */
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

/** The last stop by that time, found by halving. */
export function stopAt({ atMs, last }: Stops, ms: number): number {
	let [low, high] = [0, last];
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (atMs[middle]! <= ms) low = middle;
		else high = middle - 1;
	}
	return low;
}
