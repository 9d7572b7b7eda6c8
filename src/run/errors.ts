/** Errors caused by the caller or by a file. What a server does is an outcome, not an error. */
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
	/** Not in a format we can read. */
	| 'recording-unknown'
	/** Our format, but truncated or changed. */
	| 'recording-damaged'
	/** Our format, in a version newer than this code. */
	| 'recording-too-new'
	/** A HAR file in which no entry has a chat response. */
	| 'har-without-chat';

/** A file was rejected. Nothing of it has been loaded. */
export class RecordingError extends StreamError {
	override readonly name = 'RecordingError';
	readonly code: RecordingErrorCode;
	/** JSON Pointer (RFC 6901) to the bad value; empty for the whole file. */
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
