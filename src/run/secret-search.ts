/**
 * Finds secrets in text, however they are encoded there, and the start of one at the end of the text.
 *
 * In      Text, or a string with one character per byte.
 * Out     Ranges of the text, and how many characters at its end must wait for what comes next.
 * Rule    Any `RUN` consecutive characters of a secret count, so that part of a key is found too. They
 *         are found as plain text, with any characters escaped as in JSON, HTML or a URL, and in base64.
 * Cost    One check per character; more only where `RUN` in a row are all characters of a secret.
 */
import { byteText } from './bytes.ts';

/** This many consecutive characters of a secret are masked; fewer give nothing away. */
export const RUN = 8;
/** A value with spaces may contain ordinary words, so only a longer part of it counts. */
const PHRASE = 24;
/** The longest spelling of one character: JSON in JSON. */
const LONGEST_SPELLING = 14;

export interface SecretSearch {
	find(text: string): { readonly ranges: readonly Range[]; readonly pending: number };
	/** Characters of earlier text a search needs to find everything that a search of the whole would. */
	readonly reach: number;
}

type Range = readonly [from: number, to: number];

/** Parts of secrets to search for, all of one length. */
interface Parts {
	readonly length: number;
	readonly whole: ReadonlySet<string>;
	/** All proper prefixes of the parts. */
	readonly starts: ReadonlySet<string>;
}

/** Text with its escapes decoded, and the range in the original text of each character. */
interface View {
	readonly text: string;
	from(at: number): number;
	to(at: number): number;
	/** Characters at the end that may be the start of an escape. */
	readonly unfinished: number;
}

/** @param units How characters appear in the text: as themselves, or one character per byte. */
export function createSecretSearch(
	secrets: readonly string[],
	units: (characters: string) => string
): SecretSearch {
	const all = secrets.flatMap((secret) => [units(secret), ...base64Of(secret)]);
	const parts = partsOf(all);
	const alphabet = new Set(all.join(''));
	const isKnown = new Uint8Array(65_536);
	for (const character of alphabet) isKnown[character.charCodeAt(0)] = 1;
	const longest = Math.max(0, ...parts.map(({ length }) => length));

	function find(text: string) {
		const ranges: Range[] = [];
		let pending = 0;
		if (parts.length === 0) return { ranges, pending };
		for (const view of viewsOf(text, units)) {
			for (const part of parts) {
				findPart(view, part, ranges);
				pending = Math.max(pending, pendingOf(view, part, text.length));
			}
		}
		return { ranges, pending };
	}

	function findPart(view: View, { length, whole }: Parts, ranges: Range[]) {
		let known = 0;
		for (let at = 0; at < view.text.length; at++) {
			known = isKnown[view.text.charCodeAt(at)] === 1 ? known + 1 : 0;
			const first = at + 1 - length;
			if (known >= length && whole.has(view.text.slice(first, at + 1))) {
				ranges.push([view.from(first), view.to(at)]);
			}
		}
	}

	return { find, reach: longest * LONGEST_SPELLING };
}

function pendingOf(view: View, { length, starts }: Parts, end: number): number {
	const most = Math.min(length - 1, view.text.length);
	for (let count = most; count > 0; count--) {
		const first = view.text.length - count;
		if (starts.has(view.text.slice(first))) return end - view.from(first);
	}
	return view.unfinished;
}

function partsOf(secrets: readonly string[]): Parts[] {
	const byLength = new Map<number, Set<string>>();
	for (const secret of secrets) {
		const length = Math.min(secret.length, /\s/.test(secret) ? PHRASE : RUN);
		const whole = byLength.get(length) ?? new Set();
		byLength.set(length, whole);
		for (let at = 0; at + length <= secret.length; at++) whole.add(secret.slice(at, at + length));
	}
	return [...byLength].map(([length, whole]) => {
		const starts = [...whole].flatMap((one) =>
			Array.from({ length: length - 1 }, (_, i) => one.slice(0, i + 1))
		);
		return { length, whole, starts: new Set(starts) };
	});
}

/** The base64 characters that depend on the secret alone, for each of its three alignments. */
function base64Of(secret: string): string[] {
	const bytes = byteString(secret);
	const found = [0, 1, 2].flatMap((before) => {
		const whole = btoa('\0'.repeat(before) + bytes).replace(/=+$/, '');
		// The first and last characters may contain bits of the text around the secret.
		const sure = whole.slice(before === 0 ? 0 : before + 1, -1);
		return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')];
	});
	return [...new Set(found)].filter((one) => one.length >= RUN);
}

/** The text in UTF-8, one character per byte. */
export function byteString(text: string): string {
	return byteText(new TextEncoder().encode(text));
}

interface Spelling {
	/** A quick test: without this there is nothing to decode. */
	readonly sign: RegExp;
	readonly escape: RegExp;
	/** The start of an escape at the end of the text. */
	readonly unfinished: RegExp;
}

const JSON_ESCAPE: Spelling = {
	sign: /\\/,
	escape: /((?:\\u[\da-f]{4})+)|\\(["\\/bfnrt])/gi,
	unfinished: /\\(?:u[\da-f]{0,3})?$/i,
};
const HTML_ESCAPE: Spelling = {
	sign: /&/,
	escape: /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
	unfinished: /&#?\w{0,8}$/,
};
const PERCENT_ESCAPE: Spelling = {
	sign: /%/,
	escape: /((?:%[\da-f]{2})+)/gi,
	unfinished: /%[\da-f]?$/i,
};
/** One inside another, and JSON inside JSON. */
const ANY_ESCAPE: Spelling = {
	sign: /[\\&%]/,
	escape:
		/((?:\\+u[\da-f]{4})+|(?:%[\da-f]{2})+)|\\+(["/])|\\([\\bfnrt])|&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
	unfinished: /(?:\\+(?:u[\da-f]{0,3})?|&#?\w{0,8}|%[\da-f]?)$/i,
};

/** So many characters at a text's end may be the start of an escape. */
export function openEscape(text: string): number {
	return ANY_ESCAPE.unfinished.exec(text)?.[0].length ?? 0;
}

const SPELLINGS = [JSON_ESCAPE, HTML_ESCAPE, PERCENT_ESCAPE, ANY_ESCAPE];

const NAMED: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	b: '\b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
};

function* viewsOf(text: string, units: (characters: string) => string): Generator<View> {
	yield { text, from: (at) => at, to: (at) => at + 1, unfinished: 0 };
	for (const spelling of SPELLINGS) {
		if (spelling.sign.test(text)) yield decoded(text, spelling, units);
	}
}

function decoded(
	text: string,
	{ escape, unfinished }: Spelling,
	units: (characters: string) => string
): View {
	const open = unfinished.exec(text)?.[0].length ?? 0;
	const end = text.length - open;
	const pieces: string[] = [];
	// Where each decoded character begins in the text.
	const starts: number[] = [];
	const ends: number[] = [];
	let passed = 0;
	const keep = (to: number) => {
		pieces.push(text.slice(passed, to));
		for (; passed < to; passed++) {
			starts.push(passed);
			ends.push(passed + 1);
		}
	};
	for (const match of text.slice(0, end).matchAll(escape)) {
		keep(match.index);
		const characters = units(charactersOf(match));
		passed += match[0].length;
		pieces.push(characters);
		const step = match[0].length / characters.length;
		for (let i = 0; i < characters.length; i++) {
			starts.push(match.index + Math.floor(i * step));
			ends.push(match.index + Math.ceil((i + 1) * step));
		}
	}
	keep(end);
	return {
		text: pieces.join(''),
		from: (at) => starts[at] ?? end,
		to: (at) => ends[at] ?? end,
		unfinished: open,
	};
}

function charactersOf([escape, ...groups]: RegExpExecArray): string {
	if (escape.startsWith('%')) {
		const bytes = Array.from(escape.matchAll(/[\da-f]{2}/gi), ([hex]) => Number.parseInt(hex, 16));
		return new TextDecoder().decode(Uint8Array.from(bytes));
	}
	if (/^\\+u/i.test(escape)) {
		const codes = Array.from(escape.matchAll(/[\da-f]{4}/gi), ([hex]) => Number.parseInt(hex, 16));
		return String.fromCharCode(...codes);
	}
	const found = groups.find((group) => group !== undefined) ?? '';
	if (/^&#x/i.test(escape)) return fromCode(Number.parseInt(found, 16));
	if (escape.startsWith('&#')) return fromCode(Number(found));
	return NAMED[found.toLowerCase()] ?? found;
}

function fromCode(code: number): string {
	return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
