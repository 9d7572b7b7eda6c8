/**
 * Filters frames by kind and searches them. Incremental: while the query stays the same and frames are only
 * appended, the lists of matches are appended to, and each frame is looked at once.
 */
import { firstIndexWhere } from '../../chat/index.ts';
import type { Meaning } from '../../chat/index.ts';
import type { LetGo } from '../../run/index.ts';
import type { Frame } from '../../sse/index.ts';
import { isOfKind } from './meaning-labels.ts';
import type { FrameKind } from './meaning-labels.ts';

export interface FrameQuery {
	readonly kind: FrameKind | 'all';
	/** Case-insensitive search text. Empty: no search. */
	readonly text: string;
}

export interface FoundFrames {
	/** Indices of the frames of this kind, in order. `undefined`: all frames. */
	readonly shown: readonly number[] | undefined;
	/** Those of them that contain the text. */
	readonly matches: readonly number[];
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function createFrameIndex() {
	let query: FrameQuery = { kind: 'all', text: '' };
	let lastFrames: readonly Frame[] | undefined;
	let shown: number[] = [];
	let matches: number[] = [];
	/** How many frames have been filtered, and how many of those shown have been searched. */
	let filtered = 0;
	let searched = 0;
	let gapEnd = 0;

	return function find(
		frames: readonly Frame[],
		meanings: readonly Meaning[],
		newQuery: FrameQuery,
		gap?: Gap
	): FoundFrames {
		const { kind, text } = newQuery;
		const isNewList = lastFrames !== frames || kind !== query.kind;
		if (isNewList) [filtered, shown] = [0, []];
		if (isNewList || text !== query.text) [searched, matches] = [0, []];
		lastFrames = frames;
		query = newQuery;
		if (gap && gap.to !== gapEnd) {
			gapEnd = gap.to;
			const isThere = (index: number) => index < gap.from || index >= gap.to;
			if (kind !== 'all') searched = shown.slice(0, searched).filter(isThere).length;
			shown = shown.filter(isThere);
			matches = matches.filter(isThere);
		}

		if (kind !== 'all') {
			for (const frame of frames.slice(filtered)) {
				const meaning = meanings[filtered];
				const isThere = meaning && meaning.kind !== 'let-go';
				if (isThere && isOfKind(frame, meaning, kind)) shown.push(filtered);
				filtered++;
			}
		}
		const needle = text.toLowerCase();
		const all = kind === 'all' ? frames.length : shown.length;
		const end = needle === '' ? 0 : all;
		for (; searched < end; searched++) {
			const index = kind === 'all' ? searched : (shown[searched] ?? 0);
			const raw = frames[index]?.raw;
			if (decoder.decode(raw).toLowerCase().includes(needle)) matches.push(index);
		}
		return { shown: kind === 'all' ? undefined : shown, matches };
	};
}

/** Frames that were let go: none, where both ends are the same. */
export type Gap = LetGo['frames'];

/**
 * The frame in a row of the list, counted from 0.
 *
 * @param shown The frames in the list, in order. `undefined`: all that are still there.
 */
export function frameInRow(row: number, shown: readonly number[] | undefined, gap: Gap): number {
	if (shown) return shown[row] ?? row;
	return row < gap.from ? row : row + gap.to - gap.from;
}

/** The row of a frame, or -1. */
export function rowOf(frame: number, shown: readonly number[] | undefined, gap: Gap): number {
	if (shown) return positionOf(shown, frame);
	if (frame < gap.from) return frame;
	return frame < gap.to ? -1 : frame - (gap.to - gap.from);
}

/** The position of a frame in a sorted list of indices, or -1. */
export function positionOf(indices: readonly number[] | undefined, frame: number): number {
	if (indices === undefined) return frame;
	const at = firstIndexWhere(indices, (index) => index >= frame);
	return indices[at] === frame ? at : -1;
}

/** The next or previous match from a frame, wrapping around. */
export function matchBeside(
	matches: readonly number[],
	frame: number | undefined,
	step: 1 | -1
): number | undefined {
	if (matches.length === 0) return undefined;
	if (frame === undefined) return matches.at(step > 0 ? 0 : -1);
	const at =
		step > 0
			? firstIndexWhere(matches, (match) => match > frame)
			: firstIndexWhere(matches, (match) => match >= frame) - 1;
	return matches[(at + matches.length) % matches.length];
}

/** Binary search for the first index that is at least `frame`. */
