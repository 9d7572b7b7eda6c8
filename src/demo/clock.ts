/**
 * The clock is an argument, so that a test can run an hour of streaming instantly and count the waits.
 */

export interface Clock {
	/** Milliseconds since the Unix epoch. May have a fraction; must not go back. */
	now(): number;
	/** Resolves after `ms`, or as soon as `signal` aborts; then its timer is cleared. */
	sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
	// Unlike `Date.now()`, this cannot go back when the system clock is adjusted.
	now: () => performance.timeOrigin + performance.now(),

	sleep: (ms, signal) =>
		new Promise((resolve) => {
			if (signal.aborted) {
				resolve();
				return;
			}
			const end = () => {
				clearTimeout(timer);
				signal.removeEventListener('abort', end);
				resolve();
			};
			const timer = setTimeout(end, ms);
			signal.addEventListener('abort', end);
		}),
};
