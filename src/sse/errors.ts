/**
 * Errors between bytes and frames. Only misuse and limits throw: whatever a server sends decodes to some
 * frames and a rest.
 */

/** Base of every error about a stream: what happened, what to do next, and a stable code. */
export abstract class StreamError extends Error {
	/** Also the anchor on the page that explains it, `/reference/#<code>`, so never renamed. */
	abstract readonly code: string;
	/** What the reader can do next. One sentence, imperative. */
	readonly hint: string;

	constructor(message: string, hint: string, options?: ErrorOptions) {
		super(message, options);
		this.hint = hint;
	}
}

export class FrameTooLongError extends StreamError {
	// A literal, not `new.target.name`: the production build shortens class names.
	override readonly name = 'FrameTooLongError';
	readonly code = 'frame-too-long';
	/** Byte offset of the frame in the body. */
	readonly start: number;
	readonly maxFrameBytes: number;

	constructor({ start, maxFrameBytes }: { start: number; maxFrameBytes: number }) {
		super(
			`The frame that starts at byte ${start} is longer than ${maxFrameBytes} bytes, which is the limit.`,
			'Check that the response is `text/event-stream` and ends each event with a blank line, or raise `maxFrameBytes`.'
		);
		this.start = start;
		this.maxFrameBytes = maxFrameBytes;
	}
}

export class FieldNotEncodableError extends StreamError {
	override readonly name = 'FieldNotEncodableError';
	readonly code = 'field-not-encodable';
	readonly field: string;

	constructor({ field, problem, hint }: { field: string; problem: string; hint: string }) {
		super(`\`${field}\` ${problem}`, hint);
		this.field = field;
	}
}
