/**
 * A `fetch` that answers every request with a recorded response, at the recorded pace: for testing a
 * client with the very bytes that once broke it.
 *
 * In      At speed `Infinity` each read is ready as soon as it is asked for.
 * Out     Head, reads and end as recorded. A body that failed fails again, with the recorded message. Where
 *         the recording ends because we stopped it, the body stays open and sends nothing more.
 * Errors  As `fetch`: a `blocked` request rejects with a `TypeError`, an abort with its reason.
 */
import { createAlarm } from '../alarm.ts';
import type { Clock, Read, Recording } from '../types.ts';

export function replayFetch(
	{ response, reads, end }: Recording,
	{ clock, speed = 1 }: { clock: Clock; speed?: number }
): typeof fetch {
	return async (_input, init) => {
		const signal = init?.signal ?? undefined;
		const sentMs = clock.now();
		/** Resolves at the time of an event. One without a time is due at once. */
		const until = (atMs: number | undefined) =>
			sleep(clock, (atMs ?? 0) / speed - (clock.now() - sentMs), signal);
		const hasBody = response !== undefined || reads.length > 0;

		await until(hasBody ? response?.atMs : end?.atMs);
		if (!hasBody) await finish(undefined);

		let next = 0;
		async function pull(controller: ReadableStreamDefaultController<Uint8Array>) {
			const read: Read | undefined = reads[next++];
			await until((read ?? end)?.atMs);
			// A copy: a client may transfer its buffer, and the recording must survive that.
			if (read !== undefined) controller.enqueue(read.bytes.slice());
			else await finish(controller);
		}

		async function finish(controller: ReadableStreamDefaultController<Uint8Array> | undefined) {
			const message = end?.message ?? 'The recorded connection broke here.';
			if (end?.kind === 'closed') controller?.close();
			else if (end?.kind === 'failed' || end?.kind === 'blocked') throw new TypeError(message);
			else await sleep(clock, undefined, signal);
		}

		// The statuses for which `Response` takes no body.
		const isBodiless = [204, 205, 304].includes(response?.status ?? 200);
		const body = isBodiless ? null : new ReadableStream({ pull }, { highWaterMark: 0 });
		return new Response(body, response && responseInit(response));
	};
}

/** A recorded head, made valid for `Response`. A damaged or hand-edited file may hold anything. */
export function responseInit({ status, statusText, headers }: NonNullable<Recording['response']>) {
	return {
		status: Math.min(Math.max(200, status), 599),
		statusText: sendable(statusText),
		headers: headers.map(([name, value]): [string, string] => [name, sendable(value)]),
	};
}

/** Drops control characters and anything beyond Latin-1. */
function sendable(text: string): string {
	return text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '');
}

/** Waits `ms`, or for ever if it is `undefined`; rejects when `signal` aborts. */
async function sleep(clock: Clock, ms: number | undefined, signal: AbortSignal | undefined) {
	signal?.throwIfAborted();
	if (ms !== undefined && ms <= 0) return;
	await new Promise<void>((resolve) => {
		const alarm = createAlarm(clock);
		const wake = () => {
			alarm.clear();
			signal?.removeEventListener('abort', wake);
			resolve();
		};
		signal?.addEventListener('abort', wake);
		if (ms !== undefined) alarm.set(ms, wake);
	});
	signal?.throwIfAborted();
}
