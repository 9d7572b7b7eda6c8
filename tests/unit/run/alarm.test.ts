import { describe, expect, test, vi } from 'vitest';
import { createAlarm } from '../../../src/run/alarm.ts';
import { fakeClock } from './support.ts';

const DAY_MS = 86_400_000;

/** As `setTimeout` is: what it cannot hold in 31 bits is due at once. */
function clockOf31Bits() {
	const clock = fakeClock();
	return {
		...clock,
		setTimeout: (callback: () => void, ms: number) =>
			clock.setTimeout!(callback, ms < 2 ** 31 ? ms : 1),
	};
}

describe('createAlarm()', () => {
	test('can wait longer than `setTimeout` allows, and fires on time', async () => {
		const clock = clockOf31Bits();
		const ring = vi.fn<() => void>();
		createAlarm(clock).set(60 * DAY_MS, ring);
		await clock.advance(60 * DAY_MS - 1);
		expect(ring).not.toHaveBeenCalled();
		await clock.advance(1);
		expect(ring).toHaveBeenCalledTimes(1);
		expect(clock.timers()).toBe(0);
	});

	test('never fires when set to Infinity or NaN', async () => {
		const clock = clockOf31Bits();
		const ring = vi.fn<() => void>();
		const alarm = createAlarm(clock);
		alarm.set(5, ring);
		alarm.set(Infinity, ring);
		await clock.advance(60 * DAY_MS);
		alarm.set(NaN, ring);
		await clock.advance(60 * DAY_MS);
		expect(ring).not.toHaveBeenCalled();
		expect(clock.timers()).toBe(0);
	});

	test('can be cleared and reset during a long wait', async () => {
		const clock = clockOf31Bits();
		const ring = vi.fn<() => void>();
		const alarm = createAlarm(clock);
		alarm.set(60 * DAY_MS, ring);
		await clock.advance(30 * DAY_MS);
		alarm.clear();
		expect(clock.timers()).toBe(0);
		alarm.set(5, ring);
		await clock.advance(5);
		expect(ring).toHaveBeenCalledTimes(1);
	});
});
