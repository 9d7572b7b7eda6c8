/**
 * The Python page: each of its further programs run unchanged, plainly and under the trouble that it is
 * about, and what the page says of packages, declared as it is. `stream_httpx.py` meets every fault in
 * `faults.test.ts`.
 *
 * Units   limits of time in the programs are 20 times as short where silence is tested, and only there.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createDemoHandler } from '../../src/demo/index.ts';
import { startForks } from '../support/forks.ts';
import { serveHandler, serveReply, type Reply } from '../support/loopback.ts';
import { environment, runProgram, runtimeOf, start, trimmed } from '../support/program.ts';
import { examplePath } from '../support/reader-folders.ts';
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

// Importing `openai` takes Python over a second, and far more on a machine with much else to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const stop = 'python/stream_stop.py';
const deadline = 'python/stream_deadline.py';
const counts = 'python/stream_usage.py';
const message = 'python/stream_message.py';
const httpx = 'python/stream_httpx.py';
const obviousBreak = '../../tests/examples/obvious_break.py';
const programs = [stop, deadline, counts, message, httpx] as const;
const forks = new Map(programs.map((file) => [file as string, startForks(file)]));

const hasty = { PYTHONPATH: fileURLToPath(new URL('../support/hasty-python', import.meta.url)) };

/** How often each path of the demo API was asked, and when a client of it left before the end. */
const asked = new Map<string, number>();
const left = new Map<string, PromiseWithResolvers<true>>();
const demo = createDemoHandler({ pace: 1 / 50 });
const api = await startDemoServer({
	handler: (request) => {
		const { pathname } = new URL(request.url);
		asked.set(pathname, (asked.get(pathname) ?? 0) + 1);
		request.signal.addEventListener('abort', () => leaving(pathname).resolve(true));
		return demo(request);
	},
});

function leaving(path: string): PromiseWithResolvers<true> {
	const known = left.get(path) ?? Promise.withResolvers<true>();
	left.set(path, known);
	return known;
}

let answer: string;
let tokens: { prompt_tokens: number; completion_tokens: number };

beforeAll(async () => {
	const response = await demo(
		new Request('http://api.test/v1/chat/completions', {
			method: 'POST',
			body: JSON.stringify({
				model: 'vllm-primary',
				messages: [{ role: 'user', content: 'Tell me a story' }],
			}),
		})
	);
	const completion = (await response.json()) as {
		choices: { message: { content: string } }[];
		usage: typeof tokens;
	};
	answer = completion.choices[0]!.message.content;
	tokens = completion.usage;
});

afterAll(() =>
	Promise.all([api.close(), ...[...forks.values()].map((program) => program.close())])
);

const baseOf = (fault: string) => `${api.origin}${fault && `/faults/${fault}`}/v1`;
const pathOfFault = (fault: string) => `/faults/${fault}/v1/chat/completions`;
const clientLeft = (fault: string) => leaving(pathOfFault(fault)).promise;

async function run(file: string, fault = '') {
	return trimmed(await forks.get(file)!.run({ baseURL: baseOf(fault) }));
}

async function runAgainst(file: string, sent: Reply, apiKey = 'sk-of-mine') {
	const server = await serveReply(sent);
	const settings = { baseURL: `${server.origin}/v1`, apiKey };
	const printed = trimmed(await forks.get(file)!.run(settings));
	await server.close();
	return { ...printed, asked: server.asked };
}

test.concurrent.each([stop, deadline, httpx])('%s prints the whole story', async (file) => {
	expect(answer.length).toBeGreaterThan(500);
	expect(await run(file)).toEqual({ stdout: answer.trimEnd(), stderr: '', code: 0 });
});

const cutOff = 'The answer is incomplete: the stream ended without a finish reason.';

test.concurrent.each(programs)('%s tells a cut stream from a whole one', async (file) => {
	const { stdout, stderr, code } = await runAgainst(file, reply(opening));
	expect({ stderr, code }).toEqual({ stderr: cutOff, code: 1 });
	expect(stdout.startsWith(story)).toBe(true);
});

test.concurrent.each(programs)('%s says that a token limit cut the answer', async (file) => {
	const { stdout, stderr, code } = await runAgainst(
		file,
		reply(opening + chunk({}, 'length') + usage + done)
	);
	expect(stderr).toMatch(/^The finish reason is length, not stop\./);
	expect({ code, isThere: stdout.startsWith(story) }).toEqual({ code: 0, isThere: true });
});

test.concurrent.each(programs)("%s gives the API's own message", async (file) => {
	const error = data({ error: { message: 'Out of memory.', code: 500 } });
	const [midway, refused] = [
		await runAgainst(file, reply(opening + error + done)),
		await runAgainst(file, refusal(404, { error: { message: 'No such model.' } })),
	];
	expect(midway).toMatchObject({ stderr: 'The answer is incomplete: Out of memory.', code: 1 });
	expect(midway.stdout).toBe(story);
	expect(refused).toMatchObject({ stdout: '', code: 1 });
	expect(refused.stderr).toMatch(/^The answer is incomplete: .*404.*No such model\./);
});

test.concurrent.each(programs)('%s wants a key', async (file) => {
	expect(await forks.get(file)!.run({ apiKey: '' })).toEqual({
		stdout: '',
		stderr: 'Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.\n',
		code: 1,
	});
});

describe('stream_stop.py', () => {
	test.concurrent('keeps the text and closes the connection at Ctrl-C', async () => {
		const fault = 'stall-for-ever;after=9';
		const program = start(stop, { baseURL: baseOf(fault) });
		const printed = Promise.all([text(program.stdout), text(program.stderr)]);
		const ended = once(program, 'close');
		await once(program.stdout, 'data');
		program.kill('SIGINT');
		await clientLeft(fault);
		const [stdout, stderr] = await printed;
		const [code] = await ended;
		expect({ stderr, code }).toEqual({
			stderr: `\nStopped by you. ${stdout.length} characters had come.\n`,
			code: 130,
		});
		expect(stdout.length > 0 && answer.startsWith(stdout), stdout).toBe(true);
	});

	test.concurrent('has need of `with`: after a mere `break` the server sees nothing', async () => {
		const fault = 'stall-for-ever;after=8';
		const program = spawn(runtimeOf(obviousBreak), [examplePath(obviousBreak)], {
			env: environment({ baseURL: baseOf(fault) }),
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		const lines = createInterface(program.stdout)[Symbol.asyncIterator]();
		expect((await lines.next()).value).toBe('broke');
		// Five times as long as a server takes to see a close.
		const seen = await Promise.race([clientLeft(fault), setTimeout(500, false)]);
		expect(seen).toBe(false);
		program.stdin.write('\n');
		expect((await lines.next()).value).toBe('closed');
		await clientLeft(fault);
		program.stdin.end('\n');
		await once(program, 'close');
	});
});

describe('stream_deadline.py', () => {
	test.concurrent('ends at its deadline, and the server sees it', async () => {
		const fault = 'stall-for-ever;after=7';
		const printed = await runProgram(deadline, { baseURL: baseOf(fault), env: hasty });
		expect(printed.stderr).toBe('\nThe answer is incomplete: 30 seconds are over.\n');
		expect(printed.code).toBe(1);
		expect(printed.stdout.length > 0 && answer.startsWith(printed.stdout)).toBe(true);
		await clientLeft(fault);
	});
});

describe('`timeout` of the package', () => {
	test.concurrent('counts before the answer for each try, and there are three', async () => {
		const fault = 'slow-head;ms=600000';
		const printed = await runProgram('python/stream.py', { baseURL: baseOf(fault), env: hasty });
		expect(trimmed(printed)).toEqual({
			stdout: '',
			stderr: 'The answer is incomplete: Request timed out.',
			code: 1,
		});
		expect(asked.get(pathOfFault(fault))).toBe(3);
	});

	test.concurrent('is not for the whole answer: comments alone keep it waiting', async () => {
		// Hasty, it is 3 seconds. The text is silent for 4, and the connection never for long.
		let comments = 0;
		const body = () =>
			new ReadableStream<Uint8Array>({
				async pull(controller) {
					if (comments++ < 16) {
						controller.enqueue(bytes(': ping\n\n'));
						return setTimeout(250);
					}
					controller.enqueue(bytes(whole));
					return controller.close();
				},
			});
		const server = await serveHandler(async () => new Response(body()));
		const printed = await runProgram('python/stream.py', {
			baseURL: `${server.origin}/v1`,
			env: hasty,
		});
		await server.close();
		expect(trimmed(printed)).toEqual({ stdout: story, stderr: '', code: 0 });
	});
});

/** The page's table of what the package does; a row that comes to be untrue fails. */
describe('a loop over the package that asks nothing of the end', () => {
	const loop = startForks('../../tests/examples/openai_loop.py');
	afterAll(() => loop.close());

	test.concurrent.each([
		'no-end',
		'error-midway;shape=vllm-old',
		'error-midway;shape=event',
		'json-error-with-200',
		'html-with-200',
	])('is silent under %s, and ends as if all were well', async (fault) => {
		const { stdout, stderr, code } = trimmed(await loop.run({ baseURL: baseOf(fault) }));
		expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
		expect(stdout).not.toBe(answer.trimEnd());
	});

	test.concurrent.each([
		['event-lines', /^json\.decoder\.JSONDecodeError: Expecting value/m],
		['retry-lines', /^json\.decoder\.JSONDecodeError: Expecting value/m],
		['invalid-utf8', /^UnicodeDecodeError: 'utf-8' codec/m],
		['malformed-json', /^json\.decoder\.JSONDecodeError/m],
		['cut', /^openai\.APIConnectionError: Connection error/m],
	])('raises under %s', async (fault, raised) => {
		const { stderr, code } = await loop.run({ baseURL: baseOf(fault) });
		expect(stderr).toMatch(raised);
		expect(code).toBe(1);
	});

	test.concurrent('loses the first event after a byte order mark', async () => {
		const server = await serveReply(
			reply(`\uFEFF${chunk({ content: 'First' })}${chunk({ content: ', second' }, 'stop')}`)
		);
		const printed = await loop.run({ baseURL: `${server.origin}/v1` });
		await server.close();
		expect(printed).toEqual({ stdout: ', second', stderr: '', code: 0 });
	});
});

describe('stream_usage.py', () => {
	test.concurrent.each(['', 'usage-apart', 'usage-with-finish', 'usage-on-every-chunk'])(
		'says the token counts, wherever they come: %s',
		async (fault) => {
			expect(await run(counts, fault)).toEqual({
				stdout: answer.trimEnd(),
				stderr: `${tokens.prompt_tokens} tokens read, ${tokens.completion_tokens} written.`,
				code: 0,
			});
		}
	);

	test.concurrent('asks for them, and says when none came', async () => {
		const printed = await runAgainst(counts, reply(opening + chunk({}, 'stop') + done));
		expect(printed).toMatchObject({ stdout: story, stderr: 'The server sent no token counts.' });
		expect(printed.asked[0]?.body).toMatchObject({ stream_options: { include_usage: true } });
	});
});

describe('stream_message.py', () => {
	test.concurrent('prints the text as it comes, and then the message that it makes', async () => {
		const { stdout, stderr, code } = await run(message);
		expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
		expect(stdout.startsWith(`${answer}\n\n{`)).toBe(true);
		const json = JSON.parse(stdout.slice(answer.length)) as object;
		expect(json).toEqual({ role: 'assistant', content: answer });
	});

	test.concurrent.each([
		['choices-interleaved', 'the second choice comes first'],
		['json-error-with-200', 'the body holds no chunk'],
		['tool-calls;calls=no-index', 'the helper puts calls together by their index'],
		['wrapped', 'a frame is a list'],
	])('says that the helper cannot read %s: %s', async (fault) => {
		const { stderr, code } = await run(message, fault);
		expect({ stderr, code }).toEqual({
			stderr: 'The answer is incomplete: the helper cannot read this stream.',
			code: 1,
		});
	});
});

describe('stream_message.py and tool calls', () => {
	test.concurrent('has them in the message', async () => {
		const { stdout, code } = await run(message, 'tool-calls');
		expect(code).toBe(0);
		expect(stdout).toContain('"name": "get_weather"');
		expect(stdout).toContain('"name": "get_time"');
	});

	test.concurrent.each(['shared-index', 'object'])(
		'says so where the helper made something else of them: %s',
		async (calls) => {
			const { stderr, code } = await run(message, `tool-calls;calls=${calls}`);
			expect(code).toBe(1);
			expect(stderr).toContain('the arguments of a tool call are not one JSON text.');
		}
	);
});

describe('stream_httpx.py', () => {
	const separators = 'a\u2028b\u2029c\u0085d';

	test.concurrent('reads line separators in a text as text', async () => {
		const sent = reply(chunk({ content: separators }, 'stop') + done);
		expect(await runAgainst(httpx, sent)).toMatchObject({
			stdout: separators,
			stderr: '',
			code: 0,
		});
	});

	test.concurrent('has need of its own lines: `iter_lines` of httpx breaks at those', async () => {
		const server = await serveReply(reply(chunk({ content: separators })));
		const printed = await runProgram('../../tests/examples/httpx_lines.py', {
			baseURL: server.origin,
		});
		await server.close();
		expect(trimmed(printed)).toEqual({ stdout: '5', stderr: '', code: 0 });
	});

	test.concurrent('never prints the key, whole or damaged, whatever the API says', async () => {
		const said = refusal(401, { error: { message: 'The key sk-of-mine is not valid.' } });
		expect((await runAgainst(httpx, said)).stderr).toBe(
			'The answer is incomplete: the API answered 401: The key [API key] is not valid.'
		);
		const damaged = await runAgainst(httpx, reply(whole), 'sk-of\nmine');
		expect(damaged).toMatchObject({
			stderr: 'The API key is damaged. Copy the whole key again.',
			code: 1,
			asked: [],
		});
	});

	const json = { 'content-type': 'application/json' };
	test.concurrent.each([
		[401, { error: 'Unauthorized' }, json, 'Unauthorized'],
		[401, { error: 'Unauthorized' }, { 'content-type': 'Application/JSON' }, 'Unauthorized'],
		[404, { detail: 'Not Found' }, json, 'Not Found'],
		[422, { detail: [{ msg: 'Field required' }] }, json, '[{"msg": "Field required"}]'],
		[500, [], json, 'application/json, not text/event-stream. Is the base URL right?'],
	] as const)('gives the message of a refusal in each shape: %s %j', async (...refused) => {
		const [status, body, headers, says] = refused;
		expect(await runAgainst(httpx, refusal(status, body, headers))).toMatchObject({
			stderr: `The answer is incomplete: the API answered ${status}: ${says}`,
			code: 1,
		});
	});

	test.concurrent.each(['http://[', 'http://127.0.0.1:port/v1', 'no-scheme/v1'])(
		'says in a sentence that the base URL is none: %s',
		async (baseURL) => {
			const printed = trimmed(await forks.get(httpx)!.run({ baseURL }));
			expect(printed).toMatchObject({ stdout: '', code: 1 });
			expect(printed.stderr).toMatch(/^The answer is incomplete: .+$/);
		}
	);

	test.concurrent('httpx-sse reads as the page says', async () => {
		const read = async (sent: Reply) => {
			const server = await serveReply(sent);
			const printed = await runProgram('../../tests/examples/httpx_sse_events.py', {
				baseURL: server.origin,
			});
			await server.close();
			return printed.stdout.trim();
		};
		expect(await read(reply('\uFEFFdata: lost\n\nevent: ping\n\ndata: kept\r\n\r\n'))).toBe(
			'["", "kept"]'
		);
		const headers = { 'content-type': 'text/plain' };
		expect(await read(reply('data: kept\n\n', { headers }))).toBe('SSEError');
	});
});
