/**
 * Whether a body is an event stream, to be split into frames, or a document (JSON or HTML) sent instead
 * of one. Split into frames, an HTML page would be a list of frames without data.
 *
 * Out     `stream`, `document`, or `undefined` while only white space has arrived.
 * Why     The content type alone is not enough: mock servers and proxies send valid streams as `text/plain`
 *         or `application/json`, and the official SDKs read them. A body that starts with "{", "[" or "<"
 *         is a document, unless its content type says that it is a stream.
 */
import type { Recording } from './types.ts';

export type BodyKind = 'stream' | 'document';

export function createBodyKind(response: Recording['response']) {
	let kind: BodyKind | undefined = isLabelledStream(response) ? 'stream' : undefined;

	return {
		push(read: Uint8Array) {
			if (kind !== undefined) return;
			const first = read.find((byte) => !SKIPPED.has(byte));
			if (first !== undefined) kind = OPENERS.has(first) ? 'document' : 'stream';
		},
		kind: () => kind,
	};
}

/** White space and the bytes of a BOM. */
const SKIPPED = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);
/** `{`, `[` and `<`. */
const OPENERS = new Set([0x7b, 0x5b, 0x3c]);

/** The content type says `text/event-stream`, whatever the body is. */
export function isLabelledStream(response: Recording['response']): boolean {
	return (response?.headers ?? []).some(
		([name, value]) =>
			name.toLowerCase() === 'content-type' && /^\s*text\/event-stream\b/i.test(value)
	);
}
