import { describe, expect, test } from 'vitest';
import { frameAt, timeOf } from '../../../../src/playground/timing/frame-at.ts';
import { snapshotOf, type Recording } from '../../../../src/run/index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Reads at these times, each with so many frames. */
function runOf(...reads: readonly (readonly [atMs: number | undefined, frames: number])[]) {
	const recording: Recording = {
		version: 1,
		startedAt: undefined,
		request: { method: 'POST', url: 'https://a.test/', headers: [], body: undefined },
		response: { status: 200, statusText: '', headers: [], atMs: 0 },
		reads: reads.map(([atMs, frames]) => ({ atMs, bytes: bytes('data: {}\n\n'.repeat(frames)) })),
		end: { kind: 'closed', atMs: reads.at(-1)?.[0] },
	};
	return snapshotOf(recording);
}

describe('frameAt()', () => {
	test('is the frame that came nearest to the time, before it or after', () => {
		const run = runOf([100, 1], [200, 1], [600, 1]);
		expect([0, 100, 149, 151, 399, 401, 9_000].map((atMs) => frameAt(run, atMs))).toEqual([
			0, 0, 0, 1, 1, 2, 2,
		]);
	});

	test('is the first of the frames that came in one read, or the last where time has passed', () => {
		const run = runOf([100, 3], [200, 2]);
		expect([90, 110, 190, 210].map((atMs) => frameAt(run, atMs))).toEqual([0, 2, 3, 4]);
	});

	test('is none where no frame has come, or times are unknown', () => {
		expect(frameAt(runOf(), 100)).toBeUndefined();
		expect(frameAt(runOf([undefined, 2]), 100)).toBeUndefined();
	});
});

describe('timeOf()', () => {
	test('is the time of the read with the last byte of the frame', () => {
		const run = runOf([100, 1], [200, 2]);
		expect([-1, 0, 1, 2, 3].map((index) => timeOf(run, index))).toEqual([
			undefined,
			100,
			200,
			200,
			undefined,
		]);
	});
});
