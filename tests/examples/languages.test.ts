/**
 * The programs of the page _Other languages_, compiled once and run unchanged against the faults of the demo
 * API that matter to them: each prints the whole answer, or says truly why it is not whole.
 *
 * Units   the demo's waits are 50 times as short. For a server that falls silent, and there alone, a
 *         program's limit of 60 seconds is made two.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { replyTo } from '../../src/demo/replies/index.ts';
import { installOf } from '../../src/examples/installs.ts';
import { BUILD_LIMIT_MS, languages } from '../support/languages.ts';
import { listen, serveReply, type Reply } from '../support/loopback.ts';
import { cachePath, toolOf } from '../support/machine.ts';
import { environment, type Command } from '../support/program.ts';
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
import { startDemoServer } from '../support/demo-server.ts';

vi.setConfig({ testTimeout: 120_000 });

const server = await startDemoServer();
const { origin } = server;
afterAll(() => server.close());

const answer = replyTo('Tell me a story').trimEnd();

/** Faults under which the whole answer comes, and none of these programs may print less. */
const harmless = [
	'one-byte-reads',
	'random-reads',
	'several-frames-a-read',
	'crlf',
	'no-space',
	'keep-alives',
	'id-lines',
	'retry-lines',
	'event-lines',
	'huge-frame',
	'unknown-fields',
	'choices-empty',
	'choices-missing',
	'choices-interleaved',
	'one-finish-reason',
	'reasoning',
	'usage-apart',
	'usage-with-finish',
	'usage-on-every-chunk',
	'no-done',
	'done-then-open',
	'data-after-done',
	'slow-head',
];

const isCut =
	/without a finish reason|EOF|end of file|closed|reset|[Pp]remature|Empty reply|a frame is cut or not JSON/;

/** What stops an answer, how much of its text comes, and what may be said of it. */
const harmful: readonly (readonly [fault: string, text: 'none' | 'part', truth: RegExp])[] = [
	['no-end', 'part', /without a finish reason\.$/],
	['end-inside-frame', 'part', isCut],
	['cut', 'part', isCut],
	['cut-between-frames', 'part', isCut],
	['cut-before-first-byte', 'none', isCut],
	['cut-before-head', 'none', isCut],
	['malformed-json', 'part', /a frame is cut or not JSON/],
	// The page says so: to these programs a line is a frame.
	['multi-line-data', 'none', /a frame is cut or not JSON/],
	['error-first', 'none', /The model stopped answering\./],
	['error-midway', 'part', /The model stopped answering\./],
	['error-midway;shape=transformers', 'part', /The model stopped answering\./],
	['error-midway;shape=litellm', 'part', /The model stopped answering\./],
	['error-midway;shape=vllm-old', 'part', /without a finish reason\.$/],
	['error-midway;shape=event', 'part', /without a finish reason\.$/],
	['json-error-with-200', 'none', /without a finish reason\.$/],
	['html-with-200', 'none', /without a finish reason\.$/],
	['nothing-with-200', 'none', /without a finish reason\.$/],
	['http-401', 'none', /the API answered 401\b[^]*The demo was told/],
	['http-500', 'none', /the API answered 500\b[^]*The demo was told/],
	['rate-limit', 'none', /the API answered 429\b[^]*The demo was told/],
];

test('Rust is compiled with what its install line names', async () => {
	const manifest = await readFile(new URL('rust/Cargo.toml', import.meta.url), 'utf8');
	const line = installOf('rust/stream.rs');
	const [, name, version] = /add (\w+)@(\S+)/.exec(line)!;
	const features = /--features (\S+)/.exec(line)![1];
	expect(manifest).toContain(
		`\n${name} = { version = "=${version}", default-features = false, features = ["${features}"] }\n`
	);
	expect(line).toContain('--no-default-features');
	expect([...manifest.matchAll(/^(\w+) = .*"=/gm)].map(([, crate]) => crate)).toEqual([
		'attohttpc',
		'serde_json',
	]);
});

test('Java is run with the jar that its install line brings', async () => {
	const source = await readFile(examplePath('java/Stream.java'), 'utf8');
	const version = /gson:([\d.]+)/.exec(installOf('java/Stream.java'))![1];
	expect(source.split('\n')[0]).toMatch(`: java -cp gson-${version}.jar Stream.java`);
});

for (const { name, file, limit, build } of languages) {
	describe.skipIf(toolOf(name) === undefined)(`${file} (needs ${name})`, () => {
		let program: Command;
		let hasty: Command;

		beforeAll(async () => {
			program = await build(examplePath(file), 'printed');
			const source = await readFile(examplePath(file), 'utf8');
			if (source.split(limit[0]).length !== 2) throw new Error(`${file}: ${limit[0]}, not once`);
			const changed = cachePath(`${dirname(file)}/source/${basename(file)}`);
			await mkdir(dirname(changed), { recursive: true });
			await writeFile(changed, source.replace(...limit));
			hasty = await build(changed, 'hasty');
		}, BUILD_LIMIT_MS);

		const against = (sent: Reply, apiKey?: string) => runAgainst(program, sent, apiKey);

		test.concurrent('asks once, as it should, and prints the story', async () => {
			const { asked, ...printed } = await against(reply(whole));
			expect(printed).toEqual({ stdout: story, stderr: '', code: 0 });
			expect(asked).toHaveLength(1);
			expect(asked[0]).toMatchObject({
				method: 'POST',
				url: '/v1/chat/completions',
				headers: { authorization: 'Bearer sk-of-mine', 'content-type': 'application/json' },
				body: {
					model: 'vllm-primary',
					messages: [{ role: 'user', content: 'Tell me a story' }],
					stream: true,
				},
			});
		});

		test.concurrent('prints all text that has come while the server still writes', async () => {
			const replay = await serveReply(reply(opening, { end: 'silence' }));
			const [path, ...args] = program;
			const child = spawn(path, args, { env: environment({ baseURL: `${replay.origin}/v1` }) });
			let text = '';
			for await (const piece of child.stdout.setEncoding('utf8')) {
				text += piece;
				if (text.length >= story.length) break;
			}
			child.kill();
			await replay.close();
			expect(text).toBe(story);
		});

		test.concurrent('asks once, too, where the connection breaks before an answer', async () => {
			let asked = 0;
			const refusing = await listen((request) => {
				asked += 1;
				request.resume().on('end', () => request.socket.destroy());
			});
			const { code } = await run(program, { baseURL: `${refusing.origin}/v1` });
			await refusing.close();
			expect({ asked, code }).toEqual({ asked: 1, code: 1 });
		});

		test.concurrent('reads it a byte at a time, with CR LF', async () => {
			const printed = await against({ reads: byteByByte(crlf(whole)) });
			expect(printed).toMatchObject({ stdout: story, stderr: '', code: 0 });
		});

		test.concurrent.each(harmless)('prints the whole answer under %s', async (fault) => {
			const printed = await run(program, { baseURL: `${origin}/faults/${fault};seed=1/v1` });
			expect(printed).toEqual({ stdout: answer, stderr: '', code: 0 });
		});

		test.concurrent.each(harmful)('fails truly under %s', async (fault, amount, truth) => {
			const baseURL = `${origin}/faults/${fault};seed=${name.length}/v1`;
			const { stdout, stderr, code } = await run(program, { baseURL });
			expect({ stderr, code }).toEqual({ stderr: expect.stringMatching(truth), code: 1 });
			expect(stderr).toMatch(/^The answer is incomplete: /);
			expect(stderr).not.toMatch(/Traceback|panicked|goroutine|Exception in|from .*:\d+:in/);
			expect(answer.startsWith(stdout), stdout).toBe(true);
			expect(stdout === '' ? 'none' : 'part').toBe(amount);
		});

		test.concurrent('gives up a server that falls silent', async () => {
			const { stdout, stderr, code } = await run(hasty, {
				baseURL: `${origin}/faults/stall-for-ever/v1`,
			});
			expect(code).toBe(1);
			expect(stderr).toMatch(
				/incomplete: .*(fell silent|[Tt]imeout|timed out|too slow|unavailable)/
			);
			expect(stdout !== '' && answer.startsWith(stdout), stdout).toBe(true);
		});

		test.concurrent('says that a token limit cut the answer', async () => {
			const printed = await against(reply(opening + chunk({}, 'length') + done));
			expect(printed).toMatchObject({
				stdout: story,
				stderr: 'The finish reason is length, not stop.',
				code: 0,
			});
		});

		test.concurrent('does not take an unknown finish reason for a good one', async () => {
			const printed = await against(reply(opening + chunk({}, 'content_filter') + done));
			expect(printed).toMatchObject({
				stdout: story,
				stderr: 'The answer is incomplete: its finish reason is content_filter.',
				code: 1,
			});
		});

		test.concurrent(
			'loses nothing to a connection that breaks after the finish reason',
			async () => {
				const printed = await against(reply(opening + chunk({}, 'stop'), { end: 'cut' }));
				expect(printed).toMatchObject({ stdout: story, stderr: '', code: 0 });
			}
		);

		test.concurrent('takes a finish reason back when text follows it', async () => {
			const printed = await against(
				reply(chunk({ content: 'a' }, 'stop') + chunk({ content: 'b' }) + done)
			);
			expect(printed).toMatchObject({ stdout: 'ab', code: 1 });
			expect(printed.stderr).toMatch(/without a finish reason\.$/);
		});

		test.concurrent('says that no text came', async () => {
			const printed = await against(reply(chunk({ content: null }, 'stop') + done));
			expect(printed).toMatchObject({ stdout: '', code: 1 });
			expect(printed.stderr).toMatch(/no text came\.$/);
		});

		test.concurrent('never prints the key, whatever the API says', async () => {
			const error = { error: { message: 'The key sk-of-mine is not valid.' } };
			for (const sent of [refusal(401, error), reply(opening + data(error))]) {
				const { stdout, stderr, code } = await against(sent);
				expect(code).toBe(1);
				expect(stderr).toContain('The key [API key] is not valid.');
				expect(stdout + stderr).not.toContain('sk-of-mine');
			}
		});

		test.concurrent('wants a key', async () => {
			expect(await run(program, { apiKey: '' })).toEqual({
				stdout: '',
				stderr: 'Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.',
				code: 1,
			});
		});
	});
}
