/**
 * A frame that the parser fills, whose raw bytes are a view that is created on access.
 *
 * Cost  Creating a typed array for each frame would add two thirds to the decoding time and about 100 bytes a
 *       frame, and most frames are never asked for theirs. Each access creates a new view.
 */
import type { Frame } from './types.ts';

/** State that carries over from frame to frame. */
export interface StreamState {
	nextIndex: number;
	lastEventId: string;
	/** The last byte before these frames is a CR. */
	endsInCR: boolean;
}

// Shared by all frames without comments, which are nearly all of them.
const NO_COMMENTS: string[] = [];
Object.freeze(NO_COMMENTS);

export class DecodedFrame implements Frame {
	readonly index: number;
	readonly start: number;
	end: number;
	event = 'message';
	data: string | undefined = undefined;
	lastEventId: string;
	retryMs: number | undefined = undefined;
	comments = NO_COMMENTS;
	/** The bytes that contain the frame, which are never written to, and its position there. */
	readonly #bytes: Uint8Array;
	readonly #at: number;

	/** @param offset Where `bytes` begin in the body. */
	constructor(state: StreamState, offset: number, bytes: Uint8Array, at: number) {
		this.index = state.nextIndex++;
		this.start = offset + at;
		this.end = this.start;
		this.lastEventId = state.lastEventId;
		this.#bytes = bytes;
		this.#at = at;
	}

	addComment(comment: string) {
		if (this.comments === NO_COMMENTS) this.comments = [comment];
		else this.comments.push(comment);
	}

	get raw(): Uint8Array {
		return this.#bytes.subarray(this.#at, this.#at + this.end - this.start);
	}
}
