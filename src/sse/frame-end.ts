/**
 * Finds where the last whole frame ends. It looks at bytes only: in UTF-8 the bytes of CR and LF are
 * never part of another character.
 *
 * Source  WHATWG HTML, "Parsing an event stream": a line ends at LF, CR LF or CR, a frame at an
 *         empty line. https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 * In      An unfinished frame and whatever came after it, so far.
 * Out     A position in `bytes`, one past the last whole frame, or -1 if there is none.
 * Rule    A CR after a CR ends an empty line, whatever comes next, so the frame ends there and does not
 *         wait. Should an LF follow, the next frame begins with it: it ends no line of its own.
 *         After any other byte, a CR at the end of the input waits: an LF would belong to it.
 * Cost    It searches backwards from the end, so it mostly sees the frame that is unfinished next, and
 *         no byte twice but the last. A long frame in small reads costs no more per byte.
 */
export const LF = 0x0a;
export const CR = 0x0d;

export interface Search {
	readonly bytes: Uint8Array;
	/** Where the first line of the unfinished frame begins. */
	readonly firstLine: number;
	/** Whether the byte before that is a CR. */
	readonly isAfterCR: boolean;
	/** No frame ends before here: an earlier search has seen it. */
	readonly scanned: number;
	/** One past the last byte that has come. */
	readonly to: number;
	/** Whether no more will come, so that a CR at the end is not the first half of a CR LF. */
	readonly isLast: boolean;
}

export function lastFrameEnd(search: Search): number {
	const { bytes, firstLine, scanned, to } = search;
	// One byte again: a CR may have been waiting for the byte after it.
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

function endsFrame(search: Search, at: number): boolean {
	const { bytes, firstLine, to, isLast } = search;
	const byte = bytes[at];
	if (byte === CR) {
		if (isCRBefore(search, at)) return true;
		const isKnown = at + 1 < to ? bytes[at + 1] !== LF : isLast;
		return isKnown && (at === firstLine || bytes[at - 1] === LF);
	}
	if (byte !== LF) return false;
	if (at === firstLine || bytes[at - 1] === LF) return true;
	// The LF of a CR LF ends a frame where that CR stands on an empty line, and has not ended it already.
	const cr = at - 1;
	return bytes[cr] === CR && !isCRBefore(search, cr) && (cr === firstLine || bytes[cr - 1] === LF);
}

function isCRBefore({ bytes, firstLine, isAfterCR }: Search, at: number): boolean {
	return at === firstLine ? isAfterCR : bytes[at - 1] === CR;
}
