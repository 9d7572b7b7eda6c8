/**
 * The text of a frame on one line: what repeats is folded, read boundaries and a search match are marked.
 *
 * Out     Pieces whose texts joined are the spans' texts joined: folding hides text but never drops it.
 * Units   UTF-16 offsets in the text.
 */
import type { Span, Tone } from './ink.ts';

export interface Piece {
	readonly text: string;
	readonly tone: Tone;
	readonly isFolded: boolean;
	readonly isMatch: boolean;
	/** The read that ends just before this piece, from 0. */
	readonly afterRead: number | undefined;
}

interface Marks {
	readonly boundaries: readonly { readonly at: number; readonly read: number }[];
	readonly match: { readonly start: number; readonly end: number } | undefined;
}

/** A quiet stretch of this length or less is not worth folding. */
const SHORT_CHARACTERS = 6;

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
			const atStart = boundaries[boundary]?.at === from ? boundaries[boundary] : undefined;
			pieces.push({
				text: text.slice(from - at, to - at),
				tone,
				isFolded: folds.some((fold) => fold.start <= from && to <= fold.end),
				isMatch: match !== undefined && match.start <= from && to <= match.end,
				afterRead: atStart?.read,
			});
			if (atStart) boundary++;
			from = to;
		}
		at = end;
	}
	return pieces;
}

/** Folds a long quiet stretch up to its last key, to leave room for what is new. */
function foldsOf(text: string, at: number, match: Marks['match']) {
	const key = at + text.search(/(?:"[^"]*":)?$/);
	const folds =
		match && match.start < key && match.end > at
			? [
					{ start: at, end: match.start },
					{ start: match.end, end: key },
				]
			: [{ start: at, end: key }];
	return folds.filter(({ start, end }) => end - start > SHORT_CHARACTERS);
}
