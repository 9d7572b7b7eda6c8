/** The assembled message, compared with answers that were never streamed. */
import { describe, expect, test } from 'vitest';
import { createDemoHandler } from '../../../../../src/demo/index.ts';
import { assemble } from '../../../../../src/playground/response/message/assemble.ts';
import { runOf } from '../../../../support/chat-stream.ts';
import { chatRequest } from '../../../../support/demo.ts';

const demo = createDemoHandler({ pace: 0 });

async function assembled(fields: object, base = '/v1') {
	const answer = await demo(chatRequest({ ...fields, stream: true }, { base }));
	return assemble(runOf(await answer.text()));
}

describe('assemble()', () => {
	test.each([
		['one choice, with usage', { stream_options: { include_usage: true } }],
		['three choices', { n: 3, stream_options: { include_usage: true } }],
		['cut by max_tokens', { max_tokens: 7, stream_options: { include_usage: true } }],
	])('is what the API answers to the same request without streaming: %s', async (_, fields) => {
		const { stream_options: _streaming, ...plain } = fields;
		const text = await (await demo(chatRequest(plain))).text();
		// What an answer does not have, it says only where it is not streamed.
		const whole: unknown = JSON.parse(text, (name, value: unknown) =>
			name === 'refusal' || name === 'annotations' ? undefined : value
		);
		expect(whole).toMatchObject({ object: 'chat.completion' });
		expect(await assembled(fields)).toMatchObject(whole as object);
	});

	test('leaves usage out if none was requested', async () => {
		expect(await assembled({})).not.toHaveProperty('usage');
	});

	test('assembles tool calls whose arguments arrive interleaved', async () => {
		const { choices } = await assembled({ max_tokens: 1 }, '/faults/tool-calls/v1');
		expect(choices[0]).toMatchObject({
			message: {
				role: 'assistant',
				tool_calls: [
					{
						id: 'call_demo0',
						type: 'function',
						function: { name: 'get_weather', arguments: '{"city": "Paris"}' },
					},
					{
						id: 'call_demo1',
						type: 'function',
						function: { name: 'get_time', arguments: '{"zone":"Europe/Paris"}' },
					},
				],
			},
			finish_reason: 'tool_calls',
		});
	});

	test('has reasoning beside the text, and null for what was not received', () => {
		const chunk = (delta: object) => `data: ${JSON.stringify({ choices: [{ delta }] })}\n\n`;
		expect(assemble(runOf(chunk({ reasoning: 'Hm.' }) + chunk({ content: 'Half' })))).toEqual({
			id: null,
			object: 'chat.completion',
			created: null,
			model: null,
			choices: [
				{
					index: 0,
					message: { role: 'assistant', content: 'Half', reasoning: 'Hm.' },
					logprobs: null,
					finish_reason: null,
				},
			],
		});
		expect(assemble(runOf(chunk({ refusal: 'No.' }))).choices[0]?.message).toEqual({
			role: 'assistant',
			content: null,
			refusal: 'No.',
		});
	});
});
