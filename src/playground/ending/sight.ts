import type { Selected } from '../state/index.ts';

/**
 * Scrolls the run into view: pulse, figures, how it ended, and below them frames and text.
 *
 * @param element Any element of the playground.
 */
export function showRun(element: Element): void {
	const isReduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
	element
		.closest('.pg')
		?.querySelector('.pg-timing')
		?.scrollIntoView({ block: 'start', behavior: isReduced ? 'instant' : 'smooth' });
}

/** For phones, where the frames are below the text: a frame that was asked for elsewhere comes into sight. */
export function showFrames(playground: Element | null, selected: Selected | undefined): void {
	if (!selected?.isChosen || selected.by === 'frames') return;
	playground?.querySelector('.pg-columns > section')?.scrollIntoView({ block: 'nearest' });
}

/** For phones, where the form fills the screen and the answer would start below it. */
export function showRunBelow(playground: Element): void {
	const columns = playground.querySelector('.pg-columns')?.getBoundingClientRect();
	if (columns && columns.top > innerHeight - 160) showRun(playground);
}
