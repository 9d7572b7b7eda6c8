/**
 * Where the reader's client runs: in a Worker with no key, no page, no storage and no network.
 *
 * In      one message: `code`, `request` (what a client is given, without a key), and a recorded response:
 *         `response` (its head, as `Response` takes it), `reads` (bytes), `end`. With it the port to answer on.
 * Out     on the port: `started`, then `text` and `line` (of the console) as they come, then `ended`.
 * Walls   The frame's policy is the wall: it forbids every connection and every script but a `blob:`.
 *         Taking the doors away as well makes the message plain: "fetch is not defined" and not a riddle.
 * Limits  Console lines and characters are counted here, as they would fill the page; time is counted
 *         by the page, as an endless loop cannot count it.
 */
'use strict';

// A block, so that nothing here is a global: those are taken away.
{
	const maxLines = 200;
	const maxLineCharacters = 2000;
	const maxTextCharacters = 5_000_000;

	/** What JavaScript itself and streaming need. What is not here is taken away, also what is yet to be invented. */
	const kept = new Set(
		`globalThis self Infinity NaN undefined Object Function Array Number String Boolean Symbol BigInt Math JSON
		Date RegExp Promise Proxy Reflect Iterator AsyncIterator Map Set WeakMap WeakSet WeakRef FinalizationRegistry
		Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError
		DisposableStack AsyncDisposableStack Intl Temporal Atomics ArrayBuffer SharedArrayBuffer DataView
		Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array BigInt64Array
		BigUint64Array Float16Array Float32Array Float64Array parseInt parseFloat isNaN isFinite decodeURI
		decodeURIComponent encodeURI encodeURIComponent escape unescape eval constructor
		TextDecoder TextEncoder TextDecoderStream TextEncoderStream ReadableStream ReadableStreamDefaultReader
		ReadableStreamBYOBReader ReadableStreamDefaultController ReadableByteStreamController
		ReadableStreamBYOBRequest WritableStream WritableStreamDefaultWriter WritableStreamDefaultController
		TransformStream TransformStreamDefaultController ByteLengthQueuingStrategy CountQueuingStrategy
		CompressionStream DecompressionStream AbortController AbortSignal DOMException Event EventTarget
		CustomEvent Headers Request Response FormData Blob URL URLSearchParams atob btoa structuredClone
		queueMicrotask setTimeout clearTimeout setInterval clearInterval reportError performance crypto`.split(
			/\s+/
		)
	);

	addEventListener('message', ({ data, ports: [port] }) => void run(data, port), { once: true });

	async function run({ code, request, ...recorded }, port) {
		const say = port.postMessage.bind(port);
		const askFrame = postMessage.bind(globalThis);
		const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
		const parsed = new Promise((resolve) => {
			addEventListener('message', (event) => resolve(event.data), { once: true });
		});
		const lineOf = (thrown) => {
			const at = String(thrown?.stack).split(`${address}:`)[1];
			return at === undefined ? undefined : Number.parseInt(at, 10);
		};
		const fetch = answerWith(recorded);

		addEventListener('error', (event) => {
			event.preventDefault();
			print('error', [event.error ?? event.message], lineOf(event.error) ?? event.lineno);
		});
		addEventListener('unhandledrejection', (event) => {
			event.preventDefault();
			print('error', [event.reason], lineOf(event.reason));
		});
		closeDoors();
		let lines = 0;
		function print(level, values, line) {
			if (++lines > maxLines) return;
			const text =
				lines === maxLines
					? `Line ${maxLines} of the console is the last that is shown.`
					: values.map(shown).join(' ');
			say({ kind: 'line', level, text: text.slice(0, maxLineCharacters), line });
		}
		const levels = ['log', 'info', 'debug', 'warn', 'error'].map((level) => [
			level,
			(...values) => print(level, values, lineOf(new Error())),
		]);
		Object.assign(globalThis, { fetch, console: Object.fromEntries(levels) });

		say({ kind: 'started' });
		try {
			const module = await import(address);
			const client = module.streamChat ?? module.default;
			if (typeof client !== 'function') {
				throw new TypeError('The code exports no function called streamChat.');
			}
			let characters = 0;
			const { signal } = new AbortController();
			const made = client({ ...request, fetch, signal });
			if (!made?.[Symbol.asyncIterator] && !made?.[Symbol.iterator]) await refuse(made);
			for await (const text of made) {
				say({ kind: 'text', text: String(text) });
				characters += String(text).length;
				if (characters > maxTextCharacters) {
					throw new RangeError(`It yields more than ${maxTextCharacters} characters.`);
				}
			}
			say({ kind: 'ended' });
		} catch (thrown) {
			let at = { message: shown(thrown), line: lineOf(thrown) ?? lineOf(thrown?.cause) };
			// Of code that is no JavaScript, only the frame can tell the line.
			if (thrown instanceof SyntaxError && at.line === undefined) {
				askFrame('parse');
				at = { ...at, ...(await parsed) };
			}
			say({ kind: 'ended', error: at.message.slice(0, maxLineCharacters), line: at.line });
		}
	}

	/** A `fetch` that gives the recorded response, whatever is asked, with the borders of its reads and its end. */
	function answerWith({ response, reads, end }) {
		const silence = new Promise(() => {});
		const broken = () => new TypeError(end?.message ?? 'The recorded connection broke here.');
		const isBroken = end?.kind === 'failed' || end?.kind === 'blocked';
		return async (_input, { signal } = {}) => {
			signal?.throwIfAborted();
			if (response === undefined && reads.length === 0) {
				if (isBroken) throw broken();
				return silence;
			}
			let next = 0;
			const body = {
				start(controller) {
					signal?.addEventListener('abort', () => controller.error(signal.reason));
				},
				async pull(controller) {
					const read = reads[next++];
					if (read !== undefined) controller.enqueue(read.slice());
					else if (end?.kind === 'closed') controller.close();
					else if (isBroken) throw broken();
					else await silence;
				},
			};
			const isBodiless = [204, 205, 304].includes(response?.status);
			return new Response(
				isBodiless ? null : new ReadableStream(body, { highWaterMark: 0 }),
				response
			);
		};
	}

	/** Throws what is wrong with a client that gives nothing to iterate over, and why its promise failed. */
	async function refuse(made) {
		const wanted = 'streamChat must be an async generator (async function*); it returned';
		if (typeof made?.then !== 'function') {
			throw new TypeError(
				`${wanted} ${made === null ? 'null' : `a value of type ${typeof made}`}.`
			);
		}
		const soon = new Promise((resolve) => setTimeout(resolve, 1000));
		const rejected = made.then(
			() => undefined,
			(reason) => ({ reason })
		);
		const failed = await Promise.race([rejected, soon]);
		if (!failed) throw new TypeError(`${wanted} a Promise.`);
		const cause = failed.reason;
		throw new TypeError(`${wanted} a Promise, which failed with ${shown(cause)}`, { cause });
	}

	/** Takes away what a Worker has beyond the list: the ways to a server, to storage, and to other code. */
	function closeDoors() {
		for (
			let object = globalThis;
			object !== null && object !== EventTarget.prototype;
			object = Object.getPrototypeOf(object)
		) {
			for (const name of Object.getOwnPropertyNames(object)) {
				if (kept.has(name)) continue;
				// Taken off where it stands, and covered where that is refused.
				if (!Reflect.deleteProperty(object, name)) {
					Reflect.defineProperty(globalThis, name, { value: undefined });
				}
			}
		}
		Reflect.deleteProperty(URL, 'createObjectURL');
	}

	/** A value in a console's line. */
	function shown(value) {
		if (typeof value === 'string') return value;
		if (value instanceof Error)
			return value.message ? `${value.name}: ${value.message}` : value.name;
		if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') {
			return String(value);
		}
		try {
			return JSON.stringify(value) ?? String(value);
		} catch {
			return Object.prototype.toString.call(value);
		}
	}
}
