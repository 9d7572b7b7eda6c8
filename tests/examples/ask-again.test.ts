/**
 * The programs that ask again, run unchanged: a cut answer becomes a whole one, and no text stands in it twice,
 * whether the server begins again, goes on from the part it was sent, or says something else.
 */
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { createDemoHandler } from '../../src/demo/index.ts';
import { replyTo } from '../../src/demo/replies/index.ts';
import { serveHandler } from '../support/loopback.ts';
import { runProgram } from '../support/program.ts';
import { chunk, data, done, story } from './streams.ts';

// Importing `openai` takes Python over a second, and far more on a machine with much else to do.
vi.setConfig({ testTimeout: 120_000 });

const programs = ['javascript/ask-again.mjs', 'python/ask_again.py'];
const ways = [[], ['go-on']];
const runs = programs.flatMap((file) => ways.map((way) => [file, way] as const));

// At half its pace: what breaks before a busy machine has read the head, the packages try again by themselves.
const demo = await serveHandler(createDemoHandler({ pace: 1 / 2 }));
afterAll(() => demo.close());
const whole = replyTo('Tell me a story').trimEnd();
const support = (file: string) => fileURLToPath(new URL(`../support/${file}`, import.meta.url));
const again = 'The answer was cut off. Asking again.';

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

describe('against the demo API', () => {
	test.concurrent.each(runs)('%s %j makes a cut answer whole', async (file, way) => {
		// Attempts are counted for each address; a seed gives each run one of its own.
		const fault = `cut-then-whole;seed=${2 * programs.indexOf(file) + way.length}`;
		const printed = await runProgram(file, {
			baseURL: `${demo.origin}/faults/${fault}/v1`,
			programArguments: way,
		});
		expect(printed.stdout).toBe(`${whole}\n`);
		expect(lines(printed.stderr)).toEqual([again]);
		expect(printed.code).toBe(0);
	});

	test.concurrent.each(runs)('%s %j gives up after three cuts, and says so', async (file, way) => {
		const printed = await runProgram(file, {
			baseURL: `${demo.origin}/faults/cut;after=9/v1`,
			programArguments: way,
		});
		expect(whole, 'no text twice').toContain(printed.stdout.trimEnd());
		expect(lines(printed.stderr)).toEqual([
			again,
			again,
			file.endsWith('.py')
				? 'The answer is incomplete: cut off 3 times. The last: Connection error.'
				: 'The answer is incomplete: cut off 3 times. The last: terminated',
		]);
		expect(printed.code).toBe(1);
	});

	test.concurrent.each(programs)('%s asks once where a frame is not JSON', async (file) => {
		const baseURL = `${demo.origin}/faults/malformed-json/v1`;
		const { stderr, code } = await runProgram(file, { baseURL });
		expect(stderr).not.toContain(again);
		expect(lines(stderr).at(-1)).toMatch(
			/^The answer is incomplete: .*(malformed server-sent event JSON|Expecting .* line 1)/
		);
		expect(code).toBe(1);
	});

	test.concurrent.each(programs)('%s asks again where the API falls silent', async (file) => {
		const isPython = file.endsWith('.py');
		const { stderr, code } = await runProgram(file, {
			baseURL: `${demo.origin}/faults/stall-for-ever;after=9/v1`,
			...(isPython
				? { env: { PYTHONPATH: support('hasty-python') } }
				: { runtimeArguments: ['--import', support('hasty-node.ts')] }),
		});
		expect(lines(stderr)).toEqual([
			again,
			again,
			'The answer is incomplete: cut off 3 times. The last: ' +
				(isPython ? 'Request timed out.' : 'no chunk came for 60 seconds.'),
		]);
		expect(code).toBe(1);
	});

	test.concurrent.each(programs)('%s asks again for an error of the server', async (file) => {
		for (const shape of ['vllm', 'litellm', 'openrouter']) {
			const baseURL = `${demo.origin}/faults/error-midway;shape=${shape};after=4/v1`;
			const { stdout, stderr, code } = await runProgram(file, { baseURL });
			expect(lines(stderr), shape).toEqual([
				again,
				again,
				expect.stringMatching(/cut off 3 times\. The last: .*The model stopped answering\.$/),
			]);
			expect(whole, 'no text twice').toContain(stdout.trimEnd());
			expect(code).toBe(1);
		}
	});

	test.concurrent.each(
		programs.flatMap((file) =>
			[500, '500', '502', 503, '408', 408, '429', 429, '400', 401, '404', null, 'x500'].map(
				(code) => [file, code] as const
			)
		)
	)('%s, told of an error with the code %j', async (file, code) => {
		const mayPass = /^(5\d\d|408|429)$/.test(String(code));
		let asked = 0;
		const server = await serveHandler(async () => {
			asked++;
			const error = data({ error: { message: 'Trouble.', type: 'server_error', code } });
			const first = chunk({ content: story.slice(0, 9) }) + error + done;
			const body = asked === 1 ? first : chunk({ content: story }, 'stop') + done;
			return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
		});
		const printed = await runProgram(file, { baseURL: `${server.origin}/v1` });
		await server.close();
		expect({ asked, ...printed }).toEqual(
			mayPass
				? { asked: 2, stdout: `${story}\n`, stderr: `\n${again}\n`, code: 0 }
				: {
						asked: 1,
						stdout: story.slice(0, 9),
						stderr: '\nThe answer is incomplete: Trouble.\n',
						code: 1,
					}
		);
	});

	test.concurrent.each(programs)('%s asks once where a web page comes', async (file) => {
		const baseURL = `${demo.origin}/faults/html-with-200/v1`;
		const { stderr, code } = await runProgram(file, { baseURL });
		expect(lines(stderr)).toEqual([
			expect.stringMatching(
				/^The answer is incomplete: text\/html.* came, and no stream\. Is the base URL right\?$/
			),
		]);
		expect(code).toBe(1);
	});

	test.concurrent.each(programs)("%s lets the API's own error stand", async (file) => {
		const baseURL = `${demo.origin}/faults/error-midway/v1`;
		const { stderr, code } = await runProgram(file, { baseURL });
		expect(lines(stderr)).toEqual(['The answer is incomplete: The model stopped answering.']);
		expect(code).toBe(1);
	});
});

interface Message {
	readonly role: string;
	readonly content: string;
}

/**
 * Ends the first answer after `first`, without a finish reason; then streams what `second` gives for the
 * messages. In good order, as a broken connection may take with it what the client has not read yet.
 */
async function serveCutThen(first: string, second: (messages: readonly Message[]) => string) {
	const asked: (readonly Message[])[] = [];
	const server = await serveHandler(async (request) => {
		const { messages } = (await request.json()) as { messages: readonly Message[] };
		asked.push(messages);
		const isFirst = asked.length === 1;
		const text = isFirst ? first : second(messages);
		const frames = text.split(/(?= )/).map((content) => chunk({ content }));
		const end = isFirst ? '' : chunk({}, 'stop') + done;
		const headers = { 'content-type': 'text/event-stream' };
		return new Response(frames.join('') + end, { headers });
	});
	return { ...server, asked };
}

const part = story.slice(0, story.indexOf(', 水'));
const question = { role: 'user', content: 'Tell me a story' };

describe.each(programs)('%s', (file) => {
	test('joins what a server says that goes on from the part', async () => {
		const server = await serveCutThen(part, (messages) =>
			story.slice(messages.at(-1)!.content.length)
		);
		const printed = await runProgram(file, {
			baseURL: `${server.origin}/v1`,
			programArguments: ['go-on'],
		});
		expect(printed.stdout).toBe(`${story}\n`);
		expect(server.asked).toEqual([[question], [question, { role: 'assistant', content: part }]]);
		await server.close();
	});

	test('shows text once where a server begins again, though it was sent the part', async () => {
		const server = await serveCutThen(part, () => story);
		const printed = await runProgram(file, {
			baseURL: `${server.origin}/v1`,
			programArguments: ['go-on'],
		});
		expect(printed).toEqual({ stdout: `${story}\n`, stderr: `\n${again}\n`, code: 0 });
		expect(server.asked).toHaveLength(2);
		await server.close();
	});

	test('asks from the start without the part', async () => {
		const server = await serveCutThen(part, () => story);
		const printed = await runProgram(file, { baseURL: `${server.origin}/v1` });
		expect(printed.stdout).toBe(`${story}\n`);
		expect(server.asked).toEqual([[question], [question]]);
		await server.close();
	});

	test('shows another answer in place of the first, not after it', async () => {
		const other = 'Once upon a hill there was another story.';
		const server = await serveCutThen(part, () => other);
		const printed = await runProgram(file, { baseURL: `${server.origin}/v1` });
		expect(printed.stdout).toBe(`${part}\n\n[In place of the text above:]\n\n${other}\n`);
		expect(printed.code).toBe(0);
		await server.close();
	});

	test('shows an answer that is shorter than the part in its place', async () => {
		const short = story.slice(0, 9);
		const server = await serveCutThen(part, () => short);
		const printed = await runProgram(file, { baseURL: `${server.origin}/v1` });
		expect(printed.stdout).toBe(`${part}\n\n[In place of the text above:]\n\n${short}\n`);
		await server.close();
	});
});
