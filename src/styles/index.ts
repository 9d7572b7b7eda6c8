export { layerOrder, LAYERS } from './layers.ts';
export { addSheet } from './sheets.ts';

/**
 * Two Shiki themes in the site's colours. The frames beside the code use colour for what a delta brings, so
 * code uses it sparingly: for strings, keywords, names and values. Backgrounds come from `tokens.css` through
 * Expressive Code's style overrides.
 */
interface Ink {
	name: string;
	type: 'light' | 'dark';
	background: string;
	plain: string;
	quiet: string;
	string: string;
	keyword: string;
	identifier: string;
	value: string;
}

const LIGHT: Ink = {
	name: 'ink-light',
	type: 'light',
	background: '#f5f0e7',
	plain: '#2b241e',
	quiet: '#6b5f54',
	string: '#9c3a10',
	keyword: '#6a3d8a',
	identifier: '#1f5482',
	value: '#146152',
};

const DARK: Ink = {
	name: 'ink-dark',
	type: 'dark',
	background: '#201b16',
	plain: '#e6ddd1',
	quiet: '#a3968a',
	string: '#f0966a',
	keyword: '#c9a2e6',
	identifier: '#8fc0ea',
	value: '#7fcdb8',
};

function theme(ink: Ink) {
	return {
		name: ink.name,
		type: ink.type,
		colors: { 'editor.background': ink.background, 'editor.foreground': ink.plain },
		settings: [
			{ settings: { background: ink.background, foreground: ink.plain } },
			rule(['comment', 'punctuation.definition.comment'], ink.quiet, 'italic'),
			rule(['string', 'punctuation.definition.string', 'constant.other.symbol'], ink.string),
			rule(['keyword', 'storage', 'variable.language', 'keyword.operator.word'], ink.keyword),
			rule(['keyword.operator', 'punctuation', 'meta.brace'], ink.quiet),
			rule(['entity.name.function', 'support.function', 'entity.name.command'], ink.identifier),
			rule(
				['entity.name.tag', 'support.type.property-name', 'meta.object-literal.key'],
				ink.identifier
			),
			rule(['constant', 'entity.other.attribute-name', 'constant.character.escape'], ink.value),
		],
	};
}

function rule(scope: string[], foreground: string, fontStyle?: string) {
	return { scope, settings: { foreground, ...(fontStyle && { fontStyle }) } };
}

export const codeThemes: [dark: ReturnType<typeof theme>, light: ReturnType<typeof theme>] = [
	theme(DARK),
	theme(LIGHT),
];
