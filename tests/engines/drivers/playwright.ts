/** Chromium, and Playwright's own Firefox and WebKit where it has them. */
import type { BrowserType, LaunchOptions } from '@playwright/test';
import { tabOf } from './page.ts';
import { VIEWPORT, type Browser } from './tab.ts';

export async function launchPlaywright(
	type: BrowserType,
	options: LaunchOptions
): Promise<Browser> {
	const browser = await type.launch(options);
	return {
		async open() {
			const context = await browser.newContext({ viewport: VIEWPORT });
			const page = await context.newPage();
			return tabOf(page, {
				resize: (width, height) => page.setViewportSize({ width, height }),
				close: () => context.close(),
			});
		},
		close: () => browser.close(),
	};
}
