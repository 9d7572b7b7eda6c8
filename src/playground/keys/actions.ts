/**
 * The playground's keyboard shortcuts and their handlers.
 *
 * To give a feature a shortcut, add a row to `shortcuts` and call `useAction(id, handler)` in the feature.
 * Only shortcuts that currently have a handler are active and listed under "?".
 */
import { createContext, useContext, useEffect, useEffectEvent } from 'react';

export interface Shortcut {
	readonly id: string;
	/** Values of `KeyboardEvent.key`; `Mod+` is Ctrl, or Cmd on a Mac. */
	readonly keys: readonly string[];
	/** The description in the list. */
	readonly does: string;
	/** Also active in text fields, where other keys are for typing. */
	readonly inFields?: boolean;
}

export const SHORTCUTS = [
	{ id: 'run', keys: ['Mod+Enter'], does: 'Run', inFields: true },
	{ id: 'stop', keys: ['Escape'], does: 'Stop', inFields: true },
	{ id: 'next-frame', keys: ['j'], does: 'Next frame' },
	{ id: 'previous-frame', keys: ['k'], does: 'Previous frame' },
	{ id: 'follow', keys: ['f'], does: 'Follow the end of the frames' },
	{ id: 'search', keys: ['/'], does: 'Search the frames' },
	{ id: 'play', keys: [' '], does: 'Play or pause the replay' },
	{ id: 'view', keys: ['m'], does: 'Markdown or plain' },
	{ id: 'share', keys: ['s'], does: 'Share' },
	{ id: 'help', keys: ['?'], does: 'This list' },
] as const satisfies readonly Shortcut[];

export type ActionId = (typeof SHORTCUTS)[number]['id'];

export interface Actions {
	/** The last handler registered is the one called. Returns a function that unregisters it. */
	register(id: ActionId, handler: () => void): () => void;
	has(id: ActionId): boolean;
	/** Returns whether there was a handler. */
	run(id: ActionId): boolean;
}

export function createActions(): Actions {
	const handlers = new Map<ActionId, (() => void)[]>();
	const last = (id: ActionId) => handlers.get(id)?.at(-1);
	return {
		register(id, handler) {
			handlers.set(id, [...(handlers.get(id) ?? []), handler]);
			return () => {
				handlers.set(
					id,
					(handlers.get(id) ?? []).filter((one) => one !== handler)
				);
			};
		},
		has: (id) => last(id) !== undefined,
		run(id) {
			last(id)?.();
			return last(id) !== undefined;
		},
	};
}

export const ActionsContext = createContext<Actions | undefined>(undefined);

/** Handles the keys of `id` while the component is mounted and `isOn`. */
export function useAction(id: ActionId, handler: () => void, isOn = true): void {
	const actions = useContext(ActionsContext);
	const act = useEffectEvent(handler);
	useEffect(() => (isOn ? actions?.register(id, () => act()) : undefined), [actions, id, isOn]);
}
