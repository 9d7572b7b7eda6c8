import { createMessage, addChunk } from './message.ts';
import type { MeasureInput, Meter, Message, Timing } from './types.ts';

export function createMeter(): Meter {
	const seen = { headMs: undefined as number | undefined, endMs: undefined as number | undefined };
	let firstByteMs: number | undefined;
	let firstTextMs: number | undefined;
	let firstReasoningMs: number | undefined;
	let [frameCount, readCount, byteCount] = [0, 0, 0];

	function look(atMs: number | undefined, { tally }: Message) {
		if (tally.textCharacters > 0) firstTextMs ??= atMs;
		if (tally.reasoningCharacters > 0) firstReasoningMs ??= atMs;
	}
	return {
		head(atMs) {
			seen.headMs = atMs;
		},
		read(atMs, byteLength, frames, message) {
			if (byteLength > 0) firstByteMs ??= atMs;
			readCount++;
			byteCount += byteLength;
			frameCount += frames;
			look(atMs, message);
			seen.endMs = atMs;
		},
		end(atMs, frames, message) {
			frameCount += frames;
			look(seen.endMs, message);
			seen.endMs = atMs;
		},
		timing(): Timing {
			return {
				...seen,
				firstByteMs,
				firstTextMs,
				firstReasoningMs,
				frames: frameCount,
				reads: readCount,
				bytes: byteCount,
				rate: undefined,
				gaps: undefined,
				stalls: [],
				bursts: [],
			};
		},
	};
}

export function measure({ headMs, reads, endMs, frames, meanings }: MeasureInput): Timing {
	const meter = createMeter();
	const message = createMessage();
	let [at, bytes] = [0, 0];
	meter.head(headMs);
	for (const read of reads) {
		const from = at;
		bytes += read.bytes.length;
		while (at < frames.length && frames[at]!.end <= bytes) addChunk(message, meanings[at++]!);
		meter.read(read.atMs, read.bytes.length, at - from, message);
	}
	meter.end(endMs, 0, message);
	return meter.timing();
}
