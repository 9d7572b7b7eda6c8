/**
 * Which reads carried a frame: found from byte offsets, by binary search, so that a row on the
 * screen costs the same in a run of ten reads or ten thousand.
 */
import type { Read } from '../../run/index.ts';
import type { Frame } from '../../sse/index.ts';

export interface ReadRange {
	/** Index of the read with the frame's first byte. */
	readonly first: number;
	/** Index of the read with its last byte: the one whose time is the frame's. */
	readonly last: number;
}

export interface ReadFinder {
	(reads: readonly Read[], frame: Frame): ReadRange;
	/** Offset in the body of the read's first byte; of the body's end for the read after the last. */
	startOf(read: number): number;
}

/**
 * @returns A function for one growing list of reads; it remembers where each read ends. A client that
 *          sends its request again starts another list: then it starts afresh.
 */
export function createReadFinder(): ReadFinder {
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

	function find(reads: readonly Read[], frame: Frame): ReadRange {
		if (reads[0] !== firstRead) ends = [];
		firstRead = reads[0];
		for (let i = ends.length; i < reads.length; i++) {
			ends.push((ends[i - 1] ?? 0) + reads[i]!.bytes.length);
		}
		return { first: readWith(frame.start), last: readWith(frame.end - 1) };
	}

	return Object.assign(find, { startOf: (read: number) => ends[read - 1] ?? 0 });
}

/** Where a read ends inside a frame: the next byte came in another. */
export interface ReadBorder {
	/** Bytes of the frame before the border. */
	readonly at: number;
	/** The read that ends there. */
	readonly read: number;
}

/** The borders of reads inside a frame, in order. A read without bytes has none of its own. */
export function bordersIn(
	frame: Frame,
	{ first, last }: ReadRange,
	find: ReadFinder
): ReadBorder[] {
	const borders: ReadBorder[] = [];
	for (let read = first; read < last; read++) {
		const at = find.startOf(read + 1) - frame.start;
		if (at > (borders.at(-1)?.at ?? 0)) borders.push({ at, read });
	}
	return borders;
}

/** How many frames the read completed, and the frame's position among them. By halving. */
export function placeInRead(
	frames: readonly Frame[],
	index: number,
	{ last }: ReadRange,
	find: ReadFinder
): { framesInLast: number; positionInLast: number } {
	const from = firstEndingPast(frames, find.startOf(last));
	return {
		framesInLast: firstEndingPast(frames, find.startOf(last + 1)) - from,
		positionInLast: index - from,
	};
}

function firstEndingPast(frames: readonly Frame[], byte: number): number {
	let low = 0;
	let high = frames.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (frames[middle]!.end > byte) high = middle;
		else low = middle + 1;
	}
	return low;
}
