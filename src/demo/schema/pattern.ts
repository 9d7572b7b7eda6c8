/**
 * Writes a short text for a regular expression, without ever running it.
 *
 * In      What schemas use: literals, classes, groups, alternatives, quantifiers, anchors.
 * Out     A text that matches; `undefined` for lookarounds, back references and anything else unknown.
 */
interface Reader {
	readonly source: string;
	at: number;
	/** How often what may be repeated is repeated, within its limits. */
	readonly repeats: number;
	/** Chooses among the characters of a class. */
	variant: number;
	left: number;
}

const MAX_CHARACTERS = 10_000;

class Unknown extends Error {}

export function textFor(pattern: string, repeats: number, variant: number): string | undefined {
	const reader: Reader = { source: pattern, at: 0, repeats, variant, left: MAX_CHARACTERS };
	try {
		const text = alternatives(reader);
		return reader.at === pattern.length ? text : undefined;
	} catch (error) {
		if (error instanceof Unknown) return undefined;
		throw error;
	}
}

/** The first of `a|b`; the others are read, and left out. */
function alternatives(reader: Reader): string {
	const text = sequence(reader);
	while (take(reader, '|')) sequence(reader);
	return text;
}

function sequence(reader: Reader): string {
	let text = '';
	while (reader.at < reader.source.length && !'|)'.includes(reader.source.charAt(reader.at))) {
		const from = reader.at;
		const one = atom(reader);
		const [least, most] = quantifier(reader);
		const to = reader.at;
		const times = Math.min(Math.max(least, Math.min(reader.repeats, most)), most);
		text += times > 0 ? one : '';
		// Read again for each repetition: a class may give another character.
		for (let i = 1; i < times; i++) {
			reader.at = from;
			text += atom(reader);
		}
		reader.at = to;
	}
	return text;
}

function atom(reader: Reader): string {
	if (--reader.left < 0) throw new Unknown();
	const character = reader.source.charAt(reader.at++);
	if (character === '^' || character === '$') return '';
	if (character === '.') return 'a';
	if (character === '[') return inClass(reader);
	if (character === '\\') return pick(reader, escaped(reader));
	if (character !== '(') {
		if ('*+?{'.includes(character)) throw new Unknown();
		return character;
	}
	if (take(reader, '?') && !take(reader, ':')) {
		// A name: `(?<year>`. Whatever else begins so looks around.
		const name = /^<\w+>/.exec(reader.source.slice(reader.at, reader.at + 60));
		if (!name) throw new Unknown();
		reader.at += name[0].length;
	}
	const text = alternatives(reader);
	if (!take(reader, ')')) throw new Unknown();
	return text;
}

function quantifier(reader: Reader): readonly [least: number, most: number] {
	const found = /^(?:[*+?]|\{(\d{1,4})(,?)(\d{0,4})\})\??/.exec(
		reader.source.slice(reader.at, reader.at + 14)
	);
	if (!found) return [1, 1];
	reader.at += found[0].length;
	const [sign, least, comma, most] = found;
	if (least === undefined)
		return [sign.startsWith('+') ? 1 : 0, sign.startsWith('?') ? 1 : Infinity];
	return [Number(least), comma ? Number(most || Infinity) : Number(least)];
}

const DIGITS = '0123456789';
const SMALL = 'abcdefghijklmnopqrstuvwxyz';
const LETTERS = SMALL + SMALL.toUpperCase();
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The characters that an escape stands for. */
function escaped(reader: Reader): string {
	const character = reader.source.charAt(reader.at++);
	if (character === 'd') return DIGITS;
	if (character === 'w') return `${LETTERS}${DIGITS}_`;
	if (character === 's') return ' ';
	if (character === 'D' || character === 'S') return LETTERS;
	if (character === 'W') return ' -';
	if (character in CONTROLS) return CONTROLS[character] ?? '';
	if (/[\dA-Za-z]|^$/.test(character)) throw new Unknown();
	return character;
}

function inClass(reader: Reader): string {
	const isNegated = take(reader, '^');
	let characters = '';
	while (!take(reader, ']')) {
		if (reader.at >= reader.source.length) throw new Unknown();
		const from = classCharacters(reader);
		const isRange =
			reader.source.charAt(reader.at) === '-' && reader.source.charAt(reader.at + 1) !== ']';
		if (!isRange || from.length !== 1) {
			characters += from;
			continue;
		}
		reader.at++;
		characters += range(from, classCharacters(reader));
	}
	if (!isNegated) return pick(reader, characters);
	return pick(
		reader,
		[...`${LETTERS}${DIGITS} -_.`].filter((one) => !characters.includes(one)).join('')
	);
}

function classCharacters(reader: Reader): string {
	const character = reader.source.charAt(reader.at++);
	return character === '\\' ? escaped(reader) : character;
}

function range(from: string, to: string): string {
	const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
	if (to.length !== 1 || last < first) throw new Unknown();
	return Array.from({ length: Math.min(last - first, 100) + 1 }, (_, i) =>
		String.fromCharCode(first + i)
	).join('');
}

function pick(reader: Reader, characters: string): string {
	if (characters === '') throw new Unknown();
	return characters.charAt(reader.variant % characters.length);
}

function take(reader: Reader, character: string): boolean {
	if (reader.source.charAt(reader.at) !== character) return false;
	reader.at++;
	return true;
}
