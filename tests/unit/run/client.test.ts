/** What becomes of a run whose response a client reads: the reader's own code does anything. */
/* oxlint-disable unicorn/consistent-function-scoping -- a client stands in the test it is made for */
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { streamChat } from '../../../src/examples/browser/stream-chat.js';
import {
	createRun,
	type Client,
	type ClientOptions,
	type RunOptions,
} from '../../../src/run/index.ts';
import { DONE, answer, chunk, fakeClock, request, settled, source, text } from './support.ts';

function runWith(client: Client, response: Response | typeof fetch, options?: Partial<RunOptions>) {
	const clock = fakeClock();
	const fetch = typeof response === 'function' ? response : async () => response;
	return { clock, run: createRun({ request, fetch, clock, client, ...options }) };
}

/** Sends the request as any client does. */
async function send(
	{ fetch, baseURL, apiKey, signal, ...body }: ClientOptions,
	init?: RequestInit
) {
	return fetch(`${baseURL}/chat/completions`, {
		method: 'POST',
		headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
		signal,
		...init,
	});
}

const readers: Record<string, Client> = {
	'the printed browser example': streamChat,
	'the openai SDK': async function* ({ fetch, baseURL, apiKey, signal, model, messages }) {
		const openai = new OpenAI({ fetch, baseURL, apiKey, dangerouslyAllowBrowser: true });
		const stream = await openai.chat.completions.create(
			{ model, messages: messages as never, stream: true },
			{ signal }
		);
		for await (const part of stream) yield part.choices[0]?.delta.content ?? '';
	},
};

describe.each(Object.entries(readers))('createRun() with %s', (_name, client) => {
	test('records what arrived, and the text that the client made of it', async () => {
		const { run } = runWith(client, source(answer).response);
		const snapshot = await run.start();
		expect(snapshot.client).toEqual({ text: 'café 🚀.', ended: 'returned', error: undefined });
		expect(snapshot.message.choices[0]?.text).toBe('café 🚀.');
		expect(snapshot.outcome?.kind).toBe('complete');
		expect(snapshot.recording.reads.map((read) => text(read.bytes))).toEqual(answer);
		expect(JSON.stringify(snapshot.recording.request)).not.toContain('sk-secret-4711');
	});

	test('reads from the network when the client reads, never ahead of it', async () => {
		const many = Array.from({ length: 200 }, (_, i) => chunk({ content: `${i} ` }));
		const feed = source([...many, chunk({}, 'stop'), DONE]);
		let yielded = 0;
		const slow: Client = async function* (options) {
			for await (const piece of client(options)) {
				if (piece === '') continue;
				// One read in hand: the one that brought this text.
				expect(feed.pulls() - yielded, `after ${yielded} texts`).toBeLessThanOrEqual(1);
				yielded++;
				yield piece;
				if (yielded % 50 === 0) await settled();
			}
		};
		const { run } = runWith(slow, feed.response);
		const snapshot = await run.start();
		expect(snapshot.client).toMatchObject({ ended: 'returned', error: undefined });
		expect(yielded).toBe(200);
	});

	test('keeps the error that an error frame makes it throw, and reads on to the end', async () => {
		const error =
			'data: {"error":{"message":"Out of memory.","type":"server_error","code":500}}\n\n';
		const { run } = runWith(client, source([answer[1]!, error, DONE]).response);
		const snapshot = await run.start();
		expect(snapshot.client?.ended).toBe('threw');
		expect(snapshot.client?.error).toContain('Out of memory.');
		expect(snapshot.outcome).toMatchObject({ kind: 'api-error', frameIndex: 1 });
		expect(snapshot.recording.end?.kind).toBe('closed');
		expect(snapshot.frames.at(-1)?.data).toBe('[DONE]');
	});

	test('ends within the tick on stop, whatever the client then does', async () => {
		const feed = source();
		const { run, clock } = runWith(client, feed.response);
		const ended = run.start();
		await clock.advance(1);
		feed.send(answer[1]!);
		await clock.advance(1);
		run.stop();
		expect(feed.cancelled()).toBeDefined();
		const snapshot = await ended;
		expect(snapshot.outcome?.kind).toBe('stopped');
		expect(snapshot.client?.text).toBe('café ');
		await settled();
		expect(run.snapshot()).toBe(snapshot);
	});
});

describe('createRun(), when the client is done before the body', () => {
	/** Reads one chunk's text, and returns. */
	const firstOnly: Client = async function* (options) {
		const response = await send(options);
		const reader = response.body!.getReader();
		yield text((await reader.read()).value!);
		reader.releaseLock();
	};

	test('keeps reading to the end', async () => {
		const { run } = runWith(firstOnly, source(answer).response);
		const snapshot = await run.start();
		expect(snapshot.client).toEqual({ text: answer[0], ended: 'returned', error: undefined });
		expect(snapshot.outcome?.kind).toBe('complete');
		expect(snapshot.recording.reads).toHaveLength(5);
	});

	test('reads a whole body that the client never touched', async () => {
		const untouched: Client = async function* (options) {
			await send(options);
			yield 'sent';
		};
		const { run } = runWith(untouched, source(answer).response);
		expect(await run.start()).toMatchObject({
			client: { text: 'sent' },
			outcome: { kind: 'complete' },
			message: { choices: [{ text: 'café 🚀.' }] },
		});
	});

	test('cancels a body that is silent for a second', async () => {
		const feed = source();
		const { run, clock } = runWith(firstOnly, feed.response);
		const ended = run.start();
		await clock.advance(1);
		feed.send(answer[1]!);
		await clock.advance(900);
		feed.send(answer[2]!);
		await clock.advance(999);
		expect(run.snapshot().phase).toBe('streaming');
		await clock.advance(1);
		expect(feed.cancelled()).toBeDefined();
		expect((await ended).recording.end).toEqual({ kind: 'cancelled', atMs: 1901 });
		expect(run.snapshot().recording.reads).toHaveLength(2);
	});

	test('records an answer whose head arrives after the client has returned', async () => {
		const clock = fakeClock();
		const hasty: Client = async function* (options) {
			void send(options);
			yield 'sent';
		};
		const { run } = runWith(
			hasty,
			async () => {
				await new Promise((resolve) => clock.setTimeout!(resolve as () => void, 500));
				return source(answer).response;
			},
			{ clock }
		);
		const ended = run.start();
		await clock.advance(500);
		expect(await ended).toMatchObject({ outcome: { kind: 'complete' }, client: { text: 'sent' } });
	});

	test('stops waiting for a head after the client has returned', async () => {
		const hasty: Client = async function* (options) {
			void send(options).catch(() => undefined);
			yield 'too long for me';
		};
		const { run, clock } = runWith(hasty, () => new Promise(() => undefined));
		const ended = run.start();
		await clock.advance(1000);
		expect((await ended).recording).toMatchObject({
			response: undefined,
			end: { kind: 'cancelled' },
		});
	});
});

describe('createRun(), when the client cancels the body', () => {
	const untilDone: Client = async function* (options) {
		const response = await send(options);
		const reader = response.body!.getReader();
		for (;;) {
			const { value, done } = await reader.read();
			if (done) return;
			yield text(value);
			if (text(value).includes('[DONE]') || text(value).includes('🚀')) break;
		}
		await reader.cancel('I have what I want');
	};

	test('cancels the request if it was before [DONE], and ends as cancelled', async () => {
		const feed = source(answer);
		const { run } = runWith(untilDone, feed.response);
		const snapshot = await run.start();
		expect(feed.cancelled()).toEqual({ reason: 'I have what I want' });
		expect(snapshot.recording.end?.kind).toBe('cancelled');
		expect(snapshot.recording.reads).toHaveLength(3);
		expect(snapshot.client?.ended).toBe('returned');
	});

	test('keeps reading after [DONE], so that what follows is recorded', async () => {
		const late = chunk({ content: 'late' });
		const feed = source([answer[1]!, answer[3]!, DONE, late]);
		const { run } = runWith(untilDone, feed.response);
		const snapshot = await run.start();
		expect(feed.cancelled()).toBeUndefined();
		expect(snapshot.recording.end?.kind).toBe('closed');
		expect(snapshot.frames).toHaveLength(4);
	});

	test('keeps reading after the client aborts its own signal at an error frame', async () => {
		const error = 'data: {"error":{"message":"Out of memory."}}\n\n';
		const aborts: Client = async function* (options) {
			const own = new AbortController();
			const response = await send(options, { signal: own.signal });
			const reader = response.body!.getReader();
			yield text((await reader.read()).value!);
			own.abort(new Error('seen enough'));
			await reader.read();
		};
		const { run } = runWith(aborts, source([error, DONE]).response);
		const snapshot = await run.start();
		expect(snapshot.client).toMatchObject({ ended: 'threw', error: 'seen enough' });
		expect(snapshot.recording.end?.kind).toBe('closed');
		expect(snapshot.frames).toHaveLength(2);
	});

	test('aborts the request if the client aborts its own signal before anything arrives', async () => {
		let reason: unknown;
		const aborts: Client = async function* (options) {
			const own = new AbortController();
			const response = send(options, { signal: own.signal });
			await settled();
			own.abort(new Error('my own timeout'));
			yield String((await response).status);
		};
		const { run } = runWith(
			aborts,
			(_url, init) =>
				new Promise(() => {
					init?.signal?.addEventListener('abort', () => (reason = init.signal?.reason));
				})
		);
		const snapshot = await run.start();
		expect(reason).toEqual(new Error('my own timeout'));
		expect(snapshot.client).toMatchObject({ ended: 'threw', error: 'my own timeout' });
		expect(snapshot.recording.end?.kind).toBe('cancelled');
	});

	test('removes its listeners from a signal that the client may reuse', async () => {
		const own = new AbortController();
		const listening: unknown[] = [];
		const count = (signal: AbortSignal) => {
			const { addEventListener, removeEventListener } = signal;
			signal.addEventListener = (...args: [string, EventListener]) => {
				listening.push(args[1]);
				addEventListener.apply(signal, args);
			};
			signal.removeEventListener = (...args: [string, EventListener]) => {
				listening.splice(listening.indexOf(args[1]), 1);
				removeEventListener.apply(signal, args);
			};
		};
		const client: Client = async function* (options) {
			count(own.signal);
			count(options.signal);
			const response = await send(options, { signal: own.signal });
			expect(listening).toHaveLength(2);
			yield await response.text();
		};
		const snapshot = await runWith(client, source(answer).response).run.start();
		expect(snapshot.client?.ended).toBe('returned');
		expect(listening).toEqual([]);
	});

	test('records the body of an HTTP error that the client does not read', async () => {
		const indifferent: Client = async function* (options) {
			const response = await send(options);
			await response.body?.cancel();
			if (!response.ok) throw new Error(`HTTP ${response.status}`);
			yield '';
		};
		const error = source(['{"error":{"message":"Wrong key."}}'], {
			status: 401,
			headers: { 'content-type': 'application/json' },
		});
		const { run } = runWith(indifferent, error.response);
		const snapshot = await run.start();
		expect(snapshot.client?.error).toBe('HTTP 401');
		expect(snapshot.outcome?.reason).toContain('Wrong key.');
	});
});

describe('createRun(), when the client misbehaves', () => {
	test('does not mistake a slow client for a stalled server', async () => {
		const clock = fakeClock();
		const slow: Client = async function* (options) {
			const reader = (await send(options)).body!.getReader();
			for (let read = await reader.read(); !read.done; read = await reader.read()) {
				yield text(read.value);
				await new Promise((resolve) => clock.setTimeout!(resolve as () => void, 60_000));
			}
		};
		const { run } = runWith(slow, source(answer).response, { clock, stallMs: 1000 });
		const ended = run.start();
		await clock.advance(6 * 60_000);
		expect((await ended).outcome?.kind).toBe('complete');
	});

	test('records a web page that the client refuses to read', async () => {
		const { run } = runWith(
			readers['the printed browser example']!,
			new Response('<!doctype html><p>Welcome', { headers: { 'content-type': 'text/html' } })
		);
		const snapshot = await run.start();
		expect(snapshot.bodyText).toBe('<!doctype html><p>Welcome');
		expect(snapshot.outcome?.kind).toBe('unreadable');
		expect(snapshot.client?.ended).toBe('threw');
	});

	test('ends as blocked when it sends nothing', async () => {
		const idle: Client = async function* () {
			yield* [];
		};
		const { run } = runWith(idle, source(answer).response);
		const { outcome, recording } = await run.start();
		expect(outcome?.kind).toBe('blocked');
		expect(recording.end?.message).toBe('The client ended without sending the request.');
		expect(recording.request.url).toBe('https://api.example/v1/chat/completions');
	});

	test('says why it sent nothing', async () => {
		const broken: Client = () => {
			throw new Error('No key looks like this.');
		};
		const { run } = runWith(broken, source(answer).response);
		const snapshot = await run.start();
		expect(snapshot.client).toEqual({ text: '', ended: 'threw', error: 'No key looks like this.' });
		expect(snapshot.recording.end?.message).toBe(
			'The client sent no request: No key looks like this.'
		);
	});

	test('does not wait for ever for a client that hangs after the body has ended', async () => {
		let left = false;
		const hangs: Client = async function* (options) {
			try {
				yield await (await send(options)).text();
				await new Promise((_resolve, reject) => {
					options.signal.addEventListener('abort', () => reject(options.signal.reason as Error));
				});
			} finally {
				left = true;
			}
		};
		const { run, clock } = runWith(hangs, source(answer).response);
		const ended = run.start();
		await clock.advance(1000);
		const snapshot = await ended;
		expect(snapshot.outcome?.kind).toBe('complete');
		expect(snapshot.client).toMatchObject({ text: answer.join(''), ended: undefined });
		await settled();
		expect(left).toBe(true);
	});

	test('asks a client that has not ended to return', async () => {
		let returned = 0;
		const own: Client = (options) => ({
			[Symbol.asyncIterator]: () => ({
				next: () => send(options).then(() => new Promise(() => undefined)),
				return: () => {
					returned++;
					throw new Error('and it does not like that');
				},
			}),
		});
		const { run, clock } = runWith(own, source().response);
		const ended = run.start();
		await clock.advance(1);
		run.stop();
		expect((await ended).outcome?.kind).toBe('stopped');
		expect(returned).toBe(1);
	});

	test('ends on stop even if the client ignores its signal', async () => {
		const deaf: Client = async function* ({ signal: _signal, ...options }) {
			yield await (await send({ ...options, signal: new AbortController().signal })).text();
		};
		const feed = source();
		const { run, clock } = runWith(deaf, feed.response);
		const ended = run.start();
		await clock.advance(1);
		feed.send(answer[1]!);
		await clock.advance(1);
		run.stop();
		expect(feed.cancelled()).toBeDefined();
		expect(await ended).toMatchObject({ outcome: { kind: 'stopped' }, client: { text: '' } });
		expect(run.snapshot().message.choices[0]?.text).toBe('café ');
	});

	test('shows whatever the client yields', async () => {
		const odd = async function* (options: ClientOptions) {
			await send(options);
			yield 42;
			yield undefined;
		} as unknown as Client;
		const { run } = runWith(odd, source(answer).response);
		expect((await run.start()).client?.text).toBe('42undefined');
	});

	test('reads the request in whatever form the client calls fetch', async () => {
		const sent = JSON.stringify({ model: 'm', messages: [], seed: 7 });
		const headers = { 'content-type': 'application/json', authorization: 'Bearer sk-of-its-own' };
		const url = 'https://api.example/v1/chat/completions';
		for (const form of [
			[url, { method: 'post', headers, body: sent }],
			[new URL(url), { method: 'POST', headers: Object.entries(headers), body: sent }],
			[new Request(url, { method: 'POST', headers, body: sent })],
			[new Request(url, { method: 'PUT', headers }), { method: 'POST', body: sent }],
		] as Parameters<typeof fetch>[]) {
			let got = '';
			const own: Client = async function* (options) {
				yield await (await options.fetch(...form)).text();
			};
			const { run } = runWith(own, async (input, init) => {
				got = await new Request(input, init).text();
				return source(answer).response;
			});
			const { recording, client } = await run.start();
			expect(recording.request).toEqual({
				method: 'POST',
				url,
				headers: [['content-type', 'application/json']],
				body: JSON.parse(sent),
			});
			expect(got).toBe(sent);
			expect(client?.ended).toBe('returned');
		}
	});

	test('does not record other requests of the client', async () => {
		const urls: string[] = [];
		const curious: Client = async function* (options) {
			const models = await options.fetch(`${options.baseURL}/models`);
			yield (await models.json()).data[0].id;
			await send(options);
		};
		const { run } = runWith(curious, async (url) => {
			urls.push(String(url));
			return urls.length === 1
				? Response.json({ data: [{ id: 'vllm-primary' }] })
				: source(answer).response;
		});
		const { recording, client } = await run.start();
		expect(urls).toHaveLength(2);
		expect(client?.text).toBe('vllm-primary');
		expect(recording.reads).toHaveLength(5);
		expect(recording.attempts).toBeUndefined();
	});

	test('rejects requests after the end', async () => {
		let sent: Promise<Response> | undefined;
		const late: Client = async function* (options) {
			yield await (await send(options)).text();
			await new Promise((resolve) => {
				options.signal.addEventListener('abort', resolve);
			});
			sent = send(options, { signal: null });
			await sent;
		};
		let requests = 0;
		const { run, clock } = runWith(late, async () => {
			requests++;
			return source(answer).response;
		});
		const ended = run.start();
		await clock.advance(1000);
		const snapshot = await ended;
		await settled();
		expect(run.snapshot()).toBe(snapshot);
		await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
		expect(requests).toBe(1);
	});
});

describe('createRun(), when the client sends its request again', () => {
	test('records the last attempt, with its own times, and counts them', async () => {
		const clock = fakeClock();
		const busy = () =>
			source(['{"error":{"message":"Slow down."}}'], {
				status: 429,
				headers: { 'content-type': 'application/json', 'retry-after': '1' },
			});
		let requests = 0;
		const retries: Client = async function* (options) {
			let response = await send(options);
			while (response.status === 429) {
				await response.body?.cancel();
				await new Promise((resolve) => clock.setTimeout!(resolve as () => void, 30_000));
				response = await send(options);
			}
			yield await response.text();
		};
		const { run } = runWith(
			retries,
			async () => {
				if (++requests === 3) return source(answer).response;
				await new Promise((resolve) => clock.setTimeout!(resolve as () => void, 10));
				return busy().response;
			},
			{ clock }
		);
		const ended = run.start();
		await clock.advance(10);
		expect(run.snapshot()).toMatchObject({
			phase: 'streaming',
			recording: { response: { status: 429, atMs: 10 } },
		});
		await clock.advance(60_010);
		const { recording, outcome, frames } = await ended;
		expect(outcome?.kind).toBe('complete');
		expect(recording.attempts).toBe(3);
		expect(recording.startedAt).toBe('2026-11-22T00:01:00.020Z');
		expect(recording.response).toMatchObject({ status: 200, atMs: 0 });
		expect(frames).toHaveLength(5);
	});

	test('gives the client time to retry after the connection broke, unless after [DONE]', async () => {
		const clock = fakeClock();
		const patient: Client = async function* (options) {
			try {
				yield await (await send(options)).text();
			} catch {
				await new Promise((resolve) => clock.setTimeout!(resolve as () => void, 5000));
				yield await (await send(options)).text();
			}
		};
		const breakAfter = async (body: string) => {
			const broken = source();
			const responses = [broken.response, source(answer).response];
			const { run } = runWith(patient, async () => responses.shift()!, { clock });
			const ended = run.start();
			await clock.advance(1);
			broken.send(body);
			await clock.advance(1);
			broken.fail(new TypeError('terminated'));
			return { ended };
		};

		const { ended } = await breakAfter(answer[0]!);
		await clock.advance(5000);
		expect((await ended).recording.attempts).toBe(2);
		expect((await ended).client).toMatchObject({ text: answer.join(''), ended: 'returned' });

		const settledRun = await breakAfter(answer.join(''));
		await clock.advance(1000);
		expect((await settledRun.ended).outcome?.kind).toBe('complete');
	});

	test('drops an answer that it was still reading on its own', async () => {
		const clock = fakeClock();
		const endless = source(undefined, { status: 503 });
		let requests = 0;
		const retries: Client = async function* (options) {
			await (await send(options)).body?.cancel();
			yield await (await send(options)).text();
		};
		const { run } = runWith(
			retries,
			async () => (++requests === 1 ? endless : source(answer)).response,
			{ clock }
		);
		expect(await run.start()).toMatchObject({
			outcome: { kind: 'complete' },
			recording: { attempts: 2 },
		});
		expect(endless.cancelled()?.reason).toMatchObject({
			name: 'AbortError',
			message: 'The client sent its request again.',
		});
	});

	test('follows the retries of the openai SDK', async () => {
		let requests = 0;
		const headers = { 'content-type': 'application/json', 'retry-after-ms': '1' };
		const { run } = runWith(readers['the openai SDK']!, async () =>
			++requests === 1
				? new Response('{"error":{"message":"Slow down."}}', { status: 429, headers })
				: source(answer).response
		);
		const snapshot = await run.start();
		expect(snapshot.client).toMatchObject({ text: 'café 🚀.', ended: 'returned' });
		expect(snapshot.recording.attempts).toBe(2);
		expect(snapshot.outcome?.kind).toBe('complete');
	});
});

describe('the response that a client is given', () => {
	test('has the status, headers and url of the real one', async () => {
		const came = source(answer, {
			status: 201,
			statusText: 'Made',
			headers: { 'x-request-id': 'r1' },
		});
		Object.defineProperty(came.response, 'url', { value: 'https://api.example/redirected' });
		let given: Response | undefined;
		const looks: Client = async function* (options) {
			given = await send(options);
			yield '';
		};
		await runWith(looks, came.response).run.start();
		expect(given).toMatchObject({
			status: 201,
			statusText: 'Made',
			ok: true,
			url: 'https://api.example/redirected',
			redirected: false,
		});
		expect(Object.fromEntries(given!.headers)).toEqual({
			'content-type': 'text/event-stream',
			'x-request-id': 'r1',
		});
	});

	test('delivers the original bytes, read for read, including the key', async () => {
		const reads = ['data: "sk-secret-', '4711"\n\n', DONE];
		const got: string[] = [];
		const looks: Client = async function* (options) {
			const reader = (await send(options)).body!.getReader();
			for (let read = await reader.read(); !read.done; read = await reader.read()) {
				got.push(text(read.value));
			}
			yield '';
		};
		const { run } = runWith(looks, source(reads).response);
		const snapshot = await run.start();
		expect(got).toEqual(reads);
		expect(snapshot.bodyText).toBe('data: "**************"\n\ndata: [DONE]\n\n');
		expect(snapshot.frames.map((frame) => frame.data)).toEqual(['"**************"', '[DONE]']);
	});
});
