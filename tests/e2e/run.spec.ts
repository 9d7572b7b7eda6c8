/** Runs of the demo and of an endpoint: started, stopped, replaced, and what they show. */
import { expect, test } from '../support/test.ts';
import { ENDPOINT, mockEndpoint } from '../support/endpoint.ts';
import { holdScripts, LONG_ANSWER } from '../support/playground.ts';
import { PLAYGROUNDS } from '../support/site.ts';
import { done, text } from '../examples/streams.ts';

for (const path of PLAYGROUNDS) {
	test.describe(`the playground on ${path}`, () => {
		test('streams from the demo API: frames and text side by side, then how it ended', async ({
			playground,
		}) => {
			await playground.open(path);
			await expect(playground.ending.status).toContainText('Press Run. No key needed.');
			await playground.form.run.click();

			await expect(playground.ending.status).toHaveText('Streaming.');
			await expect(playground.frames.items.first()).toContainText('"content":');
			await expect(playground.response.region).toContainText('Once');

			await expect(playground.ending.status).toContainText('Complete.', { timeout: 20_000 });
			await expect(playground.form.stop).toBeDisabled();
			await expect(playground.timing.figure('HTTP status')).toHaveText(/200/);
			await expect(playground.timing.figure('Tokens/s')).toHaveText(/^\d+$/);
			// The list has followed to its end.
			await expect(playground.frames.items.last()).toContainText('[DONE]');
		});
	});
}

test('what is typed and pressed before the script has loaded is done when it has', async ({
	page,
	baseURL,
	playground,
}) => {
	const release = await holdScripts(page);
	await page.goto('/playground/', { waitUntil: 'commit' });
	// The real endpoint, which no test may reach.
	await page.route('https://api.solidrust.ai/**', (route) => route.abort());
	await playground.form.endpoint.check();
	await playground.form.message.fill('Asked before anything was ready');
	await playground.form.run.click();
	const sent = page.waitForRequest('https://api.solidrust.ai/v1/chat/completions');
	release();
	expect((await sent).postDataJSON().messages).toEqual([
		{ role: 'user', content: 'Asked before anything was ready' },
	]);

	await playground.form.baseURL.fill(`${baseURL}/v1`);
	await playground.form.run.click();
	await expect(playground.response.region).toContainText('Asked before', { timeout: 20_000 });
});

test('Stop ends the run and keeps what arrived', async ({ page, playground }) => {
	await playground.open();
	await playground.startLongRun();
	await playground.form.stop.click();
	await expect(playground.ending.status).toContainText('Stopped.');
	const shown = await playground.response.region.textContent();
	expect(shown).toContain(LONG_ANSWER);
	await page.waitForTimeout(500);
	expect(await playground.response.region.textContent(), 'nothing comes after Stop').toBe(shown);
});

test('Ctrl+Enter runs, from any field', async ({ playground }) => {
	await playground.open();
	await playground.form.message.fill('What is a frame?');
	await playground.form.message.press('Control+Enter');
	await expect(playground.response.region).toContainText('What is a frame?', { timeout: 20_000 });
});

test('a new run replaces the current one', async ({ playground }) => {
	await playground.open();
	await playground.startLongRun();
	await playground.ask('A second question');
	await expect(playground.response.region).toContainText('A second question', { timeout: 20_000 });
	await expect(playground.response.region).not.toContainText(LONG_ANSWER);
});

test('the demo API in the page needs no network', async ({ page, context, playground }) => {
	// What Run needs is fetched as soon as the reader comes near it.
	const fetched = page.waitForResponse(/engine/);
	await playground.open();
	await playground.form.message.focus();
	await (await fetched).finished();
	await context.setOffline(true);
	await playground.form.run.click();
	await expect(playground.response.region).toContainText('Once upon a time', { timeout: 20_000 });
});

test('Markdown is rendered, and its HTML is not', async ({ page, playground }) => {
	await playground.open();
	await playground.runAnswer({
		body:
			text('# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<img src=x onerror="window.pwned=1">') +
			text('\n\n[click](javascript:window.pwned=1) **bold**', 'stop') +
			done,
	});
	await expect(playground.ending.status).toContainText('Complete.');
	await expect(playground.response.region.getByRole('heading', { name: 'Title' })).toBeVisible();
	await expect(playground.response.region.getByRole('cell', { name: '2' })).toBeVisible();
	await expect(playground.response.region.locator('strong')).toHaveText('bold');
	await expect(playground.response.region.locator('img, a')).toHaveCount(0);
	await expect(playground.response.region).toContainText('<img src=x');
	expect(await page.evaluate(() => 'pwned' in window)).toBe(false);

	await playground.response.plain.click();
	await expect(playground.response.region).toContainText('# Title');
});

test('10,000 frames: the list stays windowed and the text is whole', async ({
	page,
	playground,
}) => {
	await playground.open();
	const words = Array.from({ length: 10_000 }, (_, i) => text(`w${i} `));
	await mockEndpoint(page, { body: words.join('') + text('', 'stop') + done });
	await playground.form.useEndpoint(ENDPOINT);
	await playground.response.plain.click();
	await playground.form.run.click();
	await expect(playground.ending.status).toContainText('Complete.', { timeout: 25_000 });
	await expect(playground.frames.region).toContainText('10,002 frames');
	expect(await playground.frames.items.count()).toBeLessThan(80);
	expect(await playground.response.region.textContent()).toContain('w0 w1 w2 ');
	expect(await playground.response.region.textContent()).toContain('w9998 w9999');
});
