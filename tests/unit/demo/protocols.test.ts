/** Responses and Messages of the demo, through the official packages: clients that are not ours. */
import Anthropic, { AuthenticationError as AnthropicAuthError } from '@anthropic-ai/sdk';
import OpenAI, { NotFoundError } from 'openai';
import { describe, expect, test } from 'vitest';
import { createDemoHandler } from '../../../src/demo/index.ts';
import { replyTo } from '../../../src/demo/replies/index.ts';
import { asFetch } from '../../support/demo.ts';

const handler = createDemoHandler({ pace: 0 });
const fetch = asFetch(handler);
const openai = new OpenAI({
	apiKey: 'sk-any',
	baseURL: 'http://demo.test/v1',
	fetch,
	maxRetries: 0,
});
const anthropicWith = (apiKey: string) =>
	new Anthropic({ apiKey, baseURL: 'http://demo.test', fetch, maxRetries: 0 });
const anthropic = anthropicWith('sk-any');

const STORY = 'Tell me a story';
const model = 'vllm-primary';
const city = {
	type: 'object' as const,
	properties: { city: { type: 'string' as const } },
	required: ['city'],
	additionalProperties: false,
};
const WEATHER = 'How is the weather in Paris and in Rome?';

async function post(path: string, body: object): Promise<{ status: number; body: unknown }> {
	const response = await fetch(`http://demo.test${path}`, {
		method: 'POST',
		body: JSON.stringify(body),
	});
	return { status: response.status, body: await response.json() };
}

describe('POST /v1/responses', () => {
	test('gives the openai SDK the same answer, streamed or not', async () => {
		const asked = { model, instructions: 'Be brief.', input: STORY };
		const stream = openai.responses.stream(asked);
		let text = '';
		for await (const event of stream) {
			if (event.type === 'response.output_text.delta') text += event.delta;
		}
		const streamed = await stream.finalResponse();
		const whole = await openai.responses.create(asked);
		expect(text).toBe(replyTo(STORY));
		expect(streamed.output_text).toBe(text);
		expect(whole.output_text).toBe(text);
		expect(streamed).toMatchObject({ status: 'completed', usage: whole.usage, id: whole.id });
		expect(whole.usage?.output_tokens).toBeGreaterThan(200);
		expect(whole.output).toEqual(
			streamed.output.map((item) => expect.objectContaining({ id: item.id }))
		);
	});

	test('ends as incomplete at the token limit', async () => {
		const stream = openai.responses.stream({ model, input: STORY, max_output_tokens: 5 });
		const response = await stream.finalResponse();
		expect(response).toMatchObject({
			status: 'incomplete',
			incomplete_details: { reason: 'max_output_tokens' },
		});
	});

	test('calls tools, and answers with what they returned', async () => {
		const tools = [
			{ type: 'function' as const, name: 'get_weather', parameters: city, strict: true },
		];
		const first = await openai.responses.stream({ model, input: WEATHER, tools }).finalResponse();
		const calls = first.output.filter((item) => item.type === 'function_call');
		expect(calls.map((call) => JSON.parse(call.arguments))).toEqual([
			{ city: 'Paris' },
			{ city: 'Rome' },
		]);
		const results = calls.map(({ call_id }) => ({
			type: 'function_call_output' as const,
			call_id,
			output: '12 degrees',
		}));
		const input = [{ role: 'user' as const, content: WEATHER }, ...calls, ...results];
		const second = await openai.responses.create({ model, input, tools });
		expect(second.output_text).toContain('12 degrees');
	});

	test('sends JSON of a schema', async () => {
		const format = { type: 'json_schema' as const, name: 'place', schema: city, strict: true };
		const response = await openai.responses.create({
			model,
			input: 'Which? Lima.',
			text: { format },
		});
		expect(JSON.parse(response.output_text)).toEqual({ city: expect.any(String) });
	});

	test('refuses what it does not take, and names the field', async () => {
		const ask = (fields: object) => openai.responses.create({ model, input: STORY, ...fields });
		await expect(ask({ model: 'gpt-4o' })).rejects.toBeInstanceOf(NotFoundError);
		await expect(ask({ temperature: 3 })).rejects.toMatchObject({ param: 'temperature' });
		await expect(ask({ previous_response_id: 'resp_1' })).rejects.toMatchObject({
			param: 'previous_response_id',
		});
		const image = [{ role: 'user', content: [{ type: 'input_image', image_url: 'x' }] }];
		await expect(ask({ instructions: 'Hm', input: image })).rejects.toMatchObject({
			param: 'input[0].content[0]',
		});
		await expect(ask({ input: undefined })).rejects.toMatchObject({ param: 'input' });
	});
});

describe('POST /v1/messages', () => {
	const user = [{ role: 'user' as const, content: STORY }];

	test('gives the Anthropic SDK the same answer, streamed or not', async () => {
		const asked = { model, max_tokens: 4000, system: 'Be brief.', messages: user };
		const stream = anthropic.messages.stream(asked);
		let text = '';
		stream.on('text', (piece) => (text += piece));
		const streamed = await stream.finalMessage();
		const whole = await anthropic.messages.create(asked);
		expect(text).toBe(replyTo(STORY));
		expect(streamed.content).toEqual([expect.objectContaining({ type: 'text', text })]);
		expect(whole.content).toEqual([{ type: 'text', text, citations: null }]);
		expect(streamed).toMatchObject({ stop_reason: 'end_turn', id: whole.id, usage: whole.usage });
	});

	test('ends with `max_tokens` at the token limit', async () => {
		const stream = anthropic.messages.stream({ model, max_tokens: 5, messages: user });
		expect(await stream.finalMessage()).toMatchObject({ stop_reason: 'max_tokens' });
	});

	test('calls tools, and answers with what they returned', async () => {
		const tools = [{ name: 'get_weather', input_schema: city }];
		const question = { role: 'user' as const, content: WEATHER };
		const asked = { model, max_tokens: 1000, tools };
		const first = await anthropic.messages
			.stream({ ...asked, messages: [question] })
			.finalMessage();
		const calls = first.content.filter((block) => block.type === 'tool_use');
		expect(first.stop_reason).toBe('tool_use');
		expect(calls.map(({ input }) => input)).toEqual([{ city: 'Paris' }, { city: 'Rome' }]);
		const content = calls.map(({ id }) => ({
			type: 'tool_result' as const,
			tool_use_id: id,
			content: '12 degrees',
		}));
		const second = await anthropic.messages.create({
			...asked,
			messages: [
				question,
				{ role: 'assistant', content: first.content },
				{ role: 'user', content },
			],
		});
		expect(second.content[0]).toMatchObject({ text: expect.stringContaining('12 degrees') });
		const none = await anthropic.messages.create({
			...asked,
			messages: [question],
			tool_choice: { type: 'any', disable_parallel_tool_use: true },
		});
		expect(none.content).toHaveLength(1);
	});

	test('sends JSON of a schema', async () => {
		const answer = await anthropic.messages.create({
			model,
			max_tokens: 100,
			messages: [{ role: 'user', content: 'Which? Lima.' }],
			output_config: { format: { type: 'json_schema', schema: city } },
		});
		const [block] = answer.content;
		expect(JSON.parse(block?.type === 'text' ? block.text : '')).toEqual({
			city: expect.any(String),
		});
	});

	test('refuses in the shape of this API', async () => {
		await expect(
			anthropicWith('sk-invalid').messages.create({ model, max_tokens: 5, messages: user })
		).rejects.toBeInstanceOf(AnthropicAuthError);
		expect(await post('/v1/messages', { model, messages: user })).toEqual({
			status: 400,
			body: {
				type: 'error',
				error: { type: 'invalid_request_error', message: expect.stringContaining('`max_tokens`') },
			},
		});
		expect(await post('/v1/messages', { model: 'x', max_tokens: 1, messages: user })).toMatchObject(
			{
				status: 404,
				body: { error: { type: 'not_found_error' } },
			}
		);
	});
});

test('a fault of chat alone is refused elsewhere, and not passed over', async () => {
	const { status, body } = await post('/faults/choices-empty/v1/responses', {
		model,
		input: STORY,
	});
	expect(status).toBe(400);
	expect(body).toMatchObject({ error: { code: 'fault_of_another_protocol' } });
});
