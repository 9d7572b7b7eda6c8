/**
 * The rule that every printed program keeps, in both directions: the finish reason decides. What fails is
 * not called whole, and what is whole is not called a failure. Also: content in parts, and half characters.
 */
import { afterAll, describe, expect, test, vi } from 'vitest';
import { startForks } from '../support/forks.ts';
import { serveReply, type Reply } from '../support/loopback.ts';
import { runProgram, type Printed } from '../support/program.ts';
import { bytes, chunk, data, done, reply } from './streams.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const python = ['stream', 'stream_async', 'stream_stop', 'stream_deadline', 'stream_usage'].map(
	(name) => `python/${name}.py`
);
const loops = [
	...python,
	'python/stream_httpx.py',
	'python/ask_again.py',
	'python/tool_calls.py',
	...['stream.mjs', 'stream.mts', 'stop.mjs', 'usage.mjs', 'ask-again.mjs', 'tool-calls.mjs'].map(
		(name) => `javascript/${name}`
	),
	'javascript/ai-sdk.mjs',
	'browser/terminal.mjs',
];
/** Their packages put the message together, and stop at parts. */
const helpers = ['python/stream_message.py', 'javascript/stream-helper.mjs'];
/** They print figures, not the text. */
const measures = ['python/measure.py', 'javascript/measure.mjs'];

const forks = new Map(
	[...loops, ...helpers, ...measures]
		.filter((file) => file.endsWith('.py'))
		.map((file) => [file, startForks(file)])
);
afterAll(() => Promise.all([...forks.values()].map((fork) => fork.close())));

const apiKey = 'sk-of-mine';

async function run(file: string, sent: Reply, key = apiKey): Promise<Printed> {
	const server = await serveReply(sent);
	const settings = { baseURL: `${server.origin}/v1`, apiKey: key };
	const printed = await (forks.get(file)?.run(settings) ?? runProgram(file, settings));
	await server.close();
	return printed;
}

const opening = chunk({ role: 'assistant', content: '' });
const hi = opening + chunk({ content: 'Hi.' });

/** Some APIs end so; none of it is a whole answer. */
const failures: Readonly<Record<string, readonly [Reply, RegExp]>> = {
	...Object.fromEntries(
		['error', 'network_error', 'abort', 'content_filter', 'of_nobody'].map((reason) => [
			`the finish reason ${reason}`,
			[reply(hi + chunk({}, reason) + done), new RegExp(`${reason}|content filter`)],
		])
	),
	'a finish reason that is no more than a word for none': [
		reply(hi + chunk({}, 'null') + chunk({}, '') + done),
		/finish.reason/,
	],
	'text after the finish reason, and no other': [
		reply(opening + chunk({ content: 'Hi' }, 'stop') + chunk({ content: '.' })),
		/finish.reason/,
	],
	'a finish reason without any text': [
		reply(opening + chunk({}, 'stop') + done),
		/[Nn]o text came|neither text nor a tool call came/,
	],
	'a token limit that was met before any text': [
		reply(opening + chunk({ reasoning_content: 'Hm.' }) + chunk({}, 'length') + done),
		/[Nn]o text came|the token limit cut it/,
	],
};

describe.each(Object.entries(failures))('%s', (what, [sent, says]) => {
	// The programs that ask again say so first, and wait.
	test.concurrent.each([...loops, ...helpers, ...measures])('is no success to %s', async (file) => {
		const { stdout, stderr, code } = await run(file, sent);
		expect(code).toBe(1);
		expect(stderr).toMatch(says);
		expect(stderr).not.toMatch(/Traceback|^ {4}at /m);
		const hasText = !what.includes('any text') && !measures.includes(file);
		expect(stdout.includes('Hi'), stdout).toBe(hasText);
	});
});

const wholes: Readonly<Record<string, readonly [Reply, string]>> = {
	'a connection that breaks after the finish reason': [
		{ reads: [bytes(hi + chunk({}, 'stop'))], end: 'cut' },
		'Hi.',
	],
	'a stop string, which may come with the last text': [
		reply(opening + chunk({ content: 'Hi.' }, 'stop') + done),
		'Hi.',
	],
	'halves of a character in two deltas': [
		reply(opening + chunk({ content: 'a \uD83D' }) + chunk({ content: '\uDE80 b' }, 'stop') + done),
		'a 🚀 b',
	],
};

describe.each(Object.entries(wholes))('%s', (_, [sent, text]) => {
	test.concurrent.each([...loops, ...helpers])('is whole to %s', async (file) => {
		const { stdout, stderr, code } = await run(file, sent);
		expect(stderr).not.toContain('incomplete');
		expect(stdout.trimEnd().startsWith(text), stdout).toBe(true);
		expect(code).toBe(0);
	});

	test.concurrent.each(measures)('is measured by %s', async (file) => {
		const { stdout, stderr, code } = await run(file, sent);
		expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
		expect(stdout).toMatch(/^First token after \d+ ms/);
	});
});

// Tool calls may end in the middle, so their program makes none of them: see `tool-calls.test.ts`.
const noCalls = loops.filter((file) => !/tool.calls/.test(file));
test.concurrent.each([...noCalls, ...helpers])(
	'%s says that the token limit cut the answer',
	async (file) => {
		const { stdout, stderr, code } = await run(file, reply(hi + chunk({}, 'length') + done));
		expect(stdout).toContain('Hi.');
		expect(`${stderr} ${stdout}`).toMatch(/[Tt]he finish reason is length, not stop\./);
		expect(code).toBe(0);
	}
);

const parts =
	chunk({ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }] }) +
	chunk({ content: [{ type: 'text', text: 'The answer' }] }) +
	chunk({ content: ' is 42.' }, 'stop') +
	done;

test.concurrent.each(loops)(
	'%s prints the text of content in parts, and no thinking',
	async (file) => {
		const { stdout, code } = await run(file, reply(parts));
		expect({ stdout: stdout.trim(), code }).toEqual({ stdout: 'The answer is 42.', code: 0 });
	}
);

const repeating = (key: string) =>
	reply(hi + data({ error: { message: `No key ${key}: not many.`, code: 401 } }) + done);

test.concurrent.each([...loops, ...helpers, ...measures])(
	'%s masks a key that the API repeats',
	async (file) => {
		const { stdout, stderr } = await run(file, repeating(apiKey));
		expect(stderr).toContain('No key [API key]: not many.');
		expect(stdout + stderr).not.toContain(apiKey);
	}
);

test.concurrent.each([...loops, ...helpers, ...measures])(
	'%s leaves words whole that hold a short key',
	async (file) => {
		expect((await run(file, repeating('any'), 'any')).stderr).toContain('No key any: not many.');
	}
);
