/**
 * The text of a frame on one line: what repeats gives way where room is short, line ends inside the frame, read
 * boundaries and a search match are marked.
 *
 * Out     Pieces whose texts joined are the spans' texts joined.
 * Units   UTF-16 offsets in the text.
 */
import type { Span, Tone } from './ink.ts';

export interface Piece {
	readonly text: string;
	readonly tone: Tone;
	/** Cut short first where the row is too narrow. */
	readonly givesWay: boolean;
	readonly isMatch: boolean;
	/** The read that ends just before this piece, from 0. */
	readonly afterRead: number | undefined;
	/** The piece is a line end inside the frame. */
	readonly lineEnd: 'CR' | 'LF' | 'CRLF' | undefined;
}

interface Marks {
	readonly boundaries: readonly { readonly at: number; readonly read: number }[];
	readonly match: { readonly start: number; readonly end: number } | undefined;
}

/** A quiet stretch of this length or less is not worth cutting short. */
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
				...lineEndsOf(text, at),
				...boundaries.map((one) => one.at),
				...(match ? [match.start, match.end] : []),
				end,
			].filter((cut) => cut > at && cut <= end)
		);
		let from = at;
		for (const to of [...cuts].toSorted((a, b) => a - b)) {
			const atStart = boundaries[boundary]?.at === from ? boundaries[boundary] : undefined;
			const piece = text.slice(from - at, to - at);
			pieces.push({
				text: piece,
				tone,
				givesWay: folds.some((fold) => fold.start <= from && to <= fold.end),
				lineEnd: LINE_ENDS[piece],
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

const LINE_ENDS: Readonly<Record<string, Piece['lineEnd']>> = {
	'\r': 'CR',
	'\n': 'LF',
	'\r\n': 'CRLF',
};

function lineEndsOf(text: string, at: number): number[] {
	return [...text.matchAll(/\r\n|\r|\n/g)].flatMap(({ index, 0: end }) => [
		at + index,
		at + index + end.length,
	]);
}

/** What of a quiet stretch stays: how a line begins, its end, and the key of what follows. */
const KEPT = /(?<=^|[\r\n])\uFEFF?data: ?[[{]?|[\r\n]+|"[^"]*":$/g;

/** The rest of a quiet stretch, which repeats in every frame; not where something was searched for. */
function foldsOf(text: string, at: number, match: Marks['match']) {
	const kept = [...text.matchAll(KEPT)].map(({ index, 0: words }) => ({
		start: at + index,
		end: at + index + words.length,
	}));
	const end = at + text.length;
	const stops = [...kept, ...(match ? [match] : []), { start: end, end }];
	const folds: { start: number; end: number }[] = [];
	let from = at;
	for (const stop of stops.toSorted((a, b) => a.start - b.start)) {
		if (stop.end <= from) continue;
		if (stop.start - from > SHORT_CHARACTERS)
			folds.push({ start: from, end: Math.min(stop.start, end) });
		from = stop.end;
	}
	return folds;
}
