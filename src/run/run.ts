/**
 * One live run: sends the request, records what arrives, and ends.
 *
 * Out     A `Run`. `start()` resolves when the run has ended, whatever the server, network or client did.
 * Errors  A second `start()` rejects with `RunStartedTwiceError`. `stop()` does nothing before the start
 *         and after the end.
 *
 * When a run ends, and why:
 * - Without a client, the run reads the body to its end.
 * - When the client returns or throws before the body has ended, the run keeps reading on its own, so
 *   that the recording is complete. It stops when the body ends or is silent for `LINGER_MS`.
 * - A client may cancel the body (or abort its own signal). After `[DONE]`, an error frame, an error
 *   status or a content type other than a stream's, it loses nothing by that, and the run keeps reading
 *   to show what the server sent. In all other cases the request is cancelled too, and the run ends as
 *   `cancelled`.
 * - When a client sends its request again (SDKs retry 429 and 5xx), the recording starts over with its
 *   own times, and `attempts` counts. So an answer that may be retried, or a broken connection, does
 *   not end the run while the client is still running.
 * - A client that hangs after a body that ended normally, perhaps waiting for something that was cut
 *   off, is given `LINGER_MS` after its last sign of life.
 */
import { createAlarm } from './alarm.ts';
import { openAttempt, type Attempt } from './attempt.ts';
import { isLabelledStream } from './body-kind.ts';
import { messageOf, runClient, sendOnly, type RunningClient } from './client.ts';
import { RunStartedTwiceError } from './errors.ts';
import { createListeners } from './listeners.ts';
import { createRecorder } from './recorder.ts';
import { isRunRequest, planRequest, readSentRequest } from './sent-request.ts';
import { withKeyHeader } from './secrets/index.ts';
import { takeSnapshot } from './snapshot.ts';
import type { ChatRequest, End, Phase, Run, RunOptions, Snapshot } from './types.ts';
import { withResolvers } from './with-resolvers.ts';

/**
 * A server that has finished closes within a few ms. The longest legitimate gap after `[DONE]` is a proxy's
 * flush, about 100 ms.
 */
export const LINGER_MS = 1000;

export function createRun({ request, clock, client, stallMs, ...options }: RunOptions): Run {
	const fetch = withKeyHeader(options.fetch, request.keyHeader);
	const baseURL = request.baseURL.trim();
	const apiKey = request.apiKey?.trim();
	const { protocol = 'chat' } = request;
	const planned = planRequest({ ...request, baseURL, apiKey, protocol });
	const recorder = createRecorder(planned, {
		clock,
		stallMs,
		keyHeader: apiKey ? request.keyHeader : undefined,
	});
	const listeners = createListeners();
	const stall = createAlarm(clock);
	const quiet = createAlarm(clock);
	const controller = new AbortController();
	const ended = withResolvers<Snapshot>();
	let phase: Phase = 'idle';
	let attempt: Attempt | undefined;
	let running: RunningClient | undefined;
	let isClientDone = false;
	let isDraining = false;
	let cached: Snapshot | undefined;

	async function start(): Promise<Snapshot> {
		if (phase !== 'idle') throw new RunStartedTwiceError();
		phase = 'waiting';
		changed();
		if (controller.signal.aborted) return ended.promise; // A listener called `stop()`.
		armStall();
		running = runClient(
			client ?? sendOnly(planned),
			{
				// A client is given chat requests; `sendOnly` takes any.
				...(planned.body as ChatRequest),
				baseURL,
				apiKey,
				fetch: recordingFetch,
				signal: controller.signal,
			},
			{ mask: recorder.textMask(), clean: recorder.clean },
			{ text: orFail(onClientText), end: orFail(onClientEnd) }
		);
		return ended.promise;
	}

	const recordingFetch: typeof fetch = async (input, init) => {
		const sent = await readSentRequest(input, init);
		controller.signal.throwIfAborted();
		if (!isRunRequest(sent, protocol)) return fetch(input, init);

		if (isDraining) attempt?.close('cancelled', abortError('The client sent its request again.'));
		recorder.send(sent);
		phase = 'waiting';
		isDraining = false;
		quiet.clear();
		// Events of an earlier attempt that is still open are not recorded.
		const isCurrent = () => attempt === opened && phase !== 'ended';
		const on = <Args extends unknown[]>(handler: (...args: Args) => void) =>
			orFail((...args: Args) => {
				if (isCurrent()) handler(...args);
			});
		const opened: Attempt = openAttempt(
			{ fetch, input, init, signal: controller.signal, clock },
			{
				waiting: on(armStall),
				head: on(onHead),
				read: on(onRead),
				shouldReadOn: () => isCurrent() && shouldReadOn(),
				end: on(onBodyEnd),
			}
		);
		attempt = opened;
		changed();
		return opened.open();
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

	function shouldReadOn(): boolean {
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
		if (attempt === undefined) recorder.end('blocked', unsentMessage(running?.result().error));
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

	/** Limits how long we wait for a silent body or client: see "When a run ends". */
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

	/** Ends the run from our side. An end that the transport has already reported stands. */
	function end(kind: 'stopped' | 'stalled' | 'cancelled') {
		if (phase === 'ended') return;
		if (attempt?.isOver() !== true) recorder.end(kind);
		finish();
	}

	function finish() {
		if (phase === 'ended') return; // A listener called `stop()` meanwhile.
		phase = 'ended';
		stall.clear();
		quiet.clear();
		attempt?.close('stopped', abortError('The run has ended.'));
		controller.abort(abortError('The run has ended.'));
		running?.leave();
		changed();
		ended.resolve(snapshot());
	}

	/** A bug of ours must reject `start()`, not leave it waiting for ever. */
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
		cached = undefined;
		listeners.notify();
	}

	function snapshot(): Snapshot {
		const result = client === undefined ? undefined : running?.result();
		cached ??= takeSnapshot(phase, recorder.recording(), recorder.transcript(), result);
		return cached;
	}

	return { start, stop, subscribe: listeners.subscribe, snapshot };
}

function unsentMessage(error: string | undefined): string {
	return error === undefined
		? 'The client ended without sending the request.'
		: `The client sent no request: ${error}`;
}

function abortError(message: string) {
	return new DOMException(message, 'AbortError');
}
