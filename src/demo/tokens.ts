/**
 * Splits text roughly where a model's tokenizer would, so that the demo's deltas look real.
 *
 * Source  The pre-tokenizer regular expression in Qwen's `tokenizer.json` (GPT-4's, with one digit per
 *         token), extended so that vowel signs stay with their letter. A real tokenizer then applies a
 *         table of 150,000 merges; here a seeded guess by script takes its place.
 * Out     Pieces that join to the text; lone surrogates are kept. No boundary falls inside a grapheme (a
 *         family emoji, a flag, an accented letter): a byte-level tokenizer may split there, but servers
 *         then hold the piece back until it is complete.
 */
import { graphemesOf } from '../graphemes.ts';
import { between, type Random } from './random.ts';

// Spelled out: the flag `i` would also affect what `\p{...}` matches.
const PIECE =
	/'(?:[sdmtSDMT]|ll|ve|re|LL|VE|RE)|[^\r\n\p{L}\p{M}\p{N}]?[\p{L}\p{M}]+|\p{N}|\s?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu;

// Below U+0300, and in common punctuation, every character is its own grapheme (except CR LF, which
// PIECE never splits). Segmenting costs many times as much as this test.
const NEEDS_SEGMENTER = /[\u0300-\u200f\u2028-\u{10ffff}]/u;

export function splitTokens(text: string, random: Random): string[] {
	const isPlain = !NEEDS_SEGMENTER.test(text);
	const pieces = text.match(PIECE) ?? [];
	return (isPlain ? pieces : keepGraphemes(text, pieces)).flatMap((piece) =>
		splitPiece(piece, isPlain ? [...piece] : segment(piece), random)
	);
}

/** Joins pieces that were split inside a grapheme. */
function keepGraphemes(text: string, pieces: readonly string[]): string[] {
	const boundaries = new Set(Array.from(graphemesOf(text), ({ index }) => index));
	const joined: string[] = [];
	let at = 0;
	for (const piece of pieces) {
		if (boundaries.has(at)) joined.push(piece);
		else joined.push((joined.pop() ?? '') + piece);
		at += piece.length;
	}
	return joined;
}

function segment(text: string): string[] {
	return Array.from(graphemesOf(text), ({ segment: grapheme }) => grapheme);
}

/** How many characters a token has, by the script of the piece. The first match wins. */
const SIZES: readonly {
	readonly of: RegExp;
	readonly least: number;
	readonly most: number;
	/** Pieces up to this length stay one token. */
	readonly whole: number;
}[] = [
	{ of: /[\p{Extended_Pictographic}\p{RI}]/u, least: 1, most: 1, whole: 1 },
	{ of: /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u, least: 1, most: 2, whole: 1 },
	{ of: /\p{sc=Latn}/u, least: 3, most: 6, whole: 11 },
	{ of: /\p{L}/u, least: 2, most: 4, whole: 4 },
	{ of: /\S/u, least: 4, most: 8, whole: 8 },
];

function splitPiece(piece: string, characters: readonly string[], random: Random): string[] {
	const size = SIZES.find(({ of }) => of.test(piece));
	if (size === undefined || characters.length <= size.whole) return [piece];
	const tokens: string[] = [];
	// The space or bracket before a word belongs to the word's first token.
	let from = 0;
	let lead = /^[\s\p{P}]$/u.test(characters[0] ?? '') ? 1 : 0;
	while (from < characters.length) {
		let to = from + lead + between(random, size.least, size.most);
		// Too few left over for another token: take them too.
		if (characters.length - to < size.least) to = characters.length;
		tokens.push(characters.slice(from, to).join(''));
		from = to;
		lead = 0;
	}
	return tokens;
}
