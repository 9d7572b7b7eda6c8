/**
 * The short programs of the page _Other languages_, compiled once and run unchanged. They leave much to the longer
 * ones, but none takes half an answer for a whole one.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { replyTo } from '../../src/demo/replies/index.ts';
import { examples } from '../../src/examples/index.ts';
import { startDemoServer } from '../support/demo-server.ts';
import { BUILD_LIMIT_MS, languages } from '../support/languages.ts';
import type { Reply } from '../support/loopback.ts';
import { toolOf } from '../support/machine.ts';
import type { Command } from '../support/program.ts';
import { examplePath } from '../support/reader-folders.ts';
import { run, runAgainst } from './compiled.ts';
import {
	byteByByte,
	chunk,
	crlf,
	data,
	done,
	opening,
	refusal,
	reply,
	story,
	whole,
} from './streams.ts';

vi.setConfig({ testTimeout: 120_000 });

const { origin, close } = await startDemoServer();
afterAll(close);
const answer = replyTo('Tell me a story').trimEnd();

const harmless = [
	'one-byte-reads',
	'random-reads',
	'keep-alives',
	'huge-frame',
	'usage-apart',
	'usage-on-every-chunk',
	'choices-missing',
	'no-done',
	'done-then-open',
];

/** What stops an answer, and what is said of it. */
const harmful: readonly (readonly [fault: string, truth: RegExp])[] = [
	['no-end', /incomplete/],
	['finish-early-cut', /incomplete/],
	['cut', /eof|end of file|closed|reset|premature|incomplete/i],
	['html-with-200', /incomplete/],
	['finish-failed', /network_error/],
	['error-midway', /The model stopped answering\./],
	['malformed-json', /json|invalid character|expected|EOF while parsing/i],
	['http-401', /401\b[^]*The demo was told/],
	['rate-limit', /429\b[^]*The demo was told/],
];

for (const { name, short: file, build } of languages) {
	describe.skipIf(toolOf(name) === undefined)(`${file} (needs ${name})`, () => {
		let program: Command;
		beforeAll(async () => {
			program = await build(examplePath(file), 'short');
		}, BUILD_LIMIT_MS);

		const against = (sent: Reply) => runAgainst(program, sent);

		test.concurrent('asks as it should, and prints the story', async () => {
			const { asked, ...printed } = await against({ reads: byteByByte(crlf(whole)) });
			expect(printed).toEqual({ stdout: story, stderr: '', code: 0 });
			expect(asked).toMatchObject([
				{
					headers: { authorization: 'Bearer sk-of-mine', 'content-type': 'application/json' },
					body: {
						model: 'vllm-primary',
						messages: [{ role: 'user', content: 'Tell me a story' }],
						stream: true,
					},
				},
			]);
		});

		test.concurrent.each(harmless)('prints the whole answer under %s', async (fault) => {
			const printed = await run(program, { baseURL: `${origin}/faults/${fault};seed=1/v1` });
			expect(printed).toEqual({ stdout: answer, stderr: '', code: 0 });
		});

		test.concurrent.each(harmful)('fails under %s, and says why', async (fault, truth) => {
			const baseURL = `${origin}/faults/${fault};seed=${name.length}/v1`;
			const { stdout, stderr, code } = await run(program, { baseURL });
			expect(stderr).toMatch(truth);
			expect(code).toBeGreaterThan(0);
			expect(answer.startsWith(stdout), stdout).toBe(true);
		});

		test.concurrent.each(['length', 'content_filter'])('does not call %s whole', async (reason) => {
			const printed = await against(reply(opening + chunk({}, reason) + done));
			expect(printed.stdout).toBe(story);
			expect(printed.stderr).toMatch(new RegExp(`incomplete.*${reason}`));
			expect(printed.code).toBeGreaterThan(0);
		});

		test.concurrent('masks the key that a server repeats', async () => {
			const error = { error: { message: 'The key sk-of-mine is not valid.' } };
			for (const sent of [refusal(401, error), reply(opening + data(error))]) {
				const { stdout, stderr } = await against(sent);
				expect(stderr).toContain('The key [API key] is not valid.');
				expect(stdout + stderr).not.toContain('sk-of-mine');
			}
		});
	});
}

test.each(languages)('$short is two thirds as long as $file at most', ({ short, file }) => {
	const [lines, long] = [short, file].map(
		(path) => examples[`./${path}`]!.trimEnd().split('\n').length
	);
	expect(lines).toBeLessThanOrEqual((long! * 2) / 3);
});
