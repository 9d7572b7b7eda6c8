/**
 * Finds the values of JSON members that are strings, in a body that comes in reads.
 *
 * In      Reads, cut anywhere. What is around the JSON, such as the fields of an event stream, does no harm.
 * Out     The pieces of such values in each read, with the member's name. A line end closes a string: in JSON it
 *         cannot hold one.
 * Cost    A look at each byte.
 */
export interface StringPiece {
	readonly name: string;
	/** Offsets in the read; the quotes are not in it. */
	readonly from: number;
	readonly to: number;
	/** So many bytes of the same string came in reads before. */
	readonly before: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;

const LONGEST_NAME = 40;

export function createStringFinder(): (read: Uint8Array) => StringPiece[] {
	let inString = false;
	let isEscaped = false;
	let isValue = false;
	/** What came last, white space aside. */
	let last: 'string' | 'colon' | 'other' = 'other';
	/** Of the string that is open or came last and was no value. */
	let name = '';
	let before = 0;

	return (read) => {
		const pieces: StringPiece[] = [];
		let from = 0;
		const close = (to: number) => {
			if (inString && isValue && to > from) pieces.push({ name, from, to, before });
		};

		// By index: `entries()` makes a pair for each byte.
		for (let at = 0; at < read.length; at++) {
			const byte = read[at] ?? 0;
			if (inString) {
				if (byte === LF || byte === CR) {
					close(at);
					inString = false;
					last = 'other';
				} else if (isEscaped) isEscaped = false;
				else if (byte === BACKSLASH) isEscaped = true;
				else if (byte === QUOTE) {
					close(at);
					inString = false;
					last = isValue ? 'other' : 'string';
				}
				if (inString && !isValue && name.length < LONGEST_NAME) name += String.fromCharCode(byte);
			} else if (byte === QUOTE) {
				inString = true;
				isEscaped = false;
				isValue = last === 'colon';
				if (!isValue) name = '';
				from = at + 1;
				before = 0;
			} else if (byte === COLON) last = last === 'string' ? 'colon' : 'other';
			else if (byte > SPACE) last = 'other';
		}
		close(read.length);
		if (inString) before += read.length - from;
		return pieces;
	};
}
