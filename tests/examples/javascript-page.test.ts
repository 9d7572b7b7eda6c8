/**
 * What the page "JavaScript" says of its programs and of the packages they use, held to it: its table of
 * messages is read from the page, and each is brought about. Where a package mends its ways, it fails here.
 *
 * Units   the demo's waits are 50 times as short. Where it falls silent, and there alone, the program's
 *         own clock runs 20 times as fast.
 */
import { readFileSync } from 'node:fs';
import { text as textOf } from 'node:stream/consumers';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';
import OpenAI from 'openai';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { serveHandler, serveReply, type Replay } from '../support/loopback.ts';
import { runProgram, start, trimmed } from '../support/program.ts';
import {
	bytes,
	chunk,
	data,
	done,
	opening,
	refusal,
	reply,
	story,
	usage,
	whole,
} from './streams.ts';
import { startDemoServer } from '../support/demo-server.ts';

vi.setConfig({ testTimeout: 120_000 });

const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const page = file('src/content/docs/javascript.mdx');

const demo = await startDemoServer();
const { origin } = demo;

afterAll(() => demo.close());

const silent = (stream = opening) => serveReply({ reads: [bytes(stream)], end: 'silence' });

const hasty = new URL('../support/hasty-node.ts', import.meta.url).href;

describe('the list of what the programs say', () => {
	const programs: Readonly<Record<string, string>> = {
		loop: 'javascript/stream.mjs',
		helper: 'javascript/stream-helper.mjs',
		'AI SDK': 'javascript/ai-sdk.mjs',
	};
	const waits = ['stall-for-ever', 'done-then-open'];

	const [, section = ''] = page.split(/^## What it says, and why$/m);
	// The lines of its table, without those of the head.
	const rows = section
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.slice(2);
	const items = rows
		.map((row) => /^\| ([^|`]+?) +\| `([^|`]+)` +\| ([^|]+)\|$/.exec(row))
		.filter((item) => item !== null);

	const claims = items.flatMap(([, who = '', says = '', why = '']) =>
		who.split(', ').flatMap((name, seed) =>
			[...why.matchAll(/`(.+?)`/g)].map(([, fault = '']) => ({
				says,
				name,
				fault,
				// Refusals are counted for each address; a seed gives each program its own.
				base: `${origin}/faults/${fault};seed=${seed}/v1`,
			}))
		)
	);

	test('says it of all three, under many faults', () => {
		expect(items).toHaveLength(rows.length);
		expect(claims.length).toBeGreaterThan(20);
		expect([...new Set(claims.map(({ name }) => name))]).toEqual(Object.keys(programs));
	});

	test.concurrent.each(claims)('the $name under $fault: $says', async (claim) => {
		const printed = await runProgram(programs[claim.name]!, {
			baseURL: claim.base,
			runtimeArguments: waits.includes(claim.fault) ? ['--import', hasty] : [],
		});
		const [, reason = ''] = /The answer is incomplete: (.*)/.exec(printed.stderr) ?? [];
		expect(reason.slice(0, claim.says.length)).toBe(claim.says);
		expect(printed.code).toBe(1);
	});
});

describe('usage.mjs', () => {
	const faulty = (place: string) => `/faults/usage-${place}/v1`;
	const asked = { stream: true, stream_options: { include_usage: true } };

	test.concurrent.each(['/v1', ...['apart', 'with-finish', 'on-every-chunk'].map(faulty)])(
		'prints the counts, wherever they stand: %s',
		async (base) => {
			const printed = await runProgram('javascript/usage.mjs', { baseURL: origin + base });
			expect(trimmed(printed)).toEqual({
				stdout: expect.stringMatching(/^Once upon a time[^]{500}/),
				stderr: 'Tokens: 8 in the prompt, 289 in the answer.',
				code: 0,
			});
		}
	);

	test.concurrent.each([
		['none came', reply(opening + chunk({}, 'stop') + done), 'No token counts came.', 0],
		[
			'the token limit cut the answer',
			reply(opening + chunk({}, 'length') + usage + done),
			'The finish reason is length, not stop.\nTokens: 4 in the prompt, 12 in the answer.',
			0,
		],
		[
			'they came on a chunk without choices',
			reply(whole),
			'Tokens: 4 in the prompt, 12 in the answer.',
			0,
		],
		[
			'the answer was cut',
			reply(opening),
			'The answer is incomplete: the stream stopped without a finish reason.',
			1,
		],
		[
			'the answer was cut after counts',
			reply(opening + usage, { end: 'cut' }),
			'The answer is incomplete: terminated\nTokens: 4 in the prompt, 12 in the answer.',
			1,
		],
	] as const)('asks for the counts, and says so where %s', async (_, sent, stderr, code) => {
		const server = await serveReply(sent);
		const printed = await runProgram('javascript/usage.mjs', { baseURL: `${server.origin}/v1` });
		expect(trimmed(printed)).toEqual({ stdout: story, stderr, code });
		expect(server.asked).toMatchObject([{ body: asked }]);
		await server.close();
	});
});

describe('stop.mjs', () => {
	/** Runs until `stdout` holds the text, presses Ctrl+C, and sees that the server hears of it. */
	async function interrupted(server: Replay, text: string) {
		const program = start('javascript/stop.mjs', { baseURL: `${server.origin}/v1` });
		const [stdout, stderr] = [textOf(program.stdout), textOf(program.stderr)];
		let seen = '';
		program.stdout.on('data', (piece) => (seen += piece));
		await vi.waitFor(
			() => {
				expect(server.asked).toHaveLength(1);
				expect(seen).toBe(text);
			},
			{ timeout: 60_000 }
		);
		program.kill('SIGINT');
		await server.abandoned;
		const code = await new Promise((resolve) => program.on('close', resolve));
		await server.close();
		return { stdout: await stdout, stderr: await stderr, code };
	}

	test.concurrent('stops midway, keeps what came, and the server sees it', async () => {
		expect(await interrupted(await silent(), story)).toEqual({
			stdout: story,
			stderr: `\nStopped after ${story.length} characters.\n`,
			code: 130,
		});
	});

	test.concurrent('stops while it waits for the first text', async () => {
		expect(await interrupted(await silent(': here\n\n'), '')).toEqual({
			stdout: '',
			stderr: '\nStopped after 0 characters.\n',
			code: 130,
		});
	});

	test.concurrent.each([
		['the whole answer', reply(whole), story, '', 0],
		[
			'that the token limit cut it',
			reply(opening + chunk({}, 'length') + done),
			story,
			'The finish reason is length, not stop.',
			0,
		],
		[
			'a cut, which is no stop',
			reply(opening),
			story,
			'The answer is incomplete: the stream stopped without a finish reason.',
			1,
		],
		[
			'a wrong key',
			refusal(401, { error: { message: 'No such key.' } }),
			'',
			'The answer is incomplete: 401 No such key.',
			1,
		],
	] as const)('left alone, prints %s', async (_, sent, stdout, stderr, code) => {
		const server = await serveReply(sent);
		const printed = await runProgram('javascript/stop.mjs', { baseURL: `${server.origin}/v1` });
		expect(trimmed(printed)).toEqual({ stdout, stderr, code });
		await server.close();
	});
});

describe('a stream that falls silent', () => {
	const helper = 'javascript/stream-helper.mjs';
	const loops = [
		'javascript/stream.mjs',
		'javascript/stream.mts',
		'javascript/stop.mjs',
		'javascript/usage.mjs',
		'javascript/measure.mjs',
		'javascript/tool-calls.mjs',
	];
	const runHastily = (program: string, { origin: address }: Replay) =>
		runProgram(program, {
			baseURL: `${address}/v1`,
			runtimeArguments: ['--import', hasty],
		});

	test.concurrent.each([...loops, helper])(
		'%s gives it up after 60 seconds, and says why',
		async (program) => {
			const server = await silent();
			const { stderr, code } = await runHastily(program, server);
			expect(stderr.trim()).toBe('The answer is incomplete: no chunk came for 60 seconds.');
			expect(code).toBe(1);
			await server.abandoned;
			await server.close();
		}
	);

	test.concurrent('comments are no chunks to stream.mjs, as the page says', async () => {
		const server = await serveHandler(
			async () =>
				new Response(
					new ReadableStream<Uint8Array>({
						async pull(controller) {
							await new Promise((resolve) => setTimeout(resolve, 500));
							controller.enqueue(bytes(': ping\n\n'));
						},
					}),
					{ headers: { 'content-type': 'text/event-stream' } }
				)
		);
		const printed = await runProgram('javascript/stream.mjs', {
			baseURL: `${server.origin}/v1`,
			runtimeArguments: ['--import', hasty],
		});
		expect(trimmed(printed)).toEqual({
			stdout: '',
			stderr: 'The answer is incomplete: no chunk came for 60 seconds.',
			code: 1,
		});
		await server.close();
	});

	// The helper alone calls an abort an error, whenever it comes.
	test.concurrent.each(loops)('%s lets it be after the finish reason', async (program) => {
		const server = await silent(opening + chunk({}, 'stop') + usage);
		const { stderr, code } = await runHastily(program, server);
		expect(stderr).not.toContain('incomplete');
		expect(code).toBe(0);
		await server.close();
	});
});

test.concurrent('stream.mts prints reasoning beside the answer, not in it', async () => {
	for (const name of ['reasoning', 'reasoning_content']) {
		const thought = data({ choices: [{ index: 0, delta: { [name]: 'Hm. ' } }] });
		const server = await serveReply(reply(thought + whole));
		const printed = await runProgram('javascript/stream.mts', { baseURL: `${server.origin}/v1` });
		expect(trimmed(printed)).toEqual({ stdout: story, stderr: 'Hm.', code: 0 });
		await server.close();
	}
});

describe('the packages', () => {
	const request = {
		model: 'vllm-primary',
		messages: [{ role: 'user' as const, content: 'Tell me a story' }],
	};
	const clientOf = ({ origin: address }: Replay) =>
		new OpenAI({ apiKey: 'sk-test', baseURL: `${address}/v1`, maxRetries: 0 });
	const aiOf = ({ origin: address }: Replay) =>
		createOpenAICompatible({ name: 'loopback', apiKey: 'sk-test', baseURL: `${address}/v1` });

	test('openai: an abort before the headers rejects, with the sentence on the page', async () => {
		const signal = AbortSignal.abort();
		const server = await silent();
		const asked = clientOf(server).chat.completions.create(
			{ ...request, stream: true },
			{ signal }
		);
		await expect(asked).rejects.toThrow(/^Request was aborted\.$/);
		expect(page).toContain('`Request was aborted.`');
		await server.close();
	});

	test('openai: a signal that times out ends the loop without an error', async () => {
		const server = await silent();
		const stream = await clientOf(server).chat.completions.create(
			{ ...request, stream: true },
			{ signal: AbortSignal.timeout(3000) }
		);
		expect(await Array.fromAsync(stream)).not.toEqual([]);
		await server.abandoned;
		await server.close();
	});

	test('openai: the timeout ends at the headers', async () => {
		const server = await silent();
		const stream = await clientOf(server).chat.completions.create(
			{ ...request, stream: true },
			{ timeout: 2000 }
		);
		let isOver = false;
		const drained = Array.fromAsync(stream).then(() => (isOver = true));
		await new Promise((resolve) => setTimeout(resolve, 2500));
		expect(isOver).toBe(false);
		stream.controller.abort();
		await drained;
		await server.close();
	});

	test('openai: leaving the loop closes the connection', async () => {
		const server = await silent();
		const stream = await clientOf(server).chat.completions.create({ ...request, stream: true });
		for await (const { choices } of stream) if (choices.length > 0) break;
		await expect(server.abandoned).resolves.toBeUndefined();
		await server.close();
	});

	test('openai: an abort rejects the helper’s promise', async () => {
		const server = await silent();
		const stream = clientOf(server).chat.completions.stream(request);
		stream.on('content', () => stream.abort());
		await expect(stream.finalChatCompletion()).rejects.toThrow(/^Request was aborted\.$/);
		await server.abandoned;
		await server.close();
	});

	test('openai: the helper hands over the text so far, and the counts', async () => {
		const server = await serveReply(reply(whole));
		const stream = clientOf(server).chat.completions.stream(request);
		let last = '';
		stream.on('content', (_, soFar) => (last = soFar));
		const completion = await stream.finalChatCompletion();
		expect(last).toBe(story);
		expect(completion).toMatchObject({
			choices: [{ message: { content: story } }],
			usage: { completion_tokens: 12 },
		});
		await server.close();
	});

	test('ai: leaving the loop does not close the connection, and an abort does', async () => {
		const server = await silent();
		const controller = new AbortController();
		const { stream } = streamText({
			model: aiOf(server)('vllm-primary'),
			prompt: 'Tell me a story',
			abortSignal: controller.signal,
		});
		for await (const { type } of stream) if (type === 'text-delta') break;
		let isAbandoned = false;
		const abandoned = server.abandoned.then(() => (isAbandoned = true));
		await new Promise((resolve) => setTimeout(resolve, 2500));
		expect(isAbandoned).toBe(false);
		controller.abort();
		await abandoned;
		await server.close();
	});

	test('ai: a loop over textStream never hears of an error', async () => {
		const server = await serveReply(reply(opening + data({ error: { message: 'No.' } })));
		const told: unknown[] = [];
		const { textStream } = streamText({
			model: aiOf(server)('vllm-primary'),
			prompt: 'Tell me a story',
			onError: ({ error }) => void told.push(error),
		});
		expect((await Array.fromAsync(textStream)).join('')).toBe(story);
		expect(told).toHaveLength(1);
		await server.close();
	});

	test('ai: an abort is a part of the stream', async () => {
		const server = await silent();
		const controller = new AbortController();
		const { stream } = streamText({
			model: aiOf(server)('vllm-primary'),
			prompt: 'Tell me a story',
			abortSignal: controller.signal,
		});
		const types: string[] = [];
		for await (const { type } of stream) {
			types.push(type);
			if (type === 'text-delta') controller.abort();
		}
		expect(types.at(-1)).toBe('abort');
		await server.abandoned;
		await server.close();
	});
});
