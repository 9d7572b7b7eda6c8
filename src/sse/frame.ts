/**
 * A frame whose raw bytes are a view that is made when asked for.
 *
 * Cost  A typed array a frame, made at once, adds two thirds to the time of decoding and some 100 bytes; nearly
 *       all frames are never asked for theirs. Each asking makes a view anew.
 */
import type { Frame } from './types.ts';

type Fields = Omit<Frame, 'raw'>;

export class DecodedFrame implements Frame {
	readonly index: number;
	readonly start: number;
	readonly end: number;
	readonly event: string;
	readonly data: string | undefined;
	readonly lastEventId: string;
	readonly retryMs: number | undefined;
	readonly comments: readonly string[];
	/** What the frame was read from, and where in it. Never written to. */
	readonly #bytes: Uint8Array;
	readonly #at: number;

	constructor(fields: Fields, bytes: Uint8Array, at: number) {
		this.index = fields.index;
		this.start = fields.start;
		this.end = fields.end;
		this.event = fields.event;
		this.data = fields.data;
		this.lastEventId = fields.lastEventId;
		this.retryMs = fields.retryMs;
		this.comments = fields.comments;
		this.#bytes = bytes;
		this.#at = at;
	}

	get raw(): Uint8Array {
		return this.#bytes.subarray(this.#at, this.#at + this.end - this.start);
	}
}
