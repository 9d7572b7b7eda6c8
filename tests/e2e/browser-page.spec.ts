/**
 * What the page "In the browser" says of a reader's own page: the import map that it prints works, and a
 * page that goes takes its request with it.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createDemoHandler } from '../../src/demo/index.ts';
import { serveHandler, serveReply } from '../support/loopback.ts';
import { installPath } from '../support/machine.ts';
import { bytes, opening, story } from '../examples/streams.ts';

const root = new URL('../../', import.meta.url);
/** What the page's install line brings. */
const installed = dirname(installPath('npm install eventsource-parser'));
const examples = new URL('src/examples/browser/', root);
const types: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript' };

/** The folder of a reader who has saved the files beside `node_modules`, and may have changed the page. */
const serveFolder = (change: (page: string) => string = (page) => page) =>
	serveHandler(async ({ url }) => {
		const path = new URL(url).pathname.slice(1);
		const type = types[path.slice(path.lastIndexOf('.') + 1)];
		if (type === undefined) return new Response(undefined, { status: 404 });
		const isPackage = path.startsWith('node_modules/eventsource-parser/');
		const text = await readFile(
			isPackage ? join(installed, path) : new URL(path, examples),
			'utf8'
		);
		return new Response(type === 'text/html' ? change(text) : text, {
			headers: { 'content-type': type },
		});
	});

test('the printed import map finds eventsource-parser, and the answer comes whole', async ({
	page,
}) => {
	const printed = await readFile(new URL('src/content/docs/browser.mdx', root), 'utf8');
	const [importMap = ''] = /<script type="importmap">.*?<\/script>/s.exec(printed) ?? [];
	const site = await serveFolder((html) =>
		html
			.replace('<script type="module">', `${importMap}$&`)
			.replace('./stream-chat.js', './stream-chat-eventsource-parser.js')
	);
	const demo = await serveHandler(createDemoHandler({ pace: 0 }));

	await page.goto(`${site.origin}/chat.html`);
	await page.getByLabel('Base URL').fill(`${demo.origin}/faults/random-reads/v1`);
	await page.getByRole('button', { name: 'Run' }).click();
	await expect(page.getByRole('status')).toHaveText('Complete');
	expect((await page.locator('#answer').textContent())?.length).toBeGreaterThan(500);
	const loaded = await page.evaluate(() =>
		performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
	);
	expect(loaded).toContain('/stream-chat-eventsource-parser.js');
	expect(loaded).toContain('/node_modules/eventsource-parser/dist/index.js');
	await Promise.all([site.close(), demo.close()]);
});

test.describe('the server sees the request go', () => {
	for (const [name, leave] of [
		['to another page', 'location.href = "/chat.html?other"'],
		['by a reload', 'location.reload()'],
		// Here the browser is told to keep no pages for the Back button; this is what one sees that is kept.
		[
			'and is kept for the Back button',
			'dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }))',
		],
	] as const) {
		test(`when the page goes ${name}`, async ({ page }) => {
			const site = await serveFolder();
			const server = await serveReply({ reads: [bytes(opening)], end: 'silence' });
			await page.goto(`${site.origin}/chat.html`);
			await page.getByLabel('Base URL').fill(`${server.origin}/v1`);
			await page.getByRole('button', { name: 'Run' }).click();
			await expect(page.locator('#answer')).toHaveText(story);
			// The next page is there before its server goes: half a page holds the browser up for long.
			const next = leave.startsWith('location') ? page.waitForEvent('load') : undefined;
			await page.evaluate(leave);
			await expect(server.abandoned).resolves.toBeUndefined();
			await next;
			await Promise.all([site.close(), server.close()]);
		});
	}
});
