/**
 * The printed web page in a browser, served as its files stand, against the demo API on another
 * origin, as a reader's page would be.
 */
import { readFile } from 'node:fs/promises';
import { expect, test as base } from '@playwright/test';
import { createDemoHandler } from '../../src/demo/index.ts';
import { serveHandler, serveReply } from '../support/loopback.ts';
import { bytes, chunk, data, done, opening, reply, story } from '../examples/streams.ts';

const types: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript' };

async function serveFile({ url }: Request): Promise<Response> {
	const name = new URL(url).pathname.slice(1);
	const type = types[name.slice(name.lastIndexOf('.') + 1)];
	if (type === undefined) return new Response(undefined, { status: 404 });
	const file = await readFile(new URL(`../../src/examples/browser/${name}`, import.meta.url));
	return new Response(file, { headers: { 'content-type': type } });
}

const test = base.extend<{ demo: string }>({
	page: async ({ page }, use) => {
		const site = await serveHandler(serveFile);
		await page.goto(`${site.origin}/chat.html`);
		await use(page);
		await site.close();
	},
	// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the pattern.
	demo: async ({}, use) => {
		const demo = await serveHandler(createDemoHandler({ pace: 0.1 }));
		await use(`${demo.origin}/v1`);
		await demo.close();
	},
});

test('chat.html streams a story into the page', async ({ page, demo }) => {
	await page.getByLabel('Base URL').fill(demo);
	await page.getByLabel('API key').fill('sk-of-mine');
	await page.getByRole('button', { name: 'Run' }).click();
	await expect(page.getByRole('status')).toHaveText('Complete');
	const answer = await page.locator('#answer').textContent();
	expect(answer?.length).toBeGreaterThan(500);
	// The key goes to the API and nowhere else: not even into the address of the page.
	expect(page.url()).not.toContain('sk-of-mine');
});

for (const [name, status, body, shown] of [
	['a whole answer', 200, opening + chunk({}, 'stop') + done, story],
	['a cut one', 200, opening, `${story}\nThe answer is incomplete. Finish reason: null`],
	['a refusal', 401, '{"error":"No."}', '\n401: {"error":"No."}'],
] as const) {
	test(`short.html shows ${name}, and sends the key that it asks for`, async ({ page }) => {
		const keys: (string | undefined)[] = [];
		// It has no form for a base URL, so the API that it names is answered for.
		await page.route('https://api.solidrust.ai/v1/chat/completions', (route) => {
			keys.push(route.request().headers()['authorization']);
			const headers = { 'access-control-allow-origin': '*', 'content-type': 'text/event-stream' };
			return route.fulfill({ status, headers, body });
		});
		page.on('dialog', (dialog) => void dialog.accept('sk-of-mine'));
		await page.goto(new URL('short.html', page.url()).href);
		await expect(page.locator('#answer')).toHaveText(shown);
		expect(keys).toEqual(['Bearer sk-of-mine']);
	});
}

for (const [name, stream, says] of [
	['the token limit', opening + chunk({}, 'length') + done, 'Cut off at the token limit'],
	['an answer without text', chunk({ content: '' }) + chunk({}, 'stop') + done, 'No text came'],
	['calls of tools', opening + chunk({}, 'tool_calls') + done, 'Ended: tool_calls'],
	['a failure', opening + chunk({}, 'network_error') + done, /its finish reason is network_error/],
] as const) {
	test(`chat.html does not call ${name} complete`, async ({ page }) => {
		const server = await serveReply(reply(stream));
		await page.getByLabel('Base URL').fill(`${server.origin}/v1`);
		await page.getByRole('button', { name: 'Run' }).click();
		await expect(page.getByRole('status')).toHaveText(says);
		await server.close();
	});
}

test('chat.html masks a key that the API repeats', async ({ page }) => {
	const error = data({ error: { message: 'No key sk-of-mine: not many.' } });
	const server = await serveReply(reply(opening + error));
	await page.getByLabel('Base URL').fill(`${server.origin}/v1`);
	await page.getByLabel('API key').fill('sk-of-mine');
	await page.getByRole('button', { name: 'Run' }).click();
	await expect(page.getByRole('status')).toHaveText(
		'The API stopped with an error: No key [API key]: not many.'
	);
	await server.close();
});

test('chat.html says that the key is wrong', async ({ page, demo }) => {
	await page.getByLabel('Base URL').fill(demo);
	await page.getByLabel('API key').fill('sk-invalid');
	await page.getByLabel('API key').press('Enter');
	await expect(page.getByRole('status')).toHaveText(/^The API answered 401: .*API key/);
	await expect(page.getByRole('button', { name: 'Run' })).toBeEnabled();
});

test('chat.html stops, keeps what arrived, and the server notices', async ({ page }) => {
	const server = await serveReply({ reads: [bytes(opening)], end: 'silence' });
	await page.getByLabel('Base URL').fill(`${server.origin}/v1`);
	await page.getByRole('button', { name: 'Run' }).click();
	await expect(page.locator('#answer')).toHaveText(story);
	await page.getByRole('button', { name: 'Stop' }).click();
	await expect(page.getByRole('status')).toHaveText('Stopped');
	await expect(page.locator('#answer')).toHaveText(story);
	await server.abandoned;
	await server.close();
});

test('chat.html shows text that looks like HTML as text', async ({ page }) => {
	const text = '<img src=x onerror=alert(1)>';
	const server = await serveReply(reply(chunk({ content: text }, 'stop')));
	await page.getByLabel('Base URL').fill(`${server.origin}/v1`);
	await page.getByRole('button', { name: 'Run' }).click();
	await expect(page.locator('#answer')).toHaveText(text);
	await expect(page.locator('#answer img')).toHaveCount(0);
	await server.close();
});
