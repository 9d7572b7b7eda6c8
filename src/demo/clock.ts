/**
 * Time as an argument, so that a test can run an hour of streaming in no time and count the waits.
 *
 * Units  milliseconds.
 */

export interface Clock {
	/** Milliseconds since the Unix epoch. Need not be whole; must not go back. */
	now(): number;
	/** Resolves after `ms`, or at once when `signal` aborts, leaving no timer behind. */
	sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
	// `Date.now()` may go back when the machine's time is set; this cannot.
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
