/**
 * A clock for a server and a client that wait for each other in turn: time passes the moment that one of them sleeps,
 * so a minute of streaming takes none. Alarms ring in their order on the way.
 *
 * In      When it begins, in milliseconds since the Unix epoch.
 * Out     The clock that a run takes, and the one that the demo takes, in one.
 */
import type { Clock as DemoClock } from '../../demo/index.ts';
import type { Clock } from '../../run/index.ts';

interface Alarm {
	readonly dueMs: number;
	readonly ring: () => void;
}

export function createInstantClock(startMs: number): Required<Omit<Clock, 'turn'>> & DemoClock {
	let nowMs = startMs;
	const alarms = new Set<Alarm>();
	const nextBefore = (ms: number) =>
		[...alarms].toSorted((a, b) => a.dueMs - b.dueMs).find(({ dueMs }) => dueMs <= ms);

	return {
		now: () => nowMs,
		async sleep(ms, signal) {
			const untilMs = nowMs + ms;
			for (let next = nextBefore(untilMs); next; next = nextBefore(untilMs)) {
				alarms.delete(next);
				nowMs = next.dueMs;
				next.ring();
				if (signal.aborted) return;
			}
			nowMs = untilMs;
		},
		setTimeout(ring, ms) {
			const alarm = { dueMs: nowMs + ms, ring };
			alarms.add(alarm);
			return alarm;
		},
		// What `setTimeout` above gave.
		clearTimeout: (alarm) => void alarms.delete(alarm as Alarm),
	};
}
