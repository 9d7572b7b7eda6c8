/** Chromium, and Playwright's own Firefox and WebKit where it has them. */
import type { BrowserType, LaunchOptions } from '@playwright/test';
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
			return {
				goto: async (url) => void (await page.goto(url)),
				evaluate: (expression) => page.evaluate(expression),
				move: (x, y) => page.mouse.move(x, y),
				async click() {
					await page.mouse.down();
					await page.mouse.up();
				},
				type: (text) => page.keyboard.type(text),
				press: (key) => page.keyboard.press(key),
				resize: (width, height) => page.setViewportSize({ width, height }),
				close: () => context.close(),
			};
		},
		close: () => browser.close(),
	};
}
