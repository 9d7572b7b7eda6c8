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

export function lastFrameEnd({ bytes, firstLine, scanned, to, isLast }: Search): number {
	// One byte again: if it is a CR, only the byte after it tells whether it ends its line alone.
	const lowest = Math.max(firstLine, scanned - 1);
	for (let at = to - 1; at >= lowest; at--) {
		const byte = bytes[at];
		if (byte !== LF && byte !== CR) continue;
		const mayBecomeCRLF = byte === CR && (at + 1 === to ? !isLast : bytes[at + 1] === LF);
		if (mayBecomeCRLF) continue;
		const isCRLF = byte === LF && at > firstLine && bytes[at - 1] === CR;
		const lineEnd = isCRLF ? at - 1 : at;
		const lineBefore = bytes[lineEnd - 1];
		if (lineEnd === firstLine || lineBefore === LF || lineBefore === CR) return at + 1;
	}
	return -1;
}
