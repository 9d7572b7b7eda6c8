import type { Page } from '@playwright/test';

/**
 * Refuses the files that match, until `heal()`.
 *
 * Some browsers keep a failed script for good; this stands in for them: a script that was refused once is refused
 * under that address for ever. A style sheet may load again under its address, as in every browser.
 */
export async function refuse(page: Page, file: RegExp) {
	let isUp = false;
	const refused = new Set<string>();
	await page.route(
		({ pathname }) => file.test(pathname),
		(route, request) => {
			const { pathname, search } = new URL(request.url());
			const isOpen = search !== '' || pathname.endsWith('.css') || !refused.has(pathname);
			if (isUp && isOpen) return route.continue();
			refused.add(pathname);
			return route.abort();
		}
	);
	return { heal: () => (isUp = true), refused: () => refused.size };
}
