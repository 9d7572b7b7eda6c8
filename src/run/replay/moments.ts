/**
 * A run as it was at a moment, made from the run as it ended.
 *
 * In      The ended run's snapshot; how many of its frames and reads had come, and by when.
 * Out     A snapshot as views take it. Its frames and meanings are the ended run's own.
 * Cost    Forward: what lies between. Back: the message and the figures anew, nothing decoded or parsed.
 *         From the end to the middle of 10,000 frames: some 5 ms. `snapshotOf` of `run`, which starts from
 *         bytes, takes some 100 ms for the same: too long to drag over, and it cannot stop inside a
 *         read. A test holds that both show the same.
 */
import { addChunk, createMessage, createMeter } from '../../chat/index.ts';
import type { Meaning } from '../../chat/index.ts';
import { createArrivals } from '../arrivals.ts';
import type { Read, Snapshot } from '../types.ts';
import type { Frame } from '../../sse/index.ts';

export interface Moment {
	readonly frames: number;
	readonly reads: number;
	/** `undefined` where times are unknown. */
	readonly atMs: number | undefined;
}

export function createMoments(whole: Snapshot): (moment: Moment) => Snapshot {
	const { response } = whole.recording;
	let passed = start();

	function pass(read: Read, frames: number) {
		const before = passed.frames.length;
		const readEnd = passed.bytes + read.bytes.length;
		passed.arrivals.read(read.bytes.length);
		while (passed.frames.length < frames) {
			const frame = whole.frames[passed.frames.length]!;
			if (frame.end > readEnd) break;
			const meaning = whole.meanings[frame.index]!;
			passed.frames.push(frame);
			passed.arrivals.frame(frame);
			passed.meanings.push(meaning);
			addChunk(passed.message, meaning);
		}
		const next = whole.frames[passed.frames.length];
		passed.isCut = next !== undefined && next.end <= readEnd;
		const usedEnd = passed.isCut ? passed.frames.at(-1)!.end : readEnd;
		passed.reads.push(read);
		passed.meter.read(
			read.atMs,
			usedEnd - passed.bytes,
			passed.frames.length - before,
			passed.message
		);
		passed.bytes = readEnd;
	}

	return ({ frames, reads, atMs }) => {
		const hasHead = reads > 0 || (atMs !== undefined && (response?.atMs ?? Infinity) <= atMs);
		const isBack = frames < passed.frames.length || reads < passed.reads.length;
		const isOn = frames > passed.frames.length || reads > passed.reads.length;
		if (isBack || (passed.isCut && isOn) || (passed.hasHead && !hasHead)) passed = start();
		if (hasHead && !passed.hasHead) {
			passed.meter.head(response?.atMs);
			passed.hasHead = true;
		}
		while (passed.reads.length < reads) pass(whole.recording.reads[passed.reads.length]!, frames);

		const now = passed;
		const readsNow = now.reads.length;
		return {
			phase: reads > 0 ? 'streaming' : 'waiting',
			recording: {
				...whole.recording,
				response: hasHead ? response : undefined,
				reads: now.reads,
				end: undefined,
			},
			frames: now.frames,
			meanings: now.meanings,
			arrivals: now.arrivals,
			message: now.message,
			timing: now.meter.timing(),
			rest: new Uint8Array(),
			get bodyText() {
				return textOf(now.reads.slice(0, readsNow));
			},
			client: undefined,
			outcome: undefined,
			advice: undefined,
		};
	};
}

function start() {
	return {
		frames: [] as Frame[],
		meanings: [] as Meaning[],
		arrivals: createArrivals(),
		reads: [] as Read[],
		bytes: 0,
		message: createMessage(),
		meter: createMeter(),
		hasHead: false,
		/** The last read is used up to the last frame only: it cannot be gone on from. */
		isCut: false,
	};
}

function textOf(reads: readonly Read[]): string {
	const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
	const pieces = reads.map(({ bytes }) => decoder.decode(bytes, { stream: true }));
	return pieces.join('') + decoder.decode();
}
