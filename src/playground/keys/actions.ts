/**
 * What a key of the playground does: a table of shortcuts, and who is there to do it.
 *
 * To give a feature a key: write a row into `shortcuts`, and call `useAction(id, handler)` where the feature
 * lives. Only what has a handler now is listed under "?" and answers to its keys.
 */
import { createContext, useContext, useEffect, useEffectEvent } from 'react';

export interface Shortcut {
	readonly id: string;
	/** As `KeyboardEvent.key` gives it; `Mod+` is Ctrl, or Cmd on a Mac. */
	readonly keys: readonly string[];
	/** In the list, after the keys. */
	readonly does: string;
	/** In text fields too. Others work there for typing. */
	readonly inFields?: boolean;
}

export const shortcuts = [
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

export type ActionId = (typeof shortcuts)[number]['id'];

export interface Actions {
	/** The last one registered answers. Returns the way to end that. */
	register(id: ActionId, handler: () => void): () => void;
	has(id: ActionId): boolean;
	/** Whether there was anyone to do it. */
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

/** Answers to the keys of `id` for as long as the component is there, and `isOn`. */
export function useAction(id: ActionId, handler: () => void, isOn = true): void {
	const actions = useContext(ActionsContext);
	const act = useEffectEvent(handler);
	useEffect(() => (isOn ? actions?.register(id, () => act()) : undefined), [actions, id, isOn]);
}
