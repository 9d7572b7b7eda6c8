/**
 * One request sent by a client. Every byte of the answer is reported before the client sees it.
 *
 * Out     A copy of the real `Response` (status, headers, `url`) whose body is read from the network only
 *         when the client reads, so backpressure passes through. `drain()` reads on without the client.
 * Limits  The client's body cannot be read with a BYOB reader. A null body is passed on as it is.
 * Errors  Errors of the network and of the real `fetch` reach the client unchanged, and `on.end`.
 */
import { HIDDEN_REDIRECT } from '../chat/index.ts';
import type { Clock, End } from './types.ts';

/** Reads that are ready are handled back to back for one frame of a 60 Hz screen; then the page may draw. */
const TURN_MS = 16;

export interface AttemptEvents {
	/** From now on we are waiting for the network: for the head, or for a read. */
	waiting(): void;
	head(response: Response): void;
	read(bytes: Uint8Array): void;
	/** The client has cancelled the body. True: keep reading without it. False: cancel the request. */
	shouldReadOn(): boolean;
	/** Called once, last. */
	end(kind: End['kind'], error?: unknown): void;
}

export interface Attempt {
	/** Sends the request and resolves with the client's response. Called once. */
	open(): Promise<Response>;
	/** Reads the rest of the body without the client. */
	drain(): void;
	/** Closes the connection. Does nothing once the attempt is over. */
	close(kind: End['kind'], reason: unknown): void;
	isOver(): boolean;
}

interface Sent {
	fetch: typeof fetch;
	input: Parameters<typeof fetch>[0];
	init: RequestInit | undefined;
	/** Aborts with the run. */
	signal: AbortSignal;
	clock: Clock;
}

export function openAttempt(sent: Sent, on: AttemptEvents): Attempt {
	const { fetch, input, init, signal, clock } = sent;
	const network = new AbortController();
	const clientSignal =
		init?.signal ?? (input instanceof Object && 'signal' in input ? input.signal : null);
	let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
	let toClient: ReadableStreamDefaultController<Uint8Array> | undefined;
	let reading: Promise<Uint8Array | undefined> | undefined;
	let hasHead = false;
	let isDraining = false;
	let isOver = false;
	// When the current series of reads without a wait began.
	let busySinceMs = clock.now();

	const onClientAbort = () => onClientCancel(clientSignal?.reason);
	const stop = () => close('stopped', signal.reason);
	clientSignal?.addEventListener('abort', onClientAbort);
	signal.addEventListener('abort', stop);

	async function open(): Promise<Response> {
		if (clientSignal?.aborted) onClientAbort();
		if (signal.aborted) stop();
		if (isOver) throw network.signal.reason;
		on.waiting();
		try {
			// Following a redirect would send the prompt, and in some runtimes the key, somewhere else.
			const opened = fetch(input, { ...init, redirect: 'manual', signal: network.signal });
			const response = await orAbort(opened, network.signal);
			if (isOver) throw network.signal.reason;
			if (response.type === 'opaqueredirect') throw new TypeError(HIDDEN_REDIRECT);
			hasHead = true;
			on.head(response);
			if (response.body === null) {
				finish('closed');
				return response;
			}
			reader = response.body.getReader();
			if (isDraining) void readToEnd();
			return withBody(response, bodyForClient());
		} catch (error) {
			finish(hasHead ? 'failed' : 'blocked', error);
			throw error;
		}
	}

	function bodyForClient() {
		const source: UnderlyingDefaultSource<Uint8Array> = {
			start(controller) {
				toClient = controller;
			},
			async pull(controller) {
				const bytes = await next().catch((error: unknown) => detachClient(error));
				if (toClient === undefined) return;
				if (bytes === undefined) detachClient();
				else controller.enqueue(bytes);
			},
			cancel(reason) {
				toClient = undefined;
				onClientCancel(reason);
			},
		};
		// No queue: one network read for each read of the client, none ahead of it.
		return new ReadableStream(source, { highWaterMark: 0 });
	}

	/** The next read. The client and `drain` share it when both are waiting. */
	function next(): Promise<Uint8Array | undefined> {
		reading ??= readOne().finally(() => (reading = undefined));
		return reading;
	}

	async function readOne(): Promise<Uint8Array | undefined> {
		const from = reader;
		if (from === undefined) return undefined;
		on.waiting();
		if (reader === undefined) return undefined;
		try {
			while (!isOver) {
				const askedMs = clock.now();
				const { done, value } = await from.read();
				if (isOver) break;
				if (clock.now() - askedMs >= 1) busySinceMs = clock.now();
				if (done) finish('closed');
				else if (value.length > 0) {
					on.read(value);
					await takeTurn();
					return value;
				}
			}
			return undefined;
		} catch (error) {
			finish('failed', error);
			throw error;
		}
	}

	async function takeTurn() {
		if (clock.turn === undefined || clock.now() - busySinceMs < TURN_MS) return;
		await clock.turn();
		busySinceMs = clock.now();
	}

	async function readToEnd() {
		try {
			let read = await next();
			while (read !== undefined) read = await next();
			detachClient();
		} catch (error) {
			detachClient(error);
		}
	}

	function drain() {
		if (isDraining) return;
		isDraining = true;
		if (reader !== undefined) void readToEnd();
	}

	function onClientCancel(reason: unknown) {
		if (isOver) return;
		if (reader === undefined || !on.shouldReadOn()) return close('cancelled', reason);
		detachClient(reason);
		drain();
	}

	function close(kind: End['kind'], reason: unknown) {
		if (isOver) return;
		finish(kind);
		detachClient(reason);
		reader?.cancel(reason).catch(ignoreLate);
		network.abort(reason);
	}

	function finish(kind: End['kind'], error?: unknown) {
		if (isOver) return;
		isOver = true;
		clientSignal?.removeEventListener('abort', onClientAbort);
		signal.removeEventListener('abort', stop);
		on.end(kind, error);
	}

	/** Ends the client's body: with the error `reason`, or normally without one. */
	function detachClient(reason?: unknown) {
		const controller = toClient;
		toClient = undefined;
		if (reason === undefined) controller?.close();
		else controller?.error(reason);
	}

	return { open, drain, close, isOver: () => isOver };
}

/** Rejects as soon as `signal` aborts, even if the real `fetch` ignores it. */
function orAbort(opened: Promise<Response>, signal: AbortSignal): Promise<Response> {
	return new Promise((resolve, reject) => {
		const abort = () => {
			reject(signal.reason);
			opened.then((late) => late.body?.cancel(signal.reason)).catch(ignoreLate);
		};
		signal.addEventListener('abort', abort);
		opened.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
	});
}

/** A cancelled body may still fail; there is no one left to tell. */
function ignoreLate() {}

/** A copy with another body. The constructor cannot set the three properties defined here. */
function withBody(original: Response, body: ReadableStream<Uint8Array>): Response {
	const { status, statusText, headers, url, redirected, type } = original;
	const response = new Response(body, { status, statusText, headers });
	return Object.defineProperties(response, {
		url: { value: url },
		redirected: { value: redirected },
		type: { value: type },
	});
}
