/**
 * Which reads brought each frame, written down as frames are decoded, so that nobody has to search for it.
 *
 * Cost    Constant for a frame and for a read, to write and to ask; 24 bytes a frame, 16 a read.
 */
import type { Frame } from '../sse/index.ts';

/** Reads and frames are counted from 0. */
export interface Arrival {
	/** The read with the frame's first byte. */
	readonly first: number;
	/** The read with its last byte: the one whose time is the frame's. */
	readonly last: number;
	/** How many frames that read completed. */
	readonly framesInLast: number;
	/** The frame's position among them. */
	readonly positionInLast: number;
}

export interface Arrivals {
	of(frameIndex: number): Arrival;
	/** Offset in the body of the read's first byte; of the body's end for the read after the last. */
	startOf(read: number): number;
}

export interface ArrivalsWriter extends Arrivals {
	/** A read came, of so many bytes. */
	read(byteLength: number): void;
	/** The next frame was decoded, of bytes that came in the reads so far. */
	frame(frame: Pick<Frame, 'start' | 'end'>): void;
}

export function createArrivals(): ArrivalsWriter {
	// One more than there are reads: where the next will start.
	const starts = [0];
	// By read: frames that ended before it. Written up to the last read that completed one.
	const framesBefore = [0];
	const firstReads: number[] = [];
	const lastReads: number[] = [];
	let first = 0;
	let last = 0;

	const startOf = (read: number) => starts[read] ?? starts.at(-1) ?? 0;

	return {
		startOf,
		read: (byteLength) => void starts.push(startOf(starts.length - 1) + byteLength),
		// Frames come in order, so both reads only move on; past reads without a byte of the frame, too.
		frame({ start, end }) {
			while (first < starts.length - 2 && startOf(first + 1) <= start) first++;
			while (last < starts.length - 2 && startOf(last + 1) < end) {
				last++;
				framesBefore.push(lastReads.length);
			}
			firstReads.push(first);
			lastReads.push(last);
		},
		of(frameIndex) {
			const at = lastReads[frameIndex] ?? 0;
			const before = framesBefore[at] ?? 0;
			return {
				first: firstReads[frameIndex] ?? 0,
				last: at,
				framesInLast: (framesBefore[at + 1] ?? lastReads.length) - before,
				positionInLast: frameIndex - before,
			};
		},
	};
}

/** Where a read ends inside a frame: the next byte came in another. */
export interface ReadBorder {
	/** Bytes of the frame before the border. */
	readonly at: number;
	/** The read that ends there. */
	readonly read: number;
}

/** The borders of reads inside a frame, in order. A read without bytes has none of its own. */
export function bordersIn({ index, start }: Frame, arrivals: Arrivals): ReadBorder[] {
	const { first, last } = arrivals.of(index);
	const borders: ReadBorder[] = [];
	for (let read = first; read < last; read++) {
		const at = arrivals.startOf(read + 1) - start;
		if (at > (borders.at(-1)?.at ?? 0)) borders.push({ at, read });
	}
	return borders;
}
