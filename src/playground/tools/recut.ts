/**
 * Splits the bytes of a recorded answer into other reads, as another network might have delivered them.
 *
 * Out     A recording whose reads join to the same bytes. Each new read has the time of the recorded read
 *         that brought its last byte, since it could not have arrived earlier.
 */
import { createFrameDecoder, FrameTooLongError } from '../../sse/index.ts';
import type { Read, Recording } from '../../run/index.ts';

export type Way =
	| { readonly by: 'byte' }
	| { readonly by: 'bytes'; readonly size: number }
	| { readonly by: 'line' }
	| { readonly by: 'frame' }
	/** Reads of 1 to `most` bytes; the same seed cuts the same way. */
	| { readonly by: 'random'; readonly most: number; readonly seed: number }
	| { readonly by: 'whole' };

const LF = 0x0a;
const CR = 0x0d;

export function recut(recording: Recording, way: Way): Recording {
	const body = join(recording.reads);
	const times = createTimes(recording.reads);
	const reads: Read[] = [];
	let start = 0;
	for (const end of endsOf(body, way)) {
		if (end <= start) continue;
		reads.push({ atMs: times(end - 1), bytes: body.slice(start, end) });
		start = end;
	}
	if (start < body.length) reads.push({ atMs: times(body.length - 1), bytes: body.slice(start) });
	return { ...recording, reads };
}

/** The offsets at which reads end, except for the last read. */
function* endsOf(body: Uint8Array, way: Way): Generator<number> {
	if (way.by === 'whole') return;
	if (way.by === 'line') yield* lineEnds(body);
	else if (way.by === 'frame') yield* frameEnds(body);
	else {
		const size = way.by === 'random' ? sizes(way) : () => (way.by === 'byte' ? 1 : way.size);
		for (let end = size(); end < body.length; end += size()) yield end;
	}
}

/** A line ends at CR LF, LF or CR. */
function* lineEnds(body: Uint8Array): Generator<number> {
	for (let i = 0; i < body.length; i++) {
		if (body[i] === LF || (body[i] === CR && body[i + 1] !== LF)) yield i + 1;
	}
}

function* frameEnds(body: Uint8Array): Generator<number> {
	const decoder = createFrameDecoder();
	try {
		for (const { end } of decoder.push(body)) yield end;
		for (const { end } of decoder.finish().frames) yield end;
	} catch (error) {
		// After a frame over the limit, the rest is one read.
		if (!(error instanceof FrameTooLongError)) throw error;
	}
}

/** Mulberry32: the same seed gives the same numbers in every engine. */
function sizes({ most, seed }: { most: number; seed: number }): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return 1 + Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * most);
	};
}

/** The arrival time of the byte at an offset. Offsets must be passed in ascending order. */
function createTimes(reads: readonly Read[]): (offset: number) => number | undefined {
	let index = 0;
	let end = reads[0]?.bytes.length ?? 0;
	return (offset) => {
		while (offset >= end && index + 1 < reads.length) end += reads[++index]?.bytes.length ?? 0;
		return reads[index]?.atMs;
	};
}

function join(reads: readonly Read[]): Uint8Array {
	const body = new Uint8Array(reads.reduce((sum, { bytes }) => sum + bytes.length, 0));
	let at = 0;
	for (const { bytes } of reads) {
		body.set(bytes, at);
		at += bytes.length;
	}
	return body;
}
