/** The reader's client, from the module that they wrote: anything may stand there. */
import { shown } from './shown.ts';

/** Whose promise has not failed by then is said to be a promise, and no more. */
const REJECTION_WAIT_MS = 1000;

type Made = AsyncIterable<unknown> | Iterable<unknown>;

export function clientOf(module: Readonly<Record<string, unknown>>): (options: object) => unknown {
	const client = module['streamChat'] ?? module['default'];
	if (typeof client !== 'function') {
		throw new TypeError('The code exports no function called streamChat.');
	}
	return (options) => client(options);
}

/** Throws what is wrong with a client that gives nothing to iterate over, and why its promise failed. */
export async function iterableOf(made: unknown): Promise<Made> {
	if (isIterable(made)) return made;
	const wanted = 'streamChat must be an async generator (async function*); it returned';
	if (!isThenable(made)) {
		throw new TypeError(`${wanted} ${made === null ? 'null' : `a value of type ${typeof made}`}.`);
	}
	const soon = new Promise<undefined>((resolve) => {
		setTimeout(() => resolve(undefined), REJECTION_WAIT_MS);
	});
	const rejected = Promise.resolve(made).then(
		() => undefined,
		(reason: unknown) => ({ reason })
	);
	const failed = await Promise.race([rejected, soon]);
	if (!failed) throw new TypeError(`${wanted} a Promise.`);
	const cause = failed.reason;
	throw new TypeError(`${wanted} a Promise, which failed with ${shown(cause)}`, { cause });
}

function isIterable(made: unknown): made is Made {
	if (made === null || made === undefined) return false;
	// A string, too, has an iterator.
	const object: object = Object(made);
	return Symbol.asyncIterator in object || Symbol.iterator in object;
}

function isThenable(made: unknown): made is PromiseLike<unknown> {
	return (
		typeof made === 'object' && made !== null && 'then' in made && typeof made.then === 'function'
	);
}
