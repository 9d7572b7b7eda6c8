/** The system's Firefox, over WebDriver BiDi. Playwright drives only a Firefox of its own. */
import { launch } from 'puppeteer-core';
import { VIEWPORT, type Browser } from './tab.ts';

export async function launchFirefox(executablePath: string): Promise<Browser> {
	const browser = await launch({ browser: 'firefox', executablePath, headless: true });
	return {
		async open() {
			const context = await browser.createBrowserContext();
			const page = await context.newPage();
			await page.setViewport(VIEWPORT);
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
				resize: (width, height) => page.setViewport({ width, height }),
				close: () => context.close(),
			};
		},
		close: () => browser.close(),
	};
}
