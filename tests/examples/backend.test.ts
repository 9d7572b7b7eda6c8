/**
 * The two printed backends, each run unchanged between a client and the demo API: what they pass on, what
 * they keep to themselves, and what they do when either side goes.
 *
 * In      the message that a page sends names the fault that the API behind the backend shall have.
 * Units   the demo's waits are 50 times as short. Where the API falls silent, a backend's own limits are 20
 *         times as short (`tests/support/hasty-*`), and nothing else of it is changed.
 */
import { once } from 'node:events';
import { get } from 'node:http';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { streamChat } from '../../src/examples/browser/stream-chat.js';
import { createDemoHandler } from '../../src/demo/index.ts';
import { startBackend, type Backend, type BackendFile } from '../support/backend.ts';
import { runProgram } from '../support/program.ts';
import { outcomeOf } from './clients.ts';
import { startDemoServer } from '../support/demo-server.ts';
import type { Loopback } from '../support/loopback.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const KEY = 'sk-of-the-server';
const story = { role: 'user', content: 'Tell me a story' };

/** What reaches the API: each request, and whether its sender has gone before the end. */
interface Arrival {
	readonly body: { messages: { content: string }[] };
	readonly authorization: string | null;
	readonly headers: Headers;
	readonly gone: Promise<unknown>;
}
const arrivals: Arrival[] = [];
const demo = createDemoHandler({ pace: 1 / 50 });

/** The demo API, with the fault that the message names: `fault cut;after=7`. */
async function api(request: Request): Promise<Response> {
	const body = (await request.json()) as Arrival['body'];
	const authorization = request.headers.get('authorization');
	const gone = once(request.signal, 'abort');
	arrivals.push({ body, authorization, headers: request.headers, gone });
	const content = body.messages.at(-1)!.content;
	if (content === 'repeat the key') {
		const message = `The key of "${authorization}" is not valid.`;
		return Response.json({ error: { message } }, { status: 401 });
	}
	if (content === 'repeat the key in the stream') {
		const text = `data: {"error":{"message":"The key ${KEY} is not valid."}}\n\ndata: [DONE]\n\n`;
		const bytes = new TextEncoder().encode(text);
		const letters = new ReadableStream<Uint8Array>({
			start(controller) {
				for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
				controller.close();
			},
		});
		return new Response(letters, {
			headers: { 'content-type': 'text/event-stream', 'x-request-id': KEY },
		});
	}
	if (content === 'repeat the key in headers') {
		const headers = { 'x-request-id': `of-${KEY}`, 'retry-after': KEY, 'x-more': KEY };
		return Response.json({ error: { message: 'No.' } }, { status: 429, headers });
	}
	if (content === 'JSON by another spelling') {
		const headers = { 'content-type': 'Application/JSON' };
		return Response.json({ error: { message: 'Spelt otherwise.' } }, { headers });
	}
	const [, fault] = /^fault (\S+)/.exec(content) ?? [];
	return demo(
		new Request(`http://api.test${fault ? `/faults/${fault}` : ''}/v1/chat/completions`, {
			method: 'POST',
			body: JSON.stringify({ ...body, messages: [story] }),
			signal: request.signal,
		})
	);
}

let upstream: Loopback;
let whole: string;

beforeAll(async () => {
	upstream = await startDemoServer({ handler: api });
	whole = await (await direct('')).text();
});

afterAll(() => upstream.close());

const asked = (content: string) =>
	arrivals.findLast(({ body }) => body.messages.at(-1)?.content === content);

/** What the API sends for a backend's request, without a backend between. */
function direct(fault: string) {
	return demo(
		new Request(`http://api.test${fault && `/faults/${fault}`}/v1/chat/completions`, {
			method: 'POST',
			body: JSON.stringify({
				model: 'vllm-primary',
				max_tokens: 1000,
				messages: [story],
				stream: true,
			}),
		})
	);
}

function textOf(stream: string) {
	return [...stream.matchAll(/^data: (\{.*)$/gm)]
		.map(([, data]) => JSON.parse(data!).choices?.[0]?.delta?.content ?? '')
		.join('');
}

/** As soon as so many frames have come; the rest is left unread. */
async function readFrames(response: Response, count: number): Promise<string> {
	const reader = response.body!.getReader();
	let text = '';
	while (text.split('\n\n').length <= count) {
		const { value } = await reader.read();
		text += Buffer.from(value!).toString();
	}
	return text;
}

describe.each<BackendFile>(['server.py', 'server.mjs'])('%s', (file) => {
	let backend: Backend;
	let hasty: Backend;

	beforeAll(async () => {
		const settings = { baseURL: `${upstream.origin}/v1/`, apiKey: `${KEY}\n` };
		[backend, hasty] = await Promise.all([
			startBackend(file, settings),
			startBackend(file, { ...settings, isHasty: true }),
		]);
	});

	afterAll(() => Promise.all([backend?.close(), hasty?.close()]));

	function ask(content: string, init: RequestInit = {}, server = backend) {
		return fetch(`${server.origin}/v1/chat/completions`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: 'Bearer sk-of-the-reader' },
			body: JSON.stringify({ messages: [{ role: 'user', content }] }),
			...init,
		});
	}

	test('the browser example, unchanged, prints the whole story by way of it', async () => {
		const printed = await runProgram('browser/terminal.mjs', { baseURL: `${backend.origin}/v1` });
		expect(printed).toEqual({ stdout: `${textOf(whole)}\n`, stderr: '', code: 0 });
		expect(printed.stdout.length).toBeGreaterThan(500);
	});

	test('the OpenAI SDK streams by way of it', async () => {
		const client = new OpenAI({ baseURL: `${backend.origin}/v1`, apiKey: 'sk-of-the-reader' });
		const stream = await client.chat.completions.create({
			model: 'of-the-reader',
			messages: [{ role: 'user', content: 'Tell me a story' }],
			stream: true,
		});
		let text = '';
		let reason: string | null | undefined;
		for await (const { choices } of stream) {
			text += choices[0]?.delta.content ?? '';
			reason = choices[0]?.finish_reason ?? reason;
		}
		expect({ text, reason }).toEqual({ text: textOf(whole), reason: 'stop' });
	});

	test('sends on the messages, the key of its own, and nothing else of the reader', async () => {
		const prompt = `a text of mine by way of ${file}`;
		const messages = [
			{ role: 'user', content: 'Hi', name: 'x' },
			{ role: 'assistant', content: 'Hello.' },
			{ role: 'user', content: prompt },
		];
		const body = JSON.stringify({
			messages,
			model: 'dearest',
			max_tokens: 1e6,
			n: 99,
			stream: false,
		});
		const headers = {
			'content-type': 'application/json',
			authorization: 'Bearer sk-of-the-reader',
			cookie: 'session=1',
			'x-api-key': 'sk-of-the-reader',
		};
		await (await ask(prompt, { body, headers })).text();
		const arrival = asked(prompt)!;
		expect(arrival.body).toEqual({
			model: 'vllm-primary',
			max_tokens: 1000,
			messages: messages.map(({ role, content }) => ({ role, content })),
			stream: true,
		});
		expect(arrival.authorization).toBe(`Bearer ${KEY}`);
		expect(JSON.stringify([...arrival.headers])).not.toMatch(/of-the-reader|session/);
	});

	test.each(['random-reads', 'crlf', 'keep-alives', 'invalid-utf8', 'multi-line-data', 'no-end'])(
		'passes the bytes on unchanged: %s',
		async (fault) => {
			const response = await ask(`fault ${fault}`);
			expect(response.status).toBe(200);
			const [passed, sent] = await Promise.all(
				[response, direct(fault)].map(async (answer) =>
					Buffer.from(await (await answer).arrayBuffer()).toString('latin1')
				)
			);
			expect(passed).toBe(sent);
		}
	);

	test('names its body an event stream, and asks proxies not to hold it', async () => {
		const response = await ask('Tell me a story');
		expect(Object.fromEntries(response.headers)).toMatchObject({
			'content-type': (await direct('')).headers.get('content-type'),
			'cache-control': 'no-cache',
			'x-accel-buffering': 'no',
		});
		expect(response.headers.get('content-encoding')).toBe(null);
	});

	test('sends the first frames while the API still holds the rest', async () => {
		const leave = new AbortController();
		const response = await ask('fault stall-for-ever;after=3', { signal: leave.signal });
		const text = await readFrames(response, 3);
		leave.abort();
		expect(whole.startsWith(text)).toBe(true);
	});

	test.each([
		['in the middle of a silence', 'fault stall-for-ever;after=4', true],
		['before the API has answered', 'fault slow-head;ms=600000', false],
	])('gives up its own request when the client goes %s', async (_, fault, hasHead) => {
		const content = `${fault} by way of ${file}`;
		const leave = new AbortController();
		const answer = ask(content, { signal: leave.signal });
		if (hasHead) await readFrames(await answer, 4);
		else await vi.waitUntil(() => asked(content), { timeout: 60_000 });
		leave.abort();
		await answer.catch(() => undefined);
		await expect(asked(content)!.gone).resolves.toBeDefined();
	});

	test.each([
		['http-401', 401, 'The demo was told to refuse this key.'],
		['http-404', 404, undefined],
		['rate-limit;seconds=7', 429, undefined],
		['http-503;seconds=9', 503, undefined],
		['http-502', 502, 'The API answered 502.'],
		['html-with-200', 502, 'The API answered 200.'],
		['json-error-with-200', 502, undefined],
		['cut-before-head', 502, 'The API could not be reached.'],
	])('answers %s with status %i and a message', async (fault, status, message) => {
		const response = await ask(`fault ${fault}`);
		const { error } = (await response.json()) as { error: { message: string } };
		const own = message ?? (await (await direct(fault)).json()).error.message;
		expect({ status: response.status, message: error.message }).toEqual({ status, message: own });
		const [, seconds = null] = /seconds=(\d+)/.exec(fault) ?? [];
		expect(response.headers.get('retry-after')).toBe(seconds);
		expect(response.headers.get('content-type')).toBe('application/json');
	});

	test('knows JSON in place of a stream by whatever spelling of its type', async () => {
		const response = await ask('JSON by another spelling');
		const { error } = (await response.json()) as { error: { message: string } };
		expect([response.status, error.message]).toEqual([502, 'Spelt otherwise.']);
	});

	test('never repeats its key, even where the API does', async () => {
		const response = await ask('repeat the key');
		expect(response.status).toBe(401);
		const text = await response.text();
		expect(text).toContain('The key of \\"Bearer [API key]\\" is not valid.');
		expect(text + backend.output()).not.toContain(KEY);
	});

	test('masks its key in the stream, wherever the reads cut it, and in headers', async () => {
		const streamed = await ask('repeat the key in the stream');
		expect(await streamed.text()).toBe(
			'data: {"error":{"message":"The key [API key] is not valid."}}\n\ndata: [DONE]\n\n'
		);
		const refused = await ask('repeat the key in headers');
		expect(refused.headers.get('x-request-id')).toBe('of-[API key]');
		for (const { headers } of [streamed, refused]) {
			expect(JSON.stringify([...headers])).not.toContain(KEY);
		}
	});

	test('refuses a Host that is not its own', async () => {
		const { port } = new URL(backend.origin);
		const status = await new Promise((resolve, reject) => {
			get({ port, host: '127.0.0.1', headers: { host: 'elsewhere.example' } }, (response) => {
				response.resume();
				resolve(response.statusCode);
			}).on('error', reject);
		});
		expect(status).toBe(400);
	});

	test('says in a frame that the connection broke, where one may stand', async () => {
		const text = await (await ask('fault cut-between-frames;after=7')).text();
		const frames = text.split('\n\n');
		expect(whole.startsWith(frames.slice(0, 7).join('\n\n'))).toBe(true);
		expect(frames.slice(7)).toEqual([
			'data: ' +
				(file === 'server.py'
					? '{"error": {"message": "The connection to the API broke, or fell silent.", "type": "backend_error", "code": null}}'
					: '{"error":{"message":"The connection to the API broke, or fell silent.","type":"backend_error","code":null}}'),
			'',
		]);
	});

	test('breaks its own connection where the API broke off in the middle of a frame', async () => {
		const response = await ask('fault cut;after=7');
		const reader = response.body!.getReader();
		let text = '';
		const read = async () => {
			for (;;) {
				const { done, value } = await reader.read();
				if (done) return 'a clean end';
				text += Buffer.from(value).toString();
			}
		};
		await expect(read()).rejects.toThrow('terminated');
		expect(whole.startsWith(text) && text.length > 0, text).toBe(true);
	});

	test.each([
		['cut;after=7', 'The connection broke mid-answer.'],
		[
			'cut-between-frames;after=7',
			'The API stopped with an error: The connection to the API broke, or fell silent.',
		],
		['no-end', 'The stream ended mid-answer: no finish reason.'],
		['http-401', 'The API answered 401: The demo was told to refuse this key.'],
	])('lets the browser example tell %s from a whole answer', async (fault, threw) => {
		const { text, ...ended } = await outcomeOf(
			streamChat({
				baseURL: `${backend.origin}/v1`,
				messages: [{ role: 'user', content: `fault ${fault}` }],
			})
		);
		expect(ended).toEqual({ threw });
		expect(textOf(whole).startsWith(text)).toBe(true);
	});

	test('gives up an API that falls silent, before the answer and in it', async () => {
		const [late, silent] = await Promise.all([
			ask('fault slow-head;ms=600000;seed=2', {}, hasty),
			ask('fault stall-for-ever;seed=2', {}, hasty),
		]);
		expect(late.status).toBe(504);
		expect(await late.text()).toContain('The API did not answer in time.');
		expect(await silent.text()).toMatch(/The connection to the API broke, or fell silent\..*\n\n$/);
	});

	test.each([
		['no JSON', 'x', 400],
		['no messages', '{}', 400],
		['an empty list', '{"messages":[]}', 400],
		['a system message', '{"messages":[{"role":"system","content":"Obey."}]}', 400],
		['content that is no text', '{"messages":[{"role":"user","content":[]}]}', 400],
		[
			'too much',
			JSON.stringify({ messages: [{ role: 'user', content: 'x'.repeat(65_536) }] }),
			413,
		],
	])('refuses %s by itself', async (_, body, status) => {
		const before = arrivals.length;
		const response = await ask('', { body });
		const { error } = (await response.json()) as { error: { message: string } };
		expect({ status: response.status, message: error.message }).toEqual({
			status,
			message:
				status === 413
					? 'At most 65536 bytes, please.'
					: 'Send messages of the roles user and assistant, as text.',
		});
		expect(arrivals.length).toBe(before);
	});

	test('refuses what a page of another origin may send without asking first', async () => {
		// Browsers ask before they send JSON, and go by the part before the semicolon.
		for (const type of ['text/plain', 'text/plain; application/json', 'text/plain;json']) {
			const response = await ask('x', { headers: { 'content-type': type } });
			expect(response.status, type).toBe(415);
		}
		const preflight = await ask('x', {
			method: 'OPTIONS',
			body: null,
			headers: {
				origin: 'https://elsewhere.example',
				'access-control-request-method': 'POST',
				'access-control-request-headers': 'content-type',
			},
		});
		expect(preflight.headers.get('access-control-allow-origin')).toBe(null);
	});

	test('takes JSON by whatever spelling of its type', async () => {
		for (const type of ['application/json; charset=utf-8', 'Application/JSON']) {
			const response = await ask('Tell me a story', { headers: { 'content-type': type } });
			expect(response.status, type).toBe(200);
			await response.text();
		}
	});

	test('serves the page and the script that it needs', async () => {
		const page = await (await fetch(backend.origin)).text();
		expect(page).toContain("import { streamChat } from './stream-chat.js'");
		const script = await fetch(`${backend.origin}/stream-chat.js`);
		expect(script.headers.get('content-type')).toMatch(/javascript/);
		expect((await fetch(`${backend.origin}/${file}`)).status).toBe(404);
	});

	test('does not start without a key', async () => {
		const printed = await runProgram(`backend/${file}`, { apiKey: '' });
		expect(printed).toEqual({
			stdout: '',
			stderr: 'Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.\n',
			code: 1,
		});
	});
});
