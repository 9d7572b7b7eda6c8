import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundariesIn, createArrivals } from '../../../src/run/arrivals.ts';
import { createFrameDecoder, type Frame } from '../../../src/sse/index.ts';

const frameOf = (index: number, start: number, end: number) => ({ index, start, end }) as Frame;

/** Frames that end at `ends`, of a body that arrived in reads of these lengths; all reads before all frames. */
function arrivalsOf(lengths: readonly number[], ends: readonly number[]) {
	const arrivals = createArrivals();
	const frames = ends.map((end, i) => frameOf(i, ends[i - 1] ?? 0, end));
	for (const length of lengths) arrivals.read(length);
	for (const frame of frames) arrivals.frame(frame);
	return { arrivals, frames };
}

/** Some lengths of reads, empty ones among them, and where frames of the body end. */
const anyRun = fc
	.tuple(
		fc.array(fc.oneof(fc.constant(0), fc.nat(9)), { minLength: 1, maxLength: 40 }),
		fc.array(fc.nat(400), { maxLength: 20 })
	)
	.map(([lengths, cuts]) => {
		const readOf = lengths.flatMap((length, i) => Array.from({ length }, () => i));
		const ends = new Set([...cuts.map((cut) => (cut % (readOf.length || 1)) + 1), readOf.length]);
		return { lengths, readOf, ends: [...ends].toSorted((a, b) => a - b) };
	})
	.filter(({ readOf }) => readOf.length > 0);

describe('createArrivals()', () => {
	test('agrees with a check of every byte: reads, position in the read, boundaries inside a frame', () => {
		fc.assert(
			fc.property(anyRun, ({ lengths, readOf, ends }) => {
				const { arrivals, frames } = arrivalsOf(lengths, ends);
				for (const frame of frames) {
					const last = readOf[frame.end - 1];
					const mates = frames.filter(({ end }) => readOf[end - 1] === last);
					expect(arrivals.of(frame.index), `bytes ${frame.start} to ${frame.end}`).toEqual({
						first: readOf[frame.start],
						last,
						framesInLast: mates.length,
						positionInLast: mates.indexOf(frame),
					});
					const boundaries = [];
					for (let byte = frame.start + 1; byte < frame.end; byte++) {
						const read = readOf[byte - 1];
						if (readOf[byte] !== read) boundaries.push({ at: byte - frame.start, read });
					}
					expect(boundariesIn(frame, arrivals)).toEqual(boundaries);
				}
			}),
			{ numRuns: 500 }
		);
	});

	test('is right while reads are still arriving, whatever their size', () => {
		const body = new TextEncoder().encode('data: one\n\ndata: two\n\n: ping\n\ndata: 🚀\n\n');
		for (let size = 1; size <= body.length; size++) {
			const decoder = createFrameDecoder();
			const arrivals = createArrivals();
			for (let at = 0; at < body.length; at += size) {
				const read = body.subarray(at, at + size);
				arrivals.read(read.length);
				for (const frame of decoder.push(read)) {
					arrivals.frame(frame);
					expect(arrivals.of(frame.index), `frame ${frame.index}, reads of ${size}`).toMatchObject({
						first: Math.floor(frame.start / size),
						last: at / size,
					});
				}
			}
		}
	});

	test('assigns a frame that was decoded later to the read that brought it', () => {
		const arrivals = createArrivals();
		for (const length of [10, 10, 10]) arrivals.read(length);
		arrivals.frame({ start: 0, end: 8 });
		arrivals.frame({ start: 8, end: 20 });
		expect(arrivals.of(0)).toMatchObject({ first: 0, last: 0, framesInLast: 1 });
		expect(arrivals.of(1)).toMatchObject({ first: 0, last: 1, framesInLast: 1 });
		expect([0, 1, 2, 3].map(arrivals.startOf)).toEqual([0, 10, 20, 30]);
	});
});
