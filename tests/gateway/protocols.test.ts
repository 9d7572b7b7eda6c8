/** Responses and Messages from a real LiteLLM, which makes them of the demo's chat: what our readers make of them. */
import { describe, expect, inject, test } from 'vitest';
import { replyTo } from '../../src/demo/replies/index.ts';
import { requestIn } from '../../src/protocols/index.ts';
import { createRun } from '../../src/run/index.ts';
import { STORY } from '../support/demo.ts';
import { MASTER_KEY } from './config.ts';

async function runOf(protocol: 'responses' | 'messages', model: string, fields: object = {}) {
	const chat = { model, max_tokens: 4000, messages: [STORY], ...fields };
	const { message, outcome } = await createRun({
		request: {
			baseURL: inject('gatewayURL'),
			apiKey: MASTER_KEY,
			protocol,
			body: requestIn(protocol, chat),
		},
		fetch,
		clock: { now: () => performance.now() },
	}).start();
	return { choice: message.choices[0], usage: message.usage, outcome };
}

const tools = [
	{
		type: 'function',
		function: {
			name: 'get_weather',
			parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
		},
	},
];

describe.each(['responses', 'messages'] as const)('%s of LiteLLM', (protocol) => {
	test('is read whole, with its token counts', async () => {
		const { choice, usage, outcome } = await runOf(protocol, 'vllm-primary');
		expect(choice?.text).toBe(replyTo(STORY.content));
		expect(outcome?.kind, outcome?.reason).toBe('complete');
		expect(usage?.completion_tokens).toBeGreaterThan(200);
	});

	test('brings a tool call', async () => {
		const messages = [{ role: 'user', content: 'How is the weather in Paris?' }];
		const { choice } = await runOf(protocol, 'vllm-primary', { tools, messages });
		expect(choice?.toolCalls).toMatchObject([
			{ name: 'get_weather', arguments: expect.stringMatching(/"city": ?"Paris"/) },
		]);
	});

	test('of a backend that breaks is no complete answer', async () => {
		const { choice, outcome } = await runOf(protocol, 'fault-error-midway');
		expect(choice?.text).toMatch(/^Once upon a time/);
		expect(outcome?.kind, outcome?.reason).not.toMatch(/^complete/);
	});
});
