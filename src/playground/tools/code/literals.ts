/**
 * JSON values as source text of other languages.
 *
 * In      A value of a chat request: what JSON can say, and no more.
 * Out     An expression that means the same value. Any text is right, in one line: line ends, quotes and
 *         control characters are escaped, and so is what an editor would not show or would show out of
 *         place. Lone surrogates, which no UTF-8 file can hold, become U+FFFD, as in `toWellFormed()`.
 * Source  Python's escapes: https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences
 */
export type JSONValue =
	string | number | boolean | null | readonly JSONValue[] | { readonly [name: string]: JSONValue };

export type Literal = (value: JSONValue) => string;

/**
 * Controls that JSON leaves as they are; marks that turn the direction of text around them, so that code
 * reads other than it runs (CVE-2021-42574); line separators; the byte order mark.
 */
const UNSEEN = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

function quoted(text: string): string {
	return JSON.stringify(text.toWellFormed()).replace(
		UNSEEN,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
	);
}

/** As a program that is sent has it: no line of it is without a quote or a brace. */
export const jsonLiteral: Literal = (value) => compound(value, jsonLiteral, quoted, quoted, true);

/** Each escape of JSON means the same in Python, so its strings are Python's. */
export const pythonLiteral: Literal = (value) => {
	if (value === true) return 'True';
	if (value === false) return 'False';
	if (value === null) return 'None';
	return compound(value, pythonLiteral, quoted, quoted, true);
};

/** Strings in single quotes; the script element that they may be pasted into cannot be ended by them. */
export const javascriptLiteral: Literal = (value) =>
	compound(value, javascriptLiteral, singleQuoted, bareName, false);

function singleQuoted(text: string): string {
	const inside = quoted(text)
		.slice(1, -1)
		.replace(/\\.|'/g, (part) => (part === '\\"' ? '"' : part === "'" ? "\\'" : part))
		.replaceAll('</', '<\\/')
		.replaceAll('<!--', '<\\!--');
	return `'${inside}'`;
}

function bareName(name: string): string {
	return /^[a-z_]\w*$/i.test(name) ? name : singleQuoted(name);
}

function compound(
	value: JSONValue,
	literal: Literal,
	string: (text: string) => string,
	key: (name: string) => string,
	isTight: boolean
): string {
	if (typeof value === 'string') return string(value);
	if (typeof value !== 'object' || value === null) return String(value);
	if (isList(value)) return `[${value.map(literal).join(', ')}]`;
	const members = Object.entries(value).map(([name, one]) => `${key(name)}: ${literal(one)}`);
	return isTight ? `{${members.join(', ')}}` : `{ ${members.join(', ')} }`;
}

// `Array.isArray` does not tell a read-only list from an object.
function isList(value: JSONValue): value is readonly JSONValue[] {
	return Array.isArray(value);
}

/** One word of a shell's command, whatever is in it. */
export function shellWord(text: string): string {
	return `'${text.toWellFormed().replaceAll("'", String.raw`'\''`)}'`;
}
