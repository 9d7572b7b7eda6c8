/**
 * What a screen reader says by itself: text that comes into a live region that was already there. It says nothing of
 * a region that comes with its text.
 */
import type { Page } from '@playwright/test';

/** Listens from now on. Returns a function that tells what has been said since, in order. */
export async function hear(page: Page): Promise<() => Promise<string[]>> {
	const heard = await page.evaluateHandle(() => {
		const LIVE = '[aria-live="polite"], [aria-live="assertive"], [role="status"], [role="log"]';
		const said: string[] = [];
		const known = new WeakSet<Element>(document.querySelectorAll(LIVE));
		new MutationObserver((changes) => {
			for (const region of document.querySelectorAll<HTMLElement>(LIVE)) {
				const isChanged = changes.some(({ target }) => region.contains(target));
				if (isChanged && known.has(region) && region.textContent) said.push(region.textContent);
				known.add(region);
			}
			// An alert is said with its coming.
			for (const { addedNodes } of changes) {
				for (const node of addedNodes) {
					if (node instanceof Element && node.matches('[role="alert"]'))
						said.push(node.textContent);
				}
			}
		}).observe(document.body, { childList: true, characterData: true, subtree: true });
		return said;
	});
	return () => heard.evaluate((said) => [...said]);
}
