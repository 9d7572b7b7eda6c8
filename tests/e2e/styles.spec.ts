/**
 * What is opened on a page changes nothing of the page: each tool, dialog and lazy part, opened first on a fresh
 * page, leaves the computed styles of all the rest as they were. And what makes sure of it: the layers.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { layerOrder, LAYERS } from '../../src/styles/index.ts';
import { openPanel } from '../support/panel.ts';
import { dist, pages, PLAYGROUNDS, SCHEMES } from '../support/site.ts';
import { wake } from '../support/playground.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** What to open, and how to tell that it has loaded. */
const parts: Record<string, (page: Page) => Promise<unknown>> = {
	Time: async (page) => {
		const panel = await openPanel(page, 'Time');
		await expect(panel.locator('canvas')).toBeVisible();
	},
	Clients: async (page) => {
		const panel = await openPanel(page, 'Clients');
		await expect(panel.getByRole('table')).toBeVisible();
	},
	'Clients, with the editor': async (page) => {
		const panel = await openPanel(page, 'Clients');
		await panel.getByText('Edit yours').click();
		await expect(panel.locator('.cm-editor')).toBeVisible();
	},
	'Break it': async (page) => {
		const panel = await openPanel(page, 'Break it');
		await expect(panel.getByRole('table')).toBeVisible();
	},
	Runs: async (page) => {
		const panel = await openPanel(page, 'Runs');
		await expect(panel.getByRole('heading').first()).toBeVisible();
	},
	Code: async (page) => {
		const panel = await openPanel(page, 'Code');
		await expect(panel.locator('pre span').first()).toBeVisible();
	},
	'Import, export': async (page) => {
		const panel = await openPanel(page, 'Import, export');
		await expect(panel.getByLabel('Choose a file')).toBeAttached();
	},
	Share: async (page) => {
		await button(page, 'Share').click();
		const panel = page.getByRole('region', { name: 'Share', exact: true });
		await expect(panel.getByRole('textbox')).toBeVisible();
	},
	'the list of keys': async (page) => {
		await button(page, 'Keys').click();
		await expect(page.getByRole('dialog').locator('dl')).toBeVisible();
	},
	'a frame in each of its views': async (page) => {
		await page.locator('.pg-row').nth(2).click();
		const views = page.locator('.pg-views label:not([data-off])');
		await expect(views.first()).toBeVisible();
		const count = await views.count();
		expect(count).toBeGreaterThan(2);
		for (let index = 0; index < count; index++) await views.nth(index).click();
		await page.locator('.pg-row').nth(2).click();
	},
	'the text as plain text and as Markdown': async (page) => {
		const response = page.getByRole('region', { name: 'Response', exact: true });
		for (const name of ['Plain', 'Markdown']) {
			await response.getByRole('button', { name, exact: true }).click();
			await expect(response.getByRole('button', { name, exact: true })).toHaveAttribute(
				'aria-pressed',
				'true'
			);
		}
	},
	'the smooth display': async (page) => {
		await page.locator('.pg-smooth select').selectOption({ index: 1 });
		await expect(page.locator('.pg-smooth select')).not.toHaveValue('off');
	},
	'the search': async (page) => {
		await page.locator('site-search button[data-open-modal]').click();
		await expect(page.locator('site-search dialog input')).toBeVisible();
	},
};

/** Page, header, form and panes, and a sample of running text, since not every page has all of it. */
const places = [
	'html',
	'body',
	'header',
	'.site-title',
	'h1',
	'main',
	'.content-panel',
	'.sl-markdown-content',
	'.right-sidebar h2, .sidebar-content a',
	'[data-probe] h2',
	'[data-probe] p',
	'[data-probe] a',
	'[data-probe] ul',
	'[data-probe] li',
	'[data-probe] code',
	'[data-probe] td',
	'.pg',
	'.pg-form',
	'.pg-form textarea',
	'.pg-form summary',
	'.pg-run',
	'.pg-stop',
	'.pg-prompts button',
	'.pg-timing',
	'.pg-figures dt',
	'.pg-figures dd',
	'.pg-ending',
	'.pg-frames',
	'.pg-columns header',
	'.pg-columns h2',
	'.pg-row',
	'.pg-row-bytes',
	'.pg-text',
	'.pg-tools',
];

const properties = (
	'color background-color opacity display position box-sizing text-align font-family font-size ' +
	'font-weight line-height letter-spacing white-space margin padding border-width border-style ' +
	'border-color border-radius gap list-style-type text-decoration-line max-width min-height overflow-wrap'
).split(' ');

async function addProbe(page: Page) {
	await page.evaluate(() => {
		// Element by element: Trusted Types let no markup in.
		const make = (tag: string, ...children: (string | Node)[]) => {
			const element = document.createElement(tag);
			element.append(...children);
			return element;
		};
		const link = Object.assign(document.createElement('a'), { href: '#x', textContent: 'a link' });
		const section = make(
			'section',
			make('h2', 'Heading'),
			make('p', 'Text, ', link, ', ', make('code', 'code')),
			make('ul', make('li', 'One'), make('li', 'Two')),
			make('table', make('tbody', make('tr', make('td', 'Cell'))))
		);
		section.dataset['probe'] = '';
		document.querySelector('.sl-markdown-content')!.append(section);
	});
}

/** For each colour scheme, in this order, one line per place with the values of all properties. */
async function looksOf(page: Page, order: readonly (typeof SCHEMES)[number][]) {
	const looks: string[] = [];
	for (const colorScheme of order) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
		const found = await page.evaluate(
			([selectors, names]) =>
				selectors.map((selector) => {
					const element = document.querySelector(selector);
					if (!element) return `${selector}: not there`;
					const style = getComputedStyle(element);
					return `${selector} { ${names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join('; ')} }`;
				}),
			[places, properties] as const
		);
		looks.push(...found.map((look) => `${colorScheme} ${look}`));
	}
	return looks.toSorted();
}

for (const path of PLAYGROUNDS) {
	for (const [name, open] of Object.entries(parts)) {
		test(`on ${path} the page looks the same with ${name} opened`, async ({ page }) => {
			await page.goto(path);
			await page.locator('.pg').first().scrollIntoViewIfNeeded();
			await wake(page);
			await addProbe(page);
			const before = await looksOf(page, SCHEMES);
			expect(before.filter((look) => look.endsWith('not there'))).toEqual([]);
			await open(page);
			// What was pressed is pointed at no more: that alone may change its colour.
			await page.mouse.move(0, 0);
			// The last scheme first: each change of it draws the whole page anew.
			expect(await looksOf(page, SCHEMES.toReversed())).toEqual(before);
		});
	}
}

/** The computed styles of everything in a tool's panel, one line per element. */
async function panelLooks(page: Page, name: string): Promise<string[]> {
	return page.getByRole('region', { name, exact: true }).evaluate(
		(panel, names) =>
			[...panel.querySelectorAll('*')].map((element) => {
				const style = getComputedStyle(element);
				const values = names.map((property) => `${property}: ${style.getPropertyValue(property)}`);
				return `${element.tagName} ${element.getAttribute('class')} { ${values.join('; ')} }`;
			}),
		properties
	);
}

test('a tool looks the same whichever tools were opened before it', async ({ page }) => {
	// Seven pages, one after the other.
	test.slow();
	const names = ['Time', 'Clients', 'Break it', 'Runs', 'Code', 'Import, export'];
	const openFirst = async () => {
		await page.goto('/playground/');
		await wake(page);
	};
	const alone = new Map<string, string[]>();
	for (const name of names) {
		await openFirst();
		await parts[name]!(page);
		await page.mouse.move(0, 0);
		alone.set(name, await panelLooks(page, name));
	}
	await openFirst();
	for (const name of names) await parts[name]!(page);
	for (const name of names) {
		await parts[name]!(page);
		await page.mouse.move(0, 0);
		await expect.poll(() => panelLooks(page, name), name).toEqual(alone.get(name));
	}
});

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
