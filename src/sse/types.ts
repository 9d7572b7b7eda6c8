/** One block of the event stream, ended by a blank line. Offsets are bytes from the body's start. */
export interface Frame {
	/** Position among the frames of this body, from 0. */
	readonly index: number;
	/** First byte of the frame. */
	readonly start: number;
	/** One past the last byte of the frame, its blank line included. */
	readonly end: number;
	/** The bytes as received, terminators included. Each access creates a new view. */
	readonly raw: Uint8Array;
	/** The last `event:` field of the frame, or `"message"`. */
	readonly event: string;
	/** The `data:` lines joined by LF. `undefined`: there was none, so nothing is dispatched. */
	readonly data: string | undefined;
	/** The last event ID in force after this frame; it outlives the frame that set it. */
	readonly lastEventId: string;
	/** A valid `retry:` field of this frame, in milliseconds. */
	readonly retryMs: number | undefined;
	/** The comment lines of this frame: the text after the colon, less one space. */
	readonly comments: readonly string[];
}

export interface FrameDecoderOptions {
	/** A frame longer than this many bytes is a `FrameTooLongError`. 8 MiB by default. */
	maxFrameBytes?: number;
	/**
	 * Promises that reads are never changed once pushed, so that each frame's `raw` can be a view into
	 * them. This is faster, and if the reads are kept anyway, raw bytes take no extra memory. By default
	 * reads are copied, and the caller may reuse their memory.
	 */
	shareReads?: boolean;
}

export interface FrameDecoder {
	/**
	 * Takes one read, cut anywhere. Returns the frames it completed, in wire order.
	 *
	 * Throws `FrameTooLongError` once a frame has exceeded `maxFrameBytes` and there is no complete frame
	 * left to return: a read that completes frames and then overflows returns them, and the next call
	 * throws. So no complete frame is lost. Every later call throws too.
	 */
	push(read: Uint8Array): Frame[];
	/**
	 * Ends the body. Returns the frames that a last CR completed, and the bytes that never became a frame.
	 *
	 * Throws `FrameTooLongError` if no `push` could. Called again after that, or after a `push` that threw,
	 * it returns the bytes from the start of the frame that was too long.
	 */
	finish(): { frames: Frame[]; rest: Uint8Array };
}

/** What `encodeFrame` writes. A field that is absent or `undefined` is not written. */
export interface FrameFields {
	/** One line. `""` and `"message"` read back as `"message"`. */
	event?: string | undefined;
	/** One `data:` line for each line. No carriage return, which the format cannot carry. */
	data?: string | undefined;
	/** One line, without U+0000. `""` resets the last event ID. */
	id?: string | undefined;
	/** A whole number of milliseconds, not negative. */
	retryMs?: number | undefined;
	/** Text, written after a colon and a space. A line break starts another comment. */
	comments?: readonly string[] | undefined;
}
