import { describe, expect, test } from 'vitest';
import { createMoments } from '../../../../src/run/replay/moments.ts';
import { stopAt, stopsOf } from '../../../../src/run/replay/stops.ts';
import { sample } from '../../../../src/playground/state/sample.ts';
import { snapshotOf } from '../../../../src/run/index.ts';
import type { Recording, Snapshot } from '../../../../src/run/index.ts';
import { example } from '../recordings.ts';

/** All that a view draws, as plain data. */
function drawn(snapshot: Snapshot) {
	const { phase, recording, frames, meanings, message, unstreamed, timing, bodyText } = snapshot;
	const { gaps, stalls, bursts } = timing;
	return structuredClone({
		phase,
		recording,
		frames,
		meanings,
		message,
		unstreamed,
		timing: { ...timing, gaps, stalls, bursts },
		bodyText,
	});
}

const { recording } = sample;
const stops = stopsOf(sample);

/** The sample in one read, half a second late, as a proxy that buffers would hand it over. */
const oneRead: Recording = {
	...recording,
	reads: [{ atMs: 900, bytes: new TextEncoder().encode(sample.bodyText) }],
	end: { kind: 'closed', atMs: 1000 },
};

describe('createMoments()', () => {
	test('shows the same as a replay from bytes at any time, forward and backward', () => {
		const momentAt = createMoments(sample);
		const times = [0, 1, 500, 2000, 1999, 300, 4000, 40, 2500];
		for (const atMs of times) {
			const stop = stopAt(stops, atMs);
			const reads = recording.reads.filter((read) => read.atMs! <= atMs).length;
			const moment = momentAt({ frames: stops.frames[stop]!, reads, atMs });
			expect(drawn(moment), `at ${atMs} ms`).toEqual(drawn(snapshotOf(recording, atMs)));
		}
	});

	test('can stop inside a read, at each of its frames, and continue from there', () => {
		const whole = snapshotOf(oneRead);
		const { message } = snapshotOf(oneRead);
		const momentAt = createMoments(whole);
		for (const frames of [1, 2, 7, 8, 3, whole.frames.length]) {
			const moment = momentAt({ frames, reads: 1, atMs: 900 });
			const end = whole.frames[frames - 1]!.end;
			const cut = { ...oneRead.reads[0]!, bytes: oneRead.reads[0]!.bytes.subarray(0, end) };
			const expected = snapshotOf({ ...oneRead, reads: [cut], end: undefined });
			expect(moment.frames, `frame ${frames}`).toEqual(expected.frames);
			expect(moment.message, `frame ${frames}`).toEqual(expected.message);
			expect(moment.timing.bytes, `frame ${frames}`).toBe(end);
			expect(moment.timing.frames, `frame ${frames}`).toBe(frames);
		}
		expect(whole.message, 'the run itself').toEqual(message);
	});

	test('has neither an outcome nor a client result', () => {
		const client = { text: 'all of it', ended: 'returned', error: undefined } as const;
		const moment = createMoments({ ...sample, client })({ frames: 5, reads: 5, atMs: undefined });
		expect(moment).toMatchObject({ client: undefined, outcome: undefined, advice: undefined });
		expect(moment.recording.end).toBeUndefined();
	});
});

describe('stopsOf()', () => {
	test('are the start, each frame and the end, at times that never go back', () => {
		expect(stops.last).toBe(sample.frames.length + 1);
		expect([stops.frames[0], stops.atMs[0]]).toEqual([0, 0]);
		expect(stops.frames.at(-1)).toBe(sample.frames.length);
		expect(stops.lengthMs).toBe(sample.timing.endMs);
		expect(stops.atMs.every((atMs, i) => i === 0 || atMs >= stops.atMs[i - 1]!)).toBe(true);
	});

	test('have no length if no time is known', () => {
		const reads = oneRead.reads.map(({ bytes }) => ({ atMs: undefined, bytes }));
		const pasted = snapshotOf({
			...oneRead,
			response: undefined,
			reads,
			end: { kind: 'closed', atMs: undefined },
		});
		expect(stopsOf(pasted)).toMatchObject({ last: sample.frames.length + 1, lengthMs: undefined });
	});

	test('are the reads if a body has no frames', () => {
		const encoder = new TextEncoder();
		const reads = ['<!doctype', ' html>'].map((text, i) => ({
			atMs: 100 * i,
			bytes: encoder.encode(text),
		}));
		const page = snapshotOf({ ...example, reads });
		expect([...stopsOf(page).reads]).toEqual([0, 1, 2, 2]);
	});
});
