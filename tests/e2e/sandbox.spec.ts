/** The sandbox of the reader's own client: what code in it cannot reach. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '../support/test.ts';

const key = 'sk-e2e-5d0c19a7f3e84b62';

test('reaches no server, no page, no storage, no other code, and finds no key', async ({
	page,
	context,
	playground,
}) => {
	const { clients } = playground.tools;
	const asked: string[] = [];
	const server = createServer((request, response) => {
		asked.push(`${request.method} ${request.url}`);
		response.setHeader('access-control-allow-origin', '*');
		response.setHeader('content-type', 'text/javascript');
		response.end('globalThis.came = true');
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;

	await playground.open();
	await playground.tools.open('Clients');
	await page.evaluate(() => {
		localStorage.setItem('theirs', 'a secret of the site');
		document.cookie = 'theirs=1';
	});
	await playground.form.endpoint.check();
	await playground.form.apiKey.fill(key);

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
	await clients.runCode(attack);
	const text = await clients.openText('Yours');
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

test('the sandbox page runs nothing outside a sandbox', async ({ page }) => {
	await page.goto('/playground/');
	const answer = await page.evaluate(async () => {
		const frame = document.createElement('iframe');
		frame.src = '/sandbox.html';
		document.body.append(frame);
		await new Promise((resolve) => frame.addEventListener('load', resolve));
		const { port1, port2 } = new MessageChannel();
		const reply = new Promise((resolve) => {
			port1.addEventListener('message', ({ data }) => resolve(data));
			port1.start();
		});
		const code = 'export const streamChat = () => [self.origin]';
		frame.contentWindow!.postMessage({ code, request: {}, reads: [] }, '*', [port2]);
		// A Worker that had been started would answer before this one, which does the same and more.
		const later = new Promise((resolve) => setTimeout(() => resolve('silence'), 1500));
		return Promise.race([reply, later]);
	});
	expect(answer).toBe('silence');
});
