/**
 * Writes over secrets in a body that comes in reads, wherever the reads are cut.
 *
 * In      Reads, any length, cut anywhere.
 * Out     Copies of the reads, as long as they were.
 * Cost    A search of each read, and of some bytes before it, and a copy, which the recording needs
 *         anyway: what the client does with the original is up to the client.
 */
import { byteText, concat } from './bytes.ts';
import { createStringFinder, type StringPiece } from './json-strings.ts';
import { openEscape, type SecretSearch } from './secret-search.ts';

/** More names of members than any API has at once. */
const MAX_TAILS = 64;

export interface ByteMask {
	/**
	 * A copy of the read, masked. The last `held` bytes of all that has come, in this read and those before,
	 * may be the start of a secret. If later reads prove it, they are written over where they stand, so
	 * nothing should be made of them yet.
	 */
	push(read: Uint8Array): { bytes: Uint8Array; held: number };
}

/** @param search A search of text with a character for each byte. */
export function createByteMask(search: SecretSearch, fill: number): ByteMask {
	// The last bytes that came, as they were, and where they are in the copies handed out.
	let before: Uint8Array = new Uint8Array();
	let pieces: Uint8Array[] = [];
	const stringsIn = createStringFinder();
	// By a member's name: what its last values end with that may be the start of a secret.
	const tails = new Map<string, string>();

	function push(read: Uint8Array) {
		const bytes = read.slice();
		if (search.reach === 0) return { bytes, held: 0 };
		const window = concat([before, read]);
		pieces = [...pieces, bytes];
		const { ranges, pending } = search.find(byteText(window));
		for (const [from, to] of ranges) overwrite(from, to);
		for (const piece of stringsIn(read)) maskAcross(piece, read, before.length);
		before = window.slice(Math.max(0, window.length - search.reach));
		pieces = lastBytes(pieces, before.length);
		return { bytes, held: pending };
	}

	/**
	 * A secret may be split over the values of one member, as deltas bring a text. Values that came before are
	 * out of reach, and are too short to tell anything: what goes on from them is written over.
	 */
	function maskAcross(
		{ name, from, to, before: sameBefore }: StringPiece,
		read: Uint8Array,
		start: number
	) {
		const tail = tails.get(name) ?? '';
		const joined = tail + byteText(read.subarray(from, to));
		const { ranges, pending } = search.find(joined);
		// The start of an escape that goes on here was held back: it can still be written over.
		const least = tail.length - Math.min(sameBefore, openEscape(tail));
		const offset = start + from - tail.length;
		for (const [first, end] of ranges) {
			if (end > tail.length) overwrite(offset + Math.max(first, least), offset + end);
		}
		tails.delete(name);
		if (pending > 0) tails.set(name, joined.slice(-pending));
		const [oldest] = tails.keys();
		if (tails.size > MAX_TAILS && oldest !== undefined) tails.delete(oldest);
	}

	function overwrite(from: number, to: number) {
		let start = 0;
		for (const piece of pieces) {
			piece.fill(fill, Math.max(0, from - start), Math.max(0, to - start));
			start += piece.length;
		}
	}

	return { push };
}

function lastBytes(pieces: readonly Uint8Array[], count: number): Uint8Array[] {
	const kept: Uint8Array[] = [];
	let left = count;
	for (const piece of pieces.toReversed()) {
		if (left === 0) break;
		const part = piece.subarray(Math.max(0, piece.length - left));
		left -= part.length;
		kept.unshift(part);
	}
	return kept;
}
