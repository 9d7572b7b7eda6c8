/**
 * Runs a client over recorded bytes, as fast as it can read but with the recorded times.
 *
 * Out     A run with the reads, head and end of the recording, and this client's result. If the recording
 *         ends because we stopped it, the client keeps waiting, and the run ends as `stalled` after
 *         `silenceMs`.
 */
import { createRun, replayFetch } from '../../run/index.ts';
import type { ChatRequest, Client, Clock, Recording, Run } from '../../run/index.ts';

/** Short, since the bytes are in memory: after this silence nothing more will come. */
const SILENCE_MS = 1000;

/** For what a client needs and a recording does not have. No host answers at this address. */
export const RECORDED_BASE_URL = 'https://recorded.invalid/v1';
const UNKNOWN_REQUEST: ChatRequest = { model: 'unknown', messages: [] };

export function requestOf({ request }: Recording): ChatRequest {
	return { ...UNKNOWN_REQUEST, ...request.body };
}

export function createRunOver(recording: Recording, client: Client): Run {
	const clock = createRecordedClock(Date.parse(recording.startedAt ?? '') || 0);
	return createRun({
		request: { baseURL: RECORDED_BASE_URL, body: requestOf(recording) },
		fetch: replayFetch(recording, { clock }),
		// Only `now` is recorded time: the run's own limits use real timers.
		clock: { now: clock.now },
		client,
		stallMs: SILENCE_MS,
	});
}

/** A clock that stands still until someone waits, and then jumps to the time they waited for. */
function createRecordedClock(startMs: number): Clock {
	let nowMs = startMs;
	const cleared = new Set<unknown>();
	return {
		now: () => nowMs,
		setTimeout(callback, ms) {
			const timer = {};
			queueMicrotask(() => {
				if (cleared.delete(timer)) return;
				nowMs += ms;
				callback();
			});
			return timer;
		},
		clearTimeout: (timer) => void cleared.add(timer),
	};
}
