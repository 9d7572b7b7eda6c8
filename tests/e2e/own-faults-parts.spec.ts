/**
 * A part of the page whose code does not come: it says so, can be asked for again, and takes nothing with it.
 *
 * The browsers that keep a failure for good are stood in for here: a script that was refused once is refused
 * under that address for ever. Sheets may come again under theirs, as in every browser.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { dist } from '../support/site.ts';
import { startRun, stopRun, wake } from '../support/playground.ts';

const KEY = 'sk-own-faults-6f1d';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const rows = (page: Page) => region(page, 'Raw frames').locator('[data-frame-index]');
const message = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });
const alert = (page: Page) => page.getByRole('alert').filter({ visible: true });
const status = (page: Page) => page.locator('.pg-ending').getByRole('status');
const openTool = (name: string) => (page: Page) => button(page, name).click();

/** Refuses what matches, until `heal()`. */
async function refuse(page: Page, file: RegExp) {
	let isUp = false;
	const refused = new Set<string>();
	await page.route(
		({ pathname }) => file.test(pathname),
		(route, request) => {
			const { pathname, search } = new URL(request.url());
			const isOpen = search !== '' || pathname.endsWith('.css') || !refused.has(pathname);
			if (isUp && isOpen) return route.continue();
			refused.add(pathname);
			return route.abort();
		}
	);
	return { heal: () => (isUp = true), refused: () => refused.size };
}

/** A run has ended, a key and a message are typed. */
async function fill(page: Page) {
	await page.goto('/playground/');
	await wake(page);
	await page.getByRole('radio', { name: 'Your endpoint' }).check();
	await page.getByLabel('API key').fill(KEY);
	await page.getByRole('radio', { name: 'Demo API' }).check();
	await startRun(page);
	await stopRun(page);
	await expect(status(page)).toContainText('Stopped.');
	return message(page).inputValue();
}

async function nothingIsLost(page: Page, typed: string) {
	await expect(message(page)).toHaveValue(typed);
	await expect(page.getByLabel('API key')).toHaveValue(KEY);
	await expect(rows(page).first()).toBeVisible();
	await expect(status(page)).toContainText('Stopped.');
}

const editYours = async (page: Page) => {
	await openTool('Clients')(page);
	await page.getByText('Edit yours').click();
};

const parts = {
	Share: { file: /SharePanel/, open: openTool('Share'), there: 'Link' },
	'the sheet of Share': { file: /share\.[^/]*\.css/, open: openTool('Share'), there: 'Link' },
	Keys: {
		file: /ShortcutsDialog/,
		open: (page: Page) => button(page, 'Keys').click(),
		there: 'Keyboard shortcuts',
	},
	'a frame': {
		file: /OpenFrame/,
		open: (page: Page) => rows(page).first().getByRole('button').first().click(),
		there: /^Show frame/,
	},
	'the editor': { file: /Yours/, open: editYours, there: 'Editor' },
	Time: { file: /\/time\.[^/]*\.js/, open: openTool('Time'), there: 'Frame on the plot' },
	'the sheet of Time': {
		file: /time\.[^/]*\.css/,
		open: openTool('Time'),
		there: 'Frame on the plot',
	},
	Clients: { file: /\/clients\.[^/]*\.js/, open: openTool('Clients'), there: 'Run all clients' },
	'Break it': {
		file: /\/break\.[^/]*\.js/,
		open: openTool('Break it'),
		there: 'Clients over these bytes',
	},
	Runs: { file: /\/runs\.[^/]*\.js/, open: openTool('Runs'), there: 'Kept runs' },
	Code: { file: /\/code\.[^/]*\.js/, open: openTool('Code'), there: 'Language' },
	'Import, export': {
		file: /Files\./,
		open: openTool('Import, export'),
		there: 'Or paste a stream',
	},
} satisfies Record<
	string,
	{ file: RegExp; open: (page: Page) => Promise<void>; there: string | RegExp }
>;

for (const [name, { file, open, there }] of Object.entries(parts)) {
	test(`${name} that does not load says so, comes at the next try, and loses nothing`, async ({
		page,
	}) => {
		const typed = await fill(page);
		const { heal, refused } = await refuse(page, file);
		await open(page);
		await expect(alert(page)).toContainText(/ could not be loaded\. Is the network there\?/);
		expect(refused(), 'the pattern names a file').toBeGreaterThan(0);
		await nothingIsLost(page, typed);

		await button(page, 'Try again').click();
		await expect(alert(page)).toContainText('If the network is there, reload the page.');

		heal();
		await button(page, 'Try again').click();
		await expect(alert(page)).toHaveCount(0);
		const named = page.getByText(there).or(page.getByLabel(there)).filter({ visible: true });
		await expect(named.first()).toBeVisible();
		await nothingIsLost(page, typed);
	});
}

test('every sheet that a script names is a file of the build', () => {
	const scripts = readdirSync(`${dist}_astro`).filter((file) => file.endsWith('.js'));
	const named = scripts.flatMap(
		(file) => readFileSync(`${dist}_astro/${file}`, 'utf8').match(/_astro\/[\w.-]+\.css/g) ?? []
	);
	expect(named.length).toBeGreaterThan(0);
	expect([...new Set(named)].filter((sheet) => !existsSync(`${dist}${sheet}`))).toEqual([]);
});

test('the run is saved from the place of a part that does not load', async ({ page }) => {
	await fill(page);
	await refuse(page, /SharePanel/);
	await button(page, 'Share').click();
	const download = page.waitForEvent('download');
	await button(page, 'Save the recording').click();
	const saved: unknown = JSON.parse(await readFile(await (await download).path(), 'utf8'));
	expect(saved).toMatchObject({ version: 1, request: { body: { stream: true } } });
	expect(JSON.stringify(saved)).not.toContain(KEY);
});

test('a run that cannot be saved is said not to be', async ({ page }) => {
	await fill(page);
	await refuse(page, /SharePanel|files\.[^/]*\.js/);
	await button(page, 'Share').click();
	await button(page, 'Save the recording').click();
	await expect(alert(page)).toContainText(
		'Nothing was saved: Import and export could not be loaded.'
	);
});

test('the demo that does not load is loaded by the next Run', async ({ page }) => {
	const { heal } = await refuse(page, /engine/);
	await page.goto('/playground/');
	await wake(page);
	await message(page).fill('Say one word');
	await button(page, 'Run').click();
	await expect(status(page)).toContainText('could not start the run: The code for it could not be');
	await expect(button(page, 'Stop')).toBeDisabled();
	heal();
	await button(page, 'Run').click();
	await expect(status(page)).toContainText('Complete');
	await expect(message(page)).toHaveValue('Say one word');
});

test('Markdown that does not load leaves the text plain, and is drawn once it has come', async ({
	page,
}) => {
	const { heal } = await refuse(page, /Markdown\./);
	await page.goto('/playground/');
	await wake(page);
	await startRun(page);
	await stopRun(page);
	await expect(alert(page)).toContainText('Markdown could not be loaded.');
	await expect(region(page, 'Response').locator('.pg-answer')).toContainText(/\w{3}/);
	heal();
	await button(page, 'Try again').click();
	await expect(alert(page)).toHaveCount(0);
	await expect(region(page, 'Response').locator('.pg-answer p').first()).toBeVisible();
});

test('a client that does not load says so in its row, and the others run', async ({ page }) => {
	await fill(page);
	const { heal } = await refuse(page, /openai-sdk|yours\./);
	await openTool('Clients')(page);
	await button(page, 'Run all clients').click();
	const row = (name: string) => page.getByRole('row').filter({ hasText: name });
	await expect(row('OpenAI SDK')).toContainText('could not be loaded');
	await expect(row('Yours')).toContainText('could not be loaded');
	await expect(row('The obvious loop')).not.toContainText('could not be loaded');
	heal();
	await button(page, 'Run all clients').click();
	await expect(row('OpenAI SDK')).not.toContainText('could not be loaded');
	await expect(row('Yours')).not.toContainText('could not be loaded');
});

test('smoothing that does not load says so, and comes at the next try', async ({ page }) => {
	const typed = await fill(page);
	const { heal } = await refuse(page, /smooth\.[^/]*\.js/);
	await page.getByLabel('Show text').selectOption({ index: 1 });
	await expect(alert(page)).toContainText('Smooth display could not be loaded.');
	heal();
	await button(page, 'Try again').click();
	await expect(alert(page)).toHaveCount(0);
	await nothingIsLost(page, typed);
});

test('a link whose reader does not load is said not to be opened', async ({ page }) => {
	await refuse(page, /link\.[^/]*\.js/);
	await page.goto('/playground/#run=1.q1YqLU4tUrJSUlDSUapVyk3NTVWyUlAKBgA');
	await expect(page.locator('.pg-link-notice')).toContainText('The link was not opened');
});

for (const path of ['/playground/', '/on-the-wire/']) {
	test(`${path}: an island whose script does not come says so when it is pressed, and comes at Try again`, async ({
		page,
	}) => {
		const { heal } = await refuse(page, /\/(Playground|CutFigure)\.[^/]*\.js/);
		await page.goto(path);
		const island = page.locator('astro-island[ssr]').first();
		await island.scrollIntoViewIfNeeded();
		await expect(island).toBeVisible();
		const pressed = island.locator('button, [type="range"]').first();
		await pressed.click();
		await expect(alert(page)).toContainText(
			'The script of this part could not be loaded. Is the network there?'
		);
		const before = await page.locator('astro-island[ssr]').count();
		heal();
		await button(page, 'Try again').first().click();
		await expect(page.locator('astro-island[ssr]')).toHaveCount(before - 1);
		await expect(alert(page)).toHaveCount(0);
	});
}
