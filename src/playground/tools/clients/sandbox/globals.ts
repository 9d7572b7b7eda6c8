/**
 * Takes away what a Worker has beyond a list: the ways to a server, to storage, and to other code.
 *
 * The frame's policy is the wall: it forbids every connection and every script but a `blob:`. With the doors
 * gone as well, the error is plain ("fetch is not defined") instead of a refused connection.
 */

/** What JavaScript itself and streaming need. What is not here is taken away, also what is yet to be invented. */
const KEPT = new Set(
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

export function removeGlobals(): void {
	for (
		let object: object | null = globalThis;
		object !== null && object !== EventTarget.prototype;
		object = Reflect.getPrototypeOf(object)
	) {
		for (const name of Object.getOwnPropertyNames(object)) {
			if (KEPT.has(name)) continue;
			// Taken off where it stands, and covered where that is refused.
			if (!Reflect.deleteProperty(object, name)) {
				Reflect.defineProperty(globalThis, name, { value: undefined });
			}
		}
	}
	Reflect.deleteProperty(URL, 'createObjectURL');
}
