import { describe, expect, test } from 'vitest';
import { createDemoHandler } from '../../../src/demo/index.ts';
import { replyTo } from '../../../src/demo/replies/index.ts';
import {
	chatRequest,
	chunksOf,
	createInstantClock,
	deltasOf,
	payloadsOf,
} from '../../support/demo.ts';

const handler = createDemoHandler({ pace: 0 });
const stream = (fields: Readonly<Record<string, unknown>> = {}) =>
	handler(chatRequest({ stream: true, ...fields }));
const usage = { stream_options: { include_usage: true } };
const finishOf = (chunks: Awaited<ReturnType<typeof chunksOf>>, index = 0) =>
	chunks
		.flatMap(({ choices }) => choices)
		.filter((choice) => choice.index === index)
		.flatMap(({ finish_reason }) => finish_reason ?? []);

const bytes = async (seed?: number) => (await stream({ seed })).text();

/** Text and finish reason where ` a time` ends the answer, unless the limit comes first. */
const cut = async (max_tokens: number) => {
	const chunks = await chunksOf(stream({ stop: ' a time', max_tokens }));
	return [deltasOf(chunks).join(''), ...finishOf(chunks)];
};

describe('a streamed answer', () => {
	test('has the frames of vLLM and OpenAI', async () => {
		const response = await stream({ ...usage, max_tokens: 2 });
		expect(payloadsOf(await response.text())).toMatchInlineSnapshot(`
			[
			  "{"id":"chatcmpl-bd4225ab2ccd7ef5","object":"chat.completion.chunk","created":1793491200,"model":"vllm-primary","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"usage":null}",
			  "{"id":"chatcmpl-bd4225ab2ccd7ef5","object":"chat.completion.chunk","created":1793491200,"model":"vllm-primary","choices":[{"index":0,"delta":{"content":"Once"},"logprobs":null,"finish_reason":null}],"usage":null}",
			  "{"id":"chatcmpl-bd4225ab2ccd7ef5","object":"chat.completion.chunk","created":1793491200,"model":"vllm-primary","choices":[{"index":0,"delta":{"content":" upon"},"logprobs":null,"finish_reason":null}],"usage":null}",
			  "{"id":"chatcmpl-bd4225ab2ccd7ef5","object":"chat.completion.chunk","created":1793491200,"model":"vllm-primary","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"length"}],"usage":null}",
			  "{"id":"chatcmpl-bd4225ab2ccd7ef5","object":"chat.completion.chunk","created":1793491200,"model":"vllm-primary","choices":[],"usage":{"prompt_tokens":8,"completion_tokens":2,"total_tokens":10}}",
			  "[DONE]",
			]
		`);
	});

	test('has no `usage` anywhere unless requested', async () => {
		expect(await (await stream()).text()).not.toContain('usage');
		expect(await (await stream({ stream_options: { include_usage: false } })).text()).not.toContain(
			'usage'
		);
	});

	test('declares its content type, and asks proxies not to buffer', async () => {
		const { headers } = await stream();
		expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
		expect(headers.get('cache-control')).toBe('no-cache');
		expect(headers.get('x-accel-buffering')).toBe('no');
		expect(headers.get('x-request-id')).toMatch(/^req-[0-9a-f]{16}$/);
	});

	test('says how many requests are left, by the clock it was given', async () => {
		const clock = { ...createInstantClock(), now: () => 1_800_000_000_500 };
		const { headers } = await createDemoHandler({ clock, pace: 0 })(chatRequest());
		expect(headers.get('x-ratelimit-limit')).toBe('10');
		expect(headers.get('x-ratelimit-remaining')).toBe('9');
		expect(headers.get('x-ratelimit-window')).toBe('60');
		expect(headers.get('x-ratelimit-reset')).toBe('1800000061');
	});

	test('adds up to the reply, one token per delta, and ends with its finish reason', async () => {
		const chunks = await chunksOf(stream(usage));
		expect(deltasOf(chunks).join('')).toBe(replyTo('Tell me a story'));
		expect(deltasOf(chunks).slice(0, 4)).toEqual(['', 'Once', ' upon', ' a']);
		expect(finishOf(chunks)).toEqual(['stop']);
		expect(chunks.at(-1)?.usage?.completion_tokens).toBe(deltasOf(chunks).length - 1);
	});

	test('is the same without streaming', async () => {
		const whole = (await (await handler(chatRequest())).json()) as {
			id: string;
			choices: { message: { content: string }; finish_reason: string }[];
			usage: object;
		};
		const chunks = await chunksOf(stream(usage));
		expect(whole).toMatchObject({
			id: chunks[0]?.id,
			object: 'chat.completion',
			choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant' } }],
			usage: chunks.at(-1)?.usage,
		});
		expect(whole.choices[0]?.message.content).toBe(deltasOf(chunks).join(''));
	});

	test('is the same bytes for the same request, and others for another seed', async () => {
		expect(await bytes(5)).toBe(await bytes(5));
		expect(await bytes(5)).not.toBe(await bytes(6));
		expect(await bytes()).toBe(await bytes(0));
	});

	test('names the model that was asked for', async () => {
		const chunks = await chunksOf(stream({ model: 'qwen3-4b' }));
		expect(new Set(chunks.map(({ model }) => model))).toEqual(new Set(['qwen3-4b']));
	});

	test('sends the tokens of a step in a varying order, as a batch does', async () => {
		const chunks = await chunksOf(stream({ n: 3, max_tokens: 20 }));
		const order = chunks.flatMap(({ choices }) => choices.map(({ index }) => index)).slice(3);
		const steps = Array.from({ length: 20 }, (_, step) => order.slice(3 * step, 3 * step + 3));
		for (const step of steps) expect(step.toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
		// Of the six orders there are, twenty steps show most.
		expect(new Set(steps.map((step) => step.join(''))).size).toBeGreaterThanOrEqual(4);
		expect(new Set(steps.map(([first]) => first))).toEqual(new Set([0, 1, 2]));
	});

	test('interleaves several choices, each with its index, role and finish reason', async () => {
		const chunks = await chunksOf(stream({ ...usage, n: 3 }));
		const order = chunks.flatMap(({ choices }) => choices.map(({ index }) => index));
		expect(order.slice(0, 3)).toEqual([0, 1, 2]);
		for (const index of [0, 1, 2]) {
			expect(deltasOf(chunks, index).join('')).toBe(replyTo('Tell me a story', index));
			expect(finishOf(chunks, index)).toEqual(['stop']);
		}
		const changes = order.filter((index, at) => at > 0 && index !== order[at - 1]).length;
		expect(changes).toBeGreaterThan(order.length / 3);
		const tokens = [0, 1, 2].reduce((sum, index) => sum + deltasOf(chunks, index).length - 1, 0);
		expect(chunks.at(-1)?.usage?.completion_tokens).toBe(tokens);
	});
});

describe('max_tokens and stop', () => {
	test.each(['max_tokens', 'max_completion_tokens'])(
		'%s ends the answer as `length`',
		async (name) => {
			const chunks = await chunksOf(stream({ [name]: 7 }));
			expect(deltasOf(chunks)).toEqual(['', 'Once', ' upon', ' a', ' time', ',', ' on', ' a']);
			expect(finishOf(chunks)).toEqual(['length']);
		}
	);

	test('the newer name of the limit wins over the older', async () => {
		const chunks = await chunksOf(stream({ max_tokens: 9, max_completion_tokens: 2 }));
		expect(deltasOf(chunks).join('')).toBe('Once upon');
	});

	test('a limit that the answer just fits in does not end it', async () => {
		const all = (await chunksOf(stream(usage))).at(-1)?.usage?.completion_tokens ?? 0;
		expect(finishOf(await chunksOf(stream({ max_tokens: all })))).toEqual(['stop']);
		expect(finishOf(await chunksOf(stream({ max_tokens: all - 1 })))).toEqual(['length']);
	});

	test('a stop string ends the answer before it, as `stop`, inside a token too', async () => {
		for (const [stop, text] of [
			[' a time', 'Once upon'],
			['me,', 'Once upon a ti'],
			['Once', ''],
			[['nowhere', 'pon', 'time'], 'Once u'],
		] as const) {
			const chunks = await chunksOf(stream({ stop }));
			expect(deltasOf(chunks).join(''), String(stop)).toBe(text);
			expect(finishOf(chunks)).toEqual(['stop']);
		}
	});

	test('of several stop strings the first to appear counts, in any order', async () => {
		for (const stop of [
			['rock', 'time'],
			['time', 'rock'],
		]) {
			expect(deltasOf(await chunksOf(stream({ stop }))).join('')).toBe('Once upon a ');
		}
	});

	test('of two in the same token the earlier one counts, in any order', async () => {
		// Both stand in ` time`, so they are complete at once.
		for (const stop of [
			['me', 'ti'],
			['ti', 'me'],
		]) {
			expect(deltasOf(await chunksOf(stream({ stop }))).join(''), stop.join()).toBe('Once upon a ');
		}
	});

	test('a stop string after the limit is not seen', async () => {
		expect(await cut(2)).toEqual(['Once upon', 'length']);
		expect(await cut(3)).toEqual(['Once upon a', 'length']);
		expect(await cut(4)).toEqual(['Once upon', 'stop']);
	});
});
