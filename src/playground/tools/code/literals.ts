/**
 * JSON values as literals in other languages.
 *
 * Out     A one-line expression for the same value. Line ends, quotes and control characters are escaped,
 *         as is everything that an editor would not show, or would show in the wrong place. Lone
 *         surrogates, which a UTF-8 file cannot contain, become U+FFFD, as in `toWellFormed()`.
 * Source  Python's escapes: https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences
 */
export type JSONValue =
	string | number | boolean | null | readonly JSONValue[] | { readonly [name: string]: JSONValue };

export type Literal = (value: JSONValue) => string;

/**
 * Control characters that JSON does not escape; bidirectional marks, which can make code read differently
 * from how it runs (CVE-2021-42574); line separators; the byte order mark.
 */
const UNSEEN = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

function quoted(text: string): string {
	return JSON.stringify(text.toWellFormed()).replace(
		UNSEEN,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
	);
}

/** JSON for a request body, in one line. */
export const jsonLiteral: Literal = (value) => compound(value, jsonLiteral, quoted, quoted, true);

/** Every JSON escape means the same in Python, so JSON strings are Python strings. */
export const pythonLiteral: Literal = (value) => {
	if (value === true) return 'True';
	if (value === false) return 'False';
	if (value === null) return 'None';
	return compound(value, pythonLiteral, quoted, quoted, true);
};

/** Strings in single quotes, which cannot close a script element that they are pasted into. */
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
	// As a name it would set the prototype instead.
	if (name === '__proto__') return "['__proto__']";
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

// `Array.isArray` does not narrow a readonly array.
function isList(value: JSONValue): value is readonly JSONValue[] {
	return Array.isArray(value);
}

/** Quotes any text as one word of a shell command. */
export function shellWord(text: string): string {
	return `'${text.toWellFormed().replaceAll("'", String.raw`'\''`)}'`;
}

/** A string of Ruby or PHP in which nothing but a backslash and the quote has a meaning. */
export function singleQuotedWord(text: string): string {
	return `'${text.toWellFormed().replace(/[\\']/g, String.raw`\$&`)}'`;
}
