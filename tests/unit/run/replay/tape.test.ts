import { describe, expect, test } from 'vitest';
import { createTape } from '../../../../src/run/replay/tape.ts';
import { sample } from '../../../../src/playground/state/sample.ts';
import { snapshotOf } from '../../../../src/run/index.ts';
import type { Snapshot } from '../../../../src/run/index.ts';

const lengthMs = sample.timing.endMs!;
const whole: Snapshot = {
	...sample,
	client: { text: 'its own', ended: 'returned', error: undefined },
};

function setUp(run = whole) {
	let nowMs = 5000;
	let paints: (() => void)[] = [];
	let changes = 0;
	const tape = createTape(run, {
		now: () => nowMs,
		schedulePaint: (callback) => paints.push(callback),
		changed: () => changes++,
	});
	return {
		tape,
		/** So much later, the page paints once. */
		paintAfter(ms: number) {
			nowMs += ms;
			const due = paints;
			paints = [];
			for (const callback of due) callback();
		},
		paints: () => paints.length,
		changes: () => changes,
	};
}

const text = (snapshot: Snapshot) => snapshot.message.choices[0]?.text ?? '';

describe('createTape()', () => {
	test('starts at the end, showing the run itself', () => {
		const { tape, paints, changes } = setUp();
		expect(tape.snapshot()).toBe(whole);
		expect(tape.view()).toMatchObject({ isAtEnd: true, isPlaying: false, atMs: lengthMs });
		expect([paints(), changes()]).toEqual([0, 0]);
	});

	test('plays from the start to the end at the speed that was set, and shows the run itself again', () => {
		const { tape, paintAfter, paints } = setUp();
		tape.setSpeed(8);
		tape.play();
		expect(text(tape.snapshot())).toBe('');
		let last = '';
		for (let playedMs = 100; playedMs * 8 < lengthMs; playedMs += 100) {
			paintAfter(100);
			expect(tape.view().atMs).toBeCloseTo(playedMs * 8, 6);
			expect(text(tape.snapshot())).toBe(text(snapshotOf(whole.recording, playedMs * 8)));
			expect(text(tape.snapshot()).startsWith(last)).toBe(true);
			last = text(tape.snapshot());
		}
		expect(last).not.toBe('');
		paintAfter(100);
		expect(tape.snapshot()).toBe(whole);
		expect(tape.view()).toMatchObject({ isAtEnd: true, isPlaying: false, atMs: lengthMs });
		expect(paints(), 'paints asked for at the end').toBe(0);
	});

	test('pauses where it is and plays on from there, one paint at a time', () => {
		const { tape, paintAfter, paints } = setUp();
		tape.play();
		paintAfter(600);
		tape.pause();
		const there = tape.view();
		paintAfter(1000);
		expect(tape.view()).toBe(there);
		expect(there).toMatchObject({ atMs: 600, isPlaying: false });
		// Twice in a row: the paint that the first play asked for must not play on beside the second.
		tape.play();
		tape.pause();
		tape.play();
		paintAfter(100);
		expect(tape.view().atMs).toBeCloseTo(700, 6);
		expect(paints()).toBe(1);
	});

	test('changes speed while it plays without a jump', () => {
		const { tape, paintAfter } = setUp();
		tape.play();
		paintAfter(1000);
		tape.setSpeed(0.25);
		expect(tape.view().atMs).toBeCloseTo(1000, 6);
		paintAfter(400);
		expect(tape.view().atMs).toBeCloseTo(1100, 6);
	});

	test('steps frame by frame, and no further than its ends', () => {
		const { tape } = setUp();
		tape.step(-1);
		expect(tape.view()).toMatchObject({ frames: sample.frames.length, isAtEnd: false });
		tape.step(-1);
		expect(tape.snapshot().frames).toHaveLength(sample.frames.length - 1);
		tape.toStop(-5);
		tape.step(-1);
		expect(tape.view()).toMatchObject({ stop: 0, frames: 0, atMs: 0 });
		expect(tape.snapshot().phase).toBe('waiting');
		tape.step(1000);
		expect(tape.snapshot()).toBe(whole);
	});

	test('goes to a time, showing everything that had arrived by then', () => {
		const { tape } = setUp();
		tape.toTime(lengthMs / 2);
		expect(text(tape.snapshot())).toBe(text(snapshotOf(whole.recording, lengthMs / 2)));
		tape.toTime(Infinity);
		expect(tape.snapshot()).toBe(whole);
	});

	test('shows the head at its time, before there is a frame', () => {
		const { tape } = setUp();
		const headMs = whole.recording.response!.atMs!;
		tape.toTime(0);
		tape.toTime(headMs / 2);
		expect(tape.snapshot().recording.response).toBeUndefined();
		tape.toTime(headMs);
		expect(tape.snapshot().recording.response?.status).toBe(200);
		expect(tape.snapshot().frames).toHaveLength(0);
	});

	test('steps through a run whose times are unknown, and does not play it', () => {
		const { recording } = sample;
		const reads = [{ atMs: undefined, bytes: new TextEncoder().encode(sample.bodyText) }];
		const end = { kind: 'closed', atMs: undefined } as const;
		const { tape, paints } = setUp(snapshotOf({ ...recording, response: undefined, reads, end }));
		tape.play();
		expect(tape.view()).toMatchObject({ isPlaying: false, isAtEnd: true, lengthMs: undefined });
		expect(paints()).toBe(0);
		tape.toStop(3);
		expect(tape.snapshot().frames).toHaveLength(3);
		expect(tape.view().atMs).toBeUndefined();
	});
});
