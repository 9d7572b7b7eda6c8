/** Share links and remembered settings: nothing runs by itself, and neither contains the key. */
import { inflateRawSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { wake } from '../support/playground.ts';

const key = 'sk-e2e-4b1f93c07aa25d18';

const message = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });
const notice = (page: Page) => page.locator('.pg-link-notice');

async function fill(page: Page) {
	await page.goto('/playground/');
	await wake(page);
	await page.getByRole('radio', { name: 'Your endpoint' }).check();
	await page.getByRole('textbox', { name: 'Base URL' }).fill('https://gateway.example.test/v1');
	await page.getByLabel('API key').fill(key);
	await page.getByRole('textbox', { name: 'Temperature' }).fill('0.25');
	await message(page).fill('Share “this”, 🚀 & all');
	await page.getByRole('button', { name: 'Plain' }).click();
}

const readable = (link: string) =>
	inflateRawSync(Buffer.from(link.split('#run=1.')[1]!, 'base64url')).toString();

test('a link carries the form to another browser, runs nothing, and says where Run would send', async ({
	page,
	browser,
}) => {
	await fill(page);
	await page.getByRole('button', { name: 'Share', exact: true }).click();
	const box = page.getByRole('textbox', { name: 'Link' });
	await expect(box).toHaveValue(/#run=1\./);
	const link = await box.inputValue();
	expect(readable(link)).toContain('Share “this”, 🚀 & all');
	expect(readable(link)).not.toContain(key);
	expect(link).not.toContain(key);

	// The key pasted into the wrong box makes no link at all.
	await page.getByRole('textbox', { name: 'System' }).fill(`Use ${key}`);
	await expect(page.getByRole('region', { name: 'Share' })).toContainText('The key stands in');
	await expect(box).toHaveCount(0);

	await using other = await browser.newContext();
	const opened = await other.newPage();
	const requests: string[] = [];
	opened.on('request', (request) => requests.push(request.url()));
	await opened.goto(link);
	await expect(notice(opened)).toContainText(
		'Run would send to https://gateway.example.test/v1; the link chose this address.'
	);
	await expect(notice(opened).locator('b')).toHaveText('gateway.example.test');
	await expect(message(opened)).toHaveValue('Share “this”, 🚀 & all');
	await expect(opened.getByRole('radio', { name: 'Your endpoint' })).toBeChecked();
	await expect(opened.getByRole('textbox', { name: 'Temperature' })).toHaveValue('0.25');
	await expect(opened.getByLabel('API key')).toHaveValue('');
	await expect(opened.getByRole('button', { name: 'Plain' })).toHaveAttribute(
		'aria-pressed',
		'true'
	);
	await expect(opened.locator('.pg').getByRole('status')).toHaveText(
		'Press Run to send the request to your endpoint. What stands here is a recorded run. '
	);
	expect(requests.filter((url) => url.includes('gateway') || url.includes('run='))).toEqual([]);
	expect(await opened.evaluate(() => localStorage.getItem('streaming-playground'))).toBeNull();

	// A key typed for that address does not go to the next link's.
	await opened.getByLabel('API key').fill(key);
	await opened.evaluate(() => (location.hash = 'run=1.AAAA'));
	await expect(notice(opened)).toContainText('The link is damaged');
	await expect(message(opened), 'the form is as it was').toHaveValue('Share “this”, 🚀 & all');
	await opened.evaluate(() => (location.hash = 'run=1.q64FAA'));
	await expect(notice(opened)).toContainText('Run would send to the demo API, in this page.');
	await opened.getByRole('radio', { name: 'Your endpoint' }).check();
	await expect(opened.getByLabel('API key')).toHaveValue('');
});

test('settings survive a reload, without messages and key; one button forgets them', async ({
	page,
}) => {
	await fill(page);
	await page.getByRole('combobox', { name: 'Show text' }).selectOption('by word');
	await page.reload();
	await wake(page);
	await expect(page.getByRole('radio', { name: 'Your endpoint' })).toBeChecked();
	await expect(page.getByRole('textbox', { name: 'Base URL' })).toHaveValue(
		'https://gateway.example.test/v1'
	);
	await expect(page.getByRole('textbox', { name: 'Temperature' })).toHaveValue('0.25');
	await expect(page.getByRole('combobox', { name: 'Show text' })).toHaveValue('word');
	await expect(page.getByRole('button', { name: 'Plain' })).toHaveAttribute('aria-pressed', 'true');
	await expect(message(page)).toHaveValue('Tell me a story');
	await expect(page.getByLabel('API key')).toHaveValue('');
	const kept = await page.evaluate(() => JSON.stringify(localStorage));
	expect(kept).not.toContain(key);
	expect(kept).not.toContain('Share');

	await page.getByRole('button', { name: 'Forget settings' }).click();
	await expect(page.getByRole('radio', { name: 'Demo API' })).toBeChecked();
	await page.reload();
	await wake(page);
	await expect(page.getByRole('radio', { name: 'Demo API' })).toBeChecked();
	await expect(page.getByRole('combobox', { name: 'Show text' })).toHaveValue('off');
});

test('a remembered fault is visible beside where Run sends, and is removed with one click', async ({
	page,
}) => {
	for (const width of [1280, 320]) {
		await page.setViewportSize({ width, height: 844 });
		await page.goto('/playground/');
		await wake(page);
		await expect(page.locator('.pg-fault-note')).toHaveCount(0);
		await page.locator('.pg-options summary').click();
		const heightOfBar = async () => (await page.locator('.pg-bar').boundingBox())!.height;
		const before = await heightOfBar();
		await page.getByRole('combobox', { name: 'Fault' }).fill('cut-between-frames;after=20;seed=3');
		await expect(page.locator('.pg-fault-note')).toBeVisible();
		if (width === 1280) expect(await heightOfBar(), 'nothing moves').toBe(before);

		await page.goto('/');
		await wake(page);
		const note = page.locator('.pg-fault-note');
		await expect(note).toHaveText('with fault cut-between-frames;after=20;seed=3Remove');
		await note.scrollIntoViewIfNeeded();
		await expect(note).toBeInViewport({ ratio: 1 });
		const overflow = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth
		);
		expect(overflow, `${width} px`).toBe(0);

		await page.getByRole('radio', { name: 'Your endpoint' }).check();
		await expect(note, 'an endpoint gets no fault').toHaveCount(0);
		await page.getByRole('radio', { name: 'Demo API' }).check();
		await note.getByRole('button', { name: 'Remove the fault' }).click();
		await expect(note).toHaveCount(0);
		await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeFocused();
		await page.reload();
		await wake(page);
		await expect(message(page)).toBeVisible();
		await expect(note).toHaveCount(0);
	}
});

test('the fragment of a heading does not affect the playground', async ({ page }) => {
	await page.goto('/#response-format');
	await wake(page);
	await expect(page.getByRole('heading', { name: 'Response Format' })).toBeInViewport();
	await expect(notice(page)).toHaveCount(0);
});
