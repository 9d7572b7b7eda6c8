/** Finds the reader's client in the module they wrote, which may export anything. */
import { shown } from './shown.ts';

/** How long to wait for a returned promise to reject, so that the error can say why. */
const REJECTION_WAIT_MS = 1000;

type Pieces = AsyncIterable<unknown> | Iterable<unknown>;

export function clientOf(module: Readonly<Record<string, unknown>>): (options: object) => unknown {
	const client = module['streamChat'] ?? module['default'];
	if (typeof client !== 'function') {
		throw new TypeError('The code exports no function called streamChat.');
	}
	return (options) => client(options);
}

/** Throws an error that says what the client returned instead of an iterable, and why a promise failed. */
export async function iterableOf(returned: unknown): Promise<Pieces> {
	if (isIterable(returned)) return returned;
	const problem = 'streamChat must be an async generator (async function*); it returned';
	if (!isThenable(returned)) {
		const what = returned === null ? 'null' : `a value of type ${typeof returned}`;
		throw new TypeError(`${problem} ${what}.`);
	}
	const soon = new Promise<undefined>((resolve) => {
		setTimeout(() => resolve(undefined), REJECTION_WAIT_MS);
	});
	const rejected = Promise.resolve(returned).then(
		() => undefined,
		(reason: unknown) => ({ reason })
	);
	const failed = await Promise.race([rejected, soon]);
	if (!failed) throw new TypeError(`${problem} a Promise.`);
	const cause = failed.reason;
	throw new TypeError(`${problem} a Promise, which failed with ${shown(cause)}`, { cause });
}

function isIterable(value: unknown): value is Pieces {
	if (value === null || value === undefined) return false;
	// Boxed, since a string has an iterator too.
	const object: object = Object(value);
	return Symbol.asyncIterator in object || Symbol.iterator in object;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
	return (
		typeof value === 'object' &&
		value !== null &&
		'then' in value &&
		typeof value.then === 'function'
	);
}
