/** What one client made of a recording's bytes. */
import type { Client, Recording } from '../../../run/index.ts';
import { createRunOver } from '../index.ts';

export interface ConsoleLine {
	readonly level: string;
	readonly text: string;
	/** The line in the reader's code, from 1. */
	readonly line: number | undefined;
}

export interface Result {
	readonly text: string;
	readonly ended:
		| 'returned'
		| 'threw'
		/** The recording ended in silence, and the run was stopped there. */
		| 'waiting'
		/** It took too long. */
		| 'limit'
		/** It could not be loaded. */
		| 'unstarted';
	readonly error: string | undefined;
	/** The line of the error, if it is in the reader's code. */
	readonly line?: number | undefined;
	readonly lines?: readonly ConsoleLine[];
}

export async function runKnown(load: () => Promise<Client>, recording: Recording): Promise<Result> {
	let client: Client;
	try {
		client = await load();
	} catch (error) {
		return unstarted(error);
	}
	const { client: result } = await createRunOver(recording, client).start();
	return {
		text: result?.text ?? '',
		ended: result?.ended ?? 'waiting',
		error: result?.error,
	};
}

/** Its code did not come: the sentence says what to do. */
export function unstarted(error: unknown): Result {
	return {
		text: '',
		ended: 'unstarted',
		error: error instanceof Error ? error.message : String(error),
	};
}
