/**
 * The short programs, which each page prints first, run unchanged. They leave much to the longer ones, but
 * none takes half an answer for a whole one. What they get wrong is declared, and an entry that no longer
 * holds fails.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { examples } from '../../src/examples/index.ts';
import { faultDescriptions } from '../../src/demo/index.ts';
import { replyTo } from '../../src/demo/replies/index.ts';
import { judgeCell } from '../board/cell.ts';
import { startDemoServer } from '../support/demo-server.ts';
import { faultCases } from '../support/fault-cases.ts';
import { startForks } from '../support/forks.ts';
import { serveReply } from '../support/loopback.ts';
import { runProgram, type Settings } from '../support/program.ts';
import { examplePath, folderFor } from '../support/reader-folders.ts';
import { chunk, data, done, opening, refusal, reply, story } from './streams.ts';

// Eight others may want the processor.
vi.setConfig({ testTimeout: 240_000 });

const server = await startDemoServer();
const { origin } = server;
const forks = ['python/short.py', 'python/short_async.py'].map(startForks);
afterAll(() => Promise.all([server.close(), ...forks.map((program) => program.close())]));

/** The printed terminal program, over the short `streamChat`. */
const terminal = join(folderFor(''), 'short-terminal.mjs');
writeFileSync(
	terminal,
	readFileSync(examplePath('browser/terminal.mjs'), 'utf8').replace(
		'./stream-chat.js',
		'./short-chat.js'
	)
);

const node = (file: string) => (settings: Settings) =>
	runProgram(file, { ...settings, env: { NODE_COMPILE_CACHE: folderFor('compiled') } });
const programs = [
	{ file: 'python/short.py', kind: 'python', run: forks[0]!.run },
	{ file: 'python/short_async.py', kind: 'python', run: forks[1]!.run },
	{ file: 'javascript/short.mjs', kind: 'sdk', run: node('javascript/short.mjs') },
	{ file: 'browser/short-chat.js', kind: 'fetch', run: node(terminal) },
] as const;
type Kind = (typeof programs)[number]['kind'];

/** What stands in each program's last words; or a word for what it gets wrong (`tests/board/cell.ts`). */
type Says = Readonly<Record<Kind, RegExp | 'loud' | 'silent'>>;
const all = (says: RegExp | 'loud' | 'silent'): Says => ({ python: says, sdk: says, fetch: says });
const nothing = all(/^$/);
const noReason: Says = {
	python: /^The answer is incomplete\. Finish reason: None$/m,
	sdk: /Error: The answer is incomplete\. Finish reason: (null|undefined)$/m,
	fetch: /^The answer is incomplete\. Finish reason: (null|undefined)$/m,
};
const midway = all(/The model stopped answering\./);

const faults: Readonly<Record<string, Says>> = {
	'one-byte-reads': nothing,
	crlf: nothing,
	'keep-alives': nothing,
	'usage-apart': nothing,
	'usage-on-every-chunk': nothing,
	'choices-empty': nothing,
	'choices-missing': nothing,
	'no-done': nothing,
	'done-then-open': nothing,
	'no-end': noReason,
	'finish-early-cut': noReason,
	'error-midway;shape=vllm-old': noReason,
	'html-with-200': noReason,
	'finish-failed': all(/Finish reason: network_error$/m),
	cut: { python: /APIConnectionError/, sdk: /terminated/, fetch: /terminated/ },
	'error-midway': midway,
	'http-401': all(/401.*The demo was told to refuse this key\./),
	'rate-limit': all(/429.*The demo was told to be over its limit/),
	// They ask for text alone, and know one ending that is good.
	'tool-calls': all('loud'),
	'unknown-finish-reason': all('loud'),
	// What the longer programs add.
	'empty-stop': { python: 'silent', sdk: 'silent', fetch: /No text came/ },
	'choices-interleaved': all('silent'),
	'content-parts': { python: 'silent', sdk: 'loud', fetch: 'loud' },
	'multi-line-data': { python: /^$/, sdk: /^$/, fetch: 'loud' },
	'invalid-utf8': { python: 'loud', sdk: /^$/, fetch: /^$/ },
};

const answer = replyTo('Tell me a story').trimEnd();
const cases = faultCases(faultDescriptions).filter(({ name }) => name in faults);

test('every fault here is one of the demo', () => {
	expect(cases.map(({ name }) => name).toSorted()).toEqual(Object.keys(faults).toSorted());
});

describe.each(cases)('under $name', ({ name, fault }) => {
	test.concurrent.each(programs)('$file', async ({ kind, run }) => {
		// Refusals are counted for each address; a seed gives each program its own.
		const seed = programs.findIndex((one) => one.run === run);
		const printed = await run({ baseURL: `${origin}/faults/${name};seed=${seed}/v1` });
		const { verdict } = judgeCell(printed, fault.client, answer, origin);
		const says = faults[name]![kind];
		const isWrong = typeof says === 'string';
		expect({ ...printed, verdict }).toMatchObject({ verdict: isWrong ? says : 'right' });
		expect(printed.stderr.trim()).toMatch(isWrong ? /(?:)/ : says);
	});
});

test.concurrent.each(programs)(
	'$file prints the whole story, and nothing else',
	async ({ run }) => {
		const { stdout, stderr, code } = await run({ baseURL: `${origin}/v1` });
		expect({ stdout: stdout.trimEnd(), stderr, code }).toEqual({
			stdout: answer,
			stderr: '',
			code: 0,
		});
	}
);

describe.each(['length', 'content_filter'])('an answer that ends with %s', (reason) => {
	test.concurrent.each(programs)('is incomplete for $file', async ({ run }) => {
		const cutOff = await serveReply(reply(opening + chunk({}, reason) + done));
		const { stdout, stderr, code } = await run({ baseURL: `${cutOff.origin}/v1` });
		await cutOff.close();
		expect({ stdout: stdout.trimEnd(), code }).toEqual({ stdout: story, code: 1 });
		expect(stderr).toMatch(
			new RegExp(`The answer is incomplete\\. Finish reason: ${reason}$`, 'm')
		);
	});
});

test('without its key a program does not send that of another API', async () => {
	const asked = await serveReply(reply(opening + chunk({}, 'stop') + done));
	const baseURL = `${asked.origin}/v1`;
	const env = { OPENAI_API_KEY: 'of-another-api' };
	const python = await runProgram('python/short.py', { baseURL, apiKey: '', env });
	expect(python.stderr).toContain("KeyError: 'SOLIDRUST_API_KEY'");
	const javascript = await runProgram('javascript/short.mjs', { baseURL, apiKey: '', env });
	await asked.close();
	expect(javascript.stderr).toContain('Missing credentials');
	expect(asked.asked).toEqual([]);
});

test.each([
	['browser/short-chat.js', programs[3].run],
	['python/short_httpx.py', (settings: Settings) => runProgram('python/short_httpx.py', settings)],
] as const)('%s masks the key that a server repeats', async (_, run) => {
	const apiKey = 'sk-of-the-reader';
	const error = { message: `The key ${apiKey} is not valid.` };
	for (const said of [refusal(401, { error }), reply(data({ error }))]) {
		const api = await serveReply(said);
		const { stderr } = await run({ baseURL: `${api.origin}/v1`, apiKey });
		await api.close();
		expect(stderr).toContain('The key [API key] is not valid.');
		expect(stderr).not.toContain(apiKey);
	}
});

test('they are short', () => {
	const lines = programs.map(({ file }) => examples[`./${file}`]!.trimEnd().split('\n').length);
	expect(lines).toEqual([20, 25, 20, 39]);
});
