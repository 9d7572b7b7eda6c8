/**
 * The frame that the reader points at, one for all views: the list of frames, the text, the plot.
 *
 * A plain store, so that pointing costs only the views that show it, and none of them React's whole tree.
 */
export type SelectedBy = 'frames' | 'text' | 'time' | 'ending';

export interface Selected {
	readonly frameIndex: number;
	/** Where it was pointed at: that view need not scroll to it. */
	readonly by: SelectedBy;
}

export interface Selection {
	/** The same object until another frame is selected. */
	selected(): Selected | undefined;
	select(frameIndex: number | undefined, by: SelectedBy): void;
	subscribe(listener: () => void): () => void;
}

export function createSelection(): Selection {
	const listeners = new Set<() => void>();
	let selected: Selected | undefined;

	function select(frameIndex: number | undefined, by: SelectedBy) {
		if (selected?.frameIndex === frameIndex) return;
		selected = frameIndex === undefined ? undefined : { frameIndex, by };
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
