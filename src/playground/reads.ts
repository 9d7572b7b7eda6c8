/**
 * Which reads carried a frame: found from byte offsets, by binary search, so that a row on the
 * screen costs the same in a run of ten reads or ten thousand.
 */
import type { Read } from '../run/index.ts';
import type { Frame } from '../sse/index.ts';

export interface ReadRange {
	/** Index of the read with the frame's first byte. */
	readonly first: number;
	/** Index of the read with its last byte: the one whose time is the frame's. */
	readonly last: number;
}

/**
 * @returns A function for one growing list of reads; it remembers where each read ends. A client that
 *          sends its request again starts another list: then it starts afresh.
 */
export function createReadFinder(): (reads: readonly Read[], frame: Frame) => ReadRange {
	let ends: number[] = [];
	let firstRead: Read | undefined;

	function readWith(byte: number): number {
		let low = 0;
		let high = ends.length - 1;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (ends[middle]! > byte) high = middle;
			else low = middle + 1;
		}
		return low;
	}

	return (reads, frame) => {
		if (reads[0] !== firstRead) ends = [];
		firstRead = reads[0];
		for (let i = ends.length; i < reads.length; i++) {
			ends.push((ends[i - 1] ?? 0) + reads[i]!.bytes.length);
		}
		return { first: readWith(frame.start), last: readWith(frame.end - 1) };
	};
}
