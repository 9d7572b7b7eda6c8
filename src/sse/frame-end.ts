/**
 * Finds where the last whole frame ends. It looks at bytes only: in UTF-8 the bytes of CR and LF are
 * never part of another character.
 *
 * Source  WHATWG HTML, "Parsing an event stream": a line ends at LF, CR LF or CR, a frame at an
 *         empty line. https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 * In      An unfinished frame and whatever came after it, as far as it has come.
 * Out     A position in `bytes`, one past the last whole frame, or -1: there is none.
 * Cost    It looks from the end backwards, so mostly at the frame that is unfinished next, and at no
 *         byte twice but the last. So a long frame in small reads costs no more a byte.
 */
export const LF = 0x0a;
export const CR = 0x0d;

export interface Search {
	readonly bytes: Uint8Array;
	/** Where the first line of the unfinished frame begins. */
	readonly firstLine: number;
	/** No frame ends before here: an earlier search has seen it. */
	readonly scanned: number;
	/** One past the last byte that has come. */
	readonly to: number;
	/** Whether no more will come, so that a CR at the end is not the first half of a CR LF. */
	readonly isLast: boolean;
}

export function lastFrameEnd(search: Search): number {
	const { bytes, firstLine, scanned, to } = search;
	// One byte again: if it is a CR, only the byte after it tells whether it ends its line alone.
	const lowest = Math.max(firstLine, scanned - 1);
	if (lowest >= to) return -1;
	// A frame ends with two line ends or more, side by side, or is one alone at `firstLine`. So every
	// second byte is enough to find it. Four of those at once: a long frame is mostly this loop.
	let at = to - 1;
	while (at >= lowest) {
		const byte = bytes[at]!;
		if (byte > CR) {
			const isFarFrom = at - 6 >= lowest && bytes[at - 2]! > CR && bytes[at - 4]! > CR;
			at -= isFarFrom && bytes[at - 6]! > CR ? 8 : 2;
			continue;
		}
		if (at + 1 < to && endsFrame(search, at + 1)) return at + 2;
		if (endsFrame(search, at)) return at + 1;
		at -= 2;
	}
	return endsFrame(search, lowest) ? lowest + 1 : -1;
}

function endsFrame({ bytes, firstLine, to, isLast }: Search, at: number): boolean {
	const byte = bytes[at];
	if (!isLineEnd(byte) || (byte === CR && at + 1 === to && !isLast)) return false;
	const isCRLF = byte === LF && at > firstLine && bytes[at - 1] === CR;
	const lineEnd = isCRLF ? at - 1 : at;
	return lineEnd === firstLine || isLineEnd(bytes[lineEnd - 1]);
}

function isLineEnd(byte: number | undefined): boolean {
	return byte === LF || byte === CR;
}
