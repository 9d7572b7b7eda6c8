/** A set of change listeners. One that throws is reported; the run and the other listeners carry on. */
export function createListeners() {
	const listeners = new Set<() => void>();

	return {
		subscribe(listener: () => void): () => void {
			// Wrapped, so that a function subscribed twice is called twice and unsubscribed separately.
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
