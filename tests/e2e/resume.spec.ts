/**
 * The page of the backends whose answers can be resumed, in a browser, over a network that breaks again and again,
 * wherever in a frame that may be.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { expect, test as base } from '@playwright/test';
import { createDemoHandler } from '../../src/demo/index.ts';
import { replyTo } from '../../src/demo/replies/index.ts';
import { startBackend, type BackendFile } from '../support/backend.ts';
import { serveHandler, serveReply } from '../support/loopback.ts';
import { bytes, opening, story } from '../examples/streams.ts';

/** Passes connections on, and breaks each that is reading an answer after so many bytes. */
async function serveBrokenNetwork(origin: string, maxBytes: number) {
	const sockets = new Set<Socket>();
	let cuts = 0;
	const network = createServer((page) => {
		const server = connect(Number(new URL(origin).port), '127.0.0.1');
		let isReading = false;
		let passed = 0;
		for (const socket of [page, server]) sockets.add(socket.on('error', () => undefined));
		page.on('data', (data) => {
			isReading ||= data.toString().startsWith('GET /answers/');
			server.write(data);
		});
		server.on('data', (data) => {
			const left = isReading ? maxBytes - passed : data.length;
			passed += data.length;
			page.write(data.subarray(0, left));
			if (data.length <= left) return;
			cuts++;
			page.destroySoon();
			server.destroy();
		});
		page.on('close', () => server.destroy());
		server.on('close', () => page.destroySoon());
	});
	await once(network.listen(0, '127.0.0.1'), 'listening');
	return {
		origin: `http://127.0.0.1:${(network.address() as AddressInfo).port}`,
		cuts: () => cuts,
		close() {
			for (const socket of sockets) socket.destroy();
			network.close();
		},
	};
}

type Open = (api: string, maxBytes: number, file?: BackendFile) => Promise<() => number>;

const test = base.extend<{ open: Open }>({
	async open({ page }, use) {
		const closing: (() => unknown)[] = [];
		await use(async (api, maxBytes, file = 'resume.mjs') => {
			const backend = await startBackend(file, { baseURL: `${api}/v1`, apiKey: 'sk-test' });
			const network = await serveBrokenNetwork(backend.origin, maxBytes);
			closing.push(network.close, backend.close);
			await page.goto(network.origin);
			return network.cuts;
		});
		for (const close of closing) await close();
	},
});

for (const file of ['resume.mjs', 'resume.py'] as const) {
	test(`an answer of ${file} is whole in the end, each word once`, async ({ page, open }) => {
		const api = await serveHandler(createDemoHandler({ pace: 0.1 }));
		const cuts = await open(api.origin, 4_321, file);
		await page.getByRole('button', { name: 'Run' }).click();
		await expect(page.getByRole('status')).toHaveText('Complete', { timeout: 60_000 });
		expect(await page.locator('#answer').textContent()).toBe(replyTo('Tell me a story'));
		expect(cuts()).toBeGreaterThan(1);
		await api.close();
	});
}

test('a page that is loaded again finds its answer', async ({ page, open }) => {
	const api = await serveHandler(createDemoHandler({ pace: 0.2 }));
	await open(api.origin, Infinity);
	await page.getByRole('button', { name: 'Run' }).click();
	await expect(page.locator('#answer')).toContainText('Once');
	await page.reload();
	await expect(page.getByRole('status')).toHaveText('Complete', { timeout: 30_000 });
	expect(await page.locator('#answer').textContent()).toBe(replyTo('Tell me a story'));
	await api.close();
});

test('Stop ends the request to the API', async ({ page, open }) => {
	const api = await serveReply({ reads: [bytes(opening)], end: 'silence' });
	await open(api.origin, Infinity);
	await page.getByRole('button', { name: 'Run' }).click();
	await expect(page.locator('#answer')).toHaveText(story);
	await page.getByRole('button', { name: 'Stop' }).click();
	await expect(page.getByRole('status')).toHaveText('Ended: stopped');
	await api.abandoned;
	await api.close();
});

test('an answer that is gone is not asked for again and again', async ({ page, open }) => {
	const api = await serveHandler(createDemoHandler());
	await open(api.origin, Infinity);
	await page.goto(`${new URL(page.url()).origin}/#no-such-answer`);
	await page.reload();
	await expect(page.getByRole('status')).toHaveText('Ended: gone');
	await api.close();
});
