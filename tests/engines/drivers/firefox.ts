/** The system's Firefox, over WebDriver BiDi. Playwright drives only a Firefox of its own. */
import { launch } from 'puppeteer-core';
import { tabOf } from './page.ts';
import { VIEWPORT, type Browser } from './tab.ts';

export async function launchFirefox(executablePath: string): Promise<Browser> {
	const browser = await launch({ browser: 'firefox', executablePath, headless: true });
	return {
		async open() {
			const context = await browser.createBrowserContext();
			const page = await context.newPage();
			await page.setViewport(VIEWPORT);
			return tabOf(page, {
				resize: (width, height) => page.setViewport({ width, height }),
				close: () => context.close(),
			});
		},
		close: () => browser.close(),
	};
}
