/**
 * Brings the run into sight: pulse, figures, how it ended, and below them frames and text.
 *
 * In      Any element of the playground.
 */
export function showRun(part: Element): void {
	const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
	part
		.closest('.pg')
		?.querySelector('.pg-timing')
		?.scrollIntoView({ block: 'start', behavior: isCalm ? 'instant' : 'smooth' });
}

/** On a phone the form fills the screen, and the answer would begin below it. */
export function showRunBelow(playground: Element): void {
	const columns = playground.querySelector('.pg-columns')?.getBoundingClientRect();
	if (columns && columns.top > innerHeight - 160) showRun(playground);
}
