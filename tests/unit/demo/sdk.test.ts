/** The demo through the official SDK, a client that is not ours. */
import OpenAI, { AuthenticationError, BadRequestError, NotFoundError } from 'openai';
import { describe, expect, test } from 'vitest';
import { createDemoHandler } from '../../../src/demo/index.ts';
import { replyTo } from '../../../src/demo/replies/index.ts';
import { asFetch, createInstantClock } from '../../support/demo.ts';

const clientWith = (apiKey: string, handler = createDemoHandler({ pace: 0 })) =>
	new OpenAI({ apiKey, baseURL: 'http://demo.test/v1', fetch: asFetch(handler), maxRetries: 0 });
const client = clientWith('sk-any');

const request = {
	model: 'vllm-primary',
	messages: [{ role: 'user' as const, content: 'Tell me a story' }],
};

describe('the openai SDK', () => {
	test('lists the models', async () => {
		const list = await client.models.list();
		expect(list.data.map(({ id }) => id)).toEqual(['vllm-primary', 'qwen3-4b']);
	});

	test('receives a whole answer', async () => {
		const answer = await client.chat.completions.create(request);
		expect(answer.choices[0]?.message.content).toBe(replyTo('Tell me a story'));
		expect(answer).toMatchObject({ _request_id: expect.stringMatching(/^req-/) });
	});

	test('receives a stream, with usage', async () => {
		const stream = await client.chat.completions.create({
			...request,
			stream: true,
			stream_options: { include_usage: true },
		});
		let text = '';
		let usage;
		for await (const chunk of stream) {
			text += chunk.choices[0]?.delta.content ?? '';
			usage = chunk.usage ?? usage;
		}
		expect(text).toBe(replyTo('Tell me a story'));
		expect(usage?.completion_tokens).toBeGreaterThan(200);
	});

	test('adds up the stream of three choices', async () => {
		const runner = client.chat.completions.stream({
			...request,
			n: 3,
			stream_options: { include_usage: true },
		});
		const answer = await runner.finalChatCompletion();
		expect(answer.choices.map(({ message }) => message.content)).toEqual(
			[0, 1, 2].map((choice) => replyTo('Tell me a story', choice))
		);
		expect(answer.choices.map(({ finish_reason }) => finish_reason)).toEqual([
			'stop',
			'stop',
			'stop',
		]);
		expect(answer.usage?.completion_tokens).toBeGreaterThan(500);
	});

	const city = {
		type: 'object',
		properties: { city: { type: 'string' } },
		required: ['city'],
		additionalProperties: false,
	};

	test('runs a tool in a loop of its own, streamed or not', async () => {
		const asked = {
			model: 'vllm-primary',
			messages: [{ role: 'user' as const, content: 'How is the weather in Paris and in Rome?' }],
		};
		for (const stream of [true, false] as const) {
			const cities: string[] = [];
			const tool = {
				type: 'function' as const,
				function: {
					name: 'get_weather',
					description: 'The weather in a city, now.',
					parameters: city,
					// What `JSON.parse` makes of arguments that fit the schema.
					parse: (text: string) => JSON.parse(text) as { city: string },
					function: ({ city: where }: { city: string }) => {
						cities.push(where);
						return `12 degrees in ${where}`;
					},
				},
			};
			const runner = stream
				? client.chat.completions.runTools({ ...asked, stream, tools: [tool] })
				: client.chat.completions.runTools({ ...asked, tools: [tool] });
			const text = await runner.finalContent();
			expect(cities).toEqual(['Paris', 'Rome']);
			expect(text).toContain('12 degrees in Paris');
			expect(text).toContain('12 degrees in Rome');
		}
	});

	test('parses JSON of a schema, streamed or not', async () => {
		const asked = {
			model: 'vllm-primary',
			messages: [{ role: 'user' as const, content: 'Which city? One in Peru: it is in Lima.' }],
			response_format: {
				type: 'json_schema' as const,
				json_schema: { name: 'place', strict: true, schema: city },
			},
		};
		const parsed = await client.chat.completions.parse(asked);
		const streamed = await client.chat.completions.stream(asked).finalChatCompletion();
		for (const { choices } of [parsed, streamed]) {
			expect(JSON.parse(choices[0]!.message.content!)).toEqual({ city: expect.any(String) });
		}
	});

	test('throws its own typed errors', async () => {
		const wrongKey = clientWith('sk-invalid').chat.completions.create(request);
		await expect(wrongKey).rejects.toBeInstanceOf(AuthenticationError);
		await expect(wrongKey).rejects.toMatchObject({ code: 'invalid_api_key', status: 401 });
		const ask = (fields: object) => client.chat.completions.create({ ...request, ...fields });
		await expect(ask({ model: 'gpt-4o' })).rejects.toBeInstanceOf(NotFoundError);
		const tooHot = ask({ temperature: 3 });
		await expect(tooHot).rejects.toBeInstanceOf(BadRequestError);
		await expect(tooHot).rejects.toMatchObject({ param: 'temperature' });
	});

	test('leaves no timer behind when the client leaves its loop', async () => {
		const clock = createInstantClock();
		const sleeping = new Set<AbortSignal>();
		const handler = createDemoHandler({
			clock: {
				...clock,
				async sleep(ms, signal) {
					sleeping.add(signal);
					await clock.sleep(ms, signal);
				},
			},
		});
		const stream = await clientWith('sk-any', handler).chat.completions.create({
			...request,
			stream: true,
		});
		for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
		expect([...sleeping].map(({ aborted }) => aborted)).toEqual([true]);
	});
});
