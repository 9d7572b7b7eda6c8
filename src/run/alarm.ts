/** One timer that is set anew again and again, on the clock's own timers where it has them. */
import type { Clock } from './types.ts';

export function createAlarm(clock: Clock) {
	let timer: unknown;
	const start = clock.setTimeout?.bind(clock) ?? globalThis.setTimeout;
	const end = clock.clearTimeout?.bind(clock) ?? globalThis.clearTimeout;

	function clear() {
		if (timer !== undefined) (end as (timer: unknown) => void)(timer);
		timer = undefined;
	}

	return {
		clear,
		/** Instead of what it was set to before. */
		set(ms: number, callback: () => void) {
			clear();
			timer = start(() => {
				timer = undefined;
				callback();
			}, ms);
		},
	};
}
