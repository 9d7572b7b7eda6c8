/**
 * Counts how often the same request has been sent, for faults that refuse or cut it a few times before
 * they answer. This is the only state of the demo: bounded, and kept per handler, so that each edge
 * instance counts for itself.
 */
import { hashId } from './random.ts';

const MAX_REQUESTS = 1_000;

export function createAttempts() {
	// Keyed by a hash, since a request may be a megabyte long. In order of last use, so that the least
	// recently used is dropped first.
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
