/**
 * The site's style sheets hold to its baseline. What is newer stands under `@supports`, or the page is whole
 * without it: those are listed here, each with what a browser that does not know it shows instead.
 */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import css from '@eslint/css';
import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (file: string) => readFileSync(root + file, 'utf8');

const PROPERTIES = {
	'accent-color': "the system's colour in check boxes and radio buttons",
	'content-visibility': 'on paper what was folded stays folded',
	'field-sizing': 'a text box of a fixed height, which scrolls',
	'overscroll-behavior': 'its default, and the value here is the default',
	resize: 'no handle; the box scrolls',
	'scrollbar-color': "the system's scroll bars",
	'scrollbar-width': "the system's scroll bars",
	'text-wrap': 'headings whose last line may be short',
};
/** In a rule of their own: a selector that is not known takes those beside it along. */
const SELECTORS = {
	highlight: 'linked words without a mark; `marks.ts` asks for `CSS.highlights` first',
	selection: "the system's colour behind selected text",
};

const year = Number(/"available": (\d+)/.exec(read('.oxlintrc.json'))?.[1]);
const linter = new Linter();

/** What in a style sheet is newer than the baseline. */
function newerIn(sheet: string, options = {}): string[] {
	const messages = linter.verify(
		sheet,
		{
			files: ['**/*.css'],
			plugins: { css },
			language: 'css/css',
			rules: { 'css/use-baseline': ['error', { available: year, ...options }] },
		},
		'sheet.css'
	);
	return messages.map(({ message }) => message);
}

/** A file of styles, or those of a component. */
function sheetOf(file: string): string {
	const text = read(file);
	if (file.endsWith('.css')) return text;
	return [...text.matchAll(/<style[^>]*>(.*?)<\/style>/gs)].map(([, style]) => style).join('');
}

const files = globSync('src/**/*.{css,astro}', { cwd: root });

describe('style sheets', () => {
	test('need no newer browser', () => {
		const allowed = {
			allowProperties: Object.keys(PROPERTIES),
			allowSelectors: Object.keys(SELECTORS),
		};
		const found = files.flatMap((file) =>
			newerIn(sheetOf(file), allowed).map((newer) => `${file}: ${newer}`)
		);
		expect(found).toEqual([]);
	});

	test('nothing is let through that no sheet uses', () => {
		const all = files.flatMap((file) => newerIn(sheetOf(file))).join('\n');
		for (const name of [...Object.keys(PROPERTIES), ...Object.keys(SELECTORS)]) {
			expect(all).toContain(`'${name}'`);
		}
	});

	test('a newer feature is found, unless `@supports` asks for it', () => {
		const rule = 'a { anchor-name: --a; }';
		expect(newerIn(rule)).toEqual([
			`Property 'anchor-name' is not a ${year} available baseline feature.`,
		]);
		expect(newerIn(`@supports (anchor-name: --a) { ${rule} }`)).toEqual([]);
	});
});
