/** A tab of a page that Playwright or Puppeteer drives: the two have most of their calls in common. */
import type { Key, Tab } from './tab.ts';

interface Page {
	goto(url: string): Promise<unknown>;
	evaluate(expression: string): Promise<unknown>;
	readonly mouse: {
		move(x: number, y: number): Promise<void>;
		down(): Promise<void>;
		up(): Promise<void>;
	};
	readonly keyboard: {
		type(text: string): Promise<void>;
		press(key: Key): Promise<void>;
	};
}

/** @param others What each calls by a name of its own. */
export function tabOf(page: Page, others: Pick<Tab, 'resize' | 'close'>): Tab {
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
		...others,
	};
}
