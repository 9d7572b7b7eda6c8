/** The order of the cascade layers, in every style sheet of the build. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { layerOrder, LAYERS } from '../../src/styles/index.ts';
import { dist, pages } from '../support/site.ts';

/**
 * Rules outside of any layer outrank all of ours, so each is known by name. Starlight writes three into the frame of
 * its pages, the print sheet is for paper alone, and Astro hides its own elements.
 */
const unlayered = [
	/^html(:not\(\[data-has-(toc|sidebar)\]\))? \{/,
	/^main:where\(\.astro-\w+\) \{ padding: var\(--sl-main-pad\); \}$/,
	/^:where\(\.astro-\w+\)\[data-has-sidebar\] \{ --sl-content-inline-start/,
	/^astro-island, astro-slot, astro-static-slot \{ display: contents; \}$/,
];

test('every built style sheet keeps to the declared layers', async ({ page }) => {
	const sheets = readdirSync(`${dist}_astro`)
		.filter((file) => file.endsWith('.css') && !file.startsWith('print.'))
		.map((file) => ({ name: file, css: readFileSync(`${dist}_astro/${file}`, 'utf8') }));
	for (const path of pages) {
		const html = readFileSync(`${dist}${path.replace(/\/$/, '/index.html')}`, 'utf8');
		const inline = [...html.matchAll(/<style[^>]*>(.*?)<\/style>/gs)].map(([, css]) => css!);
		// Before it no sheet may come: whoever first names a layer gives it its rank.
		expect(inline[0], path).toBe(layerOrder);
		expect(html.indexOf(layerOrder), path).toBeLessThan(html.indexOf('rel="stylesheet"'));
		sheets.push(...inline.slice(1).map((css) => ({ name: path, css })));
	}

	const used = await page.evaluate((all) => {
		const topRules = (rules: CSSRuleList): CSSRule[] =>
			[...rules].flatMap((rule) =>
				rule instanceof CSSMediaRule || rule instanceof CSSSupportsRule
					? topRules(rule.cssRules)
					: [rule]
			);
		return all.map(({ name, css }) => {
			const sheet = new CSSStyleSheet();
			sheet.replaceSync(css);
			const rules = topRules(sheet.cssRules);
			return {
				name,
				// A constructed sheet drops what it cannot load.
				imports: css.includes('@import'),
				layers: rules.flatMap((rule) =>
					rule instanceof CSSLayerBlockRule
						? [rule.name]
						: rule instanceof CSSLayerStatementRule
							? [...rule.nameList]
							: []
				),
				loose: rules.flatMap((rule) =>
					rule instanceof CSSLayerBlockRule || rule instanceof CSSLayerStatementRule
						? []
						: [rule.cssText]
				),
			};
		});
	}, sheets);

	expect(used.filter(({ imports }) => imports)).toEqual([]);
	const known = new Set<string>(LAYERS);
	const strange = used.flatMap(({ name, layers: named, loose }) => [
		...named.filter((layer) => !known.has(layer)).map((layer) => `${name}: layer ${layer}`),
		...loose
			.filter((rule) => !unlayered.some((pattern) => pattern.test(rule)))
			.map((rule) => `${name}: ${rule.slice(0, 120)}`),
	]);
	expect(strange).toEqual([]);
	expect(used.flatMap((sheet) => sheet.layers)).toContain('site.vendor');
});
