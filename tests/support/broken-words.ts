/** Words that are torn apart because their box is too narrow. */
import type { Page } from '@playwright/test';

/** The words of buttons, names and tables that begin on one line and end on the next. Long ones may. */
export function brokenWords(page: Page, part: string): Promise<string[]> {
	return page.locator(part).evaluateAll((parts) => {
		const found: string[] = [];
		const inside = 'button, label, summary, th, td, h2, h3, h4, [role="tab"]';
		for (const one of parts.flatMap((root) => [...root.querySelectorAll(inside)])) {
			// Words for screen readers alone have a box of one pixel; the bytes of a row are cut as they come.
			if (one.matches('.sr-only, .pg-row')) continue;
			if (!one.checkVisibility({ visibilityProperty: true })) continue;
			const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
			for (let text = walker.nextNode(); text; text = walker.nextNode()) {
				// The value of a field, whole: JSON has no blanks to wrap at.
				if (text.parentElement?.closest('td code')) continue;
				for (const { 0: word, index } of (text.nodeValue ?? '').matchAll(/[\p{L}\d.]{2,14}/gu)) {
					const range = document.createRange();
					range.setStart(text, index);
					range.setEnd(text, index + word.length);
					const lines = new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top)));
					if (lines.size > 1) found.push(`${word} in ${one.outerHTML.slice(0, 80)}`);
				}
			}
		}
		return found;
	});
}
