/**
 * Highlights a program with the grammars and colours of the pages' code. Fetched when the Code panel is
 * opened; each grammar is fetched when its language is first shown.
 *
 * Out     Lines without line ends, split into pieces, each with its colour in light and dark.
 */
import { createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { codeThemes } from '../../../styles/index.ts';

const grammars = {
	go: () => import('shiki/langs/go.mjs'),
	java: () => import('shiki/langs/java.mjs'),
	javascript: () => import('shiki/langs/javascript.mjs'),
	python: () => import('shiki/langs/python.mjs'),
	rust: () => import('shiki/langs/rust.mjs'),
	shellscript: () => import('shiki/langs/shellscript.mjs'),
};

export type Grammar = keyof typeof grammars;

export interface Piece {
	readonly text: string;
	readonly light: string | undefined;
	readonly dark: string | undefined;
}

export type Highlight = (program: string) => readonly (readonly Piece[])[];

/** Longer lines stay plain: highlighting a message of one enormous line would slow down every key press. */
const TOKENIZE_MAX_LINE_LENGTH = 5_000;

const [{ name: dark }, { name: light }] = codeThemes;
const highlighter = createHighlighterCore({
	themes: codeThemes,
	langs: [],
	// Uses the browser's regular expressions, so there is no WebAssembly to fetch or to allow.
	engine: createJavaScriptRegexEngine(),
});

export async function loadHighlight(lang: Grammar): Promise<Highlight> {
	const core = await highlighter;
	await core.loadLanguage(grammars[lang]());
	return (program) =>
		core
			.codeToTokensWithThemes(program, {
				lang,
				themes: { light, dark },
				tokenizeMaxLineLength: TOKENIZE_MAX_LINE_LENGTH,
			})
			.map((line) =>
				line.map(({ content, variants }) => ({
					text: content,
					light: variants['light']?.color,
					dark: variants['dark']?.color,
				}))
			);
}
