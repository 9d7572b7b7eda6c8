import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import { createActions } from './actions.ts';
import { describeFocus, matchShortcut, NOTHING_FOCUSED } from './match.ts';

/** The actions of one playground, called by key while the focus is in it or nowhere. */
export function useKeys(root: RefObject<HTMLElement | null>, singleKeys: boolean) {
	const [actions] = useState(createActions);
	useEffect(() => {
		const element = root.current;
		const onKeyDown = (event: KeyboardEvent) => {
			// Already handled by a list or a dialog.
			if (event.defaultPrevented || !(event.target instanceof Element)) return;
			const isInside = element?.contains(event.target) === true;
			if (!isInside && !(isFocusNowhere(event.target) && isOnlyOne(element))) return;
			// The editor is in a shadow root, and `target` is only its host.
			const [origin] = event.composedPath();
			const focused =
				isInside && origin instanceof Element ? describeFocus(origin) : NOTHING_FOCUSED;
			const id = matchShortcut(event, focused, singleKeys);
			if (id !== undefined && actions.run(id)) event.preventDefault();
		};
		// On `window`, not on the element: React's listeners, which must run first, are on an ancestor of it.
		window.addEventListener('keydown', onKeyDown);
		return () => window.removeEventListener('keydown', onKeyDown);
	}, [actions, root, singleKeys]);
	return actions;
}

/** As on a page that has just loaded, or after a click on something that takes no focus. */
function isFocusNowhere(target: Element): boolean {
	return target === document.body && document.querySelector(':modal') === null;
}

/** With two playgrounds on the page, or this one out of view, nobody could tell what a key would do. */
function isOnlyOne(element: HTMLElement | null): boolean {
	if (!element || document.querySelectorAll('.pg[data-variant]').length > 1) return false;
	const { top, bottom } = element.getBoundingClientRect();
	return bottom > 0 && top < innerHeight;
}
