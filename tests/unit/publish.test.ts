/**
 * `sse`, `chat`, `protocols` and `run` could be published as they stand: each is compiled alone and strictly,
 * packed by npm with the rooms it imports, and used where nothing else of ours is.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Room {
	readonly name: string;
	/** Names of the types that it may know. */
	readonly lib: readonly string[];
	/** What its package may hold: itself, and the rooms that it imports. */
	readonly rooms: readonly string[];
	/** Takes a stream through it, and prints what became of that. */
	readonly program: string;
	readonly prints: string;
}

const body = JSON.stringify(
	`data: ${JSON.stringify({
		id: '1',
		object: 'chat.completion.chunk',
		created: 1,
		model: 'm',
		choices: [{ index: 0, delta: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
	})}\n\ndata: [DONE]\n\n`
);
const decode = `import { createFrameDecoder } from 'streaming-sse';
const frames = createFrameDecoder().push(new TextEncoder().encode(${body}));`;

const language = ['lib.es2024.d.ts'];
/** All that `sse` and `chat` ask of a platform beyond the language. */
const encoding = `declare class TextEncoder { encode(text?: string): Uint8Array<ArrayBuffer>; }
declare class TextDecoder {
	constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
	decode(bytes?: ArrayBufferView | ArrayBuffer, options?: { stream?: boolean }): string;
}`;

const rooms: readonly Room[] = [
	{
		name: 'sse',
		lib: language,
		rooms: ['sse'],
		program: `${decode} console.log(frames.length, frames[1].data);`,
		prints: '2 [DONE]',
	},
	{
		name: 'chat',
		lib: language,
		rooms: ['chat', 'sse'],
		program: `${decode}
			import { addChunk, createMessage, readChunk } from 'streaming-chat';
			const message = createMessage();
			for (const frame of frames) addChunk(message, readChunk(frame));
			console.log(message.choices[0].text, message.choices[0].finishReason);`,
		prints: 'Hi stop',
	},
	{
		name: 'protocols',
		lib: language,
		rooms: ['chat', 'protocols', 'sse'],
		program: `import { createFrameDecoder } from 'streaming-sse';
			import { recognise } from 'streaming-protocols';
			const text = 'event: response.created\\ndata: {"type":"response.created"}\\n\\n';
			const frames = createFrameDecoder().push(new TextEncoder().encode(text));
			console.log(recognise(frames, text, 'text/event-stream').id);`,
		prints: 'openai-responses',
	},
	{
		name: 'run',
		// It is handed a `fetch`, and reads the streams that this gives.
		lib: [...language, 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
		rooms: ['chat', 'protocols', 'run', 'sse'],
		program: `import { createRun } from 'streaming-run';
			const headers = { 'content-type': 'text/event-stream' };
			const run = createRun({
				request: { baseURL: 'http://localhost/v1', body: { model: 'm', messages: [] } },
				fetch: async () => new Response(${body}, { headers }),
				clock: { now: () => 0 },
			});
			const { outcome, message } = await run.start();
			console.log(message.choices[0].text, outcome.kind);`,
		prints: 'Hi complete',
	},
];

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'publish-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Compiles the room and what it imports into `out`; returns what the compiler complains of. */
function compile({ name, lib }: Room, out: string): string[] {
	const globals = join(folder, `${name}.globals.d.ts`);
	writeFileSync(globals, lib === language ? encoding : 'export {};');
	const program = ts.createProgram([`${root}src/${name}/index.ts`, globals], {
		strict: true,
		noUncheckedIndexedAccess: true,
		exactOptionalPropertyTypes: true,
		noImplicitOverride: true,
		lib: [...lib],
		types: [],
		target: ts.ScriptTarget.ES2024,
		module: ts.ModuleKind.NodeNext,
		rewriteRelativeImportExtensions: true,
		declaration: true,
		// Of a package's own types, such as those of `openai`, which name the DOM's.
		skipLibCheck: true,
		rootDir: `${root}src`,
		outDir: out,
	});
	const diagnostics = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
	return diagnostics.map(({ file, start = 0, messageText }) => {
		const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
		const text = ts.flattenDiagnosticMessageText(messageText, '\n');
		return `${file?.fileName.replace(root, '')}:${line} ${text}`;
	});
}

const npm = (cwd: string, ...args: string[]) =>
	execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** The path of the package that npm makes of the compiled room. */
function pack(name: string, from: string): string {
	const manifest = {
		name: `streaming-${name}`,
		version: '0.0.0',
		type: 'module',
		files: ['dist'],
		exports: { types: `./dist/${name}/index.d.ts`, default: `./dist/${name}/index.js` },
	};
	writeFileSync(join(from, 'package.json'), JSON.stringify(manifest));
	return join(from, npm(from, 'pack', '--silent').trim());
}

describe.each(rooms)('src/$name', (room) => {
	test('compiles alone, and works in plain Node as npm packs it', () => {
		const from = join(folder, room.name);
		expect(compile(room, join(from, 'dist'))).toEqual([]);
		expect(readdirSync(join(from, 'dist')).toSorted()).toEqual(room.rooms);

		const user = join(folder, `user-of-${room.name}`);
		mkdirSync(user);
		writeFileSync(join(user, 'package.json'), '{ "private": true, "type": "module" }');
		const sse = join(folder, 'sse/streaming-sse-0.0.0.tgz');
		const packages = new Set([pack(room.name, from), ...(existsSync(sse) ? [sse] : [])]);
		npm(user, 'install', '--offline', '--no-audit', '--no-fund', ...packages);
		expect(readdirSync(join(user, 'node_modules')).filter((name) => name[0] !== '.')).toHaveLength(
			packages.size
		);
		writeFileSync(join(user, 'program.js'), room.program);
		const printed = execFileSync(process.execPath, ['program.js'], { cwd: user, encoding: 'utf8' });
		expect(printed.trim()).toBe(room.prints);
	}, 120_000);
});
