/** One block of the event stream, ended by a blank line. Offsets are bytes from the body's start. */
export interface Frame {
	/** Position among the frames of this body, from 0. */
	readonly index: number;
	/** First byte of the frame. */
	readonly start: number;
	/** One past the last byte of the frame, its blank line included. */
	readonly end: number;
	/** The bytes as received, terminators included. */
	readonly raw: Uint8Array;
	/** The last `event:` field of the frame, or `"message"`. */
	readonly event: string;
	/** The `data:` lines joined by LF. `undefined`: there was none, so nothing is dispatched. */
	readonly data: string | undefined;
	/** The last event ID in force after this frame; it outlives the frame that set it. */
	readonly lastEventId: string;
	/** A valid `retry:` field of this frame, in milliseconds. */
	readonly retryMs: number | undefined;
	/** The comment lines of this frame, each without its leading colon, otherwise as sent. */
	readonly comments: readonly string[];
}

export interface FrameDecoderOptions {
	/** A frame that grows past this many bytes is a `FrameTooLongError`. 8 MiB unless given. */
	maxFrameBytes?: number;
}

export interface FrameDecoder {
	/** Takes one read, cut anywhere. Returns the frames it completed, in wire order. */
	push(read: Uint8Array): Frame[];
	/** Ends the body: what a last CR completed, and the bytes that never became a frame. */
	finish(): { frames: Frame[]; rest: Uint8Array };
}

/** What `encodeFrame` writes. Multi-line `data` and comments become one field line each. */
export interface FrameFields {
	event?: string;
	data?: string;
	id?: string;
	retryMs?: number;
	comments?: readonly string[];
}
