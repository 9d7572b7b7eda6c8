/**
 * A printed backend, run as its reader would: copied into an empty folder, with the page beside it, and
 * what its install line brings.
 *
 * In      a server of `src/examples/backend/`, and where the API is.
 * Out     its address, and what it has printed. The port is the system's to choose.
 * Errors  rejects with what the program printed, where it ends before it listens.
 */
import { spawn } from 'node:child_process';
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
import { listening, type ListeningServer } from './listening.ts';
import { installPath } from './machine.ts';
import { environment, runtimeOf } from './program.ts';
import { examplePath, lineOf } from './reader-folders.ts';

export type BackendFile = `${'server' | 'short' | 'resume'}.${'py' | 'mjs'}`;

export type Backend = ListeningServer;

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
	const backend = await listening(file, server, /on (http:\/\/127\.0\.0\.1:\d+)/);
	return {
		...backend,
		async close() {
			await backend.close();
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
