/** Who wants to know of changes. One that throws is reported and harms neither the run nor the others. */
export function createListeners() {
	const listeners = new Set<() => void>();

	return {
		subscribe(listener: () => void): () => void {
			// A wrapper of its own, so that the same function subscribed twice is called, and ended, twice.
			const entry = () => listener();
			listeners.add(entry);
			return () => void listeners.delete(entry);
		},
		notify() {
			for (const listener of listeners) {
				try {
					listener();
				} catch (error) {
					// oxlint-disable-next-line no-console -- a bug in the caller's own code; as EventTarget does.
					console.error(error);
				}
			}
		},
	};
}
