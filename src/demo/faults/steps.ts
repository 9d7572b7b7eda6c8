/**
 * Moves that faults share on the steps of an answer: chunks, frames or writes.
 *
 * In    iterables, read a step at a time.
 * Out   iterables, made a step at a time.
 */
import type { Answer, Write } from '../answer.ts';
import type { Tools } from './fault.ts';

interface Step {
	readonly afterMs: number;
	readonly isClosing?: boolean;
}

/**
 * Lets `after` steps pass and hands the next one, with those that follow, to `trouble`. In a short
 * answer that is the first closing step: a fault that came after the finish reason would be no fault.
 */
export function* strike<S extends Step>(
	steps: Iterable<S>,
	after: number,
	trouble: (step: S, rest: Iterable<S>) => Iterable<S>
): Generator<S> {
	const iterator = steps[Symbol.iterator]();
	for (let index = 0; ; index++) {
		const { done, value: step } = iterator.next();
		if (done) return;
		if (index >= after || step.isClosing) {
			yield* trouble(step, { [Symbol.iterator]: () => iterator });
			return;
		}
		yield step;
	}
}

/** Changes the bytes of each write, and leaves its time. */
export function* mapBytes(
	writes: Iterable<Write>,
	change: (bytes: Uint8Array, index: number) => Uint8Array
): Generator<Write> {
	let index = 0;
	for (const write of writes) {
		yield 'bytes' in write ? { ...write, bytes: change(write.bytes, index++) } : write;
	}
}

/** A stage of the answer that rewrites its body alone. */
export function onBody<V>(rewrite: (writes: Iterable<Write>, tools: Tools<V>) => Iterable<Write>) {
	return (answer: Answer, tools: Tools<V>): Answer => ({
		...answer,
		body: rewrite(answer.body, tools),
	});
}

export function join(pieces: readonly Uint8Array[]): Uint8Array {
	const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const piece of pieces) {
		joined.set(piece, at);
		at += piece.length;
	}
	return joined;
}
