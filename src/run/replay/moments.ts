/**
 * A run as it was at an earlier moment, derived from the ended run. Frames and meanings are shared with it.
 *
 * Cost    Forwards, only what lies between. Backwards, message and figures are rebuilt, but nothing is
 *         decoded or parsed again: about 5 ms from the end to the middle of 10,000 frames. `snapshotOf`
 *         starts from bytes and takes about 100 ms, too slow for dragging, and cannot stop inside a read.
 *         A test checks that both give the same snapshot.
 */
import { addChunk, createMessage, createMeter } from '../../chat/index.ts';
import type { Meaning, Message } from '../../chat/index.ts';
import { createArrivals, type ArrivalsWriter } from '../arrivals.ts';
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
	let current = start();

	function addRead(read: Read, frames: number) {
		const before = current.frames.length;
		const readEnd = current.bytes + read.bytes.length;
		current.arrivals.read(read.bytes.length);
		while (current.frames.length < frames) {
			const frame = whole.frames[current.frames.length];
			const meaning = whole.meanings[current.frames.length];
			if (!frame || !meaning || frame.end > readEnd) break;
			current.frames.push(frame);
			current.arrivals.frame(frame);
			current.meanings.push(meaning);
			addChunk(current.message, meaning);
		}
		const next = whole.frames[current.frames.length];
		current.isCut = next !== undefined && next.end <= readEnd;
		const usedEnd = current.isCut ? (current.frames.at(-1)?.end ?? current.bytes) : readEnd;
		current.reads.push(read);
		current.meter.read(
			read.atMs,
			usedEnd - current.bytes,
			current.frames.length - before,
			current.message
		);
		current.bytes = readEnd;
	}

	return ({ frames, reads, atMs }) => {
		const hasHead = reads > 0 || (atMs !== undefined && (response?.atMs ?? Infinity) <= atMs);
		const isBackward = frames < current.frames.length || reads < current.reads.length;
		const isForward = frames > current.frames.length || reads > current.reads.length;
		const mustRestart = isBackward || (current.isCut && isForward) || (current.hasHead && !hasHead);
		if (mustRestart) current = start();
		if (hasHead && !current.hasHead) {
			current.meter.head(response?.atMs);
			current.hasHead = true;
		}
		const missing = whole.recording.reads.slice(current.reads.length, reads);
		for (const read of missing) addRead(read, frames);

		const now = current;
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
			unstreamed: undefined,
			protocol: whole.protocol,
			timing: now.meter.timing(),
			rest: new Uint8Array(),
			letGo: undefined,
			get bodyText() {
				return textOf(now.reads.slice(0, readsNow));
			},
			client: undefined,
			outcome: undefined,
			advice: undefined,
		};
	};
}

interface Passed {
	readonly frames: Frame[];
	readonly meanings: Meaning[];
	readonly arrivals: ArrivalsWriter;
	readonly reads: Read[];
	readonly message: Message;
	readonly meter: ReturnType<typeof createMeter>;
	bytes: number;
	hasHead: boolean;
	/** The last read holds more frames than have been added, so reading cannot continue from here. */
	isCut: boolean;
}

function start(): Passed {
	return {
		frames: [],
		meanings: [],
		arrivals: createArrivals(),
		reads: [],
		bytes: 0,
		message: createMessage(),
		meter: createMeter(),
		hasHead: false,
		isCut: false,
	};
}

function textOf(reads: readonly Read[]): string {
	const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
	const pieces = reads.map(({ bytes }) => decoder.decode(bytes, { stream: true }));
	return pieces.join('') + decoder.decode();
}
