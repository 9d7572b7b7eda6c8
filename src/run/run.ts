import type { Run, RunOptions } from './types.ts';

export function createRun(_options: RunOptions): Run {
	throw new Error('createRun() is being written.');
}
