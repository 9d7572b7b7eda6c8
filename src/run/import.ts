import type { Recording } from './types.ts';

/** A recording from our JSON, a HAR, or the text of a stream. */
export function importRecording(
	_input: string | Uint8Array,
	_options?: { name?: string }
): Recording {
	throw new Error('importRecording() is being written.');
}
