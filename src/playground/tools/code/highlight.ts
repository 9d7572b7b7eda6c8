/**
 * The colours of a program, from the grammars and the inks that the pages' code has. Fetched when the
 * Code panel is opened, each grammar when its language is first shown.
 *
 * In      A program, and which of the three grammars it is for.
 * Out     Its text in pieces, line by line without line ends, each with its ink in light and in dark.
 */
import { createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import { codeThemes } from '../../../styles/index.ts';

const grammars = {
	javascript: () => import('shiki/langs/javascript.mjs'),
	python: () => import('shiki/langs/python.mjs'),
	shellscript: () => import('shiki/langs/shellscript.mjs'),
};

export type Grammar = keyof typeof grammars;

export interface Piece {
	readonly text: string;
	readonly light: string | undefined;
	readonly dark: string | undefined;
}

export type Highlight = (program: string) => readonly (readonly Piece[])[];

/** A message of one enormous line stays plain: its patterns would hold the page up at every key. */
const tokenizeMaxLineLength = 5_000;

const [dark, light] = codeThemes.map(({ name }) => name) as [string, string];
const highlighter = createHighlighterCore({
	themes: codeThemes,
	langs: [],
	// Patterns run as the browser's own: no WebAssembly to fetch, and none to allow.
	engine: createJavaScriptRegexEngine(),
});

export async function loadHighlight(lang: Grammar): Promise<Highlight> {
	const core = await highlighter;
	await core.loadLanguage(grammars[lang]());
	return (program) =>
		core
			.codeToTokensWithThemes(program, { lang, themes: { light, dark }, tokenizeMaxLineLength })
			.map((line) =>
				line.map(({ content, variants }) => ({
					text: content,
					light: variants['light']?.color,
					dark: variants['dark']?.color,
				}))
			);
}
