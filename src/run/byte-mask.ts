/**
 * Writes over byte patterns in a body that comes in reads, wherever the reads are cut.
 *
 * In      Reads, any length, cut anywhere; the patterns and the byte to write over them.
 * Out     Copies of the reads, as long as they were.
 * Cost    A native search per pattern for its first byte, and a copy of each read, which the recording
 *         needs anyway: what the client does with the original is the client's business.
 */
import { concat } from './bytes.ts';

export interface ByteMask {
	/**
	 * A copy of the read, masked. Its last `held` bytes may be the start of a secret: if the next read
	 * proves it, they are written over where they stand, so nothing should be made of them before.
	 */
	push(read: Uint8Array): { bytes: Uint8Array; held: number };
	/** The body has ended: most of a secret, cut off by that, is written over too. */
	finish(): void;
}

export function createByteMask(
	patterns: readonly Uint8Array[],
	fill: number,
	shortest: number
): ByteMask {
	const reach = Math.max(0, ...patterns.map((pattern) => pattern.length - 1));
	// The last `reach` bytes, as views of the copies handed out: writing to them changes those.
	let tail: Uint8Array[] = [];

	function push(read: Uint8Array) {
		const bytes = read.slice();
		if (reach === 0) return { bytes, held: 0 };
		const pieces = [...tail, bytes];
		const window = concat(pieces);
		let isFound = false;
		for (const pattern of patterns) {
			for (let at = find(window, pattern); at !== -1; at = find(window, pattern, at)) {
				window.fill(fill, at, at + pattern.length);
				isFound = true;
			}
		}
		if (isFound) copyBack(window, pieces);
		tail = lastBytes(pieces, reach);
		return { bytes, held: Math.min(bytes.length, startOfPattern(window, patterns)) };
	}

	function finish() {
		const window = concat(tail);
		const begun = startOfPattern(window, patterns);
		if (begun < shortest) return;
		window.fill(fill, window.length - begun);
		copyBack(window, tail);
	}

	return { push, finish };
}

/** Where `pattern` is in `bytes`, from `from` on, or -1. */
function find(bytes: Uint8Array, pattern: Uint8Array, from = 0): number {
	const first = pattern[0]!;
	for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
		if (startsAt(bytes, pattern, at, pattern.length)) return at;
	}
	return -1;
}

/** How many bytes at the end of `bytes` are the start, not all, of some pattern. */
function startOfPattern(bytes: Uint8Array, patterns: readonly Uint8Array[]): number {
	let longest = 0;
	for (const pattern of patterns) {
		const most = Math.min(pattern.length - 1, bytes.length);
		for (let length = most; length > longest; length--) {
			if (startsAt(bytes, pattern, bytes.length - length, length)) longest = length;
		}
	}
	return longest;
}

function startsAt(bytes: Uint8Array, pattern: Uint8Array, at: number, length: number): boolean {
	for (let i = 0; i < length; i++) if (bytes[at + i] !== pattern[i]) return false;
	return true;
}

function lastBytes(pieces: readonly Uint8Array[], count: number): Uint8Array[] {
	const kept: Uint8Array[] = [];
	for (let i = pieces.length - 1, left = count; i >= 0 && left > 0; i--) {
		const piece = pieces[i]!.subarray(Math.max(0, pieces[i]!.length - left));
		left -= piece.length;
		kept.unshift(piece);
	}
	return kept;
}

function copyBack(window: Uint8Array, pieces: readonly Uint8Array[]): void {
	let at = 0;
	for (const piece of pieces) {
		piece.set(window.subarray(at, at + piece.length));
		at += piece.length;
	}
}
