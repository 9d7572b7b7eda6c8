/**
 * One live run: sends the request, records what comes, and ends.
 *
 * In      The request, a `fetch`, a clock, and optionally a client that reads the response.
 * Out     A `Run`. `start()` resolves when it has ended, whatever the server, network or client did.
 * Units   Milliseconds.
 * Length  One state machine: who has ended, client or body, and who may still speak. Its parts that know
 *         nothing of that are modules of their own.
 * Errors  `RunStartedTwiceError`, as a rejection of the second `start()`. `stop()` never does harm: before
 *         the start, a second time and after the end it does nothing.
 *
 * When it ends, and why so:
 * - Without a client the run reads the body to its end.
 * - The client's end does not end the evidence. If it returns or throws with bytes still to come,
 *   the run reads on by itself, until the body ends or falls silent for `LINGER_MS`.
 * - A client that gives up the body (cancels it, or aborts its own signal) after `[DONE]`, an error frame,
 *   an error status or a content type that is no stream's has lost nothing; the run reads on in the
 *   same way, to show what the server sent instead. Otherwise giving up is the client's decision: it
 *   is passed on to the server, and the run ends as `cancelled`.
 * - Each attempt of a client that sends its request again (SDKs retry 429 and 5xx) starts the recording
 *   anew, with its own times; `attempts` counts them. So an answer that may be retried, or a connection
 *   that broke, is not the end while the client goes on.
 * - A body that ends in good order does not wait for a client that hangs: `LINGER_MS` after its last sign
 *   of life. Such a client may well wait for what was cut off.
 */
import { createAlarm } from './alarm.ts';
import { openAttempt, type Attempt } from './attempt.ts';
import { isLabelledStream } from './body-kind.ts';
import { messageOf, runClient, sendOnly, type RunningClient } from './client.ts';
import { RunStartedTwiceError } from './errors.ts';
import { createListeners } from './listeners.ts';
import { createRecorder } from './recorder.ts';
import { chatURL, isChatRequest, readSentRequest, type SentRequest } from './sent-request.ts';
import { takeSnapshot } from './snapshot.ts';
import type { End, Phase, Run, RunOptions, Snapshot } from './types.ts';

/**
 * A server that has said all closes within a few ms; the longest honest gap after `[DONE]` is a proxy's
 * flush, some 100 ms. Long enough for that, short enough not to hold up a reader.
 */
export const LINGER_MS = 1000;

export function createRun({ request, fetch, clock, client, stallMs }: RunOptions): Run {
	const baseURL = request.baseURL.trim();
	const apiKey = request.apiKey?.trim();
	const body = { ...request.body, stream: request.body.stream ?? true };
	const planned: SentRequest = {
		method: 'POST',
		url: chatURL(baseURL),
		headers: apiKey ? [['authorization', `Bearer ${apiKey}`]] : [],
		body,
	};
	const recorder = createRecorder(planned, { clock, stallMs });
	const listeners = createListeners();
	const stall = createAlarm(clock);
	const quiet = createAlarm(clock);
	const controller = new AbortController();
	const ended = Promise.withResolvers<Snapshot>();
	let phase: Phase = 'idle';
	let attempt: Attempt | undefined;
	let running: RunningClient | undefined;
	let isClientDone = false;
	let isDraining = false;
	let taken: Snapshot | undefined;

	async function start(): Promise<Snapshot> {
		if (phase !== 'idle') throw new RunStartedTwiceError();
		phase = 'waiting';
		changed();
		if (controller.signal.aborted) return ended.promise; // A listener has stopped the run.
		armStall();
		running = runClient(
			client ?? sendOnly,
			{ ...body, baseURL, apiKey, fetch: recordingFetch, signal: controller.signal },
			{ mask: recorder.textMask(), clean: recorder.clean },
			{ text: orFail(onClientText), end: orFail(onClientEnd) }
		);
		return ended.promise;
	}

	const recordingFetch: typeof fetch = async (input, init) => {
		const sent = await readSentRequest(input, init);
		controller.signal.throwIfAborted();
		if (!isChatRequest(sent)) return fetch(input, init);

		if (isDraining) attempt?.close('cancelled', abortError('The client sent its request again.'));
		recorder.send(sent);
		phase = 'waiting';
		isDraining = false;
		quiet.clear();
		// What an earlier attempt, still open, has to say is the client's business alone.
		const on = <Args extends unknown[]>(handler: (...args: Args) => void) =>
			orFail((...args: Args) => {
				if (attempt === mine && phase !== 'ended') handler(...args);
			});
		const mine: Attempt = openAttempt(
			{ fetch, input, init, signal: controller.signal, clock },
			{
				waiting: on(armStall),
				head: on(onHead),
				read: on(onRead),
				isWantedStill: () => attempt === mine && phase !== 'ended' && isWantedStill(),
				end: on(onBodyEnd),
			}
		);
		attempt = mine;
		changed();
		return mine.open();
	};

	function onHead(response: Response) {
		stall.clear();
		recorder.head(response);
		changed();
		armQuiet();
	}

	function onRead(bytes: Uint8Array) {
		stall.clear();
		recorder.read(bytes);
		phase = 'streaming';
		changed();
		armQuiet();
	}

	function isWantedStill(): boolean {
		const { response } = recorder.recording();
		const status = response?.status ?? 0;
		const isRefused = status < 200 || status > 299 || !isLabelledStream(response);
		isDraining = recorder.transcript().isSettled() || isRefused;
		armQuiet();
		return isDraining;
	}

	function onBodyEnd(kind: End['kind'], error?: unknown) {
		stall.clear();
		recorder.end(kind, error === undefined ? undefined : messageOf(error));
		changed();
		endIfOver();
	}

	function onClientText() {
		if (phase === 'ended') return;
		changed();
		armQuiet();
	}

	function onClientEnd() {
		if (phase === 'ended') return;
		isClientDone = true;
		if (attempt === undefined) recorder.end('blocked', unsent(running?.result().error));
		else if (!attempt.isOver()) {
			isDraining = true;
			attempt.drain();
		}
		changed();
		endIfOver();
	}

	function endIfOver() {
		if (attempt?.isOver() === false) armQuiet();
		else if (isClientDone) finish();
		else armQuiet();
	}

	/** Ends a silence that is no one's turn to break: see "When it ends". */
	function armQuiet() {
		quiet.clear();
		if (client === undefined || attempt === undefined || phase === 'ended') return;
		if (attempt.isOver() && !isClientDone && !mayRetry()) quiet.set(LINGER_MS, finish);
		if (!attempt.isOver() && isDraining) quiet.set(LINGER_MS, () => end('cancelled'));
	}

	function mayRetry(): boolean {
		const { response, end: bodyEnd } = recorder.recording();
		const isCut = bodyEnd?.kind === 'failed' && !recorder.transcript().isSettled();
		return response === undefined || response.status > 299 || isCut;
	}

	function armStall() {
		if (stallMs !== undefined) stall.set(stallMs, () => end('stalled'));
	}

	/** Ends the run from our side. What the transport had already ended stays as it was. */
	function end(kind: 'stopped' | 'stalled' | 'cancelled') {
		if (phase === 'ended') return;
		if (attempt?.isOver() !== true) recorder.end(kind);
		finish();
	}

	function finish() {
		if (phase === 'ended') return; // A listener has stopped the run meanwhile.
		phase = 'ended';
		stall.clear();
		quiet.clear();
		attempt?.close('stopped', abortError('The run has ended.'));
		controller.abort(abortError('The run has ended.'));
		running?.leave();
		changed();
		ended.resolve(snapshot());
	}

	/** An error of our own must not leave `start()` waiting for ever: it is the caller's to see. */
	function orFail<Args extends unknown[]>(handler: (...args: Args) => void) {
		return (...args: Args) => {
			try {
				handler(...args);
			} catch (bug) {
				ended.reject(bug);
				finish();
			}
		};
	}

	function stop() {
		if (phase !== 'idle') end('stopped');
	}

	function changed() {
		taken = undefined;
		listeners.notify();
	}

	function snapshot(): Snapshot {
		const result = client === undefined ? undefined : running?.result();
		taken ??= takeSnapshot(phase, recorder.recording(), recorder.transcript(), result);
		return taken;
	}

	return { start, stop, subscribe: listeners.subscribe, snapshot };
}

function unsent(error: string | undefined): string {
	return error === undefined
		? 'The client ended without sending the request.'
		: `The client sent no request: ${error}`;
}

function abortError(message: string) {
	return new DOMException(message, 'AbortError');
}
