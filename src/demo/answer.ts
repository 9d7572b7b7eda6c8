/**
 * An answer as a script: the head, then writes of bytes, each with the wait before it. Nothing here
 * knows a socket or a timer; `play.ts` performs the script. That makes a fault plain data, too: it
 * rewrites the script at the stage where the trouble has its place.
 *
 *     chunks -> frames -> writes
 *
 * Units   `afterMs` is the wait since the step before, in milliseconds.
 */
import { encodeFrame, type FrameFields } from '../sse/index.ts';
import type { TimedChunk } from './chunks.ts';

export interface Answer {
	readonly head: Head;
	/** Read once, a step at a time, as the client takes it. */
	readonly body: Iterable<Write>;
}

export interface Head {
	readonly afterMs: number;
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	/** The connection breaks in place of this head. */
	readonly isCut?: boolean;
}

export interface TimedFrame {
	readonly afterMs: number;
	readonly fields: FrameFields;
	/** As in `TimedChunk`. */
	readonly isClosing?: boolean;
}

export type Write = { readonly afterMs: number; readonly isClosing?: boolean } & (
	| { readonly bytes: Uint8Array }
	/** `cut`: the connection breaks. `hold`: it stays open, and nothing more is ever sent. */
	| { readonly end: 'cut' | 'hold' }
);

export const STREAM_HEADERS = {
	'content-type': 'text/event-stream; charset=utf-8',
	'cache-control': 'no-cache',
	// Asks nginx and its like to pass each write on rather than to collect them.
	'x-accel-buffering': 'no',
} as const;

export function* framesOf(chunks: Iterable<TimedChunk>): Generator<TimedFrame> {
	for (const { chunk, ...step } of chunks) {
		yield { ...step, fields: { data: chunk === '[DONE]' ? chunk : JSON.stringify(chunk) } };
	}
}

/** One write a frame, as servers do that flush after each. */
export function* writesOf(frames: Iterable<TimedFrame>): Generator<Write> {
	for (const { fields, ...step } of frames) yield { ...step, bytes: encodeFrame(fields) };
}

export function jsonAnswer(
	body: unknown,
	{ status = 200, afterMs = 0, headers = {} }: Partial<Head> = {}
): Answer {
	const bytes = new TextEncoder().encode(JSON.stringify(body));
	return {
		head: {
			afterMs,
			status,
			headers: {
				'content-type': 'application/json',
				'content-length': String(bytes.length),
				...headers,
			},
		},
		body: [{ afterMs: 0, bytes, isClosing: true }],
	};
}
