/**
 * Which frames a reader wants to see, and which hold what is searched for.
 *
 * In      The frames so far with their meanings, which only grow, and a query.
 * Out     Frame indices, in order. The two lists are appended to, not made anew, until the query or the run changes.
 * Cost    Each frame is looked at once for a query: a paint costs what is new since the last.
 */
import type { Meaning } from '../../chat/index.ts';
import type { Frame } from '../../sse/index.ts';
import { isOfKind } from './meaning-labels.ts';
import type { FrameKind } from './meaning-labels.ts';

export interface FrameQuery {
	readonly kind: FrameKind | 'all';
	/** Looked for in the frames' bytes as text, upper and lower case alike. Empty: not at all. */
	readonly text: string;
}

export interface FoundFrames {
	/** The frames of the kind. `undefined`: all of them. */
	readonly shown: readonly number[] | undefined;
	/** Those of them that hold the text. */
	readonly matches: readonly number[];
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function createFrameIndex() {
	let query: FrameQuery = { kind: 'all', text: '' };
	let of: readonly Frame[] | undefined;
	let shown: number[] = [];
	let matches: number[] = [];
	/** So many frames have been sorted by kind, and so many of those shown searched. */
	let sorted = 0;
	let searched = 0;

	return function find(
		frames: readonly Frame[],
		meanings: readonly Meaning[],
		wanted: FrameQuery
	): FoundFrames {
		const { kind, text } = wanted;
		const isOtherList = of !== frames || kind !== query.kind;
		if (isOtherList) [sorted, shown] = [0, []];
		if (isOtherList || text !== query.text) [searched, matches] = [0, []];
		of = frames;
		query = wanted;

		if (kind !== 'all') {
			for (; sorted < frames.length; sorted++) {
				if (isOfKind(frames[sorted]!, meanings[sorted]!, kind)) shown.push(sorted);
			}
		}
		const needle = text.toLowerCase();
		const all = kind === 'all' ? frames.length : shown.length;
		const end = needle === '' ? 0 : all;
		for (; searched < end; searched++) {
			const index = kind === 'all' ? searched : shown[searched]!;
			if (decoder.decode(frames[index]!.raw).toLowerCase().includes(needle)) matches.push(index);
		}
		return { shown: kind === 'all' ? undefined : shown, matches };
	};
}

/** The position of a frame in a list of indices, by halving; -1: it is not there. */
export function positionOf(indices: readonly number[] | undefined, frame: number): number {
	if (indices === undefined) return frame;
	const at = firstFrom(indices, frame);
	return indices[at] === frame ? at : -1;
}

/** The match after a frame, or before it; past the last comes the first again. */
export function matchBeside(
	matches: readonly number[],
	frame: number | undefined,
	step: 1 | -1
): number | undefined {
	if (matches.length === 0) return undefined;
	if (frame === undefined) return matches.at(step > 0 ? 0 : -1);
	const at = step > 0 ? firstFrom(matches, frame + 1) : firstFrom(matches, frame) - 1;
	return matches[(at + matches.length) % matches.length];
}

function firstFrom(indices: readonly number[], frame: number): number {
	let low = 0;
	let high = indices.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (indices[middle]! >= frame) high = middle;
		else low = middle + 1;
	}
	return low;
}
