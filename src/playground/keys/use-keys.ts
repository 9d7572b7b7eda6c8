import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import { createActions } from './actions.ts';
import { describeFocus, matchShortcut, nothingFocused } from './match.ts';

/** The actions of one playground, and the keys that call them while the focus is in it, or nowhere. */
export function useKeys(root: RefObject<HTMLElement | null>, singleKeys: boolean) {
	const [actions] = useState(createActions);
	useEffect(() => {
		const element = root.current;
		const onKeyDown = (event: KeyboardEvent) => {
			// A list or a dialog has had its own use for it.
			if (event.defaultPrevented || !(event.target instanceof Element)) return;
			const isInside = element?.contains(event.target) === true;
			if (!isInside && !(isFocusNowhere(event.target) && isOnlyOne(element))) return;
			const focused = isInside ? describeFocus(event.target) : nothingFocused;
			const id = matchShortcut(event, focused, singleKeys);
			if (id !== undefined && actions.run(id)) event.preventDefault();
		};
		// Not on the element itself: React's own listeners, which come first here, stand above it.
		window.addEventListener('keydown', onKeyDown);
		return () => window.removeEventListener('keydown', onKeyDown);
	}, [actions, root, singleKeys]);
	return actions;
}

/** As on a page that has just come, or after a press on what takes no focus. */
function isFocusNowhere(target: Element): boolean {
	return target === document.body && document.querySelector(':modal') === null;
}

/** With two of them, or far from this one, nobody could know what a key would do. */
function isOnlyOne(element: HTMLElement | null): boolean {
	if (!element || document.querySelectorAll('.pg[data-variant]').length > 1) return false;
	const { top, bottom } = element.getBoundingClientRect();
	return bottom > 0 && top < innerHeight;
}
