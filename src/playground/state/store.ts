/** What the playground's stores have in common: zustand's vanilla store, written by its owner alone. */
import type { StoreApi } from 'zustand/vanilla';

/** What components and other rooms see of a store: they read and subscribe; its owner has methods to change it. */
export type ReadonlyStore<State> = Pick<
	StoreApi<State>,
	'getState' | 'getInitialState' | 'subscribe'
>;

export function readOnly<State>({
	getState,
	getInitialState,
	subscribe,
}: StoreApi<State>): ReadonlyStore<State> {
	return { getState, getInitialState, subscribe };
}
