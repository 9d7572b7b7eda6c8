/** The likelihoods that the demo makes up: in the shape of real ones, and possible. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createDemoHandler } from '../../../src/demo/index.ts';
import { chatRequest, payloadsOf } from '../../support/demo.ts';

interface Likelihood {
	token: string;
	logprob: number;
	bytes: number[];
}
interface Choice {
	index: number;
	delta: { content?: string; tool_calls?: object[] };
	message: { content: string };
	logprobs: { content: (Likelihood & { top_logprobs: Likelihood[] })[] } | null;
}
interface Answer {
	choices: Choice[];
}

const handler = createDemoHandler({ pace: 0 });
const ask = async (fields: object) =>
	(await handler(chatRequest(fields as Record<string, unknown>))).text();

function choicesIn(body: string): Choice[] {
	const payloads = payloadsOf(body).filter((payload) => payload !== '[DONE]');
	return payloads.flatMap((payload) => (JSON.parse(payload) as Answer).choices);
}

const streamed = async (fields: object) => choicesIn(await ask({ stream: true, ...fields }));
const whole = async (fields: object) => (JSON.parse(await ask(fields)) as Answer).choices;
const shapeOf = (choices: readonly Choice[]) => {
	const [first] = choices.flatMap(({ logprobs }) => logprobs ?? []);
	const [entry] = first!.content;
	return [Object.keys(first!), Object.keys(entry!), Object.keys(entry!.top_logprobs[0]!)];
};

describe('logprobs', () => {
	const asked = { logprobs: true, top_logprobs: 2 };

	test('have the fields of those of a real vLLM', async () => {
		const capture = new URL(
			'../../fixtures/captures/gateway/vllm-0.32.stream_logprobs.sse',
			import.meta.url
		);
		const real = choicesIn(readFileSync(capture, 'utf8'));
		expect(shapeOf(await streamed(asked))).toEqual(shapeOf(real));
		expect(real[0]!.logprobs).toBeNull();
		expect((await streamed(asked))[0]!.logprobs).toBeNull();
	});

	test('come one with each token, and change nothing else', async () => {
		const came = await streamed(asked);
		const withText = came.filter(({ delta }) => delta.content);
		for (const { delta, logprobs } of withText) {
			expect(logprobs?.content.map(({ token }) => token)).toEqual([delta.content]);
			expect(Buffer.from(logprobs!.content[0]!.bytes).toString()).toBe(delta.content);
		}
		const less = (choices: Choice[]) => choices.map(({ logprobs: _logprobs, ...choice }) => choice);
		expect(less(came)).toEqual(less(await streamed({})));
		expect((await streamed({})).every(({ logprobs }) => logprobs === null)).toBe(true);
	});

	test('are the same without streaming, of each choice', async () => {
		const fields = { ...asked, n: 2, max_tokens: 9 };
		const came = await streamed(fields);
		for (const { index, logprobs, message } of await whole(fields)) {
			const own = came.filter((choice) => choice.index === index);
			expect(logprobs!.content).toEqual(own.flatMap((choice) => choice.logprobs?.content ?? []));
			expect(logprobs!.content.map(({ token }) => token).join('')).toBe(message.content);
		}
	});

	test.each([0, 1, 2, 20])(
		'could be: %i of them, falling, together no more than certain',
		async (top) => {
			const [choice] = await whole({ logprobs: true, top_logprobs: top });
			for (const { token, logprob, top_logprobs: likeliest } of choice!.logprobs!.content) {
				expect(likeliest).toHaveLength(top);
				expect(
					likeliest.slice(0, 1).every((one) => one.token === token && one.logprob === logprob)
				).toBe(true);
				expect(new Set(likeliest.map((one) => one.token)).size).toBe(top);
				const values = likeliest.map((one) => one.logprob);
				expect(values).toEqual(values.toSorted((a, b) => b - a));
				expect(values.reduce((sum, one) => sum + Math.exp(one), 0)).toBeLessThan(1.000_01);
				expect(values.every(Number.isFinite)).toBe(true);
			}
		}
	);

	test('are none of tool calls', async () => {
		const tools = [{ type: 'function', function: { name: 'get_story', parameters: {} } }];
		const came = await streamed({ ...asked, tools, tool_choice: 'required' });
		expect(came.some(({ delta }) => delta.tool_calls)).toBe(true);
		expect(came.every(({ logprobs }) => logprobs === null)).toBe(true);
	});

	test.each([
		['logprobs', 5],
		['top_logprobs', 21],
		['top_logprobs', true],
	])('refuse %s of %j', async (name, value) => {
		const { error } = JSON.parse(await ask({ logprobs: true, [name]: value })) as {
			error: { param: string };
		};
		expect(error.param).toBe(name);
	});
});
