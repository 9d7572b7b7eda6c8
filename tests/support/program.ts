/**
 * Runs a program of `src/examples/` as its reader would: unchanged, as a process of its own, with what its
 * install line brings and nothing else.
 *
 * In      the file, by its path from `src/examples/`, and the two variables that the programs read.
 * Out     what it printed, and its exit code. A program that outlives the limit is ended: `code` is null.
 */
import { spawn } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { text } from 'node:stream/consumers';
import { installPath } from './machine.ts';
import { examplePath, lineOf, readerPath } from './reader-folders.ts';

export interface Printed {
	readonly stdout: string;
	readonly stderr: string;
	readonly code: number | null;
}

export interface Settings {
	readonly baseURL?: string;
	readonly apiKey?: string;
	/** Further variables, and arguments for Node, Python or bash itself. */
	readonly env?: Readonly<Record<string, string>>;
	readonly runtimeArguments?: readonly string[];
	/** As a terminal starts it: a signal to the group reaches all of a pipeline. */
	readonly ownGroup?: boolean;
	/** Its input stays open. */
	readonly keepsInput?: boolean;
	/** Arguments for the program. */
	readonly programArguments?: readonly string[];
	/** For a program of no page, given by its absolute path. */
	readonly installLine?: string;
	/** When to end it; 100 seconds unless given. */
	readonly limitMs?: number;
}

export type Command = readonly [program: string, ...args: string[]];

const LIMIT_MS = 100_000;

export function runProgram(file: string, settings: Settings): Promise<Printed> {
	return printedBy(start(file, settings));
}

export function runCommand(command: Command, settings: Settings): Promise<Printed> {
	return printedBy(startCommand(command, settings));
}

async function printedBy(program: ReturnType<typeof start>): Promise<Printed> {
	const [stdout, stderr, code] = await Promise.all([
		text(program.stdout),
		text(program.stderr),
		new Promise<number | null>((resolve, reject) => {
			program.on('error', reject).on('close', resolve);
		}),
	]);
	return { stdout, stderr, code };
}

/** Without the white space at the ends, which terminals do not show. */
export const trimmed = ({ stdout, stderr, code }: Printed): Printed => ({
	stdout: stdout.trimEnd(),
	stderr: stderr.trim(),
	code,
});

/** The program while it runs, for tests that end it. */
export function start(file: string, settings: Settings) {
	const { runtimeArguments = [], programArguments = [] } = settings;
	const path = isAbsolute(file) ? file : pathOf(file);
	const runtime = runtimeOf(file, settings.installLine);
	return startCommand([runtime, ...runtimeArguments, path, ...programArguments], settings);
}

/** One that was compiled. */
export function startCommand([program, ...args]: Command, settings: Settings) {
	const child = spawn(program, args, {
		env: environment(settings),
		timeout: settings.limitMs ?? LIMIT_MS,
		detached: settings.ownGroup ?? false,
	});
	if (!settings.keepsInput) child.stdin.end();
	return child;
}

export function runtimeOf(file: string, installLine = lineOf(file)): string {
	if (file.endsWith('.sh')) return 'bash';
	return file.endsWith('.py') ? installPath(installLine) : process.execPath;
}

/** Python finds packages by its environment, Node by where the program is. */
function pathOf(file: string): string {
	return /\.m?[jt]s$/.test(file) ? readerPath(file) : examplePath(file);
}

/** Nothing of this machine but where to find things: no proxy, no key of another API. */
export function environment({ baseURL, apiKey = 'sk-test', env }: Settings) {
	return {
		PATH: process.env['PATH'],
		PYTHONDONTWRITEBYTECODE: '1',
		// A reader's packages are linked into place. Where they really are, Node would find others.
		NODE_OPTIONS: '--preserve-symlinks',
		...(apiKey && { SOLIDRUST_API_KEY: apiKey }),
		...(baseURL && { SOLIDRUST_BASE_URL: baseURL }),
		...env,
	};
}
