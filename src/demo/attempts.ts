/**
 * Counts how often the same request has come: all the state there is, for the faults that refuse or
 * cut a request a few times and then answer it. Bounded in number and in bytes, and lost with the
 * handler; at an edge with many instances each counts for itself.
 */
import { hashId } from './random.ts';

const MAX_REQUESTS = 1_000;

export function createAttempts() {
	// By a hash of the request, which may be a megabyte long: nothing of what it says is held. In order
	// of last use, so that what has not come again for longest is forgotten first.
	const counts = new Map<string, number>();

	/** The number of this attempt at `request`, from 1. */
	return (request: string): number => {
		const id = hashId(request);
		const count = (counts.get(id) ?? 0) + 1;
		counts.delete(id);
		counts.set(id, count);
		const [oldest] = counts.keys();
		if (counts.size > MAX_REQUESTS && oldest !== undefined) counts.delete(oldest);
		return count;
	};
}
