/**
 * Bounds what a run keeps. Past a limit the oldest frames go, with their bytes; the message, the figures and the
 * links from text to frames stay whole. The first frames stay: they tell what stream this is.
 *
 * Out     `LetGo`. What went is replaced, in place, by one empty read, frame or meaning that all such share: so
 *         indices stay what they are. The first meaning of each kind stays: a run is judged by it.
 * Units   bytes of the body; indices from 0, `to` exclusive.
 * Cost    Some 100 bytes in Node for each frame that went (memory.test.ts): its places in lists. A quarter of a limit
 *         goes at once.
 */
import type { Meaning } from '../chat/index.ts';
import type { Frame } from '../sse/index.ts';
import type { Arrivals } from './arrivals.ts';
import { FIRST_FRAMES, type RunLimits } from './limits.ts';
import type { LetGo, Read } from './types.ts';

const SLACK = 1.25;

const NO_BYTES = new Uint8Array();
const GONE_READ: Read = Object.freeze({ atMs: undefined, bytes: NO_BYTES });
const GONE_MEANING: Meaning = Object.freeze({ kind: 'let-go', frameIndex: -1 });
const GONE_FRAME: Frame = Object.freeze({
	index: -1,
	start: 0,
	end: 0,
	raw: NO_BYTES,
	event: 'message',
	data: undefined,
	lastEventId: '',
	retryMs: undefined,
	comments: [],
});

/** Those that are still there. Their bytes are whole frames, and a gap is between two of them. */
export function keptReads(reads: readonly Read[]): readonly Read[] {
	return reads.filter((read) => read !== GONE_READ);
}

interface Lists {
	readonly reads: Read[];
	readonly frames: Frame[];
	readonly meanings: Meaning[];
	readonly arrivals: Arrivals;
}

export function createKeeper({ reads, frames, meanings, arrivals }: Lists, limits: RunLimits) {
	const kinds = new Set<Meaning['kind']>();
	// From the first frames to here they are gone, and the reads between.
	let tailFrame = FIRST_FRAMES;
	let tailRead = 0;
	let goneBytes = 0;

	const keptBytes = () => arrivals.startOf(reads.length) - goneBytes;

	/** To be called after each read. */
	function trim() {
		const { length } = frames;
		const isOver = length - tailFrame > limits.frames * SLACK || keptBytes() > limits.bytes * SLACK;
		if (!isOver || length <= tailFrame + 1) return;
		const end = arrivals.startOf(reads.length);
		let first = Math.max(tailFrame, length - limits.frames);
		while (first < length - 1 && end - (frames[first]?.start ?? 0) > limits.bytes) first++;
		letGoFrames(first);
		letGoReads();
	}

	function letGoFrames(first: number) {
		for (let index = tailFrame; index < first; index++) {
			const kind = meanings[index]?.kind;
			if (kind === undefined || kinds.has(kind)) meanings[index] = GONE_MEANING;
			else kinds.add(kind);
			frames[index] = GONE_FRAME;
		}
		tailFrame = first;
	}

	/** What is left of the reads are whole frames. */
	function letGoReads() {
		const head = arrivals.of(FIRST_FRAMES).first;
		const tail = arrivals.of(tailFrame).first;
		if (head >= tail) return;
		const headEnd = frames[FIRST_FRAMES - 1]?.end ?? 0;
		const tailStart = frames[tailFrame]?.start ?? 0;
		cut(head, (bytes) => bytes.subarray(0, headEnd - arrivals.startOf(head)));
		cut(tail, (bytes) => bytes.subarray(bytes.length + tailStart - arrivals.startOf(tail + 1)));
		reads.fill(GONE_READ, Math.max(tailRead, head + 1), tail);
		tailRead = tail;
		goneBytes = tailStart - headEnd;
	}

	function cut(index: number, part: (bytes: Uint8Array) => Uint8Array) {
		const read = reads[index];
		if (read) reads[index] = { ...read, bytes: part(read.bytes) };
	}

	return {
		trim,
		/** For the next read of a body that brings no frames any more: past the limit nothing of it is kept. */
		withoutFrames(read: Read): Read {
			if (keptBytes() <= limits.bytes) return read;
			goneBytes += read.bytes.length;
			return GONE_READ;
		},
		letGo(): LetGo | undefined {
			if (tailFrame === FIRST_FRAMES && goneBytes === 0) return undefined;
			return { frames: { from: FIRST_FRAMES, to: tailFrame }, bytes: goneBytes };
		},
	};
}
