/** The key's box: whose address it goes to, how long it stays, how it is sent, and keys in other boxes. */
import { deflateRawSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { openPanel } from '../support/panel.ts';
import { wake } from '../support/playground.ts';

const key = 'sk-e2e-7c20f4b91d6e83a5';

const box = (page: Page) => page.getByLabel('API key');
const note = (page: Page) => page.locator('.pg-foreign-address');
const form = (page: Page) => page.locator('.pg-form');

async function open(page: Page, baseURL: string, path = '/playground/') {
	await page.goto(path);
	await wake(page);
	await page.getByRole('radio', { name: 'Your endpoint' }).check();
	await page.getByRole('textbox', { name: 'Base URL' }).fill(baseURL);
}

/** A link that this page would not make: an address, and the endpoint not chosen. */
function linkWith(settings: object) {
	return `/playground/#run=1.${deflateRawSync(JSON.stringify(settings)).toString('base64url')}`;
}

test('an address from a link is named beside the key and at Run until it is confirmed', async ({
	page,
	baseURL,
}) => {
	const asked: string[] = [];
	page.on('request', (request) => asked.push(request.url()));
	const own = `${baseURL}/faults/cut/v1`;
	await page.goto(linkWith({ baseURL: own }));
	await wake(page);
	await page.getByRole('radio', { name: 'Your endpoint' }).check();
	const { host } = new URL(own);
	await expect(note(page)).toContainText(
		`Run sends to ${host}, which is from the link you opened.`
	);

	await page.getByRole('radio', { name: 'Demo API' }).check();
	await expect(note(page)).toHaveCount(0);
	await page.getByRole('radio', { name: 'Your endpoint' }).check();
	await expect(note(page)).toBeVisible();

	await box(page).fill(key);
	await page.getByRole('button', { name: 'Run', exact: true }).click();
	await expect(form(page)).toContainText(`Not sent yet: ${host} is from a link. Confirm it first.`);
	expect(asked.filter((url) => url.includes('/faults/'))).toEqual([]);

	await page.getByRole('button', { name: 'I know this address' }).click();
	await expect(note(page)).toHaveCount(0);
	const sent = page.waitForRequest(`${own}/chat/completions`);
	await page.getByRole('button', { name: 'Run', exact: true }).click();
	expect((await sent).headers()['authorization']).toBe(`Bearer ${key}`);
});

test('an address of an earlier visit is named, too', async ({ page }) => {
	await open(page, 'https://gateway.example.test/v1');
	await page.reload();
	await wake(page);
	await expect(note(page)).toContainText('gateway.example.test, which is from an earlier visit');
	await page.getByRole('button', { name: 'I know this address' }).click();
	await expect(note(page)).toHaveCount(0);
});

test('the key goes when the address changes, when settings are forgotten, when the page is left', async ({
	page,
}) => {
	await open(page, 'https://a.example.test/v1');
	await box(page).fill(key);
	await page.getByRole('textbox', { name: 'Base URL' }).fill('https://b.example.test/v1');
	await expect(box(page)).toHaveValue('');
	await expect(form(page)).toContainText('it was typed for https://a.example.test.');

	await box(page).fill(key);
	await page.getByRole('button', { name: 'Forget settings' }).click();
	await page.getByRole('radio', { name: 'Your endpoint' }).check();
	await expect(box(page)).toHaveValue('');
	await expect(form(page)).toContainText('The key was forgotten, too.');

	await box(page).fill(key);
	await page.evaluate(() =>
		dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
	);
	await expect(box(page)).toHaveValue('');
	await expect(form(page)).toContainText('The key was forgotten when you left the page.');
});

test('the key goes after 30 minutes without use; the box says so', async ({ page }) => {
	await page.clock.install();
	await open(page, 'https://a.example.test/v1');
	await expect(form(page)).toContainText('Forgotten after 30 minutes without use');
	await box(page).fill(key);
	await page.clock.fastForward('29:00');
	await expect(box(page)).toHaveValue(key);
	await page.clock.fastForward('02:00');
	await expect(box(page)).toHaveValue('');
	await expect(form(page)).toContainText('The key was forgotten after 30 minutes without use.');
});

test('the key may go as X-API-Key, in a run, in the list of models and in the programs', async ({
	page,
	baseURL,
}) => {
	await open(page, `${baseURL}/v1`);
	await box(page).fill(key);
	await page.getByRole('combobox', { name: 'Send it as' }).selectOption('X-API-Key');
	for (const [name, path] of [
		['List models', 'models'],
		['Run', 'chat/completions'],
	] as const) {
		const request = page.waitForRequest(`${baseURL}/v1/${path}`);
		await page.getByRole('button', { name, exact: true }).click();
		const headers = (await request).headers();
		expect(headers['x-api-key'], name).toBe(key);
		expect(headers['authorization'], name).toBeUndefined();
	}
	await expect(page.getByRole('region', { name: 'Response' })).not.toHaveText('');
	const panel = await openPanel(page, 'Code');
	for (const language of ['Python', 'Python (async)', 'JavaScript', 'fetch', 'curl']) {
		await panel.getByRole('button', { name: language, exact: true }).click();
		await expect(panel.locator('pre'), language).toContainText('X-API-Key');
		await expect(panel.locator('pre'), language).not.toContainText(key);
	}
});

test('a key in another box is told at once, kept nowhere, and moves by one press', async ({
	page,
}) => {
	await open(page, 'https://a.example.test/v1');
	for (const name of ['Model', 'Message', 'System', 'Base URL']) {
		const field = page
			.getByRole('textbox', { name, exact: true })
			.or(page.getByRole('combobox', { name, exact: true }));
		const before = await field.inputValue();
		await field.fill(`Bearer ${key}`);
		await expect(form(page), name).toContainText('This looks like an API key.');
		expect(await page.evaluate(() => JSON.stringify(localStorage)), name).not.toContain(key);
		await page.getByRole('button', { name: 'Move it there' }).click();
		await expect(box(page), name).toHaveValue(key);
		await expect(field, name).toHaveValue('');
		await expect(page.getByRole('button', { name: 'Move it there' })).toHaveCount(0);
		await field.fill(before);
		await box(page).fill('');
	}
});
