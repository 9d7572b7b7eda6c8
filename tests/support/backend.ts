/**
 * A printed backend, run as its reader would: copied into an empty folder, with the page beside it, and
 * what its install line brings.
 *
 * In      a server of `src/examples/backend/`, and where the API is.
 * Out     its address, and what it has printed. The port is the system's to choose.
 * Errors  rejects with what the program printed, where it ends before it listens.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPath } from './machine.ts';
import { environment, runtimeOf } from './program.ts';
import { examplePath, lineOf } from './reader-folders.ts';

export type BackendFile = `${'server' | 'short' | 'resume'}.${'py' | 'mjs'}`;

export interface Backend {
	/** `http://127.0.0.1:PORT`, without a slash. */
	readonly origin: string;
	/** All that it has printed so far, on either stream. */
	output(): string;
	close(): Promise<void>;
}

interface Settings {
	readonly baseURL: string;
	readonly apiKey: string;
	/** Its own limits of time, and they alone, are 20 times as short. */
	readonly isHasty?: boolean;
	/** Parts of the program and what stands in their place, each once: for limits that a test cannot reach. */
	readonly changes?: Readonly<Record<string, string>>;
}

const support = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export async function startBackend(
	file: BackendFile,
	{ baseURL, apiKey, isHasty = false, changes = {} }: Settings
): Promise<Backend> {
	const folder = mkdtempSync(join(tmpdir(), 'backend-'));
	mkdirSync(join(folder, 'public'));
	writeFileSync(join(folder, file), changed(examplePath(`backend/${file}`), changes));
	const page = file.startsWith('resume') ? 'resume.html' : 'index.html';
	copyFileSync(examplePath(`backend/${page}`), join(folder, 'public/index.html'));
	copyFileSync(examplePath('browser/stream-chat.js'), join(folder, 'public/stream-chat.js'));
	const isPython = file.endsWith('.py');
	if (!isPython) {
		const modules = installPath(lineOf(`backend/${file}`));
		symlinkSync(modules, join(folder, 'node_modules'), 'junction');
	}
	const haste = isPython
		? { env: { PYTHONPATH: support('hasty-python') }, runtimeArguments: [] }
		: { env: {}, runtimeArguments: ['--import', support('hasty-node.ts')] };
	const server = spawn(
		runtimeOf(`backend/${file}`),
		[...(isHasty ? haste.runtimeArguments : []), file],
		{
			cwd: folder,
			env: environment({ baseURL, apiKey, env: { PORT: '0', ...(isHasty && haste.env) } }),
			stdio: ['ignore', 'pipe', 'pipe'],
		}
	);
	const ended = once(server, 'close');
	let output = '';
	const origin = await new Promise<string>((resolve, reject) => {
		for (const stream of [server.stdout, server.stderr]) {
			stream.setEncoding('utf8').on('data', (text: string) => {
				output += text;
				const [, address] = /on (http:\/\/127\.0\.0\.1:\d+)/.exec(output) ?? [];
				if (address) resolve(address);
			});
		}
		server.on('error', reject);
		void ended.then(() => reject(new Error(`${file} ended: ${output}`)));
	});
	return {
		origin,
		output: () => output,
		async close() {
			server.kill('SIGKILL');
			await ended;
			rmSync(folder, { recursive: true });
		},
	};
}

function changed(path: string, changes: Readonly<Record<string, string>>): string {
	let text = readFileSync(path, 'utf8');
	for (const [part, replacement] of Object.entries(changes)) {
		const pieces = text.split(part);
		if (pieces.length !== 2) throw new Error(`${path} does not have \`${part}\` once.`);
		text = pieces.join(replacement);
	}
	return text;
}
