/**
 * The printed limit for silence, under the two clients that take it: it ends a silence, and nothing else.
 *
 * Units   milliseconds; a limit of 1500 stands for the 60 seconds on the pages.
 */
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { limitSilence } from '../../src/examples/browser/silence-limit.js';
import { streamChat } from '../../src/examples/browser/stream-chat.js';
import { serveHandler, serveReply, type Loopback } from '../support/loopback.ts';
import { outcomeOf, request } from './clients.ts';
import { bytes, opening, story, whole } from './streams.ts';

const LIMIT_MS = 1500;
const silence = 'No byte came for 1.5 seconds.';

async function* withOpenAI({ origin }: Loopback, fetch: typeof globalThis.fetch) {
	const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: 'sk-test', maxRetries: 0, fetch });
	const { model } = request;
	const messages = [{ role: 'user' as const, content: 'Tell me a story' }];
	let finishReason: string | null | undefined;
	for await (const { choices } of await client.chat.completions.create({
		model,
		messages,
		stream: true,
	})) {
		yield choices[0]?.delta.content ?? '';
		finishReason ??= choices[0]?.finish_reason;
	}
	return finishReason;
}

const clients = [
	{
		name: 'streamChat',
		ask: ({ origin }: Loopback, fetch: typeof globalThis.fetch) =>
			streamChat({ ...request, baseURL: `${origin}/v1`, fetch }),
		late: silence,
	},
	{ name: 'the OpenAI package', ask: withOpenAI, late: 'Request timed out.' },
];

/** The cause that is last told of: what the limit itself says. */
function rootOf(error: unknown): unknown {
	return error instanceof Error && error.cause ? rootOf(error.cause) : error;
}

describe.concurrent.each(clients)('under $name', ({ ask, late }) => {
	test('it gives up a stream that falls silent, keeps the text, and the server sees it', async () => {
		const server = await serveReply({ reads: [bytes(opening)], end: 'silence' });
		const answer = ask(server, limitSilence(LIMIT_MS));
		expect(await outcomeOf(answer)).toEqual({ text: story, threw: silence });
		await server.abandoned;
		await server.close();
	});

	test('its error is the cause', async () => {
		const server = await serveReply({ reads: [bytes(opening)], end: 'silence' });
		const drained = Array.fromAsync(ask(server, limitSilence(LIMIT_MS)));
		const error: unknown = await drained.catch((reason: unknown) => reason);
		expect(rootOf(error)).toMatchObject({ message: silence });
		await server.close();
	});

	test('it gives up a server that does not answer', async () => {
		const server = await serveHandler(() => new Promise<Response>(() => undefined));
		const { threw } = await outcomeOf(ask(server, limitSilence(LIMIT_MS)));
		expect(threw).toBe(late);
		await server.close();
	});

	test('it counts comments, and not the time of the whole answer', async () => {
		let pings = 0;
		const body = () =>
			new ReadableStream<Uint8Array>({
				async pull(controller) {
					if (pings++ === 10) {
						controller.enqueue(bytes(whole));
						return controller.close();
					}
					controller.enqueue(bytes(': ping\n\n'));
					return new Promise((resolve) => setTimeout(resolve, LIMIT_MS / 3));
				},
			});
		const server = await serveHandler(
			async () => new Response(body(), { headers: { 'content-type': 'text/event-stream' } })
		);
		const answer = ask(server, limitSilence(LIMIT_MS));
		expect(await outcomeOf(answer)).toEqual({ text: story, returned: 'stop' });
		await server.close();
	});

	test('it leaves a reader all the time it takes', async () => {
		const server = await serveReply({ reads: [bytes(opening)], end: 'silence' });
		const answer = ask(server, limitSilence(LIMIT_MS));
		const first = await answer.next();
		await new Promise((resolve) => setTimeout(resolve, 2 * LIMIT_MS));
		const { text } = await outcomeOf(answer);
		expect(String(first.value) + text).toBe(story);
		await server.close();
	});

	test('leaving the loop still closes the connection', async () => {
		const server = await serveReply({ reads: [bytes(opening)], end: 'silence' });
		for await (const text of ask(server, limitSilence(LIMIT_MS * 1000))) if (text) break;
		await expect(server.abandoned).resolves.toBeUndefined();
		await server.close();
	});
});

test("passes the caller's own abort on as it is", async () => {
	const server = await serveReply({ reads: [bytes(opening)], end: 'silence' });
	const controller = new AbortController();
	const answer = streamChat({
		...request,
		baseURL: `${server.origin}/v1`,
		fetch: limitSilence(LIMIT_MS * 1000),
		signal: controller.signal,
	});
	await answer.next();
	controller.abort();
	await expect(Array.fromAsync(answer)).rejects.toBe(controller.signal.reason);
	await server.abandoned;
	await server.close();
});
