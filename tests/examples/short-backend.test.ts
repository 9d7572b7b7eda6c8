/**
 * The short backends, run unchanged between a client and the demo API. They leave much to the longer ones, but
 * the key stays with them, a cut answer never ends as a whole one, and a page that goes ends the request.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { streamChat } from '../../src/examples/browser/stream-chat.js';
import { examples } from '../../src/examples/index.ts';
import { replyTo } from '../../src/demo/replies/index.ts';
import { startBackend, type Backend } from '../support/backend.ts';
import { startFaultyApi, type FaultyApi } from '../support/faulty-api.ts';
import { outcomeOf } from './clients.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const KEY = 'sk-of-the-server';
const files = ['short.py', 'short.mjs'] as const;

let api: FaultyApi;
beforeAll(async () => {
	const error = { error: { message: `The key ${KEY} is not valid.` } };
	api = await startFaultyApi({
		pace: 1 / 50,
		answers: { 'repeat the key': () => Response.json(error, { status: 401 }) },
	});
});
afterAll(() => api.close());

describe.each(files)('%s', (file) => {
	let backend: Backend;
	beforeAll(async () => {
		backend = await startBackend(file, { baseURL: `${api.origin}/v1`, apiKey: KEY });
	});
	afterAll(() => backend?.close());

	const askedBy = (content: string, signal?: AbortSignal) =>
		streamChat({
			baseURL: `${backend.origin}/v1`,
			apiKey: 'sk-of-the-reader',
			messages: [{ role: 'user', content }],
			model: 'dearest',
			...(signal && { signal }),
		});

	test('passes a whole answer on', async () => {
		expect(await outcomeOf(askedBy('Tell me a story'))).toEqual({
			text: replyTo('Tell me a story'),
			returned: 'stop',
		});
	});

	test('sends the messages and its own key, and nothing else of the page', async () => {
		const content = `a question by way of ${file}`;
		await outcomeOf(askedBy(content));
		const { body, headers } = api.asked(content)!;
		expect(body).toEqual({
			model: 'vllm-primary',
			max_tokens: 1000,
			stream: true,
			messages: [{ role: 'user', content }],
		});
		expect(headers.get('authorization')).toBe(`Bearer ${KEY}`);
	});

	test.each([
		['cut;after=7', 'The connection broke mid-answer.'],
		['cut-between-frames;after=7', 'The connection broke mid-answer.'],
		['no-end', 'The stream ended mid-answer: no finish reason.'],
		['error-midway', 'The API stopped with an error: The model stopped answering.'],
		['html-with-200', 'The stream ended mid-answer: no finish reason.'],
		['http-503', 'The API answered 503: The API answered 503.'],
	])('lets the page tell %s from a whole answer', async (fault, threw) => {
		const { text, ...ended } = await outcomeOf(askedBy(`fault ${fault}`));
		expect(ended).toEqual({ threw });
		expect(replyTo('Tell me a story').startsWith(text)).toBe(true);
	});

	test('keeps a message to itself that repeats its key', async () => {
		const { threw } = await outcomeOf(askedBy('repeat the key'));
		expect(threw).toBe('The API answered 401: The API answered 401.');
	});

	test('ends its own request when the page goes', async () => {
		const content = `fault stall-for-ever;after=3 by way of ${file}`;
		const leave = new AbortController();
		const texts = askedBy(content, leave.signal);
		await texts.next();
		leave.abort();
		await texts.next().catch(() => undefined);
		await expect(api.asked(content)!.gone).resolves.toBeDefined();
	});

	test('refuses what a page of another origin may send without asking first', async () => {
		const before = api.arrivals.length;
		const { status } = await fetch(`${backend.origin}/v1/chat/completions`, {
			method: 'POST',
			headers: { 'content-type': 'text/plain', origin: 'https://elsewhere.example' },
			body: '{"messages":[{"role":"user","content":"Hi"}]}',
		});
		expect(status).toBeGreaterThanOrEqual(400);
		expect(api.arrivals).toHaveLength(before);
	});

	test('serves the page', async () => {
		expect(await (await fetch(backend.origin)).text()).toContain("from './stream-chat.js'");
	});
});

test('they are short', () => {
	for (const file of files) {
		const lines = examples[`./backend/${file}`]!.trimEnd().split('\n');
		expect(lines.length, file).toBeLessThanOrEqual(42);
	}
});
