/**
 * A Python program that is run many times over, unchanged, each time in a process of its own that has its
 * package imported already: 0.1 seconds a run in place of 2. See `forks.py`.
 *
 * In      the program, by its path from `src/examples/`; for each run what `runProgram` takes, and files
 *         to run before it.
 * Out     what `runProgram` gives. Runs of one program take turns.
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
	const lines = createInterface(forks.stdout)[Symbol.asyncIterator]();
	let turn: Promise<unknown> = Promise.resolve();

	async function take(settings: Settings, preload: readonly string[]): Promise<Printed> {
		const run = { file: examplePath(file), env: environment(settings), preload };
		forks.stdin.write(`${JSON.stringify(run)}\n`);
		const { done, value } = await lines.next();
		if (done) throw new Error(`forks.py has ended: ${await errors}`);
		return JSON.parse(value) as Printed;
	}

	return {
		run(settings, preload = []) {
			const printed = turn.then(() => take(settings, preload));
			turn = printed.catch(() => undefined);
			return printed;
		},
		async close() {
			forks.stdin.end();
			await ended;
		},
	};
}
