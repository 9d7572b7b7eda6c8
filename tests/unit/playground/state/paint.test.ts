/** How often the screen is drawn: at every second paint, and a third of the time at most. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { oncePerPaint, unhurried } from '../../../../src/playground/state/paint.ts';
import { nextTask } from '../../../../src/playground/state/next-task.ts';

let nowMs = 0;
let paints: (() => void)[] = [];
const schedulePaint = (callback: () => void) => void paints.push(callback);

function paint() {
	const due = paints;
	paints = [];
	for (const callback of due) callback();
}

beforeEach(() => {
	nowMs = 0;
	paints = [];
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => void vi.useRealTimers());

test('however often it is asked to, it draws once a paint', () => {
	const draw = vi.fn<() => void>();
	const soon = oncePerPaint(schedulePaint, draw);
	soon();
	soon();
	paint();
	expect(draw).toHaveBeenCalledTimes(1);
	soon();
	paint();
	expect(draw).toHaveBeenCalledTimes(2);
});

test('a quick drawing is followed by one at the next paint but one', async () => {
	const slow = unhurried(schedulePaint, () => nowMs);
	slow(() => (nowMs += 5));
	paint();
	await nextTask();
	slow(() => undefined);
	expect(paints).toHaveLength(0);
	vi.advanceTimersByTime(19);
	expect(paints).toHaveLength(0);
	vi.advanceTimersByTime(1);
	expect(paints).toHaveLength(1);
});

test('what comes after a pause is drawn at the next paint', async () => {
	const slow = unhurried(schedulePaint, () => nowMs);
	slow(() => (nowMs += 5));
	paint();
	await nextTask();
	nowMs += 100;
	slow(() => undefined);
	expect(paints).toHaveLength(1);
});

test('a slow drawing, its layout counted, is followed by a rest twice as long', async () => {
	const slow = unhurried(schedulePaint, () => nowMs);
	const draw = vi.fn<() => void>();
	slow(() => (nowMs += 40));
	paint();
	nowMs += 60; // Layout and paint, before the next task.
	await nextTask();
	nowMs += 30;
	slow(draw);
	expect(paints).toHaveLength(0);
	vi.advanceTimersByTime(169);
	expect(paints).toHaveLength(0);
	vi.advanceTimersByTime(1);
	paint();
	expect(draw).toHaveBeenCalledTimes(1);
});
