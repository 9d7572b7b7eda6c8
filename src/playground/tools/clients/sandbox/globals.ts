/**
 * Removes all globals of a Worker but those on a list: ways to reach a server, storage or other code.
 *
 * The security boundary is the frame's policy, which forbids every connection and every script but a
 * `blob:`. Removing the globals as well gives a plain error ("fetch is not defined") instead of a refused
 * connection.
 */

/** What JavaScript itself and streaming need. Everything else is removed, including future globals. */
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
			// Deleted, or shadowed if it cannot be deleted.
			if (!Reflect.deleteProperty(object, name)) {
				Reflect.defineProperty(globalThis, name, { value: undefined });
			}
		}
	}
	Reflect.deleteProperty(URL, 'createObjectURL');
}
