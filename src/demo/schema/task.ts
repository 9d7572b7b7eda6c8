/**
 * One attempt to make a value of a schema: the schema that references point into, what the message says, and
 * bounds. A schema is a client's, and may refer to itself, ask for a million items, or branch without end.
 */
import type { Hints } from './hints.ts';

const MAX_STEPS = 3_000;
const MAX_DEPTH = 100;

export interface Task {
	readonly root: unknown;
	readonly hints: Hints;
	/** Does one step of the work, or throws `TooMuch`. */
	step<T>(work: () => T): T;
}

export class TooMuch extends Error {
	override readonly name = 'TooMuch';
}

export function createTask(root: unknown, hints: Hints): Task {
	let steps = 0;
	let depth = 0;
	return {
		root,
		hints,
		step(work) {
			if (++steps > MAX_STEPS || depth >= MAX_DEPTH) throw new TooMuch();
			depth++;
			try {
				return work();
			} finally {
				depth--;
			}
		},
	};
}
