/**
 * One request of a client, with every byte of the answer noted on its way to the client.
 *
 * In      What the client passed to `fetch`, the real `fetch`, and signals that end it.
 * Out     A `Response` like the one that came (status, headers, `url`), whose body is read from the network
 *         when the client reads, and not before: backpressure passes through. `drain()` reads on
 *         without the client. What passes is told to `on`, before the client sees it.
 * Limits  The body handed on cannot be read with a BYOB reader. A body of null is handed on as it is.
 * Errors  Those of the network and of the real `fetch` go to the client unchanged, and to `on.end`.
 */
import { HIDDEN_REDIRECT } from '../chat/index.ts';
import type { Clock, End } from './types.ts';

/** Reads that wait already are taken in one go, for one frame of a 60 Hz screen; then the page may draw. */
const TURN_MS = 16;

export interface AttemptEvents {
	/** The network owes us something from now on: the head, or a read. */
	waiting(): void;
	head(response: Response): void;
	read(bytes: Uint8Array): void;
	/** The client gives up the body. True: read on without it; false: give it up to the server too. */
	isWantedStill(): boolean;
	/** Called once, last. */
	end(kind: End['kind'], error?: unknown): void;
}

export interface Attempt {
	/** Sends it. What comes back is for the client. Called once. */
	open(): Promise<Response>;
	/** Reads the body to its end, or on to its end, without the client. */
	drain(): void;
	/** Gives up: closes the connection. Harmless when it is over. */
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
	// Since when reads have come without a wait.
	let busySinceMs = clock.now();

	const leave = () => clientLeaves(clientSignal?.reason);
	const stop = () => close('stopped', signal.reason);
	clientSignal?.addEventListener('abort', leave);
	signal.addEventListener('abort', stop);

	async function open(): Promise<Response> {
		if (clientSignal?.aborted) leave();
		if (signal.aborted) stop();
		if (isOver) throw network.signal.reason;
		on.waiting();
		try {
			// Followed, a redirect would take the prompt, and in some runtimes the key, to another place.
			const opened = fetch(input, { ...init, redirect: 'manual', signal: network.signal });
			const response = await orAbort(opened, network.signal);
			if (isOver) throw network.signal.reason;
			if (response.type === 'opaqueredirect') throw new TypeError(HIDDEN_REDIRECT);
			hasHead = true;
			on.head(response);
			if (response.body === null) {
				over('closed');
				return response;
			}
			reader = response.body.getReader();
			if (isDraining) void readOn();
			return likeness(response, bodyForClient());
		} catch (error) {
			over(hasHead ? 'failed' : 'blocked', error);
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
				clientLeaves(reason);
			},
		};
		// A queue of 0: a read from the network for each of the client's, none ahead.
		return new ReadableStream(source, { highWaterMark: 0 });
	}

	/** The next read; one at a time, shared where the client and `drain` both ask. */
	function next(): Promise<Uint8Array | undefined> {
		reading ??= readOne().finally(() => (reading = undefined));
		return reading;
	}

	async function readOne(): Promise<Uint8Array | undefined> {
		on.waiting();
		try {
			while (!isOver) {
				const askedMs = clock.now();
				const { done, value } = await reader!.read();
				if (isOver) break;
				if (clock.now() - askedMs >= 1) busySinceMs = clock.now();
				if (done) over('closed');
				else if (value.length > 0) {
					on.read(value);
					await takeTurn();
					return value;
				}
			}
			return undefined;
		} catch (error) {
			over('failed', error);
			throw error;
		}
	}

	async function takeTurn() {
		if (clock.turn === undefined || clock.now() - busySinceMs < TURN_MS) return;
		await clock.turn();
		busySinceMs = clock.now();
	}

	async function readOn() {
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
		if (reader !== undefined) void readOn();
	}

	function clientLeaves(reason: unknown) {
		if (isOver) return;
		if (reader === undefined || !on.isWantedStill()) return close('cancelled', reason);
		detachClient(reason);
		drain();
	}

	function close(kind: End['kind'], reason: unknown) {
		if (isOver) return;
		over(kind);
		detachClient(reason);
		reader?.cancel(reason).catch(ignoreLate);
		network.abort(reason);
	}

	function over(kind: End['kind'], error?: unknown) {
		if (isOver) return;
		isOver = true;
		clientSignal?.removeEventListener('abort', leave);
		signal.removeEventListener('abort', stop);
		on.end(kind, error);
	}

	/** Ends the client's body: as broken for `reason`, or else as closed. */
	function detachClient(reason?: unknown) {
		const controller = toClient;
		toClient = undefined;
		if (reason === undefined) controller?.close();
		else controller?.error(reason);
	}

	return { open, drain, close, isOver: () => isOver };
}

/** The promise, or a rejection as soon as `signal` aborts, should the real `fetch` ignore it. */
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

/** A body that has been given up may still fail; there is no one left to tell. */
function ignoreLate() {}

/** A response with another body. The constructor cannot set what is defined on it here. */
function likeness(original: Response, body: ReadableStream<Uint8Array>): Response {
	const { status, statusText, headers, url, redirected, type } = original;
	const response = new Response(body, { status, statusText, headers });
	return Object.defineProperties(response, {
		url: { value: url },
		redirected: { value: redirected },
		type: { value: type },
	});
}
