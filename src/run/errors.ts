/**
 * What can go wrong by the caller's doing, or with a file. What servers do is an outcome, not an error.
 */
import { StreamError } from '../sse/index.ts';

export class RunStartedTwiceError extends StreamError {
	// A literal, not `new.target.name`: the production build shortens class names.
	override readonly name = 'RunStartedTwiceError';
	readonly code = 'run-started-twice';

	constructor() {
		super(
			'This run was started before; a run is one request.',
			'Create a new run for each request.'
		);
	}
}

export type RecordingErrorCode =
	/** Nothing that we can read a recording from. */
	| 'recording-unknown'
	/** Ours, but cut off or changed. */
	| 'recording-damaged'
	/** Ours, of a version that came after this code. */
	| 'recording-too-new'
	/** A HAR in which no entry has a chat response. */
	| 'har-without-chat';

/** A file that is not taken. Nothing of it has been loaded. */
export class RecordingError extends StreamError {
	override readonly name = 'RecordingError';
	readonly code: RecordingErrorCode;
	/** The value at fault, as a JSON Pointer (RFC 6901); empty for the whole file. */
	readonly pointer: string;

	constructor(
		code: RecordingErrorCode,
		{ message, hint, pointer = '' }: { message: string; hint: string; pointer?: string },
		options?: ErrorOptions
	) {
		super(message, hint, options);
		this.code = code;
		this.pointer = pointer;
	}
}
