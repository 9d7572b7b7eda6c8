import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import { createActions } from './actions.ts';
import { describeFocus, matchShortcut } from './match.ts';

/** The actions of one playground, and the keys that call them while the focus is in it. */
export function useKeys(root: RefObject<HTMLElement | null>, singleKeys: boolean) {
	const [actions] = useState(createActions);
	useEffect(() => {
		const element = root.current;
		const onKeyDown = (event: KeyboardEvent) => {
			// A list or a dialog has had its own use for it.
			if (event.defaultPrevented || !(event.target instanceof Element)) return;
			if (element?.contains(event.target) !== true) return;
			const id = matchShortcut(event, describeFocus(event.target), singleKeys);
			if (id !== undefined && actions.run(id)) event.preventDefault();
		};
		// Not on the element itself: React's own listeners, which come first here, stand above it.
		window.addEventListener('keydown', onKeyDown);
		return () => window.removeEventListener('keydown', onKeyDown);
	}, [actions, root, singleKeys]);
	return actions;
}
