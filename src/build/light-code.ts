/**
 * Makes the pages' code light: without this, `/python/` weighs 15 KB more (gzip) and has twice the elements.
 *
 * Expressive Code writes an element for every token, with the colours of both themes, and the whole text once more at
 * each copy button. Here tokens of one colour become one element, those of the code's own colour none; the colours
 * become classes, with their rules in the page's head; and a text that can be read from the page goes: the script of
 * `PageTitle.astro` gives it back when the button is pressed.
 *
 * Out     The same HTML, and it looks the same.
 * Errors  `AstroError`, which stops the build, for a style that it does not know.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { AstroError } from 'astro/errors';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { isToken, lightLine } from './light-line.ts';
import { attribute, textWithin, walk } from './page.ts';

/** What Expressive Code's variables stand for, by what follows the theme's number: `--0fs`. */
const PROPERTIES: Readonly<Record<string, string>> = {
	'': 'color',
	bg: 'background-color',
	fs: 'font-style',
	fw: 'font-weight',
	td: 'text-decoration',
};

/** Where a page may be dark: not on paper; and without scripts, which set its theme, only for those who prefer it. */
const DARK = '@media screen and (scripting:enabled),screen and (prefers-color-scheme:dark)';

/** What its sheet falls back to, where that is not `inherit`. */
const UNSAID: Readonly<Record<string, string>> = { 'background-color': 'transparent' };

interface Edit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** A theme as Expressive Code takes it, for the colour of its code. */
interface Theme {
	readonly colors: { readonly 'editor.foreground': string };
}

export function withLightCode(html: string, themes: readonly Theme[]): string {
	const plain = themes.map(({ colors }, at) => `--${at}:${colors['editor.foreground']}`).join(';');
	const names = new Map<string, string>();
	const edits: Edit[] = [];
	const nameOf = (style: string) => {
		const name = names.get(style) ?? `c${names.size}`;
		names.set(style, name);
		return name;
	};
	const written = new Set<Tree.Element>();
	for (const element of walk(parse(html, { sourceCodeLocationInfo: true }))) {
		const line = lightLine(element, plain.toLowerCase(), nameOf);
		const { startTag, endTag } = element.sourceCodeLocation ?? {};
		if (line !== undefined && startTag && endTag) {
			edits.push({ start: startTag.endOffset, end: endTag.startOffset, text: line });
			for (const token of walk(element)) written.add(token);
		}
		if (isToken(element) && !written.has(element)) {
			const name = nameOf(attribute(element, 'style') ?? '');
			edits.push({ ...placeOf(element, 'style'), text: `class="${name}"` });
		}
		// A figure of the site's own may have such frames in it.
		if (/^frame\b/.test(attribute(element, 'class') ?? '')) edits.push(...copiesIn(element));
	}
	if (edits.length === 0) return html;
	const rules = Array.from(names, ([style, name]) => rulesOf(style, name));
	const light = rules.map((rule) => rule.light).join('');
	const dark = rules.map((rule) => rule.dark).join('');
	const head = html.indexOf('</head>');
	const text = `<style>@layer site.components{${light}${DARK}{${dark}}}</style>`;
	edits.push({ start: head, end: head, text });
	return edited(html, edits);
}

function edited(html: string, edits: readonly Edit[]): string {
	const parts: string[] = [];
	let from = 0;
	for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
		parts.push(html.slice(from, start), text);
		from = end;
	}
	return parts.join('') + html.slice(from);
}

/** The text at a copy button, where it is what the lines say. It is not where comments are left out. */
function copiesIn(figure: Tree.Element): Edit[] {
	const inside = [...walk(figure)];
	const button = inside.find((element) => attribute(element, 'data-code') !== undefined);
	if (button === undefined) return [];
	const lines = inside.filter((element) => attribute(element, 'class') === 'code');
	const text = lines.map((line) => textWithin(line).replace(/\n$/, '')).join('\u007F');
	if (attribute(button, 'data-code') !== text) return [];
	return [{ ...placeOf(button, 'data-code'), text: '' }];
}

function placeOf({ sourceCodeLocation }: Tree.Element, name: string) {
	const place = sourceCodeLocation?.attrs?.[name];
	if (place === undefined)
		throw new AstroError(`The place of \`${name}\` in the page is not known.`);
	return { start: place.startOffset, end: place.endOffset };
}

/** As in Expressive Code's own sheet: the second theme is the light one, and what a theme does not say is inherited. */
function rulesOf(style: string, name: string) {
	const dark = new Map<string, string>();
	const light = new Map<string, string>();
	for (const variable of style.split(';')) {
		const [, theme, kind, value] = /^--([01])([a-z]*):([^<>{}]+)$/.exec(variable) ?? [];
		const property = PROPERTIES[kind ?? '?'];
		if (property === undefined) {
			throw new AstroError(
				`\`${variable}\` in the style of a code token is not known here.`,
				'See `PROPERTIES` in `src/build/light-code.ts`, and the rules for `--0` in Expressive Code’s sheet.'
			);
		}
		const [own, other] = theme === '0' ? [dark, light] : [light, dark];
		own.set(property, value ?? '');
		if (!other.has(property)) other.set(property, UNSAID[property] ?? 'inherit');
	}
	return {
		light: `.ec-line .${name}{${declarations(light)}}`,
		dark: `:root[data-theme=dark] .ec-line .${name}{${declarations(dark)}}`,
	};
}

function declarations(rule: ReadonlyMap<string, string>): string {
	return Array.from(rule, ([property, value]) => `${property}:${value}`).join(';');
}

/** After `docsMarkdown()`, which reads the pages as they were, and before `csp()`, which hashes the rules. */
export function lightCode(themes: readonly Theme[]): AstroIntegration {
	return {
		name: 'light-code',
		hooks: {
			'astro:build:done': async ({ dir }) => {
				const files = await readdir(fileURLToPath(dir), { recursive: true });
				await Promise.all(
					files
						.filter((file) => file.endsWith('.html'))
						.map(async (file) => {
							const url = new URL(file.replaceAll('\\', '/'), dir);
							await writeFile(url, withLightCode(await readFile(url, 'utf8'), themes));
						})
				);
			},
		},
	};
}
