/**
 * Runs a client over recorded bytes: as fast as it reads, and with the times that were recorded.
 *
 * In      A recording, a client.
 * Out     The run. Its reads, head and end are those of the recording, at the recorded times; its client
 *         result is what this client made of them.
 * Errors  As of any run: none. A recording that ends because we stopped leaves a client waiting;
 *         that run ends as `stalled` after `silenceMs`.
 */
import { createRun, replayFetch } from '../../run/index.ts';
import type { ChatRequest, Client, Clock, Recording, Run } from '../../run/index.ts';

/** Nothing is slow here: the bytes are in memory. What is silent now stays so. */
const silenceMs = 1000;

/** What a recording does not say, a client is told all the same. It answers to no address. */
export const recordedBaseURL = 'https://recorded.invalid/v1';
const unknownRequest: ChatRequest = { model: 'unknown', messages: [] };

export function requestOf({ request }: Recording): ChatRequest {
	return request.body ?? unknownRequest;
}

export function createRunOver(recording: Recording, client: Client): Run {
	const clock = createRecordedClock(Date.parse(recording.startedAt ?? '') || 0);
	return createRun({
		request: { baseURL: recordedBaseURL, body: requestOf(recording) },
		fetch: replayFetch(recording, { clock }),
		// Its limits are of our own time.
		clock: { now: clock.now },
		client,
		stallMs: silenceMs,
	});
}

/** A clock that stands still until someone waits, and then is where they waited for. */
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
