/**
 * Writes over secrets in a body that comes in reads, wherever the reads are cut.
 *
 * In      Reads, any length, cut anywhere.
 * Out     Copies of the reads, as long as they were.
 * Cost    A search of each read, and of some bytes before it, and a copy, which the recording needs
 *         anyway: what the client does with the original is up to the client.
 */
import { byteText, concat } from './bytes.ts';
import type { SecretSearch } from './secret-search.ts';

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

	function push(read: Uint8Array) {
		const bytes = read.slice();
		if (search.reach === 0) return { bytes, held: 0 };
		const window = concat([before, read]);
		pieces = [...pieces, bytes];
		const { ranges, pending } = search.find(byteText(window));
		for (const [from, to] of ranges) overwrite(from, to);
		before = window.slice(Math.max(0, window.length - search.reach));
		pieces = lastBytes(pieces, before.length);
		return { bytes, held: pending };
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
