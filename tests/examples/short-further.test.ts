/**
 * The further short programs of the pages Python and JavaScript, run unchanged: a whole answer, a cut one, and
 * an error midway.
 *
 * Units   the limit of time is 20 times as short where it is tested, and only there.
 */
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { examples } from '../../src/examples/index.ts';
import { serveReply } from '../support/loopback.ts';
import { runProgram, start } from '../support/program.ts';
import { bytes, chunk, data, done, opening, reply, story, usage } from './streams.ts';

// Eight others may want the processor.
vi.setConfig({ testTimeout: 240_000 });

/** What each prints after the story; how its last words name an answer that was cut. */
const programs: Readonly<Record<string, { after: RegExp; cut: RegExp }>> = {
	'python/short_stop.py': { after: /^$/, cut: /Finish reason: None$/m },
	'python/short_deadline.py': { after: /^$/, cut: /Finish reason: None$/m },
	'python/short_usage.py': { after: /^\n16 tokens$/, cut: /Finish reason: None$/m },
	'python/short_message.py': {
		after: /^\n\{"content":"Once upon .*"role":"assistant"/,
		cut: /Finish reason: None$/m,
	},
	'python/short_httpx.py': { after: /^$/, cut: /Finish reason: None$/m },
	'javascript/short-helper.mjs': { after: /^$/, cut: /missing finish_reason for choice 0/ },
	'javascript/short-stop.mjs': { after: /^$/, cut: /Finish reason: (null|undefined)$/m },
	'javascript/short-usage.mjs': {
		after: /^\n16 tokens$/,
		cut: /Finish reason: (null|undefined)$/m,
	},
	'javascript/short.mts': { after: /^$/, cut: /Finish reason: (null|undefined)$/m },
	'javascript/short-ai-sdk.mjs': { after: /^$/, cut: /without a finish reason/ },
};
const rows = Object.entries(programs);

async function run(file: string, stream: string) {
	const server = await serveReply(reply(stream));
	const { stdout, stderr, code } = await runProgram(file, { baseURL: `${server.origin}/v1` });
	await server.close();
	return { stdout: stdout.trimEnd(), stderr, code };
}

test.concurrent.each(rows)('%s prints a whole answer', async (file, { after }) => {
	const { stdout, stderr, code } = await run(file, opening + chunk({}, 'stop') + usage + done);
	expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
	expect(stdout.slice(0, story.length)).toBe(story);
	expect(stdout.slice(story.length)).toMatch(after);
});

test.concurrent.each(rows)('%s fails where the answer is cut', async (file, { cut }) => {
	const { stdout, stderr, code } = await run(file, opening);
	expect({ stdout, code }).toEqual({ stdout: story, code: 1 });
	expect(stderr).toMatch(cut);
});

test.concurrent.each(rows)("%s fails with the API's own message", async (file) => {
	const { stderr, code } = await run(
		file,
		opening + data({ error: { message: 'Out of memory.' } })
	);
	expect(code).toBe(1);
	expect(stderr).toContain('Out of memory.');
});

test.concurrent('short_deadline.py ends in time, and closes the connection', async () => {
	const server = await serveReply({ reads: [bytes(opening)], end: 'silence' });
	const env = { PYTHONPATH: fileURLToPath(new URL('../support/hasty-python', import.meta.url)) };
	const baseURL = `${server.origin}/v1`;
	const { stderr, code } = await runProgram('python/short_deadline.py', { baseURL, env });
	expect({ stderr: stderr.trimEnd(), code }).toEqual({
		stderr: expect.stringMatching(/TimeoutError$/),
		code: 1,
	});
	await server.abandoned;
	await server.close();
});

describe('Ctrl-C', () => {
	test.concurrent.each(['python/short_stop.py', 'javascript/short-stop.mjs'])(
		'ends %s, and closes the connection',
		async (file) => {
			const server = await serveReply({ reads: [bytes(opening)], end: 'silence' });
			const program = start(file, { baseURL: `${server.origin}/v1` });
			const closed = once(program, 'close');
			let text = '';
			for await (const piece of program.stdout.setEncoding('utf8')) {
				text += piece;
				// Python forgets a signal that comes between its look for signals and its wait for bytes.
				if (text === story) setTimeout(() => program.kill('SIGINT'), 300);
			}
			await server.abandoned;
			await server.close();
			expect(text).toBe(story);
			// The limit of `start` ends with another signal.
			await closed;
			expect(program.signalCode).not.toBe('SIGTERM');
		}
	);
});

test('they are short', () => {
	const lines = rows.map(([file]) => examples[`./${file}`]!.trimEnd().split('\n').length);
	expect(Math.max(...lines)).toBeLessThanOrEqual(31);
});
