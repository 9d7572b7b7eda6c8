/**
 * Runs printed programs: those of Python in forks of one process that has imported its package, and all
 * others as `runProgram` does.
 */
import { startForks } from './forks.ts';
import { runProgram, type Printed, type Settings } from './program.ts';

export interface Programs {
	run(file: string, settings: Settings): Promise<Printed>;
	close(): Promise<unknown>;
}

export function startPrograms(files: readonly string[]): Programs {
	const python = files.filter((file) => file.endsWith('.py'));
	const forks = new Map(python.map((file) => [file, startForks(file)]));
	return {
		run: (file, settings) => forks.get(file)?.run(settings) ?? runProgram(file, settings),
		close: () => Promise.all([...forks.values()].map((fork) => fork.close())),
	};
}
