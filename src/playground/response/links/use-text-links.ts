import { useEffect } from 'react';
import type { RefObject } from 'react';
import { loadTextLinks } from '../../lazy.ts';
import type { PlaygroundState } from '../../state/index.ts';

/**
 * Links the text in `root` with the frames. Its code comes when the reader first points at the text or at a
 * frame; React draws nothing for it.
 *
 * @param told A live element for the few words that a key's step says.
 */
export function useTextLinks(
	root: RefObject<HTMLElement | null>,
	told: RefObject<HTMLElement | null>,
	{ session, selection }: Pick<PlaygroundState, 'session' | 'selection'>
): void {
	useEffect(() => {
		const element = root.current;
		if (!element) return;
		let links: { end(): void } | undefined;
		let isOver = false;
		let isLoading = false;
		// What the reader did last while the code was on its way: done when it has come.
		let last: Event | undefined;

		const start = (event?: Event) => {
			last = event ?? last;
			if (isLoading) return;
			isLoading = true;
			// Without the network the two columns still stand side by side; the next sign tries again.
			loadTextLinks().then(open, () => (isLoading = false));
		};
		const open = ({ createTextLinks }: Awaited<ReturnType<typeof loadTextLinks>>) => {
			stopWaiting();
			if (isOver) return;
			links = createTextLinks({
				root: element,
				selection,
				shown: session.getState,
				tell: (words) => {
					if (told.current) told.current.textContent = words;
				},
				first: last,
			});
		};
		const signs = ['pointermove', 'click', 'keydown', 'focusin'];
		const unsubscribe = selection.subscribe(() => start());
		const stopWaiting = () => {
			unsubscribe();
			for (const sign of signs) element.removeEventListener(sign, start);
		};
		for (const sign of signs) element.addEventListener(sign, start);
		return () => {
			isOver = true;
			stopWaiting();
			links?.end();
		};
	}, [root, told, session, selection]);
}
