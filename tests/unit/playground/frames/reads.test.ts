import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	bordersIn,
	createReadFinder,
	placeInRead,
} from '../../../../src/playground/frames/reads.ts';
import type { Read } from '../../../../src/run/index.ts';
import { createFrameDecoder } from '../../../../src/sse/index.ts';
import type { Frame } from '../../../../src/sse/index.ts';

const frameOf = (start: number, end: number) => ({ start, end }) as Frame;

const readsOf = (lengths: readonly number[]): Read[] =>
	lengths.map((length, i) => ({ atMs: i, bytes: new Uint8Array(length) }));

/** Byte by byte: the read that each byte came in. */
function readOfEachByte(reads: readonly Read[]): number[] {
	return reads.flatMap((read, i) => Array.from(read.bytes, () => i));
}

describe('createReadFinder()', () => {
	test('finds the reads that a search byte by byte finds, empty reads among them', () => {
		const anyLengths = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 })), {
			minLength: 1,
			maxLength: 40,
		});
		const anyCuts = fc.array(fc.nat(400), { maxLength: 20 });
		fc.assert(
			fc.property(anyLengths, anyCuts, (lengths, cuts) => {
				const reads = readsOf(lengths);
				const readOf = readOfEachByte(reads);
				fc.pre(readOf.length > 0);
				const borders = [...new Set([0, ...cuts.map((cut) => cut % readOf.length), readOf.length])];
				borders.sort((a, b) => a - b);
				const find = createReadFinder();
				for (const [i, end] of borders.entries()) {
					const start = borders[i - 1] ?? 0;
					if (i === 0) continue;
					expect(
						find(reads, frameOf(start, end)),
						`bytes ${start} to ${end} of ${lengths}`
					).toEqual({
						first: readOf[start],
						last: readOf[end - 1],
					});
				}
			}),
			{ numRuns: 500 }
		);
	});

	test('finds them while the reads are still coming, as a running list asks', () => {
		const body = new TextEncoder().encode('data: one\n\ndata: two\n\n: ping\n\ndata: 🚀\n\n');
		for (let size = 1; size <= body.length; size++) {
			const decoder = createFrameDecoder();
			const find = createReadFinder();
			const reads: Read[] = [];
			for (let at = 0; at < body.length; at += size) {
				reads.push({ atMs: at, bytes: body.subarray(at, at + size) });
				for (const frame of decoder.push(reads.at(-1)!.bytes)) {
					expect(find(reads, frame), `frame ${frame.index}, reads of ${size}`).toEqual({
						first: Math.floor(frame.start / size),
						last: reads.length - 1,
					});
				}
			}
		}
	});

	test('starts afresh when a client sent its request again and the reads are others', () => {
		const find = createReadFinder();
		expect(find(readsOf([10, 10]), frameOf(0, 15))).toEqual({ first: 0, last: 1 });
		expect(find(readsOf([3, 3, 20]), frameOf(0, 15))).toEqual({ first: 0, last: 2 });
	});

	test('walks no list twice: 10,000 reads are asked for 10,000 frames in no time to speak of', () => {
		const find = createReadFinder();
		let looks = 0;
		const reads = readsOf(Array.from({ length: 10_000 }, () => 7)).map(({ bytes }) => ({
			atMs: 0,
			get bytes() {
				looks++;
				return bytes;
			},
		}));
		for (let i = 0; i < 10_000; i++) {
			expect(find(reads, frameOf(i * 7, i * 7 + 7))).toEqual({ first: i, last: i });
		}
		expect(looks).toBe(10_000);
	});
});

describe('bordersIn() and placeInRead()', () => {
	test('find what a look at every byte finds', () => {
		const anyLengths = fc.array(fc.nat(7), { minLength: 1, maxLength: 30 });
		fc.assert(
			fc.property(anyLengths, fc.array(fc.nat(200), { maxLength: 12 }), (lengths, cuts) => {
				const reads = readsOf(lengths);
				const readOf = readOfEachByte(reads);
				fc.pre(readOf.length > 0);
				const ends = [...new Set([...cuts.map((cut) => (cut % readOf.length) + 1), readOf.length])];
				ends.sort((a, b) => a - b);
				const frames = ends.map((end, i) => frameOf(ends[i - 1] ?? 0, end));
				const find = createReadFinder();
				for (const [index, frame] of frames.entries()) {
					const range = find(reads, frame);
					const borders = [];
					for (let byte = frame.start + 1; byte < frame.end; byte++) {
						const read = readOf[byte - 1]!;
						if (readOf[byte] !== read) borders.push({ at: byte - frame.start, read });
					}
					expect(bordersIn(frame, range, find)).toEqual(borders);
					const mates = frames.filter(({ end }) => readOf[end - 1] === range.last);
					expect(placeInRead(frames, index, range, find)).toEqual({
						framesInLast: mates.length,
						positionInLast: mates.indexOf(frame),
					});
				}
			})
		);
	});
});
