/**
 * The frame that the reader points at, one for all views: the list of frames, the text, the plot.
 *
 * A plain store, so that pointing costs only the views that show it, and none of them React's whole tree.
 */
export type SelectedBy = 'frames' | 'search' | 'keys' | 'text' | 'time' | 'ending' | 'clients';

export interface Selected {
	readonly frameIndex: number;
	/** Where it was pointed at: that view need not scroll to it. */
	readonly by: SelectedBy;
	/** Pressed, or reached by a key, and not only passed over: other views come to it while they follow a run. */
	readonly isChosen: boolean;
}

export interface Selection {
	/** The same object until another frame is selected, or the same one is chosen. */
	selected(): Selected | undefined;
	select(frameIndex: number | undefined, by: SelectedBy, isChosen?: boolean): void;
	subscribe(listener: () => void): () => void;
}

export function createSelection(): Selection {
	const listeners = new Set<() => void>();
	let selected: Selected | undefined;

	function select(frameIndex: number | undefined, by: SelectedBy, isChosen = false) {
		if (selected?.frameIndex === frameIndex && !isChosen) return;
		selected = frameIndex === undefined ? undefined : { frameIndex, by, isChosen };
		for (const listener of listeners) listener();
	}

	return {
		selected: () => selected,
		select,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
