/**
 * The limits of the printed backends: how many answers at once, how long one may take, how long a question
 * may, and which key is masked.
 *
 * Units   the limits are made low enough to be reached; nothing else of the programs is changed.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startBackend, type Backend, type BackendFile } from '../support/backend.ts';
import { serveHandler, type Loopback } from '../support/loopback.ts';
import { bytes, chunk, done, opening } from './streams.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const CHANGES = {
	'server.py': {
		'MAX_STREAMS = 50': 'MAX_STREAMS = 2',
		'MAX_SECONDS = 600': 'MAX_SECONDS = 2',
		'read_body(request), 10)': 'read_body(request), 1)',
	},
	'server.mjs': {
		'MAX_STREAMS = 50': 'MAX_STREAMS = 2',
		'MAX_MS = 600_000': 'MAX_MS = 2_000',
		'requestTimeout: 10_000': 'requestTimeout: 1_000',
		'connectionsCheckingInterval: 1000': 'connectionsCheckingInterval: 100',
	},
} satisfies Partial<Record<BackendFile, Readonly<Record<string, string>>>>;

/** Frames without end: no silence, so that only the limit of the whole answer ends it. */
function endless(signal: AbortSignal) {
	return new ReadableStream<Uint8Array>({
		async pull(controller) {
			await setTimeout(50);
			if (signal.aborted) controller.close();
			else controller.enqueue(bytes(chunk({ content: 'and ' })));
		},
	});
}

let api: Loopback;
beforeAll(async () => {
	api = await serveHandler(async (request) => {
		const { messages } = (await request.json()) as { messages: { content: string }[] };
		const whole = opening + chunk({ content: ' sky' }, 'stop') + done;
		const isEndless = messages.at(-1)?.content === 'endless';
		return new Response(isEndless ? endless(request.signal) : whole, {
			headers: { 'content-type': 'text/event-stream' },
		});
	});
});
afterAll(() => api.close());

describe.each(['server.py', 'server.mjs'] as const)('%s', (file) => {
	let backend: Backend;
	beforeAll(async () => {
		backend = await startBackend(file, {
			baseURL: `${api.origin}/v1`,
			apiKey: 'sk',
			changes: CHANGES[file],
		});
	});
	afterAll(() => backend?.close());

	const ask = (content: string, signal?: AbortSignal) =>
		fetch(`${backend.origin}/v1/chat/completions`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ messages: [{ role: 'user', content }] }),
			...(signal && { signal }),
		});

	test('refuses a third answer at once, and gives one when another has ended', async () => {
		const leave = new AbortController();
		const open = await Promise.all([ask('endless', leave.signal), ask('endless', leave.signal)]);
		expect(open.map(({ status }) => status)).toEqual([200, 200]);
		const third = await ask('hello');
		expect([third.status, third.headers.get('retry-after')]).toEqual([503, '5']);
		expect(await third.json()).toMatchObject({ error: { message: 'Too many answers at once.' } });
		leave.abort();
		await vi.waitFor(
			async () => {
				const response = await ask('hello');
				expect(response.status).toBe(200);
				expect(await response.text()).toContain('[DONE]');
			},
			{ timeout: 60_000 }
		);
	});

	test('ends an answer that takes too long, and says so where a frame may stand', async () => {
		const text = await (await ask('endless')).text();
		const frames = text.trimEnd().split('\n\n');
		expect(frames.length).toBeGreaterThan(2);
		expect(frames.at(-1)).toContain('The connection to the API broke, or fell silent.');
		expect((await ask('hello')).status, 'its place is free again').toBe(200);
	});

	test('refuses a question that is too long, though its length is not told', async () => {
		let pieces = 0;
		const body = new ReadableStream<Uint8Array>({
			pull(controller) {
				controller.enqueue(bytes(pieces++ === 0 ? '{"messages":"' : 'x'.repeat(16_384)));
				if (pieces > 6) controller.close();
			},
		});
		const headers = { 'content-type': 'application/json' };
		const init: RequestInit & { duplex: 'half' } = {
			method: 'POST',
			headers,
			body,
			duplex: 'half',
		};
		const response = await fetch(`${backend.origin}/v1/chat/completions`, init);
		expect(response.status).toBe(413);
	});

	test('gives up a question that does not arrive', async () => {
		const socket = connect(Number(new URL(backend.origin).port), '127.0.0.1');
		await once(socket, 'connect');
		socket.write(
			'POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n' +
				'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"messages":'
		);
		expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 408 /);
	});

	test('leaves words whole that hold a short key', async () => {
		expect(await (await ask('hello')).text()).toContain(' sky');
	});
});
