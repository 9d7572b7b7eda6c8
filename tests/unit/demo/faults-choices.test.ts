/** Faults in an answer of several choices: what a fault does to a choice, it does to each in its own place. */
import { describe, expect, test } from 'vitest';
import { createDemoHandler, faultDescriptions } from '../../../src/demo/index.ts';
import { replyTo } from '../../../src/demo/replies/index.ts';
import { createRun } from '../../../src/run/index.ts';
import { asFetch, chatRequest, createInstantClock, STORY } from '../../support/demo.ts';

const N = 2;
const replies = [0, 1].map((choice) => replyTo(STORY.content, choice));

async function meet(fault: string, fields: Readonly<Record<string, unknown>> = {}) {
	return createRun({
		request: {
			baseURL: `http://demo.test/faults/${fault}/v1`,
			body: { model: 'vllm-primary', messages: [STORY], n: N, ...fields },
		},
		fetch: asFetch(createDemoHandler({ pace: 0 })),
		clock: { now: () => performance.now() },
		stallMs: 100,
	}).start();
}

const choicesOf = async (fault: string, fields?: Readonly<Record<string, unknown>>) =>
	(await meet(fault, fields)).message.choices;

const answered = faultDescriptions.filter(
	({ in: place, client }) =>
		place !== 'requests' &&
		client.text === 'whole' &&
		!client.retries &&
		client.outcome !== 'http-error'
);

describe('two choices', () => {
	test.each(answered.map(({ name, client }) => [name, client.outcome]))(
		'come whole, each with its finish reason, through %s',
		async (name, outcome) => {
			const { message, outcome: verdict } = await meet(name);
			expect(verdict?.kind, verdict?.reason).toBe(outcome);
			const texts = message.choices.map(({ text }) => text.replaceAll('\uFFFD', ''));
			expect(texts).toEqual(replies);
			const finishes = message.choices.map(({ finishReason }) => finishReason);
			expect(finishes[0]).toBeTruthy();
			// One fault is just that: the finish reason of the first choice alone.
			const others = name === 'one-finish-reason' ? undefined : finishes[0];
			expect(finishes.slice(1)).toEqual(finishes.slice(1).map(() => others));
		}
	);

	test.each(answered.map(({ name }) => name))(
		'bring the same beside the text: %s',
		async (name) => {
			const beside = (await choicesOf(name)).map(({ reasoning, refusal, toolCalls }) => ({
				reasoning,
				refusal,
				calls: toolCalls.map((call) => `${call.name}(${call.arguments})`),
			}));
			expect(beside[1]).toEqual(beside[0]);
		}
	);

	test('call their tools, each its own, with an id for each call', async () => {
		const choices = await choicesOf('tool-calls');
		expect(
			choices.map(({ toolCalls }) =>
				toolCalls.map(({ id, name, arguments: text }) => `${id} = ${name}(${text})`)
			)
		).toEqual([
			[
				'call_demo0 = get_weather({"city": "Paris"})',
				'call_demo1 = get_time({"zone":"Europe/Paris"})',
			],
			[
				'call_demo2 = get_weather({"city": "Paris"})',
				'call_demo3 = get_time({"zone":"Europe/Paris"})',
			],
		]);
	});

	test('that end in the same step call their tools too', async () => {
		for (const { finishReason, toolCalls } of await choicesOf('tool-calls', { max_tokens: 3 })) {
			expect([finishReason, toolCalls.length]).toEqual(['tool_calls', 2]);
		}
	});

	test.each(['reasoning', 'reasoning_content'])(
		'think side by side before they write, in `%s`',
		async (field) => {
			const { frames, message } = await meet(`reasoning;field=${field}`);
			for (const { reasoning } of message.choices) {
				expect(reasoning).toBe('They want an answer. The demo has one ready, so it will do.');
			}
			const thinking = frames.flatMap(({ data }, at) => (data?.includes(`"${field}"`) ? at : []));
			// Both roles come first, and the first text after the last thought.
			expect(thinking[0]).toBe(N);
			expect(thinking.at(-1)).toBe(N + thinking.length - 1);
			const order = thinking.map((at) => /"index":(\d)/.exec(frames[at]?.data ?? '')?.[1]);
			expect(order.slice(0, 4).join('')).toBe('0101');
		}
	);

	test('take no longer to think than one does', async () => {
		const waits = async (n: number) => {
			const clock = createInstantClock();
			const asked = chatRequest({ stream: true, n }, { base: '/faults/reasoning/v1' });
			await (await createDemoHandler({ clock })(asked)).text();
			return clock.waits.slice(0, 13);
		};
		const [first, ...gaps] = await waits(N);
		expect(first).toBeGreaterThan(200);
		expect(Math.min(...gaps)).toBeGreaterThan(5);
		expect((await waits(1)).length).toBe(gaps.length + 1);
	});

	test('have all their tokens counted, wherever the counts are', async () => {
		const plain = (await meet('usage-apart')).message.usage;
		for (const name of ['usage-with-finish', 'usage-on-every-chunk']) {
			expect((await meet(name)).message.usage, name).toEqual(plain);
		}
	});

	test('continue together with another model', async () => {
		const { frames } = await meet('model-change');
		const models = frames.flatMap(({ data }) => /"model":"([^"]+)"/.exec(data ?? '')?.[1] ?? []);
		expect(models.indexOf('fallback-model')).toBe(20);
		expect(models.lastIndexOf('vllm-primary')).toBe(19);
	});

	test('without streaming are those of an answer without a fault', async () => {
		const handler = createDemoHandler({ pace: 0 });
		const whole = async (base: string) => (await handler(chatRequest({ n: N }, { base }))).text();
		for (const { base } of faultDescriptions.filter((fault) => fault.in === 'streams')) {
			expect(await whole(base), base).toBe(await whole('/v1'));
		}
	});
});
