/** One timer that is set anew again and again, on the clock's own timers where it has them. */
import type { Clock } from './types.ts';

/** The longest that `setTimeout` waits; asked to wait longer, it does not wait at all. */
const LONGEST_MS = 2 ** 31 - 1;

export function createAlarm(clock: Clock) {
	let timer: unknown;
	const start = clock.setTimeout?.bind(clock) ?? globalThis.setTimeout;
	const end = clock.clearTimeout?.bind(clock) ?? globalThis.clearTimeout;

	function clear() {
		if (timer !== undefined) (end as (timer: unknown) => void)(timer);
		timer = undefined;
	}

	/** Instead of what it was set to before. `Infinity` and NaN are never. */
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
