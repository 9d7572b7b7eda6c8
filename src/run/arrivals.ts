/**
 * Which reads brought each frame, noted as frames are decoded, so that nothing has to search for it later.
 *
 * Cost    Constant time per frame and per read, to write and to look up; 24 bytes a frame, 16 a read.
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
	/** Byte offset of the read in the body. For the read after the last, the offset of the body's end. */
	startOf(read: number): number;
}

export interface ArrivalsWriter extends Arrivals {
	/** A read of `byteLength` bytes arrived. */
	read(byteLength: number): void;
	/** The next frame was decoded from the reads so far. */
	frame(frame: Pick<Frame, 'start' | 'end'>): void;
}

export function createArrivals(): ArrivalsWriter {
	// One entry more than there are reads: where the next one will start.
	const starts = [0];
	// For each read, the frames that ended before it. Filled up to the last read that completed a frame.
	const framesBefore = [0];
	const firstReads: number[] = [];
	const lastReads: number[] = [];
	let first = 0;
	let last = 0;

	const startOf = (read: number) => starts[read] ?? starts.at(-1) ?? 0;

	return {
		startOf,
		read: (byteLength) => void starts.push(startOf(starts.length - 1) + byteLength),
		// Frames come in order, so both pointers only move forward.
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
			const lastRead = lastReads[frameIndex] ?? 0;
			const before = framesBefore[lastRead] ?? 0;
			return {
				first: firstReads[frameIndex] ?? 0,
				last: lastRead,
				framesInLast: (framesBefore[lastRead + 1] ?? lastReads.length) - before,
				positionInLast: frameIndex - before,
			};
		},
	};
}

/** Where a read ends inside a frame: the next byte came in another read. */
export interface ReadBoundary {
	/** Bytes of the frame before the boundary. */
	readonly at: number;
	/** The read that ends there. */
	readonly read: number;
}

/** The read boundaries inside a frame, in order. An empty read adds none. */
export function boundariesIn({ index, start }: Frame, arrivals: Arrivals): ReadBoundary[] {
	const { first, last } = arrivals.of(index);
	const boundaries: ReadBoundary[] = [];
	for (let read = first; read < last; read++) {
		const at = arrivals.startOf(read + 1) - start;
		if (at > (boundaries.at(-1)?.at ?? 0)) boundaries.push({ at, read });
	}
	return boundaries;
}
