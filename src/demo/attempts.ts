/**
 * Counts how often the same request has come: all the state there is, for the one fault that refuses a
 * request twice and then answers it. Bounded, and lost with the handler; at an edge with many
 * instances each counts for itself.
 */
const MAX_REQUESTS = 1_000;

export function createAttempts() {
	// In order of last use, so that what has not come again for longest is forgotten first.
	const counts = new Map<string, number>();

	/** The number of this attempt at `request`, from 1. */
	return (request: string): number => {
		const count = (counts.get(request) ?? 0) + 1;
		counts.delete(request);
		counts.set(request, count);
		const [oldest] = counts.keys();
		if (counts.size > MAX_REQUESTS && oldest !== undefined) counts.delete(oldest);
		return count;
	};
}
