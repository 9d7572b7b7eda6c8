/**
 * The sheet for readers without scripts, which every page names in a `<noscript>`: `OWN` of `styles/`, and the
 * reader's theme, which a script chooses otherwise. The pages are dark as they come; the rules for the light theme are
 * repeated for those who prefer it.
 *
 * In      Every style sheet of the build. Each rule keeps its layer and its media queries.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { parse, type Container, type Root } from 'postcss';

const SHEET = 'no-script.css';
const OWN = ['still.css', 'no-script.css'];

/** For the `<head>` of every page. */
export const noScriptLink = (base: string) =>
	({
		tag: 'noscript',
		content: `<link rel="stylesheet" href="${base}/${SHEET}">`,
	}) as const;

/** Where a rule is for the light theme alone: `:root[data-theme=light] a`, `:root:not([data-theme=dark])`. */
const LIGHT =
	/^((?::root|html)?)(?:\[data-theme=(['"]?)light\2\]|:not\(\[data-theme=(['"]?)dark\3\]\))/;

export function noScript(): AstroIntegration {
	return {
		name: 'no-script',
		hooks: {
			'astro:build:done': async ({ dir }) => {
				const assets = new URL('./_astro/', dir);
				const names = (await readdir(assets)).filter((name) => name.endsWith('.css')).toSorted();
				const sheets = await Promise.all(
					names.map((name) => readFile(new URL(name, assets), 'utf8'))
				);
				const light = sheets.map(lightRulesOf);
				const own = await Promise.all(
					OWN.map((name) => readFile(new URL(`../styles/${name}`, import.meta.url), 'utf8'))
				);
				const css = `${own.join('')}@media (prefers-color-scheme: light) {\n${light.join('')}}\n`;
				await writeFile(new URL(SHEET, dir), css);
			},
		},
	};
}

/** The rules for the light theme, as rules for either. */
export function lightRulesOf(css: string): string {
	const root = parse(css);
	root.walkRules((rule) => {
		const selectors = rule.selectors.filter((selector) => LIGHT.test(selector));
		if (selectors.length === 0) rule.remove();
		else rule.selectors = selectors.map((selector) => selector.replace(LIGHT, '$1[data-theme]'));
	});
	dropEmpty(root);
	return root.toString();
}

function dropEmpty(container: Container | Root): void {
	container.each((node) => {
		if (node.type === 'comment') node.remove();
		if (node.type !== 'atrule') return;
		dropEmpty(node);
		if (!node.nodes?.length) node.remove();
	});
}
