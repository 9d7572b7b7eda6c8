/**
 * Finds the end of the last complete frame. It only looks at bytes: in UTF-8, CR and LF are never part of
 * another character.
 *
 * Source  WHATWG HTML, "Parsing an event stream": a line ends at LF, CR LF or CR, a frame at an
 *         empty line. https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 * Out     A position in `bytes`, one past the last complete frame, or -1 if there is none.
 * Rule    A CR after a CR ends an empty line, whatever comes next, so the frame ends there without waiting.
 *         An LF that follows becomes the first byte of the next frame, but ends no line there. After any
 *         other byte, a CR at the end of the input must wait, since an LF would belong to it.
 * Cost    The search goes backwards from the end, so it mostly covers only the next unfinished frame, and
 *         only the last byte is seen twice. A long frame in small reads costs no more per byte.
 */
export const LF = 0x0a;
export const CR = 0x0d;

export interface Search {
	readonly bytes: Uint8Array;
	/** Where the first line of the unfinished frame begins. */
	readonly firstLine: number;
	/** Whether the byte before that is a CR. */
	readonly isAfterCR: boolean;
	/** An earlier search found that no frame ends before this position. */
	readonly scanned: number;
	/** One past the last byte received. */
	readonly to: number;
	/** No more will come, so a CR at the end is not the first half of a CR LF. */
	readonly isLast: boolean;
}

export function lastFrameEnd(search: Search): number {
	const { bytes, firstLine, scanned, to } = search;
	// One byte earlier: a CR there may have been waiting for the next byte.
	const lowest = Math.max(firstLine, scanned - 1);
	if (lowest >= to) return -1;
	// A frame ends with at least two adjacent line ends, or is a single one at `firstLine`, so it is enough
	// to look at every second byte. Unrolled four times, because a long frame is mostly this loop.
	let at = to - 1;
	while (at >= lowest) {
		const byte = bytes[at]!; // in bounds: from `lowest` to below `to`
		if (byte > CR) {
			// In bounds where the first condition holds.
			const canSkip =
				at - 6 >= lowest && bytes[at - 2]! > CR && bytes[at - 4]! > CR && bytes[at - 6]! > CR;
			at -= canSkip ? 8 : 2;
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
	// The LF of a CR LF ends a frame if that CR is on an empty line and has not ended the frame already.
	const cr = at - 1;
	return bytes[cr] === CR && !isCRBefore(search, cr) && (cr === firstLine || bytes[cr - 1] === LF);
}

function isCRBefore({ bytes, firstLine, isAfterCR }: Search, at: number): boolean {
	return at === firstLine ? isAfterCR : bytes[at - 1] === CR;
}
