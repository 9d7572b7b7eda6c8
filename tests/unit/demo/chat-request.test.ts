import { describe, expect, test } from 'vitest';
import { createDemoHandler } from '../../../src/demo/index.ts';
import { chatRequest, errorOf, STORY } from '../../support/demo.ts';

const handler = createDemoHandler({ pace: 0 });

/** Developers read these messages in a terminal, so the full wording is tested. */
async function refusal(fields: Readonly<Record<string, unknown>>): Promise<string> {
	const { status, error } = await errorOf(handler(chatRequest(fields)));
	return `${status} ${error.type} ${error.param}: ${error.message}`;
}

async function refusalOfBody(body: string | null): Promise<string> {
	const { status, error } = await errorOf(handler(chatRequest({}, { body })));
	return `${status} ${error.type} ${error.param}: ${error.message}`;
}

describe('a chat request', () => {
	test('needs a model that exists', async () => {
		expect(await refusal({ model: undefined })).toMatchInlineSnapshot(
			`"400 invalid_request_error model: \`model\` is missing. Name one: \`vllm-primary\`, \`qwen3-4b\`."`
		);
		expect(await refusal({ model: 7 })).toMatchInlineSnapshot(
			`"400 invalid_request_error model: \`model\` is 7. Name one: \`vllm-primary\`, \`qwen3-4b\`."`
		);
		expect(await refusal({ model: 'gpt-4o' })).toMatchInlineSnapshot(
			`"404 invalid_request_error model: The model \`gpt-4o\` does not exist. Models here: \`vllm-primary\`, \`qwen3-4b\`."`
		);
		expect((await errorOf(handler(chatRequest({ model: 'gpt-4o' })))).error.code).toBe(
			'model_not_found'
		);
		expect((await handler(chatRequest({ model: 'qwen3-4b' }))).status).toBe(200);
	});

	test('needs messages, and a last user message to answer', async () => {
		expect(await refusal({ messages: undefined })).toMatchInlineSnapshot(
			`"400 invalid_request_error messages: \`messages\` is missing. Send a list such as [{"role": "user", "content": "Hello"}]."`
		);
		expect(await refusal({ messages: 'Hello' })).toMatchInlineSnapshot(
			`"400 invalid_request_error messages: \`messages\` is "Hello". Send a list such as [{"role": "user", "content": "Hello"}]."`
		);
		expect(await refusal({ messages: [] })).toMatchInlineSnapshot(
			`"400 invalid_request_error messages: \`messages\` is empty. Send at least one message with the role \`user\`."`
		);
		expect(await refusal({ messages: ['Hello'] })).toMatchInlineSnapshot(
			`"400 invalid_request_error messages[0]: \`messages[0]\` is "Hello". Send an object with a role and content."`
		);
		expect(
			await refusal({ messages: [{ role: 'system', content: 'Be brief.' }] })
		).toMatchInlineSnapshot(
			`"400 invalid_request_error messages: No message has the role \`user\`. Add the one to be answered."`
		);
		expect(await refusal({ messages: [{ role: 'user', content: '' }] })).toMatchInlineSnapshot(
			`"400 invalid_request_error messages[0].content: The last user message is empty. Write what the answer should be about."`
		);
		expect(
			await refusal({ messages: [STORY, { role: 'user', content: ' \n\t ' }] })
		).toMatchInlineSnapshot(
			`"400 invalid_request_error messages[1].content: The last user message is empty. Write what the answer should be about."`
		);
	});

	test('needs a known role and text in each message', async () => {
		expect(await refusal({ messages: [{ role: 'boss', content: 'Hi' }] })).toMatchInlineSnapshot(
			`"400 invalid_request_error messages[0].role: \`messages[0].role\` is "boss". Roles: system, developer, user, assistant, tool, function."`
		);
		expect(await refusal({ messages: [{ content: 'Hi' }] })).toMatchInlineSnapshot(
			`"400 invalid_request_error messages[0].role: \`messages[0].role\` is missing. Roles: system, developer, user, assistant, tool, function."`
		);
		expect(await refusal({ messages: [{ role: 'user', content: 5 }] })).toMatchInlineSnapshot(
			`"400 invalid_request_error messages[0].content: \`messages[0].content\` is 5. Send a string, or a list of {"type": "text", "text": ...}."`
		);
		const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };
		expect(
			await refusal({
				messages: [{ role: 'user', content: [{ type: 'text', text: 'See:' }, image] }],
			})
		).toMatchInlineSnapshot(
			`"400 invalid_request_error messages[0].content[1]: \`messages[0].content[1]\` is {"type":"image_url","image_url":{"url":"data:image/png;ba.... The demo reads text alone: {"type": "text", "text": "Hello"}."`
		);
	});

	test('has numbers within their ranges', async () => {
		expect(await refusal({ temperature: 2.1 })).toMatchInlineSnapshot(
			`"400 invalid_request_error temperature: \`temperature\` is 2.1. Send a number from 0 to 2."`
		);
		expect(await refusal({ temperature: '1' })).toMatchInlineSnapshot(
			`"400 invalid_request_error temperature: \`temperature\` is "1". Send a number from 0 to 2."`
		);
		expect(await refusal({ top_p: -0.1 })).toMatchInlineSnapshot(
			`"400 invalid_request_error top_p: \`top_p\` is -0.1. Send a number from 0 to 1."`
		);
		expect(await refusal({ max_tokens: 0 })).toMatchInlineSnapshot(
			`"400 invalid_request_error max_tokens: \`max_tokens\` is 0. Send a whole number from 1 to 32768."`
		);
		expect(await refusal({ max_completion_tokens: 1.5 })).toMatchInlineSnapshot(
			`"400 invalid_request_error max_completion_tokens: \`max_completion_tokens\` is 1.5. Send a whole number from 1 to 32768."`
		);
		expect(await refusal({ max_tokens: 1e308 })).toMatchInlineSnapshot(
			`"400 invalid_request_error max_tokens: \`max_tokens\` is 1e+308. Send a whole number from 1 to 32768."`
		);
		expect(await refusal({ n: 9 })).toMatchInlineSnapshot(
			`"400 invalid_request_error n: \`n\` is 9. Send a whole number from 1 to 8."`
		);
		expect(await refusal({ seed: 2 ** 60 })).toMatchInlineSnapshot(
			`"400 invalid_request_error seed: \`seed\` is 1152921504606847000. Send a whole number from -9007199254740991 to 9007199254740991."`
		);
	});

	test('has stop strings, flags and stream options of the right kind', async () => {
		expect(await refusal({ stream: 'yes' })).toMatchInlineSnapshot(
			`"400 invalid_request_error stream: \`stream\` is "yes". Send true or false."`
		);
		expect(await refusal({ stop: '' })).toMatchInlineSnapshot(
			`"400 invalid_request_error stop: \`stop\` has "". Send a string that is not empty, or up to 4 of them."`
		);
		expect(await refusal({ stop: ['a', 'b', 'c', 'd', 'e'] })).toMatchInlineSnapshot(
			`"400 invalid_request_error stop: \`stop\` has 5 strings; at most 4 are allowed."`
		);
		expect(await refusal({ stop: [1] })).toMatchInlineSnapshot(
			`"400 invalid_request_error stop: \`stop\` has 1. Send a string that is not empty, or up to 4 of them."`
		);
		expect(await refusal({ stream: true, stream_options: true })).toMatchInlineSnapshot(
			`"400 invalid_request_error stream_options: \`stream_options\` is true. Send an object such as {"include_usage": true}."`
		);
		expect(await refusal({ stream_options: { include_usage: true } })).toMatchInlineSnapshot(
			`"400 invalid_request_error stream_options: \`stream_options\` is allowed only with \`"stream": true\`. Add that, or leave it out."`
		);
		expect(
			await refusal({ stream: true, stream_options: { include_usage: 1 } })
		).toMatchInlineSnapshot(
			`"400 invalid_request_error stream_options.include_usage: \`stream_options.include_usage\` is 1. Send true or false."`
		);
	});

	test('fits into the context of the model', async () => {
		const long = { role: 'user', content: 'word '.repeat(30_000) };
		expect(await refusal({ max_tokens: 32_768 })).toMatchInlineSnapshot(
			`"400 invalid_request_error messages: The messages are about 8 tokens. With an answer of up to 32768 they must fit into 32768. Shorten them."`
		);
		expect(await refusal({ messages: [long] })).toMatchInlineSnapshot(
			`"400 invalid_request_error messages: The messages are about 37504 tokens. With the answer they must fit into 32768. Shorten them."`
		);
	});

	test('is a JSON object', async () => {
		expect(await refusalOfBody('')).toMatchInlineSnapshot(
			`"400 invalid_request_error null: The body is empty. Send a JSON object with \`model\` and \`messages\`."`
		);
		expect(await refusalOfBody(null)).toMatchInlineSnapshot(
			`"400 invalid_request_error null: The body is empty. Send a JSON object with \`model\` and \`messages\`."`
		);
		expect(await refusalOfBody('[]')).toMatchInlineSnapshot(
			`"400 invalid_request_error null: The body is []. Send a JSON object with \`model\` and \`messages\`."`
		);
		expect(await refusalOfBody('null')).toMatchInlineSnapshot(
			`"400 invalid_request_error null: The body is null. Send a JSON object with \`model\` and \`messages\`."`
		);
		expect(await refusalOfBody('{"model": "vllm-primary",}')).toMatch(
			/^400 invalid_request_error null: The body is not JSON \(.+\)\. Send a JSON object with/
		);
	});

	test('has no key `__proto__`, no number that overflows and no endless nesting', async () => {
		const valid = JSON.stringify({ model: 'vllm-primary', messages: [STORY] }).slice(0, -1);
		expect(await refusalOfBody(`${valid},"__proto__":{"stream":true}}`)).toMatchInlineSnapshot(
			`"400 invalid_request_error null: The JSON has a key named \`__proto__\`, which is not allowed. Rename it."`
		);
		expect(await refusalOfBody(`${valid},"user":{"a":[{"__proto__":1}]}}`)).toMatch(/^400 /);
		expect(await refusalOfBody(`${valid},"temperature":1e999}`)).toMatchInlineSnapshot(
			`"400 invalid_request_error null: The JSON has a number that is too large. Send one below 1.8e308."`
		);
		expect(
			await refusalOfBody(`${valid},"a":${'['.repeat(100)}${']'.repeat(100)}}`)
		).toMatchInlineSnapshot(
			`"400 invalid_request_error null: The JSON is nested deeper than 64 levels. Flatten it."`
		);
		// As deep as the limit on size allows: a parser or a check that recurses ends its stack here.
		const deepest = `${valid},"a":${'['.repeat(520_000)}${']'.repeat(520_000)}}`;
		expect(await refusalOfBody(deepest)).toMatch(/^400 invalid_request_error null: /);
	});

	test('may leave fields null, and may have fields that the demo does not know', async () => {
		const response = await handler(
			chatRequest({
				temperature: null,
				top_p: null,
				n: null,
				max_tokens: null,
				stop: null,
				stream: null,
				stream_options: null,
				tools: [{ type: 'function', function: { name: 'f' } }],
				constructor: 1,
				chat_template_kwargs: { enable_thinking: false },
			})
		);
		expect(response.status).toBe(200);
	});

	test('may have content in text parts, and assistant messages without any', async () => {
		const parts = [
			{ type: 'text', text: 'Tell me' },
			{ type: 'text', text: ' a story' },
		];
		const messages = [
			{ role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
			{ role: 'assistant', content: null, tool_calls: [] },
			{ role: 'user', content: parts },
			{ role: 'assistant' },
		];
		const answer = await handler(chatRequest({ messages }));
		expect(await answer.json()).toMatchObject({
			choices: [{ message: { content: expect.stringMatching(/^Once upon a time/) } }],
		});
	});
});
