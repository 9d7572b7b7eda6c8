/**
 * The reader's request as a program, in each language: made for any text, run, and what arrives at the
 * server held against what the form would have sent.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programs } from '../../../../../src/playground/tools/code/programs.ts';
import {
	DEFAULT_SETTINGS,
	readSettings,
	type Settings,
} from '../../../../../src/playground/state/settings.ts';
import { BUILD_LIMIT_MS, languages } from '../../../../support/languages.ts';
import { installPath, toolOf } from '../../../../support/machine.ts';
import { isOtherLanguage, runMany } from '../../../../support/many-programs.ts';
import { environment, runtimeOf } from '../../../../support/program.ts';
import { examplePath } from '../../../../support/reader-folders.ts';

const run = promisify(execFile);

/** Runs many programs in one process: starting Python and importing `openai` takes a second. */
const drivers: Readonly<Record<string, string>> = {
	py: 'import runpy, sys\nfor path in sys.argv[1:]:\n    runpy.run_path(path, run_name="__main__")\n    print()\n',
	mjs: 'for (const path of process.argv.slice(2)) await import(path);\n',
	sh: 'for path in "$@"; do bash "$path" || exit; done\n',
};

let dir: string;
let origin: string;
const received = new Map<string, string>();
const headersOf = new Map<string, IncomingHttpHeaders>();
const server = createServer(async (request, response) => {
	const pieces: Buffer[] = [];
	for await (const piece of request) pieces.push(piece as Buffer);
	headersOf.set(request.url!, request.headers);
	received.set(request.url!, Buffer.concat(pieces).toString());
	const choice = { index: 0, delta: { content: 'ok' }, finish_reason: 'stop' };
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	response.end(`data: ${JSON.stringify({ choices: [choice] })}\n\ndata: [DONE]\n\n`);
});

beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	dir = await mkdtemp(join(tmpdir(), 'programs-'));
	// Where Node looks for the packages of a file.
	await symlink(installPath('npm install openai'), join(dir, 'node_modules'));
	for (const [type, text] of Object.entries(drivers))
		await writeFile(join(dir, `all.${type}`), text);
});

afterAll(async () => {
	server.closeAllConnections();
	server.close();
	await rm(dir, { recursive: true });
});

const request = (settings: Partial<Settings>) => {
	const read = readSettings({ ...DEFAULT_SETTINGS, ...settings }, 'sk-of-mine');
	if (!read.request) throw new Error(JSON.stringify(read.problems));
	return read.request;
};

/** What is hard to say in some language, each alone and with others around it. */
const hard = [
	`'`,
	`"`,
	'\\',
	'\\n',
	'\n',
	'\r\n',
	'\r',
	'\t',
	'\0',
	'\x07\x1b[31m',
	'$HOME ${HOME} $(id) `id` $& $1 $$',
	'</script><script>alert(1)</script>',
	'<!-- <script>',
	'${x} {x} %s %(x)s {{x}} #{x}',
	'"""',
	'#"# `x` "#',
	'\nJSON;\n',
	"'''",
	"'\\''",
	'\nJSON\n',
	'JSON',
	'👩‍👩‍👧‍👦 é e\u0301 مرحبا',
	'\u2028\u2029\u0085\u007f\ufeff',
	'\u202etxt.exe\u2066',
	'\ud83d',
	'\ude00 \ud83d',
	'model="vllm-primary", messages=[{"role": "user", "content": "Tell me a story"}],',
	"model: 'vllm-primary', messages: [{ role: 'user', content: 'Tell me a story' }],",
	'https://api.solidrust.ai/v1',
	'!! !event *glob* ~ ; & | > < #comment',
	'\\u0041 \\x41 \\101 \\N{BULLET}',
];

const anyText = fc.oneof(
	fc.constantFrom(...hard),
	fc
		.array(fc.oneof(fc.constantFrom(...hard), fc.string({ unit: 'binary' })), { maxLength: 6 })
		.map((all) => all.join('')),
	fc.string({ unit: 'grapheme' })
);
const spoken = anyText.filter((text) => text.trim() !== '');
const inJSON = (value: unknown) => JSON.stringify(value);
const anySettings = fc.record({
	message: spoken,
	model: spoken,
	system: anyText,
	temperature: fc.constantFrom('', '0', '0.7', '2', '1e-7', '0.30000000000000004'),
	maxTokens: fc.constantFrom('', '1', '1000', '9007199254740991'),
	tools: fc.oneof(
		fc.constant(''),
		fc
			.array(fc.oneof(anyText, fc.jsonValue(), fc.dictionary(anyText, anyText)), { minLength: 1 })
			.map(inJSON)
	),
	responseFormat: fc.oneof(
		fc.constant(''),
		fc.dictionary(anyText, fc.jsonValue(), { maxKeys: 1 }).map(inJSON)
	),
});

/** The same cases each time, every hard text among them, in one field or another. */
const cases: Partial<Settings>[] = [
	{},
	...hard
		.filter((_, index) => index % 3 === 0)
		.map((message, index) => ({
			message: `a${message}b`,
			system: `a${hard[index * 3 + 1]}b`,
			model: `m${hard[index * 3 + 2]}m`,
			tools: inJSON([{ [`k${message}`]: { [`${hard[index * 3 + 1]}`]: message } }, null, true]),
			responseFormat: `{"__proto__": ${inJSON(hard[index * 3 + 2] ?? null)}}`,
		})),
	...fc.sample(anySettings, { numRuns: 16, seed: 5 }),
];

const wellFormed = (body: unknown): unknown =>
	JSON.parse(
		// Lone surrogates, of names too, are escaped by `stringify`; pairs are not.
		JSON.stringify(body).replaceAll(/(?<!\\)((?:\\\\)*)\\ud[89a-f][\da-f]{2}/g, '$1\uFFFD')
	);

const sameEverywhere = programs.filter(({ label }) => !isOtherLanguage(label));
const others = programs.filter(({ label }) => isOtherLanguage(label));

const basesOf = (label: string) =>
	cases.map((_, index) => `/${encodeURIComponent(label)}/it's;a=$HOME&${index}/v1`);

/** What arrived for each case, and what should have. */
const sentTo = (bases: readonly string[]): unknown[] =>
	bases.map((base) => JSON.parse(received.get(`${base}/chat/completions`) ?? 'null'));
const wanted = cases.map((settings) => wellFormed(request(settings).body));

describe('programs', () => {
	test('of all other languages are offered', () => {
		expect(others.map(({ label }) => label)).toEqual(languages.map(({ name }) => name));
	});

	describe.each(others)('in $label (needs $label)', ({ label, make }) => {
		test.skipIf(toolOf(label) === undefined)(
			'send what the form would send, whatever was typed',
			{ timeout: BUILD_LIMIT_MS },
			async () => {
				const bases = basesOf(label);
				const texts = cases.map((settings, index) =>
					make(request({ ...settings, sendTo: 'endpoint', baseURL: origin + bases[index]! }))
				);
				await runMany(label, texts, join(dir, label));
				expect(sentTo(bases)).toEqual(wanted);
			}
		);
	});

	test.concurrent.each(sameEverywhere)(
		'$label sends what the form would send, whatever was typed',
		{ timeout: 120_000 },
		async ({ label, file, install, make }) => {
			const type = file.slice(file.lastIndexOf('.') + 1);
			const paths: string[] = [];
			const bases = basesOf(label);
			for (const [index, settings] of cases.entries()) {
				const baseURL = origin + bases[index]!;
				const path = join(dir, `${index}-${file}`);
				await writeFile(path, make(request({ ...settings, sendTo: 'endpoint', baseURL })));
				paths.push(type === 'mjs' ? pathToFileURL(path).href : path);
			}
			await run(runtimeOf(file, install), [join(dir, `all.${type}`), ...paths], {
				env: environment({}),
				maxBuffer: 1e8,
			});
			expect(sentTo(bases)).toEqual(wanted);
		}
	);

	test.concurrent.each(programs.filter(({ file }) => /\.(py|mjs|sh)$/.test(file)))(
		'$label sends the key as X-API-Key, and as nothing else, where that is chosen',
		{ timeout: 60_000 },
		async ({ label, file, install, make }) => {
			const base = `/own-header/${encodeURIComponent(label)}/v1`;
			const path = join(dir, `own-header-${file}`);
			const settings = {
				sendTo: 'endpoint',
				baseURL: origin + base,
				keyHeader: 'x-api-key',
			} as const;
			await writeFile(path, make(request(settings)));
			const env = environment({});
			await run(runtimeOf(file, install), [path], { env });
			const headers = headersOf.get(`${base}/chat/completions`);
			expect(headers?.['x-api-key']).toBe(env['SOLIDRUST_API_KEY']);
			expect(headers?.['x-api-key']).toMatch(/./);
			expect(headers).not.toHaveProperty('authorization');
		}
	);

	test('none contains the key', () => {
		for (const { make } of programs) {
			const program = make(request({ sendTo: 'endpoint' }));
			expect(program).not.toContain('sk-of-mine');
			expect(program).toContain('SOLIDRUST_API_KEY');
		}
	});

	test.each([
		['python/stream.py', 'Python'],
		['python/stream_async.py', 'Python (async)'],
		['javascript/stream.mjs', 'JavaScript'],
		['curl/stream.sh', 'curl'],
		...languages.map(({ file, name }) => [file, name]),
	])('of the printed request is %s itself, to the letter', async (file, label) => {
		const { baseURL, body } = request({ sendTo: 'endpoint' });
		const { stream_options: _, ...asPrinted } = body;
		const program = programs.find((one) => one.label === label)!;
		expect(program.make({ baseURL, body: asPrinted })).toBe(
			await readFile(examplePath(file), 'utf8')
		);
	});

	test.each([
		['', 'http://localhost:4321/v1'],
		['cut;after=7', 'http://localhost:4321/faults/cut;after=7/v1'],
	])('with the demo and the fault "%s" names %s', (fault, baseURL) => {
		for (const { make, label } of programs) {
			const program = make(request({ fault }));
			const quote = /^(Python|Go|Rust|Java$)/.test(label) ? '"' : "'";
			expect(program, label).toContain(`${baseURL}${quote}`);
			expect(program, label).not.toContain('demo.invalid');
		}
	});

	test('gives each of several messages a line of its own', () => {
		const settings = { system: 'Be brief.', temperature: '0.5', maxTokens: '100' };
		const lines = Object.fromEntries(
			programs.map(({ label, make }) => {
				const all = make(request({ sendTo: 'endpoint', ...settings })).split('\n');
				const from = all.findIndex((line) => /messages/.test(line) && line.endsWith('['));
				return [label, all.slice(from - 1, from + 8).join('\n')];
			})
		);
		expect(lines['Python']).toMatchInlineSnapshot(`
			"        model="vllm-primary",
			        messages=[
			            {"role": "system", "content": "Be brief."},
			            {"role": "user", "content": "Tell me a story"},
			        ],
			        temperature=0.5,
			        max_tokens=100,
			        stream_options={"include_usage": True},
			        stream=True,"
		`);
		expect(lines['JavaScript']).toMatchInlineSnapshot(`
			"    model: 'vllm-primary',
			    messages: [
			      { role: 'system', content: 'Be brief.' },
			      { role: 'user', content: 'Tell me a story' },
			    ],
			    temperature: 0.5,
			    max_tokens: 100,
			    stream_options: { include_usage: true },
			    stream: true,"
		`);
		expect(lines['curl']).toMatchInlineSnapshot(`
			"  "model": "vllm-primary",
			  "messages": [
			    {"role": "system", "content": "Be brief."},
			    {"role": "user", "content": "Tell me a story"}
			  ],
			  "temperature": 0.5,
			  "max_tokens": 100,
			  "stream_options": {"include_usage": true},
			  "stream": true"
		`);
	});

	test('cannot end the script element of a page that they are pasted into', () => {
		const { make } = programs.find(({ label }) => label === 'fetch')!;
		const program = make(request({ message: '</script><!--<script>' }));
		expect(program).not.toMatch(/<\/script|<!--/);
	});

	test('reveal characters that make code read differently from how it runs', () => {
		for (const { make, label } of programs) {
			const program = make(request({ message: 'a\u202eb\u2028c' }));
			// In a text block of Java a backslash is written as two.
			const shown = program.replaceAll('\\\\u', '\\u');
			expect(shown, label).toContain(String.raw`a\u202eb\u2028c`);
		}
	});
});
