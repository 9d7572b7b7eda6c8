import { useEffect } from 'react';
import type { RefObject } from 'react';
import { loadTextLinks } from '../../lazy.ts';
import type { PlaygroundState } from '../../state/index.ts';

/**
 * Links the text in `root` with the frames, outside React. The code loads when the reader first points at
 * the text or selects a frame.
 *
 * @param announcement An element in a live region, for what a key press announces.
 */
export function useTextLinks(
	root: RefObject<HTMLElement | null>,
	announcement: RefObject<HTMLElement | null>,
	{ session, selection }: Pick<PlaygroundState, 'session' | 'selection'>
): void {
	useEffect(() => {
		const element = root.current;
		if (!element) return;
		let links: { end(): void } | undefined;
		let isOver = false;
		let isLoading = false;
		// The last event while the code was loading: handled once it is there.
		let lastEvent: Event | undefined;

		const start = (event?: Event) => {
			lastEvent = event ?? lastEvent;
			if (isLoading) return;
			isLoading = true;
			// If loading fails, the next event tries again.
			loadTextLinks().then(open, () => (isLoading = false));
		};
		const open = ({ createTextLinks }: Awaited<ReturnType<typeof loadTextLinks>>) => {
			stopWaiting();
			if (isOver) return;
			links = createTextLinks({
				root: element,
				selection,
				shown: session.getState,
				announce: (text) => {
					if (announcement.current) announcement.current.textContent = text;
				},
				firstEvent: lastEvent,
			});
		};
		const triggers = ['pointermove', 'click', 'keydown', 'focusin'];
		const unsubscribe = selection.subscribe(() => start());
		const stopWaiting = () => {
			unsubscribe();
			for (const trigger of triggers) element.removeEventListener(trigger, start);
		};
		for (const trigger of triggers) element.addEventListener(trigger, start);
		return () => {
			isOver = true;
			stopWaiting();
			links?.end();
		};
	}, [root, announcement, session, selection]);
}
