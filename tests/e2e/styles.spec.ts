/**
 * What is opened on a page changes nothing of the page: each tool, dialog and lazy part, opened first on a fresh
 * page, leaves the computed styles of all the rest as they were.
 */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import type { Playground } from '../support/playground.ts';
import { PLAYGROUNDS, SCHEMES } from '../support/site.ts';

/** What to open, and how to tell that it has loaded. */
const parts: Record<string, (playground: Playground) => Promise<unknown>> = {
	Time: async ({ tools }) => {
		await tools.open('Time');
		await expect(tools.time.canvas).toBeVisible();
	},
	Clients: async ({ tools }) => {
		await tools.open('Clients');
		await expect(tools.clients.panel.getByRole('table')).toBeVisible();
	},
	'Clients, with the editor': async ({ tools }) => {
		await tools.open('Clients');
		await tools.clients.openEditor();
		await expect(tools.clients.editor).toBeVisible();
	},
	'Break it': async ({ tools }) => {
		const panel = await tools.open('Break it');
		await expect(panel.getByRole('table')).toBeVisible();
	},
	Runs: async ({ tools }) => {
		const panel = await tools.open('Runs');
		// The panel's own heading is there while it loads.
		await expect(panel.getByRole('heading', { name: 'Kept runs' })).toBeVisible();
	},
	Code: async ({ tools }) => {
		await tools.open('Code');
		await expect(tools.code.program.locator('span').first()).toBeVisible();
	},
	'Import, export': async ({ tools }) => {
		await tools.open('Import, export');
		await expect(tools.files.file).toBeAttached();
	},
	'Check this endpoint': async ({ tools }) => {
		await tools.open('Check this endpoint');
		await expect(tools.check.check).toBeVisible();
	},
	Share: async ({ share }) => {
		await share.button.click();
		await expect(share.link).toBeVisible();
	},
	'the list of keys': async ({ keys }) => {
		await keys.button.click();
		await expect(keys.dialog.locator('dl')).toBeVisible();
	},
	'a frame in each of its views': async ({ frames }) => {
		const opened = await frames.open(2);
		const views = opened.locator('.pg-views label:not([data-off])');
		await expect(views.first()).toBeVisible();
		const count = await views.count();
		expect(count).toBeGreaterThan(2);
		for (let index = 0; index < count; index++) await views.nth(index).click();
		await frames.row(2).click();
	},
	'the text as plain text and as Markdown': async ({ response }) => {
		for (const view of [response.plain, response.markdown]) {
			await view.click();
			await expect(view).toHaveAttribute('aria-pressed', 'true');
		}
	},
	'the smooth display': async ({ response }) => {
		await response.pace.selectOption({ index: 1 });
		await expect(response.pace).not.toHaveValue('off');
	},
	'the search': async ({ page }) => {
		await page.locator('site-search button[data-open-modal]').click();
		// Not the box that stands there until the interface and its sheet have come.
		await expect(page.locator('site-search .pagefind-ui__search-input')).toBeVisible();
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
		test(`on ${path} the page looks the same with ${name} opened`, async ({ page, playground }) => {
			await playground.open(path);
			await addProbe(page);
			const before = await looksOf(page, SCHEMES);
			expect(before.filter((look) => look.endsWith('not there'))).toEqual([]);
			await open(playground);
			// What was pressed is pointed at no more: that alone may change its colour.
			await page.mouse.move(0, 0);
			// The last scheme first: each change of it draws the whole page anew.
			expect(await looksOf(page, SCHEMES.toReversed())).toEqual(before);
		});
	}
}

/** The computed styles of everything in a tool's panel, one line per element. */
function panelLooks(panel: Locator): Promise<string[]> {
	return panel.evaluate(
		(root, names) =>
			[...root.querySelectorAll('*')].map((element) => {
				const style = getComputedStyle(element);
				const values = names.map((property) => `${property}: ${style.getPropertyValue(property)}`);
				return `${element.tagName} ${element.getAttribute('class')} { ${values.join('; ')} }`;
			}),
		properties
	);
}

test('a tool looks the same whichever tools were opened before it', async ({
	page,
	playground,
}) => {
	// Seven pages, one after the other.
	test.slow();
	const names = ['Time', 'Clients', 'Break it', 'Runs', 'Code', 'Import, export'];
	const alone = new Map<string, string[]>();
	for (const name of names) {
		await playground.open();
		await parts[name]!(playground);
		await page.mouse.move(0, 0);
		alone.set(name, await panelLooks(playground.tools.panel(name)));
	}
	await playground.open();
	for (const name of names) await parts[name]!(playground);
	for (const name of names) {
		await parts[name]!(playground);
		await page.mouse.move(0, 0);
		await expect
			.poll(() => panelLooks(playground.tools.panel(name)), name)
			.toEqual(alone.get(name));
	}
});
