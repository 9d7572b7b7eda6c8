/**
 * What the page says of the loops that people write first with the `openai` packages, and of the
 * silence that a package does not end. Declared as they are: where a package mends its ways, the
 * row fails, and the page has a sentence to lose.
 */
import { expect, test, vi } from 'vitest';
import { serveReply, type Reply } from '../support/loopback.ts';
import { runProgram, type Settings } from '../support/program.ts';
import { bytes, opening, reply, story, usage } from './streams.ts';

vi.setConfig({ testTimeout: 120_000 });

const obviousPython = 'python/obvious_loop.py';
const obviousAsync = 'python/obvious_loop_async.py';
const obviousSdk = 'javascript/obvious-loop.mjs';

async function run(file: string, sent: Reply, settings: Settings = {}) {
	const server = await serveReply(sent);
	const { stdout, stderr, code } = await runProgram(file, {
		...settings,
		baseURL: `${server.origin}/v1`,
	});
	await server.close();
	return { stdout: stdout.trimEnd(), stderr: stderr.trim(), code };
}

test.concurrent.each([obviousPython, obviousAsync])(
	'%s fails at a chunk without choices',
	async (file) => {
		expect(await run(file, reply(opening + usage))).toEqual({
			stdout: story,
			stderr: expect.stringMatching(/IndexError: list index out of range$/),
			code: 1,
		});
	}
);

test.concurrent.each([
	['Python', obviousPython],
	['async', obviousAsync],
	['JavaScript', obviousSdk],
])('the obvious %s loop takes a cut stream for a whole answer', async (_, file) => {
	expect(await run(file, reply(opening))).toEqual({ stdout: story, stderr: '', code: 0 });
});

// The programs give up after 60 seconds of silence. Here their clocks, and nothing else, run 20
// times as fast: the files are run as they are.
const hasty = new URL('../support/hasty-python', import.meta.url).pathname;
const fast = {
	python: { env: { PYTHONPATH: hasty } },
	node: {
		runtimeArguments: ['--import', new URL('../support/hasty-node.ts', import.meta.url).href],
	},
};

test.concurrent.each([
	['python/stream.py', fast.python, 'The answer is incomplete: Request timed out.'],
	['python/stream_async.py', fast.python, 'The answer is incomplete: Request timed out.'],
	['javascript/stream.mjs', fast.node, 'The answer is incomplete: no chunk came for 60 seconds.'],
])('%s gives up a stream that falls silent', async (file, settings, stderr) => {
	const silent: Reply = { reads: [bytes(opening)], end: 'silence' };
	expect(await run(file, silent, settings)).toEqual({ stdout: story, stderr, code: 1 });
});
