/** One timer that can be reset again and again. Uses the clock's own timers where it has them. */
import type { Clock } from './types.ts';

/** The longest delay `setTimeout` accepts; anything longer fires at once. */
const LONGEST_MS = 2 ** 31 - 1;

export function createAlarm(clock: Clock) {
	let timer: unknown;
	const start = clock.setTimeout?.bind(clock) ?? globalThis.setTimeout;
	const end = clock.clearTimeout?.bind(clock) ?? globalThis.clearTimeout;

	function clear() {
		// What a clock's own `setTimeout` gave, its own `clearTimeout` takes: neither is ours to know.
		if (timer !== undefined) (end as (timer: unknown) => void)(timer);
		timer = undefined;
	}

	/** Replaces the previous setting. `Infinity` and NaN mean never. */
	function set(ms: number, callback: () => void) {
		clear();
		if (!Number.isFinite(ms)) return;
		timer = start(
			() => {
				timer = undefined;
				if (ms > LONGEST_MS) set(ms - LONGEST_MS, callback);
				else callback();
			},
			Math.min(ms, LONGEST_MS)
		);
	}

	return { clear, set };
}
