/**
 * Empty folders of readers: an install line is run in one as it is printed, which brings the newest versions, and
 * programs are run in others beside what it brought.
 *
 * Out     each line is run once, for all that need it. `leave()` removes all folders.
 */
import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { listening, type ListeningServer } from '../listening.ts';
import { serveHandler, type Loopback } from '../loopback.ts';
import { cachePath, toolOf } from '../machine.ts';

const run = promisify(execFile);
const noop = () => undefined;

/** What stands before the line in a folder of its own, as a reader of the page would have it. */
const BEFORE: Readonly<Record<string, string>> = {
	pip: 'python3 -m venv .venv && . .venv/bin/activate && ',
	cargo: 'cargo init --quiet --name streams && ',
};
/** Two cores are what the smallest machine has. */
const AT_ONCE = 2;
/** Large, and nothing in them is changed by a program. */
const SHARED = new Set(['node_modules', '.venv']);

const tools = ['Go', 'Rust', 'Java', 'Ruby', 'PHP'].flatMap((name) => toolOf(name) ?? []);
const PATH = [dirname(process.execPath), ...tools.map((tool) => dirname(tool))]
	.concat(process.env['PATH'] ?? '')
	.join(delimiter);

export interface Folders {
	/** Starts the install. */
	install(line: string): Promise<string>;
	/** A folder with the files, by their paths in it, and what the line brings. */
	make(line: string, files: Readonly<Record<string, string>>): Promise<string>;
	leave(): Promise<void>;
}

export function readersFolders(): Folders {
	const made: string[] = [];
	const queues = Array.from({ length: AT_ONCE }, (): Promise<unknown> => Promise.resolve());
	const installed = new Map<string, Promise<string>>();

	async function empty(): Promise<string> {
		const folder = await mkdtemp(join(tmpdir(), 'reader-'));
		made.push(folder);
		return folder;
	}

	async function runLine(line: string): Promise<string> {
		const folder = await empty();
		const before = BEFORE[line.split(' ')[0] ?? ''] ?? '';
		await run('sh', ['-c', before + line], { cwd: folder, env: { ...process.env, PATH } });
		return folder;
	}

	function install(line: string): Promise<string> {
		const known = installed.get(line);
		if (known) return known;
		const at = installed.size % AT_ONCE;
		const folder = line === '' ? empty() : queues[at]!.then(() => runLine(line));
		queues[at] = folder.then(noop, noop);
		installed.set(line, folder);
		return folder;
	}

	return {
		install,
		async make(line, files) {
			const source = await install(line);
			const folder = await empty();
			for (const name of await readdir(source)) {
				const [from, to] = [join(source, name), join(folder, name)];
				await (SHARED.has(name) ? symlink(from, to) : cp(from, to, { recursive: true }));
			}
			await save(folder, files);
			return folder;
		},
		async leave() {
			await Promise.allSettled(installed.values());
			await Promise.all(made.map((folder) => rm(folder, { recursive: true })));
		},
	};
}

export async function save(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
	for (const [path, text] of Object.entries(files)) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), text);
	}
}

/** Nothing of this machine but where its tools are, and what they have compiled before. */
export function readerEnvironment(folder: string, baseURL: string) {
	return {
		HOME: process.env['HOME'],
		PATH: join(folder, '.venv/bin') + delimiter + PATH,
		CARGO_TARGET_DIR: cachePath('rust/target'),
		SOLIDRUST_API_KEY: 'sk-of-a-reader',
		SOLIDRUST_BASE_URL: baseURL,
		PORT: '0',
		NEXT_TELEMETRY_DISABLED: '1',
	};
}

/** Runs the command in the folder: what it printed, or an error with that in it. */
export async function runThere(folder: string, command: string, baseURL: string): Promise<string> {
	const env = readerEnvironment(folder, baseURL);
	const { stdout } = await run('sh', ['-c', command], { cwd: folder, env });
	return stdout;
}

const TYPES: Readonly<Record<string, string>> = {
	html: 'text/html',
	js: 'text/javascript',
	mjs: 'text/javascript',
};

/** As `python3 -m http.server` does. */
export function serveFolder(folder: string): Promise<Loopback> {
	return serveHandler(async ({ url }) => {
		const path = normalize(decodeURIComponent(new URL(url).pathname));
		const type = TYPES[path.slice(path.lastIndexOf('.') + 1)];
		if (type === undefined) return new Response(undefined, { status: 404 });
		return new Response(await readFile(join(folder, path)), { headers: { 'content-type': type } });
	});
}

/**
 * Starts a server in the folder.
 *
 * Errors  rejects with what it printed, where it ends before it says its address.
 */
export function startThere(
	folder: string,
	command: string,
	baseURL: string
): Promise<ListeningServer> {
	const env = readerEnvironment(folder, baseURL);
	const server = spawn('sh', ['-c', command], { cwd: folder, env });
	return listening(command, server, /http:\/\/(?:127\.0\.0\.1|localhost):\d+/);
}
