/**
 * Performs an answer: waits, writes and ends as the script says.
 *
 * Out     A `Response` whose body is pull-based: it advances only when the client asks for more, so a slow
 *         client slows the answer down and nothing is queued.
 * Errors  Rejects with the signal's reason if the client aborts before the head, and with `ConnectionCut`
 *         if the script breaks the connection there. After the head, either one errors the body. No
 *         timer outlives the client.
 */
import type { Answer, Write } from './answer.ts';
import type { Clock } from './clock.ts';

/**
 * The connection broke. In the page `fetch` and the body reader throw it, as the Fetch standard has
 * them throw a `TypeError`; `node.ts` destroys the socket instead.
 */
export class ConnectionCut extends TypeError {
	override readonly name = 'TypeError';
	/** Recognised by this, not with `instanceof`: the dev server reloads the class after each change. */
	readonly code = 'connection-cut';

	constructor() {
		super('network error');
	}
}

/** `setTimeout` takes no more: 24 days. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1;

export interface PlayOptions {
	/**
	 * What is answered; its signal says that the client has left. Kept whole as long as the body: Node takes the
	 * signal of a `Request` that has been collected off the one it follows, and then a client that leaves is not seen.
	 */
	request: Pick<Request, 'signal'>;
	clock: Clock;
	/** Multiplies every wait: 1 is a model's pace, 0 sends everything at once. */
	pace: number;
}

export async function play(answer: Answer, options: PlayOptions): Promise<Response> {
	const { clock, pace } = options;
	const { signal } = options.request;
	signal.throwIfAborted();
	if (answer.head.afterMs * pace > 0) await clock.sleep(answer.head.afterMs * pace, signal);
	signal.throwIfAborted();
	const { status, headers, isCut } = answer.head;
	if (isCut) throw new ConnectionCut();
	return new Response(playBody(answer.body, options), { status, headers });
}

function playBody(body: Iterable<Write>, { request, clock, pace }: PlayOptions) {
	const steps = body[Symbol.iterator]();
	// Ends a wait when the client leaves, whether by its signal or by cancelling the body.
	const gone = new AbortController();
	// Steps are due at absolute times, so that late timers (by a millisecond each; by a second in a
	// background tab) do not add up. A reader that paused finds everything that has come due meanwhile,
	// as it would in a socket's buffer.
	let dueMs = clock.now();
	let abort: () => void;

	function finish() {
		request.signal.removeEventListener('abort', abort);
		steps.return?.();
	}

	return new ReadableStream<Uint8Array>(
		{
			start(controller) {
				abort = () => {
					controller.error(request.signal.reason);
					gone.abort();
					finish();
				};
				request.signal.addEventListener('abort', abort);
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
					// With nothing to wait for but the client, workerd takes the code for hung and ends the body in
					// good order. A timer is something to wait for.
					await clock.sleep(LONGEST_SLEEP_MS, gone.signal);
					if (!gone.signal.aborted) await aborted(gone.signal);
				}
			},

			cancel() {
				gone.abort();
				finish();
			},
		},
		// With a queue of one, the next step would start before anyone asks for it.
		{ highWaterMark: 0 }
	);
}

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		signal.addEventListener('abort', () => resolve(), { once: true });
	});
}
