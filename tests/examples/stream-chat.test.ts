/**
 * The printed browser clients, as modules, over bytes that are cut everywhere and servers that fail
 * in every way of which we know. The playground runs the first of these files.
 */
import { describe, expect, test, vi } from 'vitest';
import { streamChat as withFetchAlone } from '../../src/examples/browser/stream-chat.js';
import { streamChat as withParser } from '../../src/examples/browser/stream-chat-eventsource-parser.js';
import { serveReply } from '../support/loopback.ts';
import { answering, outcomeOf, refusing, request } from './clients.ts';
import {
	byteByByte,
	bytes,
	chunk,
	cr,
	crlf,
	data,
	done,
	inReads,
	opening,
	story,
	usage,
	whole,
} from './streams.ts';

const noResponse = () => Promise.reject(new TypeError('Failed to fetch'));

const clients = [
	{ file: 'stream-chat.js', streamChat: withFetchAlone },
	{ file: 'stream-chat-eventsource-parser.js', streamChat: withParser },
];

function asking(streamChat: typeof withFetchAlone) {
	const outcome = (options: Partial<Parameters<typeof streamChat>[0]>) =>
		outcomeOf(streamChat({ ...request, ...options }));
	return { outcome, read: (stream: string) => outcome(answering([bytes(stream)])) };
}

const complete = { text: story, returned: 'stop' };

// Two data lines to one frame, all three line ends, a BOM, a field that is none of ours.
const nasty =
	`\uFEFF: keep-alive\r\n\r\n${crlf(opening)}id: 7\nretry: 10\rwhatever\r\n` +
	`data: {"choices":[{"index":0,\r\ndata:"delta":{},"finish_reason":"stop"}]}\r\r${cr(usage)}${done}`;

describe.each(clients)('$file, wherever the bytes are cut', ({ streamChat }) => {
	const { outcome } = asking(streamChat);

	test('gives the same text for every cut in two', async () => {
		const wire = bytes(nasty);
		for (let cut = 0; cut <= wire.length; cut++) {
			const reads = [wire.subarray(0, cut), wire.subarray(cut)];
			expect(await outcome(answering(reads)), `cut at byte ${cut}`).toEqual(complete);
		}
	});

	test('gives the same text byte by byte, and with empty reads between', async () => {
		expect(await outcome(answering(byteByByte(nasty)))).toEqual(complete);
		const padded = byteByByte(nasty).flatMap((byte) => [new Uint8Array(), byte]);
		expect(await outcome(answering(padded))).toEqual(complete);
	});

	test.each([
		['LF', whole],
		['CR LF', crlf(whole)],
		['CR', cr(whole)],
	])('reads lines that end in %s', async (_, stream) => {
		expect(await outcome(answering(byteByByte(stream)))).toEqual(complete);
	});

	test('gives text as soon as its frame has ended, even with a CR that may have an LF to come', async () => {
		const { fetch } = answering([bytes(cr(chunk({ content: 'Now' })))], new Error('later'));
		const answer = streamChat({ ...request, fetch });
		expect(await answer.next()).toEqual({ done: false, value: 'Now' });
	});

	test('reads a frame of 5 MB in small reads at the cost of many small frames', async () => {
		const text = 'x'.repeat(5_000_000);
		const wire = bytes(chunk({ content: text }) + chunk({}, 'stop'));
		// With a buffer that is searched anew on each read this takes minutes, not a second.
		const { text: given } = await outcome(answering(inReads(wire, 256)));
		expect(given === text).toBe(true);
	});
});

describe.each(clients)('$file, whatever the frames hold', ({ streamChat }) => {
	const { outcome, read } = asking(streamChat);

	test('skips chunks without choices: empty, null, missing', async () => {
		const others = [{ choices: [] }, { choices: null }, {}, null, 7, 'text'].map(data).join('');
		expect(await read(others + usage + whole)).toEqual(complete);
	});

	test('drops a byte order mark before the first frame', async () => {
		expect(await read(`\uFEFF${chunk({ content: 'First. ' })}${whole}`)).toEqual({
			text: `First. ${story}`,
			returned: 'stop',
		});
	});

	test('keeps characters that JavaScript, but no event stream, takes for line ends', async () => {
		const text = 'one\u2028two\u2029three\u0085four\u000Bfive';
		expect(await read(chunk({ content: text }) + chunk({}, 'stop'))).toEqual({
			text,
			returned: 'stop',
		});
	});

	test('joins the data lines of a frame by a line end, which no JSON string may hold', async () => {
		expect(await read('data: {"choices":\ndata: []}\n\n' + whole)).toEqual(complete);
		expect(await read('data: {"id":"a\ndata: b"}\n\n')).toMatchObject({
			threw: expect.stringContaining('not JSON'),
		});
	});

	test('forgets the name of an event at its end, and drops one space before it, not two', async () => {
		const message = data({ message: 'Out of memory.' });
		expect(await read(`event: error\n\n${message}event:  error\n${message}${whole}`)).toEqual(
			complete
		);
	});

	test('gives only the text of choice 0', async () => {
		const other = data({
			choices: [{ index: 1, delta: { content: 'no' }, finish_reason: 'stop' }],
		});
		expect(await read(other + whole)).toEqual(complete);
		expect(await read(other)).toMatchObject({
			text: '',
			threw: expect.stringContaining('mid-answer'),
		});
	});

	test('skips deltas without text: missing, null, empty, reasoning', async () => {
		const choices = [undefined, null, {}, { content: null }, { reasoning: 'Hm' }].map((delta) =>
			data({ choices: [{ index: 0, delta }] })
		);
		expect(await read(choices.join('') + whole)).toEqual(complete);
	});

	test('returns the finish reason', async () => {
		expect(await read(opening + chunk({}, 'length') + done)).toEqual({
			text: story,
			returned: 'length',
		});
	});

	test('takes the finish reason for the end, with or without [DONE] and connection', async () => {
		const finished = opening + chunk({}, 'stop');
		expect(await read(finished)).toEqual(complete);
		const { fetch } = answering([bytes(finished)], new TypeError('terminated'));
		expect(await outcome({ fetch })).toEqual(complete);
	});

	test('reads nothing after [DONE], and lets the connection go', async () => {
		const { fetch, seen } = answering([bytes(whole), bytes(chunk({ content: 'more' }))]);
		expect(await outcome({ fetch })).toEqual(complete);
		expect(seen.cancelled).toBe(true);
	});
});

describe.each(clients)('$file, when the answer is incomplete', ({ streamChat }) => {
	const { outcome, read } = asking(streamChat);
	const error = { message: 'Out of memory.', type: 'server_error', param: null, code: 500 };

	test.each([
		['nested', data({ error })],
		['with only a type', data({ error: { message: '', type: 'server_error' } })],
		['as a string', data({ error: 'Out of memory.' })],
		['flat, as old vLLM has it', data({ object: 'error', ...error })],
		['flat, in an event named error', `event: error\n${data(error)}`],
		['in a chunk', data({ choices: [{ index: 0, finish_reason: 'error' }], error })],
	])('gives the API’s message for an error frame: %s', async (name, frame) => {
		const expected = {
			'with only a type': '{"message":"","type":"server_error"}',
		}[name];
		expect(await read(opening + frame + done)).toEqual({
			text: story,
			threw: `The API stopped with an error: ${expected ?? 'Out of memory.'}`,
		});
	});

	test('takes `detail` in a chunk for a field like any other', async () => {
		const finish = data({ detail: 'x', choices: [{ index: 0, finish_reason: 'stop' }] });
		expect(await read(opening + finish)).toEqual(complete);
	});

	test('takes `error: null` for no error', async () => {
		const finish = data({ error: null, choices: [{ index: 0, finish_reason: 'stop' }] });
		expect(await read(opening + finish)).toEqual(complete);
	});

	test.each([
		['between frames', opening],
		['inside a frame', opening + chunk({}, 'stop').slice(0, -1)],
		['before [DONE] but without a finish reason', opening + done],
		['at once', ''],
	])('says that a stream was cut off: %s', async (_, stream) => {
		expect(await read(stream)).toMatchObject({
			threw: 'The stream ended mid-answer: no finish reason.',
		});
	});

	test('says that the connection broke, with the runtime’s reason as the cause', async () => {
		const cause = new TypeError('terminated');
		const { fetch } = answering([bytes(opening)], cause);
		const answer = streamChat({ ...request, fetch });
		const drained = Array.fromAsync(answer);
		await expect(drained).rejects.toMatchObject({
			message: 'The connection broke mid-answer.',
			cause,
		});
	});

	test('shows the start of a frame that is not JSON', async () => {
		expect(await read(`${opening}data: ${'{"choices":'.repeat(20)}\n\n`)).toEqual({
			text: story,
			threw: `The API sent a frame that is not JSON: ${'{"choices":'.repeat(20).slice(0, 80)}`,
		});
	});

	const json = { 'content-type': 'application/json' };
	test.each([
		[refusing(401, '{"error":{"message":"No such key."}}', json), '401: No such key.'],
		[refusing(401, '{"error":"Unauthorized"}', json), '401: Unauthorized'],
		[refusing(404, '{"detail":"Not Found"}', json), '404: Not Found'],
		[
			refusing(422, '{"detail":[{"loc":["body","messages"],"msg":"Field required"}]}', json),
			'422: [{"loc":["body","messages"],"msg":"Field required"}]',
		],
		[
			refusing(401, '{"error":"Unauthorized"}', { 'content-type': 'Application/JSON' }),
			'401: Unauthorized',
		],
		[
			refusing(500, '{"detail":null}', json),
			'500: application/json, not text/event-stream. Is the base URL right?',
		],
		[
			refusing(500, '[]', json),
			'500: application/json, not text/event-stream. Is the base URL right?',
		],
		[
			refusing(429, '{"error":{"message":"Slow down."}}', { ...json, 'retry-after': '20' }),
			'429 (Retry-After: 20): Slow down.',
		],
		[
			refusing(200, '{"error":{"message":"No model."}}', { 'content-type': 'application/json' }),
			'200: No model.',
		],
		[
			refusing(200, '<!doctype html>', { 'content-type': 'text/html' }),
			'200: text/html, not text/event-stream. Is the base URL right?',
		],
		[
			refusing(502, '{"cut', json),
			'502: application/json, not text/event-stream. Is the base URL right?',
		],
		[
			refusing(500, '', { 'content-type': 'application/octet-stream' }),
			'500: application/octet-stream, not text/event-stream. Is the base URL right?',
		],
		[
			refusing(204, null, {}),
			'204: no content type, not text/event-stream. Is the base URL right?',
		],
	])('tells what the API answered in place of a stream: %#', async (server, said) => {
		expect(await outcome(server)).toEqual({ text: '', threw: `The API answered ${said}` });
	});

	// Proxies and function hosts put a type of their own on a stream.
	test.each(['text/plain; charset=utf-8', 'application/octet-stream', 'Text/Event-Stream'])(
		'reads a stream that is labelled %s',
		async (type) => {
			expect(await outcome(refusing(200, whole, { 'content-type': type }))).toEqual(complete);
		}
	);

	test('reads the first choice alone, where a server sends more than were asked for', async () => {
		const other = data({ choices: [{ index: 1, delta: { content: 'Other.' } }] });
		expect(await read(other + opening + other + chunk({}, 'stop') + other + done)).toEqual(
			complete
		);
	});

	test('says where it got no response from', async () => {
		expect(await outcome({ fetch: noResponse })).toEqual({
			text: '',
			threw: 'No response. Is https://api.example/v1/chat/completions right?',
		});
	});
});

describe.each(clients)('$file and the one who calls it', ({ streamChat }) => {
	const { outcome } = asking(streamChat);

	test('sends what it was given, the key trimmed, and asks for a stream', async () => {
		const asked = vi.fn<typeof fetch>(answering([bytes(whole)]).fetch);
		await outcome({
			fetch: asked,
			baseURL: 'https://api.example/v1//',
			apiKey: ' sk-of-mine\n',
			temperature: 0.5,
			stream: false,
		});
		const [[url, init]] = asked.mock.calls as [Parameters<typeof fetch>];
		expect(url).toBe('https://api.example/v1/chat/completions');
		expect(init).toMatchObject({
			method: 'POST',
			headers: { 'Content-Type': 'application/json', Authorization: 'Bearer sk-of-mine' },
		});
		expect(JSON.parse(String(init?.body))).toEqual({
			model: 'vllm-primary',
			messages: request.messages,
			temperature: 0.5,
			stream: true,
		});
	});

	test('sends no Authorization without a key', async () => {
		const asked = vi.fn<typeof fetch>(answering([bytes(whole)]).fetch);
		await outcome({ apiKey: '', fetch: asked });
		expect(asked.mock.calls[0]?.[1]?.headers).toEqual({ 'Content-Type': 'application/json' });
	});

	test.each(['sk of-mine', 'sk-of\nmine', 'sk-of-mine…', 'sk-öf-mine'])(
		'refuses a damaged key without sending or repeating it: %j',
		async (apiKey) => {
			expect(await outcome({ apiKey, fetch: noResponse })).toEqual({
				text: '',
				threw: 'The API key is damaged. Copy the whole key again.',
			});
		}
	);

	test('keeps the key out of every message, also where the server repeats it', async () => {
		const said = `sk-of-mine, sk-of-mine`;
		const ends = [
			refusing(401, JSON.stringify({ error: { message: said } }), {
				'content-type': 'application/json',
			}),
			answering([bytes(data({ error: said }))]),
			answering([bytes(`data: ${said}\n\n`)]),
			{ fetch: noResponse, baseURL: 'http://sk-of-mine.example' },
		];
		for (const end of ends) {
			const { threw } = await outcome(end);
			expect(threw).toContain('[API key]');
			expect(threw).not.toContain('sk-of-mine');
		}
	});

	test('lets go of the connection when the loop is left, so that the server stops', async () => {
		const server = await serveReply({ reads: [bytes(opening)], end: 'silence' });
		for await (const text of streamChat({ ...request, baseURL: `${server.origin}/v1` })) {
			if (text) break;
		}
		await expect(server.abandoned).resolves.toBeUndefined();
		await server.close();
	});

	test.each([
		['while it waits for the first frame', []],
		['while text comes', [bytes(opening)]],
	])('passes an abort on as it is, and the server stops: %s', async (_, reads) => {
		const server = await serveReply({ reads, end: 'silence' });
		const controller = new AbortController();
		const answer = streamChat({
			...request,
			baseURL: `${server.origin}/v1`,
			signal: controller.signal,
		});
		const drained = Array.fromAsync(answer);
		await vi.waitFor(() => expect(server.asked).toHaveLength(1));
		controller.abort();
		await expect(drained).rejects.toBe(controller.signal.reason);
		await expect(server.abandoned).resolves.toBeUndefined();
		await server.close();
	});

	test('passes an abort on as it is where the server refuses at the same moment', async () => {
		const controller = new AbortController();
		const answer = Array.fromAsync(
			streamChat({
				...request,
				signal: controller.signal,
				fetch: async () => {
					controller.abort();
					return new Response('{"error":{"message":"No."}}', { status: 500 });
				},
			})
		);
		await expect(answer).rejects.toBe(controller.signal.reason);
	});

	test('lets go of the connection when it throws', async () => {
		const { fetch, seen } = answering([bytes(`${opening}data: no\n\n`), bytes(opening)]);
		await outcome({ fetch });
		expect(seen.cancelled).toBe(true);
	});

	test('refuses a status that is no success even where the body is a stream', async () => {
		const server = refusing(503, whole, { 'content-type': 'text/event-stream' });
		expect(await outcome(server)).toMatchObject({
			text: '',
			threw: expect.stringContaining('503'),
		});
	});

	test('lets go of a response that is no event stream', async () => {
		const { fetch, seen } = answering([bytes('<!doctype html>')]);
		const html = async () =>
			new Response((await fetch()).body, { headers: { 'content-type': 'text/html' } });
		await outcome({ fetch: html });
		expect(seen.cancelled).toBe(true);
	});
});
