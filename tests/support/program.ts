/**
 * Runs a program of `src/examples/` as its reader would: unchanged, as a process of its own.
 *
 * In      the file, by its path from `src/examples/`, and the two variables that the programs read.
 * Out     what it printed, and its exit code. A program that outlives the limit is ended: `code` is null.
 */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { pathOf } from './machine.ts';

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
	/** Arguments for the program. */
	readonly programArguments?: readonly string[];
}

const LIMIT_MS = 100_000;

export async function runProgram(file: string, settings: Settings): Promise<Printed> {
	const program = start(file, settings);
	const [stdout, stderr, code] = await Promise.all([
		text(program.stdout),
		text(program.stderr),
		new Promise<number | null>((resolve, reject) => {
			program.on('error', reject).on('close', resolve);
		}),
	]);
	return { stdout, stderr, code };
}

/** The program while it runs, for tests that end it. */
export function start(file: string, settings: Settings) {
	const { runtimeArguments = [], programArguments = [] } = settings;
	return spawn(runtimeOf(file), [...runtimeArguments, examplePath(file), ...programArguments], {
		env: environment(settings),
		stdio: ['ignore', 'pipe', 'pipe'],
		timeout: LIMIT_MS,
	});
}

export function runtimeOf(file: string): string {
	if (file.endsWith('.sh')) return 'bash';
	return file.endsWith('.py') ? pathOf('python') : process.execPath;
}

export function examplePath(file: string): string {
	return fileURLToPath(new URL(file, new URL('../../src/examples/', import.meta.url)));
}

/** Nothing of this machine but where to find things: no proxy, no key of another API. */
export function environment({ baseURL, apiKey = 'sk-test', env }: Settings) {
	return {
		PATH: process.env['PATH'],
		PYTHONDONTWRITEBYTECODE: '1',
		...(apiKey && { SOLIDRUST_API_KEY: apiKey }),
		...(baseURL && { SOLIDRUST_BASE_URL: baseURL }),
		...env,
	};
}
