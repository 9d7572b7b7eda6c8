import { describe, expect, test } from 'vitest';
import { createFrameDecoder, type Frame } from '../../../src/sse/index.ts';
import {
	addChunk,
	createMessage,
	createMeter,
	measure,
	readChunk,
	type Timing,
} from '../../../src/chat/index.ts';
import { END_MS, HEAD_MS, TIMED_READS } from '../../fixtures/chat/timed-run.ts';
import { bodyOf, chunkOf } from '../../support/chat-stream.ts';

type TimedRead = readonly [atMs: number | undefined, text: string];
interface Ends {
	headMs?: number | undefined;
	endMs?: number | undefined;
}

function readsOf(timed: readonly TimedRead[]) {
	return timed.map(([atMs, text]) => ({ atMs, bytes: new TextEncoder().encode(text) }));
}

/** Measured at once, as a loaded recording is. */
function measured(timed: readonly TimedRead[], { headMs, endMs }: Ends = {}): Timing {
	const reads = readsOf(timed);
	const decoder = createFrameDecoder();
	const frames: Frame[] = reads.flatMap(({ bytes }) => decoder.push(bytes));
	frames.push(...decoder.finish().frames);
	return measure({ headMs, reads, endMs, frames, meanings: frames.map(readChunk) });
}

/** Measured read by read, as a live run is. `timings[i]` are the figures after read `i`. */
function metered(timed: readonly TimedRead[], { headMs, endMs }: Ends = {}) {
	const meter = createMeter();
	const message = createMessage();
	const decoder = createFrameDecoder();
	const timings: Timing[] = [];
	const add = (frames: Frame[]) => {
		for (const frame of frames) addChunk(message, readChunk(frame));
		return frames.length;
	};
	meter.head(headMs);
	for (const { atMs, bytes } of readsOf(timed)) {
		meter.read(atMs, bytes.length, add(decoder.push(bytes)), message);
		timings.push(meter.timing());
	}
	meter.end(endMs, add(decoder.finish().frames), message);
	return { timings, last: meter.timing() };
}

const ends = { headMs: HEAD_MS, endMs: END_MS };
const content = (text: string) => bodyOf(chunkOf({ content: text }));

describe('measure()', () => {
	test('gives the figures worked out by hand in timed-run.ts', () => {
		expect(measured(TIMED_READS, ends)).toEqual({
			headMs: 180,
			firstByteMs: 200,
			firstReasoningMs: 250,
			firstTextMs: 300,
			endMs: 1435,
			frames: 15,
			reads: 9,
			bytes: TIMED_READS.reduce((sum, [, text]) => sum + text.length, 0),
			gaps: { medianMs: 40, p95Ms: 1000, longestMs: 1000 },
			stalls: [{ fromMs: 400, toMs: 1400 }],
			bursts: [{ readIndex: 7, frames: 6, silenceMs: 1000 }],
			rate: {
				source: 'usage',
				tokensPerSecond: expect.closeTo(13.913, 3),
				charactersPerSecond: expect.closeTo(16.522, 3),
			},
		});
	});

	test('estimates the rate if no usage was sent, and says so', () => {
		const withoutUsage = TIMED_READS.map(([atMs, text]): TimedRead => [
			atMs,
			text.replace(/"usage":\{[^}]*\}/, '"usage":null'),
		]);
		expect(measured(withoutUsage, ends).rate).toEqual({
			source: 'estimated',
			tokensPerSecond: expect.closeTo(6.957, 3),
			charactersPerSecond: expect.closeTo(16.522, 3),
		});
	});

	test('gives no figure that needs times if they are unknown', () => {
		const pasted = TIMED_READS.map(([, text]): TimedRead => [undefined, text]);
		expect(measured(pasted)).toEqual({
			headMs: undefined,
			firstByteMs: undefined,
			firstTextMs: undefined,
			firstReasoningMs: undefined,
			endMs: undefined,
			frames: 15,
			reads: 9,
			bytes: expect.any(Number),
			rate: undefined,
			gaps: undefined,
			stalls: [],
			bursts: [],
		});
	});

	test('measures an empty run', () => {
		expect(measured([])).toMatchObject({
			endMs: undefined,
			gaps: undefined,
			stalls: [],
			rate: undefined,
		});
		expect(measured([], { headMs: 5, endMs: 9 })).toMatchObject({
			headMs: 5,
			endMs: 9,
			stalls: [],
		});
	});

	test('has no gaps and no rate in one read', () => {
		const { gaps, rate, firstTextMs } = measured([[10, content('a') + content('b')]]);
		expect({ gaps, rate, firstTextMs }).toEqual({
			gaps: undefined,
			rate: undefined,
			firstTextMs: 10,
		});
	});

	test('has no rate if all text arrived at one moment, in however many reads', () => {
		expect(
			measured([
				[10, content('a')],
				[10, content('b')],
			]).rate
		).toBeUndefined();
	});

	test('does not count text of the first moment in the rate, in however many reads', () => {
		// Three deltas at 10, one at 1010: one token in one second.
		const timed: TimedRead[] = [
			[10, content('a')],
			[10, content('b') + content('c')],
			[1010, content('d')],
		];
		expect(measured(timed).rate).toEqual({
			source: 'estimated',
			tokensPerSecond: 1,
			charactersPerSecond: 1,
		});
	});

	test('leaves out reasoning that usage counts and nobody sent', () => {
		const usage = { completion_tokens: 110, completion_tokens_details: { reasoning_tokens: 100 } };
		const timed = (delta: object): TimedRead[] => [
			[0, bodyOf(chunkOf(delta))],
			[1000, bodyOf(chunkOf({ content: 'b' }), { choices: [], usage })],
		];
		// Of two deltas, one fell into the second: half of 10 tokens, or of 110.
		expect(measured(timed({ content: 'a' })).rate?.tokensPerSecond).toBe(5);
		expect(measured(timed({ reasoning: 'a' })).rate?.tokensPerSecond).toBe(55);
	});

	test.each(['"many"', '-5', '0', '1e999', 'null'])(
		'estimates where usage counts %s tokens',
		(count) => {
			const usage = `data: {"choices":[],"usage":{"completion_tokens":${count}}}\n\n`;
			const { rate } = measured([
				[0, content('a')],
				[1000, content('b') + usage],
			]);
			expect(rate).toEqual({ source: 'estimated', tokensPerSecond: 1, charactersPerSecond: 1 });
		}
	);

	test('counts the silence before the end as a stall, once the run has ended', () => {
		const timed: TimedRead[] = [
			[0, content('a')],
			[20, content('b')],
		];
		expect(measured(timed, { endMs: 3020 }).stalls).toEqual([{ fromMs: 20, toMs: 3020 }]);
		expect(measured(timed).stalls).toEqual([]);
	});

	test('takes no gap for a stall that is usual for the run, or that nobody notices', () => {
		const every = (ms: number) =>
			measured([0, 1, 2, 3, 4].map((i): TimedRead => [i * ms, content('a')])).stalls;
		expect(every(3000)).toEqual([]);
		expect(
			measured([
				[0, content('a')],
				[10, content('b')],
				[509, content('c')],
			]).stalls
		).toEqual([]);
		expect(
			measured([
				[0, content('a')],
				[10, content('b')],
				[510, content('c')],
			]).stalls
		).toHaveLength(1);
	});

	test('takes a gap for a stall from ten times the usual one', () => {
		const after = (gap: number) =>
			measured([0, 100, 200, 300, 300 + gap].map((atMs): TimedRead => [atMs, content('a')])).stalls;
		expect(after(999)).toEqual([]);
		expect(after(1000)).toEqual([{ fromMs: 300, toMs: 1300 }]);
	});

	test('finds a burst in the first read too, and none without silence or with few frames', () => {
		const five = 'abcde'.replaceAll(/./g, (letter) => content(letter));
		expect(measured([[900, five]]).bursts).toEqual([{ readIndex: 0, frames: 5, silenceMs: 900 }]);
		expect(measured([[200, five]]).bursts).toHaveLength(1);
		expect(measured([[199, five]]).bursts).toEqual([]);
		expect(measured([[900, content('a').repeat(4)]]).bursts).toEqual([]);
	});
});

describe('createMeter()', () => {
	test('ends with the figures that measure() gives', () => {
		expect(metered(TIMED_READS, ends).last).toEqual(measured(TIMED_READS, ends));
	});

	test('knows at every read what had come until then, and keeps what it said', () => {
		const { timings } = metered(TIMED_READS, ends);
		TIMED_READS.forEach(([atMs], i) => {
			const soFar = measured(TIMED_READS.slice(0, i + 1), { headMs: HEAD_MS });
			expect(timings[i], `after the read at ${atMs}`).toEqual(soFar);
		});
	});

	test('gives the same object until something comes', () => {
		const meter = createMeter();
		expect(meter.timing()).toBe(meter.timing());
		const before = meter.timing();
		meter.head(5);
		expect(meter.timing()).not.toBe(before);
		expect(meter.timing().gaps).toBe(meter.timing().gaps);
	});

	test('gives frames that only the end completed to the last read', () => {
		// A lone CR may be half a CR LF, so the decoder waits with this frame for the end.
		const timed: TimedRead[] = [
			[0, content('a')],
			[100, content('b').replaceAll('\n', '\r')],
		];
		const { last } = metered(timed, { endMs: 900 });
		expect(last).toMatchObject({ frames: 2, endMs: 900, gaps: { longestMs: 100 } });
		expect(last).toEqual(measured(timed, { endMs: 900 }));
	});

	test('counts the last read once if only the end completed its last frame', () => {
		const timed: TimedRead[] = [
			[0, content('a')],
			[100, content('b') + content('c').replaceAll('\n', '\r')],
		];
		const { last } = metered(timed, { endMs: 100 });
		expect(last).toMatchObject({ frames: 3, gaps: { medianMs: 100, longestMs: 100 } });
	});

	test('calls a silence a stall only when a frame or the end has come after it', () => {
		const half: TimedRead = [3000, 'data: {'];
		const { timings, last } = metered([[0, content('a')], [20, content('b')], half], {
			endMs: 3010,
		});
		expect(timings.map(({ stalls }) => stalls.length)).toEqual([0, 0, 0]);
		expect(last.stalls).toEqual([{ fromMs: 20, toMs: 3010 }]);
	});

	test('takes an empty read for no first byte', () => {
		const meter = createMeter();
		meter.read(5, 0, 0, createMessage());
		meter.read(8, 1, 0, createMessage());
		expect(meter.timing()).toMatchObject({ firstByteMs: 8, reads: 2, bytes: 1 });
	});
});
