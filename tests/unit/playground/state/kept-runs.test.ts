import { describe, expect, test } from 'vitest';
import { memoryOf, shorten, withinLimits } from '../../../../src/playground/state/kept-runs.ts';
import type { KeptRun } from '../../../../src/playground/state/kept-runs.ts';
import { snapshotOf } from '../../../../src/run/index.ts';
import { example } from '../../run/recordings.ts';

const snapshot = snapshotOf(example);

function run(id: number, more: Partial<KeptRun> = {}): KeptRun {
	return {
		id,
		title: 'Tell me a story',
		source: 'sent',
		keptAt: new Date(2026, 10, 24, 14, 3, 22),
		snapshot,
		settings: undefined,
		recut: undefined,
		isPinned: false,
		...more,
	};
}

/** Runs numbered from `n` down to 1: newest first. */
const newestFirst = (n: number, pinned: readonly number[] = []) =>
	Array.from({ length: n }, (_, i) => run(n - i, { isPinned: pinned.includes(n - i) }));

const ids = (runs: readonly KeptRun[]) => runs.map(({ id }) => id);

describe('withinLimits()', () => {
	const roomy = { maxRuns: 3, maxBytes: Infinity };

	test('keeps the newest', () => {
		expect(ids(withinLimits(newestFirst(5), 5, roomy))).toEqual([5, 4, 3]);
	});

	test('keeps pinned runs and the one on the screen, in their places', () => {
		expect(ids(withinLimits(newestFirst(6, [1]), 2, roomy))).toEqual([6, 2, 1]);
		expect(ids(withinLimits(newestFirst(6, [1, 2, 3, 4]), 6, roomy))).toEqual([6, 4, 3, 2, 1]);
	});

	test('drops the oldest when together they take too much memory', () => {
		const size = memoryOf(snapshot);
		const limits = { maxRuns: 20, maxBytes: 2.5 * size };
		expect(ids(withinLimits(newestFirst(4), 4, limits))).toEqual([4, 3]);
		expect(ids(withinLimits(newestFirst(4, [1]), 4, limits))).toEqual([4, 1]);
	});

	test('keeps a run that is over the limit on its own, since it is on the screen', () => {
		expect(ids(withinLimits(newestFirst(2), 2, { maxRuns: 20, maxBytes: 1 }))).toEqual([2]);
	});
});

test('memoryOf() counts more than the bytes of the body', () => {
	const body = example.reads.reduce((sum, { bytes }) => sum + bytes.length, 0);
	expect(memoryOf(snapshot)).toBeGreaterThan(2 * body + 1000);
});

describe('shorten()', () => {
	test('turns a prompt into one line', () => {
		expect(shorten('  one\n\ttwo ')).toBe('“one two”');
	});

	test('cuts between characters as readers see them', () => {
		const family = '👩‍👩‍👧‍👦';
		expect(shorten('x'.repeat(38) + family.repeat(9))).toBe(`“${'x'.repeat(38)}${family}…”`);
	});
});
