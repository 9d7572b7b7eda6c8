/** How each language writes the parts of a request that stand in its printed program. */
import {
	javascriptLiteral,
	jsonLiteral,
	pythonLiteral,
	shellWord,
	singleQuotedWord,
	type Literal,
} from './literals.ts';

/** How a language writes the parts of a request. */
export interface Language {
	readonly literal: Literal;
	/** Writes the base URL. */
	readonly address: (text: string) => string;
	/** Writes a field's name. */
	readonly name: (field: string) => string;
	/** What separates a field's name from its value. */
	readonly is: string;
	/** One level of indentation. */
	readonly step: string;
	/** What follows the last line of a multi-line list. */
	readonly last: string;
}

export const python: Language = {
	literal: pythonLiteral,
	address: pythonLiteral,
	is: '=',
	name: (field) => field,
	step: '    ',
	last: ',',
};
export const javascript: Language = {
	literal: javascriptLiteral,
	address: javascriptLiteral,
	is: ': ',
	name: (field) => field,
	step: '  ',
	last: ',',
};
export const shell: Language = {
	literal: jsonLiteral,
	address: shellWord,
	is: ': ',
	name: (field) => `"${field}"`,
	step: '  ',
	last: '',
};

/**
 * A request that stands as JSON in a string of the language.
 *
 * @param inside How the string writes JSON; most are raw, and take it as it is.
 */
const json = (
	address: (text: string) => string,
	inside: (text: string) => string = (text) => text
): Language => ({
	...shell,
	literal: (value) => inside(jsonLiteral(value)),
	address,
});

/** Only a backtick ends Go's raw string, and only text can hold one. */
export const go = json(jsonLiteral, (text) => text.replaceAll('`', String.raw`\u0060`));
/** Rust's ends at `"#`, as in a text that begins with #. */
export const rust = json(jsonLiteral, (text) => text.replaceAll('#', String.raw`\u0023`));
/**
 * A text block reads escapes. Three quotes never meet in JSON. Before JDK 18 the compiler reads a file as the locale
 * says, so what is not ASCII is escaped.
 */
export const java = json(
	(text) => asciiForJava(jsonLiteral(text)),
	(text) => asciiForJava(text.replaceAll('\\', '\\\\'))
);

function asciiForJava(code: string): string {
	return code.replace(
		/[^\0-\x7f]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
	);
}

export const ruby = json(singleQuotedWord);
export const php = json(singleQuotedWord);
