/**
 * Clients that nobody here wrote, over HTTP: each streams a whole answer with its token counts from the
 * demo API, and raises its own typed error for a wrong key. Each is used as its documentation shows.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { ChatOpenAI } from '@langchain/openai';
import { streamText } from 'ai';
import OpenAI, { AuthenticationError } from 'openai';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { chunksOf, deltasOf } from '../support/demo.ts';
import { environment, runtimeOf } from '../support/program.ts';
import { examplePath } from '../support/reader-folders.ts';
import { startDemoServer } from '../support/demo-server.ts';

vi.setConfig({ testTimeout: 60_000 });

const run = promisify(execFile);
const server = await startDemoServer();
const baseURL = `${server.origin}/v1`;

afterAll(() => server.close());

interface Answer {
	readonly text: string;
	/** Of the answer, as the server counts them. */
	readonly tokens: number | undefined;
}

const model = 'vllm-primary';
const prompt = 'Tell me a story';
const request = {
	model,
	messages: [{ role: 'user' as const, content: prompt }],
	stream_options: { include_usage: true },
};

const openai = (apiKey: string) => new OpenAI({ apiKey, baseURL });

async function openaiCreate(apiKey: string): Promise<Answer> {
	let text = '';
	let tokens: number | undefined;
	const stream = await openai(apiKey).chat.completions.create({ ...request, stream: true });
	for await (const { choices, usage } of stream) {
		text += choices[0]?.delta.content ?? '';
		tokens = usage?.completion_tokens ?? tokens;
	}
	return { text, tokens };
}

async function openaiStream(apiKey: string): Promise<Answer> {
	let text = '';
	const stream = openai(apiKey).chat.completions.stream(request);
	stream.on('content', (delta) => (text += delta));
	const { usage } = await stream.finalChatCompletion();
	return { text, tokens: usage?.completion_tokens };
}

async function aiSdk(apiKey: string): Promise<Answer> {
	const provider = createOpenAICompatible({ name: 'demo', apiKey, baseURL, includeUsage: true });
	let failure: unknown;
	const { textStream, usage } = streamText({
		model: provider.chatModel(model),
		prompt,
		// It hands errors here, and ends the stream as if nothing were wrong.
		onError: ({ error }) => void (failure = error),
	});
	let text = '';
	for await (const delta of textStream) text += delta;
	if (failure !== undefined) {
		await Promise.allSettled([usage]);
		throw failure;
	}
	return { text, tokens: (await usage).outputTokens };
}

async function langchain(apiKey: string): Promise<Answer> {
	const chat = new ChatOpenAI({ model, apiKey, configuration: { baseURL }, streamUsage: true });
	let text = '';
	let tokens: number | undefined;
	for await (const chunk of await chat.stream(prompt)) {
		text += chunk.text;
		// Its type forgets them for a chunk, as of 1.4.0; its documentation does not.
		const { usage_metadata: usage } = chunk as unknown as {
			usage_metadata?: { output_tokens: number };
		};
		tokens = usage?.output_tokens ?? tokens;
	}
	return { text, tokens };
}

interface FromPython extends Answer {
	readonly error?: string;
	readonly status?: number;
	readonly message?: string;
}

/** Raised again here, by the class it had there. */
const python = (client: string) => async (apiKey: string) => {
	const program = '../../tests/conformance/clients.py';
	const options = { env: environment({}) };
	const { stdout } = await run(
		runtimeOf(program),
		[examplePath(program), client, baseURL, apiKey],
		options
	);
	const { error: name, status, message, ...answer } = JSON.parse(stdout) as FromPython;
	if (name !== undefined) throw Object.assign(new Error(message), { name, status });
	return answer;
};

async function curl(apiKey: string): Promise<Answer> {
	const { stdout } = await run('curl', [
		'--silent',
		'--no-buffer',
		'--fail-with-body',
		'--noproxy',
		'*',
		`${baseURL}/chat/completions`,
		'--header',
		`Authorization: Bearer ${apiKey}`,
		'--header',
		'Content-Type: application/json',
		'--data',
		JSON.stringify({ ...request, stream: true }),
	]);
	const chunks = await chunksOf(new Response(stdout));
	return { text: deltasOf(chunks).join(''), tokens: chunks.at(-1)?.usage?.completion_tokens };
}

interface Client {
	readonly name: string;
	readonly ask: (apiKey: string) => Promise<Answer>;
	/** The error that is the client's own, as far as its documentation promises it. */
	readonly says: object;
}

const clients: readonly Client[] = [
	{
		name: 'openai, JavaScript, create',
		ask: openaiCreate,
		says: { constructor: AuthenticationError, status: 401, code: 'invalid_api_key' },
	},
	{
		name: 'openai, JavaScript, .stream()',
		ask: openaiStream,
		says: { constructor: AuthenticationError, status: 401, code: 'invalid_api_key' },
	},
	{
		name: '@ai-sdk/openai-compatible',
		ask: aiSdk,
		says: { name: 'AI_APICallError', statusCode: 401, isRetryable: false },
	},
	{
		name: '@langchain/openai',
		ask: langchain,
		says: { status: 401, code: 'invalid_api_key', lc_error_code: 'MODEL_AUTHENTICATION' },
	},
	{
		name: 'openai, Python',
		ask: python('openai'),
		says: { name: 'openai.AuthenticationError', status: 401 },
	},
	{
		name: 'openai, Python, async',
		ask: python('openai-async'),
		says: { name: 'openai.AuthenticationError', status: 401 },
	},
	{
		name: 'openai, Python, .stream()',
		ask: python('openai-stream'),
		says: { name: 'openai.AuthenticationError', status: 401 },
	},
	{
		name: 'httpx-sse',
		ask: python('httpx-sse'),
		says: { name: 'httpx.HTTPStatusError', status: 401 },
	},
	{
		name: 'curl',
		ask: curl,
		// Its code for an HTTP error of 400 or more; the body is on standard output.
		says: { code: 22, stdout: expect.stringContaining('"code":"invalid_api_key"') },
	},
];

const plain = (await fetch(`${baseURL}/chat/completions`, {
	method: 'POST',
	body: JSON.stringify({ model, messages: request.messages }),
}).then((response) => response.json())) as {
	choices: [{ message: { content: string } }];
	usage: { completion_tokens: number };
};

describe.each(clients)('$name', ({ ask, says }) => {
	test('streams the whole answer, with usage', async () => {
		expect(await ask('sk-any')).toEqual({
			text: plain.choices[0].message.content,
			tokens: plain.usage.completion_tokens,
		});
	});

	test('raises its own error for a wrong key', async () => {
		await expect(ask('sk-invalid')).rejects.toMatchObject(says);
	});
});
