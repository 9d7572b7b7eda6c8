/**
 * Performs an answer: waits, writes, and ends as the script says.
 *
 * In      an `Answer`, the client's abort signal, a clock, and a factor on every wait.
 * Out     a `Response`. Its body is pulled: a step is taken only when the client asks for more, so a
 *         slow client holds the answer back and nothing is queued.
 * Units   milliseconds.
 * Errors  rejects with the signal's reason when the client left before the head, and with
 *         `ConnectionCut` when the script breaks the connection there; either fails the body later
 *         on. Once the client is gone no timer is left.
 */
import type { Answer, Write } from './answer.ts';
import type { Clock } from './clock.ts';

/**
 * The connection broke. In the page it is what `fetch` and a body reader throw, which is a
 * `TypeError` by the Fetch standard; `node.ts` ends the socket instead.
 */
export class ConnectionCut extends TypeError {
	override readonly name = 'TypeError';
	/** Told by this, not by its class, which the writer's server loads anew after each change. */
	readonly code = 'connection-cut';

	constructor() {
		super('network error');
	}
}

export interface PlayOptions {
	signal: AbortSignal;
	clock: Clock;
	/** Factor on every wait: 1 is a model's pace, 0 sends all at once. */
	pace: number;
}

export async function play(answer: Answer, options: PlayOptions): Promise<Response> {
	const { signal, clock, pace } = options;
	signal.throwIfAborted();
	if (answer.head.afterMs * pace > 0) await clock.sleep(answer.head.afterMs * pace, signal);
	signal.throwIfAborted();
	const { status, headers, isCut } = answer.head;
	if (isCut) throw new ConnectionCut();
	return new Response(playBody(answer.body, options), { status, headers });
}

function playBody(body: Iterable<Write>, { signal, clock, pace }: PlayOptions) {
	const steps = body[Symbol.iterator]();
	// Ends a wait, whichever way the client goes: by its signal, or by cancelling the body.
	const gone = new AbortController();
	// Each step is due at a time, not a wait after the last one, so that timers that come late (by
	// a millisecond each; in a background tab by a second) do not slow the whole down. A reader that
	// paused finds what has come due meanwhile, as it would in a socket's buffer.
	let dueMs = clock.now();
	let abort: () => void;

	function finish() {
		signal.removeEventListener('abort', abort);
		steps.return?.();
	}

	return new ReadableStream<Uint8Array>(
		{
			start(controller) {
				abort = () => {
					controller.error(signal.reason);
					gone.abort();
					finish();
				};
				signal.addEventListener('abort', abort);
			},

			async pull(controller) {
				const { done, value: step } = steps.next();
				if (done) {
					finish();
					controller.close();
					return;
				}
				dueMs += step.afterMs * pace;
				const waitMs = dueMs - clock.now();
				if (pace > 0 && waitMs > 0) await clock.sleep(waitMs, gone.signal);
				if (gone.signal.aborted) return;
				if ('bytes' in step) {
					controller.enqueue(step.bytes);
				} else if (step.end === 'cut') {
					finish();
					controller.error(new ConnectionCut());
				} else {
					await aborted(gone.signal);
				}
			},

			cancel() {
				gone.abort();
				finish();
			},
		},
		// With a queue of one the next step would be waited for before anyone asks.
		{ highWaterMark: 0 }
	);
}

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		signal.addEventListener('abort', () => resolve(), { once: true });
	});
}
