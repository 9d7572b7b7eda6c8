/**
 * The figures that are worked out of times and counts.
 *
 * In      Times of the reads that completed a frame; what had come at the first moment and the last.
 * Out     Gaps, stalls, the rate. `undefined` where there is nothing to work out of, never NaN.
 * Units   ms, and tokens or characters (UTF-16 units) a second.
 *
 * - Gaps are between reads that completed a frame. Keep-alives count: gaps tell of the connection, not
 *   of the model. Median and p95 are nearest-rank, the smallest gap that so many percent do not exceed:
 *   always a gap that happened.
 * - A stall is a gap of 500 ms or more that is at least 10 times the median. Under half a second nobody
 *   stops reading, and a slow server's usual gap is no stall, however long. The silence before the
 *   end counts too; the wait for the first frame does not: `firstByteMs` tells that.
 * - The rate counts from the first delta of any part to the last. What came at the first moment was made
 *   before it, so it counts for nothing: of `d` deltas, `f` of them at the first moment, the tokens that fall
 *   into the time are `usage.completion_tokens * (d - f) / d`. Reasoning that usage counts and the server
 *   never sent is left out. Without usage a delta is taken for a token, which is `estimated`: servers may
 *   put several tokens into one.
 */
import { isObject } from './json.ts';
import type { Rate, Timing } from './timing-types.ts';
import type { Usage } from './usage.ts';

const STALL_MS = 500;
const STALL_TIMES_MEDIAN = 10;

/** What had come at one moment. */
export interface Mark {
	readonly atMs: number;
	readonly deltas: number;
	readonly characters: number;
}

export function gapsOf(times: readonly number[], count: number): Float64Array {
	const gaps = new Float64Array(Math.max(0, count - 1));
	// A gap has a time at either end.
	for (let i = 0; i < gaps.length; i++) gaps[i] = times[i + 1]! - times[i]!;
	return gaps;
}

export function figuresOf(sorted: Float64Array): Timing['gaps'] {
	if (sorted.length === 0) return undefined;
	return { medianMs: rank(sorted, 0.5), p95Ms: rank(sorted, 0.95), longestMs: rank(sorted, 1) };
}

/** Nearest rank: the smallest of the sorted numbers that `share` of them do not exceed. */
function rank(sorted: Float64Array, share: number): number {
	return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}

export function stallsOf(
	times: readonly number[],
	gaps: Float64Array,
	sorted: Float64Array,
	endMs: number | undefined
): Timing['stalls'] {
	const limitMs = Math.max(STALL_MS, STALL_TIMES_MEDIAN * rank(sorted, 0.5));
	const stalls: Timing['stalls'][number][] = [];
	gaps.forEach((gap, i) => {
		// A gap has a time at either end.
		if (gap >= limitMs) stalls.push({ fromMs: times[i]!, toMs: times[i + 1]! });
	});
	const lastMs = times[gaps.length];
	if (lastMs !== undefined && endMs !== undefined && endMs - lastMs >= limitMs) {
		stalls.push({ fromMs: lastMs, toMs: endMs });
	}
	return stalls;
}

/** The tokens that the deltas brought, by the server's count. */
export function tokensOf(usage: Usage | undefined, hasReasoning: boolean): number | undefined {
	const tokens = usage?.completion_tokens;
	if (!isCount(tokens)) return undefined;
	const details = usage?.['completion_tokens_details'];
	const thought = isObject(details) ? details['reasoning_tokens'] : undefined;
	const unsent = isCount(thought) && !hasReasoning ? thought : 0;
	return tokens > unsent ? tokens - unsent : undefined;
}

export function rateOf(
	first: Mark | undefined,
	last: Mark | undefined,
	tokens: number | undefined
): Rate | undefined {
	if (first === undefined || last === undefined || last.atMs <= first.atMs) return undefined;
	const seconds = (last.atMs - first.atMs) / 1000;
	const deltas = last.deltas - first.deltas;
	return {
		tokensPerSecond: (tokens === undefined ? deltas : (tokens * deltas) / last.deltas) / seconds,
		source: tokens === undefined ? 'estimated' : 'usage',
		charactersPerSecond: (last.characters - first.characters) / seconds,
	};
}

/** A number of tokens: servers send anything, and JSON's 1e999 is Infinity. */
function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
