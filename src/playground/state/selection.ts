/**
 * The frame that the reader points at, one for all views: the list of frames, the text, the plot.
 *
 * A store of its own, so that pointing draws only the views that show it.
 */
import { createStore } from 'zustand/vanilla';
import { readOnly } from './store.ts';
import type { ReadonlyStore } from './store.ts';

export type SelectedBy = 'frames' | 'search' | 'keys' | 'text' | 'time' | 'ending' | 'clients';

export interface Selected {
	readonly frameIndex: number;
	/** Where it was pointed at: that view need not scroll to it. */
	readonly by: SelectedBy;
	/** Pressed, or reached by a key, and not only passed over: other views come to it while they follow a run. */
	readonly isChosen: boolean;
}

/** The state is the same object until another frame is selected, or the same one is chosen. */
export interface Selection extends ReadonlyStore<Selected | undefined> {
	select(frameIndex: number | undefined, by: SelectedBy, isChosen?: boolean): void;
}

export function createSelection(): Selection {
	const store = createStore<Selected | undefined>(() => undefined);
	return {
		...readOnly(store),
		select(frameIndex, by, isChosen = false) {
			if (store.getState()?.frameIndex === frameIndex && !isChosen) return;
			store.setState(frameIndex === undefined ? undefined : { frameIndex, by, isChosen }, true);
		},
	};
}
