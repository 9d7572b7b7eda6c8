/**
 * A Python program that is run many times over, unchanged, each time in a process of its own that has its
 * package imported already: 0.1 seconds a run in place of 2. See `forks.py`.
 *
 * In      the program, by its path from `src/examples/`; for each run what `runProgram` takes, and files
 *         to run before it.
 * Out     what `runProgram` gives.
 * Errors  rejects with what Python said, where that is all there is; on Windows, which cannot fork, always.
 */
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { installPath } from './machine.ts';
import { environment, type Printed, type Settings } from './program.ts';
import { examplePath, lineOf } from './reader-folders.ts';

export interface Forks {
	run(settings: Settings, preload?: readonly string[]): Promise<Printed>;
	close(): Promise<void>;
}

export function startForks(file: string): Forks {
	const forksPath = fileURLToPath(new URL('forks.py', import.meta.url));
	const forks = spawn(installPath(lineOf(file)), [forksPath], {
		env: environment({}),
		stdio: 'pipe',
	});
	const errors = text(forks.stderr);
	const ended = once(forks, 'close');
	const failed = ended.then(async () => {
		throw new Error(`forks.py has ended: ${await errors}`);
	});
	failed.catch(() => undefined);
	const waiting = new Map<number, (printed: Printed) => void>();
	createInterface(forks.stdout).on('line', (line) => {
		const { id, ...printed } = JSON.parse(line) as Printed & { id: number };
		waiting.get(id)?.(printed);
		waiting.delete(id);
	});
	let runs = 0;

	return {
		run(settings, preload = []) {
			const id = runs++;
			const printed = new Promise<Printed>((resolve) => waiting.set(id, resolve));
			const asked = { id, file: examplePath(file), env: environment(settings), preload };
			forks.stdin.write(`${JSON.stringify(asked)}\n`);
			return Promise.race([printed, failed]);
		},
		async close() {
			forks.stdin.end();
			await ended;
		},
	};
}
