/**
 * The bytes of a frame on one line: what is new stands out, what repeats is folded, a read's boundary is a mark.
 *
 * In      The spans of the frame's text, the boundaries of reads in it, and the place of what is searched for.
 * Out     `Piece`s. Their texts joined are the spans' texts joined: a fold hides, it does not drop.
 * Units   UTF-16 offsets in the text.
 */
import type { Span, Tone } from './ink.ts';

export interface Piece {
	readonly text: string;
	readonly tone: Tone;
	readonly isFolded: boolean;
	readonly isMatch: boolean;
	/** A read ends before this piece: its number, from 0. */
	readonly afterRead: number | undefined;
}

interface Marks {
	readonly boundaries: readonly { readonly at: number; readonly read: number }[];
	readonly match: { readonly start: number; readonly end: number } | undefined;
}

/** A quiet stretch no longer than this is not worth folding. */
const shortCharacters = 6;

export function piecesOfRow(spans: readonly Span[], { boundaries, match }: Marks): Piece[] {
	const pieces: Piece[] = [];
	let at = 0;
	let boundary = 0;
	for (const { text, tone } of spans) {
		const folds = tone === 'quiet' ? foldsOf(text, at, match) : [];
		const end = at + text.length;
		const cuts = new Set(
			[
				...folds.flatMap(({ start, end: to }) => [start, to]),
				...boundaries.map((one) => one.at),
				...(match ? [match.start, match.end] : []),
				end,
			].filter((cut) => cut > at && cut <= end)
		);
		let from = at;
		for (const to of [...cuts].toSorted((a, b) => a - b)) {
			const isBoundary = boundaries[boundary]?.at === from;
			pieces.push({
				text: text.slice(from - at, to - at),
				tone,
				isFolded: folds.some((fold) => fold.start <= from && to <= fold.end),
				isMatch: match !== undefined && match.start <= from && to <= match.end,
				afterRead: isBoundary ? boundaries[boundary]!.read : undefined,
			});
			if (isBoundary) boundary++;
			from = to;
		}
		at = end;
	}
	return pieces;
}

/** On one line there is room for what is new: a long quiet stretch is folded up to its last key. */
function foldsOf(text: string, at: number, match: Marks['match']) {
	const key = at + /(?:"[^"]*":)?$/.exec(text)!.index;
	const folds =
		match && match.start < key && match.end > at
			? [
					{ start: at, end: match.start },
					{ start: match.end, end: key },
				]
			: [{ start: at, end: key }];
	return folds.filter(({ start, end }) => end - start > shortCharacters);
}
