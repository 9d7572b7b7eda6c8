/**
 * An answer as a script: the head, then writes of bytes, each with the wait before it. There are no
 * sockets or timers here; `play.ts` performs the script. So a fault is plain data too: it rewrites the
 * script at the stage where the trouble belongs.
 *
 *     chunks -> frames -> writes
 *
 * Units   `afterMs` is the wait since the step before, in milliseconds.
 */
import { encodeFrame, type FrameFields } from '../sse/index.ts';
import type { TimedChunk } from './chunks.ts';

export interface Answer {
	readonly head: Head;
	/** Iterated once, a step at a time, as the client reads. */
	readonly body: Iterable<Write>;
}

export interface Head {
	readonly afterMs: number;
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	/** The connection breaks instead of sending this head. */
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
	/** `cut`: the connection breaks. `hold`: it stays open and nothing more is sent. */
	| { readonly end: 'cut' | 'hold' }
);

export const STREAM_HEADERS = {
	'content-type': 'text/event-stream; charset=utf-8',
	'cache-control': 'no-cache',
	// Asks nginx and similar proxies not to buffer.
	'x-accel-buffering': 'no',
} as const;

export function* framesOf(chunks: Iterable<TimedChunk>): Generator<TimedFrame> {
	for (const { chunk, ...step } of chunks) {
		yield { ...step, fields: { data: chunk === '[DONE]' ? chunk : JSON.stringify(chunk) } };
	}
}

/** One write per frame, like a server that flushes after each. */
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
