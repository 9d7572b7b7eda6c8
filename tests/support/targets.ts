/** What a finger has to hit, and how large it is. */
import type { Page } from '@playwright/test';

/** WCAG 2.2, success criterion 2.5.8: https://www.w3.org/TR/WCAG22/#target-size-minimum */
const LEAST_PX = 24;

const TARGETS = [
	'a[href]',
	'button',
	'input',
	'select',
	'textarea',
	'summary',
	'[role="slider"]',
	'[role="tab"]',
].join(',');

/**
 * The targets of a part of the page that are too small, with their sizes. A box with a label is as large as both. Links
 * in a sentence are as high as its line, which the criterion allows.
 */
export function smallTargets(page: Page, part: string): Promise<string[]> {
	return page.locator(part).evaluateAll(
		(parts, { targets, leastPx }) => {
			const found: string[] = [];
			for (const one of parts.flatMap((root) => [...root.querySelectorAll(targets)])) {
				if (!one.checkVisibility({ visibilityProperty: true })) continue;
				const isInSentence =
					getComputedStyle(one).display === 'inline' &&
					one.parentElement!.textContent.trim() !== one.textContent.trim();
				if (isInSentence) continue;
				const boxes = [one, one.closest('label')].map((box) => box?.getBoundingClientRect());
				const width = Math.max(...boxes.map((box) => box?.width ?? 0));
				const height = Math.max(...boxes.map((box) => box?.height ?? 0));
				// Rounding moves an edge by part of a pixel. What has no size is not there to be hit.
				if (width === 0 || Math.min(width, height) > leastPx - 0.1) continue;
				found.push(`${width.toFixed(1)} x ${height.toFixed(1)} ${one.outerHTML.slice(0, 100)}`);
			}
			return found;
		},
		{ targets: TARGETS, leastPx: LEAST_PX }
	);
}
