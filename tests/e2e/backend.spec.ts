/**
 * The printed page of each printed backend, in a browser: it streams without a key, and its Stop button
 * is heard by the API behind the backend.
 */
import { expect, test } from '@playwright/test';
import { createDemoHandler } from '../../src/demo/index.ts';
import { startBackend } from '../support/backend.ts';
import { serveHandler, serveReply } from '../support/loopback.ts';
import { bytes, chunk, done, opening, story } from '../examples/streams.ts';

for (const file of ['server.py', 'server.mjs'] as const) {
	test(`the page of ${file} streams a story, and never sees the key`, async ({ page }) => {
		const api = await serveHandler(createDemoHandler({ pace: 0.1 }));
		const settings = { baseURL: `${api.origin}/v1`, apiKey: 'sk-of-the-server' };
		const backend = await startBackend(file, settings);
		const answered = page.waitForResponse('**/v1/chat/completions');
		await page.goto(backend.origin);
		await page.getByRole('button', { name: 'Run' }).click();
		await expect(page.getByRole('status')).toHaveText('Complete');
		expect((await page.locator('#answer').textContent())?.length).toBeGreaterThan(500);
		const response = await answered;
		const heads = [await response.request().allHeaders(), await response.allHeaders()];
		const seen = JSON.stringify(heads) + (await page.content());
		expect(seen).not.toContain('sk-of-the-server');
		await Promise.all([backend.close(), api.close()]);
	});

	test(`the page of ${file} does not call an answer complete that is not`, async ({ page }) => {
		const streams = [
			[opening + chunk({}, 'length') + done, 'Cut off at the token limit'],
			[chunk({ content: '' }) + chunk({}, 'stop') + done, 'No text came'],
			[opening, 'The stream ended mid-answer: no finish reason.'],
		] as const;
		let asked = 0;
		const headers = { 'content-type': 'text/event-stream' };
		const api = await serveHandler(async () => new Response(streams[asked++]?.[0], { headers }));
		const backend = await startBackend(file, { baseURL: `${api.origin}/v1`, apiKey: 'sk-test' });
		await page.goto(backend.origin);
		for (const [, says] of streams) {
			await page.getByRole('button', { name: 'Run' }).click();
			await expect(page.getByRole('status')).toHaveText(says);
		}
		await Promise.all([backend.close(), api.close()]);
	});

	test(`the page of ${file} stops, and the API hears of it`, async ({ page }) => {
		const api = await serveReply({ reads: [bytes(opening)], end: 'silence' });
		const backend = await startBackend(file, { baseURL: `${api.origin}/v1`, apiKey: 'sk-test' });
		await page.goto(backend.origin);
		await page.getByRole('button', { name: 'Run' }).click();
		await expect(page.locator('#answer')).toHaveText(story);
		await page.getByRole('button', { name: 'Stop' }).click();
		await expect(page.getByRole('status')).toHaveText('Stopped');
		await api.abandoned;
		await expect(page.locator('#answer')).toHaveText(story);
		await Promise.all([backend.close(), api.close()]);
	});

	test(`the page of ${file} goes, is kept for Back, and the API hears of it`, async ({ page }) => {
		const api = await serveReply({ reads: [bytes(opening)], end: 'silence' });
		const backend = await startBackend(file, { baseURL: `${api.origin}/v1`, apiKey: 'sk-test' });
		await page.goto(backend.origin);
		await page.getByRole('button', { name: 'Run' }).click();
		await expect(page.locator('#answer')).toHaveText(story);
		await page.evaluate(() => {
			dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
		});
		await api.abandoned;
		await Promise.all([backend.close(), api.close()]);
	});
}
