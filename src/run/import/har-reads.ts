/** The reads of a HAR's body, as far as it tells when they came. */
import { createFrameDecoder } from '../../sse/index.ts';
import type { Fields } from '../shape.ts';
import type { Read } from '../types.ts';

/**
 * The body cut after each frame that Chromium has a time for. It lists an event for each frame with data;
 * a HAR in which it does not is not what we take it for, and its times are left alone.
 */
export function timedReads(
	body: Uint8Array,
	messages: readonly Fields[],
	startMs: number,
	headMs: number
): Read[] {
	const decoder = createFrameDecoder({ maxFrameBytes: Infinity });
	const dispatched = [...decoder.push(body), ...decoder.finish().frames].filter(
		({ data }) => data !== undefined
	);
	const times = messages.map(({ time }) =>
		typeof time === 'number' ? time * 1000 - startMs : NaN
	);
	if (dispatched.length !== times.length || times.some(Number.isNaN)) return untimed(body);

	const reads: Read[] = [];
	let from = 0;
	// Chromium 156 dates the first event at the request's start; no byte comes before the head.
	let atMs = headMs;
	for (const [i, { end }] of dispatched.entries()) {
		atMs = Math.max(atMs, roundMs(times[i] ?? atMs));
		// With the next, where that has the same time.
		if (roundMs(times[i + 1] ?? Infinity) <= atMs) continue;
		reads.push({ atMs, bytes: body.slice(from, end) });
		from = end;
	}
	return [...reads, ...untimed(body.slice(from))];
}

export function untimed(body: Uint8Array): Read[] {
	return body.length > 0 ? [{ atMs: undefined, bytes: body }] : [];
}

/** To the microsecond, which is what a wall time in seconds still holds as a double. */
export function roundMs(ms: number): number {
	return Math.round(ms * 1000) / 1000;
}
