/**
 * The columns of the board: what pages print, the packages as their own documentation uses them, and the
 * loops that people write first. Each is a program that prints the answer, and says on standard error
 * what went wrong.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BoardClient } from '../../src/components/board.ts';
import { installPath } from '../support/machine.ts';
import { lineOf } from '../support/reader-folders.ts';

export type Contestant = Omit<BoardClient, 'version'> & {
	/** By its path from `src/examples/`, or absolute. */
	readonly file: string;
};

/** Python finds packages by its environment, which the file's install line names; Node by where the file is. */
const loop = (file: string) =>
	file.endsWith('.py')
		? `../../tests/board/loops/${file}`
		: fileURLToPath(new URL(`loops/${file}`, import.meta.url));

export const clients: readonly Contestant[] = [
	{
		id: 'stream-py',
		name: 'stream.py',
		kind: 'printed',
		file: 'python/stream.py',
		package: 'openai',
	},
	{
		id: 'stream-async-py',
		name: 'stream_async.py',
		kind: 'printed',
		file: 'python/stream_async.py',
		package: 'openai',
	},
	{
		id: 'stream-httpx-py',
		name: 'stream_httpx.py',
		kind: 'printed',
		file: 'python/stream_httpx.py',
		package: 'httpx',
	},
	{
		id: 'stream-mjs',
		name: 'stream.mjs',
		kind: 'printed',
		file: 'javascript/stream.mjs',
		package: 'openai',
	},
	{
		id: 'stream-helper-mjs',
		name: 'stream-helper.mjs',
		kind: 'printed',
		file: 'javascript/stream-helper.mjs',
		package: 'openai',
	},
	{
		id: 'ai-sdk-mjs',
		name: 'ai-sdk.mjs',
		kind: 'printed',
		file: 'javascript/ai-sdk.mjs',
		package: '@ai-sdk/openai-compatible',
	},
	{ id: 'terminal-mjs', name: 'stream-chat.js', kind: 'printed', file: 'browser/terminal.mjs' },
	{
		id: 'openai-py',
		name: 'openai, Python',
		kind: 'package',
		file: loop('openai_create.py'),
		package: 'openai',
	},
	{
		id: 'openai-node',
		name: 'openai, JavaScript',
		kind: 'package',
		file: loop('openai.mjs'),
		package: 'openai',
	},
	{
		id: 'ai-sdk',
		name: 'AI SDK',
		kind: 'package',
		file: loop('ai-sdk.mjs'),
		package: '@ai-sdk/openai-compatible',
	},
	{
		id: 'langchain',
		name: 'LangChain',
		kind: 'package',
		file: loop('langchain.mjs'),
		package: '@langchain/openai',
	},
	{
		id: 'httpx-sse',
		name: 'httpx-sse',
		kind: 'package',
		file: loop('sse_events.py'),
		package: 'httpx-sse',
	},
	{
		id: 'eventsource-parser',
		name: 'eventsource-parser',
		kind: 'package',
		file: loop('eventsource-parser.mjs'),
		package: 'eventsource-parser',
	},
	{
		id: 'obvious-py',
		name: 'Python',
		kind: 'obvious',
		file: 'python/obvious_loop.py',
		package: 'openai',
	},
	{
		id: 'obvious-node',
		name: 'JavaScript',
		kind: 'obvious',
		file: 'javascript/obvious-loop.mjs',
		package: 'openai',
	},
	{ id: 'obvious-fetch', name: 'fetch', kind: 'obvious', file: loop('obvious-fetch.mjs') },
];

/** The version that is installed here. */
export function versionOf({ file, package: name }: Contestant): string | undefined {
	if (name === undefined) return undefined;
	if (file.endsWith('.py')) return pythonVersion(file, name);
	const manifest = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
	return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

function pythonVersion(file: string, name: string): string {
	const program = 'import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))';
	return execFileSync(installPath(lineOf(file)), ['-c', program, name], {
		encoding: 'utf8',
	}).trim();
}
