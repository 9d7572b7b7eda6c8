/** The answer: its text and other parts, and the frames that its words came in. */
import { expect, type Locator, type Page } from '@playwright/test';

export class Response {
	readonly #page: Page;
	readonly region: Locator;
	/** The box that scrolls: a tab panel if the answer has several choices. */
	readonly scrollBox: Locator;
	readonly box: Locator;
	readonly text: Locator;
	readonly reasoning: Locator;
	readonly markdown: Locator;
	readonly plain: Locator;
	readonly copy: Locator;
	readonly follow: Locator;
	/** How the text is paced. */
	readonly pace: Locator;
	readonly delay: Locator;
	readonly wholeMessage: Locator;

	constructor(page: Page) {
		this.#page = page;
		this.region = page.getByRole('region', { name: 'Response', exact: true });
		this.scrollBox = this.region.locator('.pg-scroll');
		this.box = this.region.getByRole('group', { name: 'Response text' });
		this.text = this.region.locator('[data-part="text"]');
		this.reasoning = this.region.locator('[data-part="reasoning"]');
		this.markdown = this.region.getByRole('button', { name: 'Markdown', exact: true });
		this.plain = this.region.getByRole('button', { name: 'Plain', exact: true });
		this.copy = this.region.getByRole('button', { name: 'Copy', exact: true });
		this.follow = this.region.getByRole('button', { name: 'Follow the text' });
		this.pace = this.region.getByRole('combobox', { name: 'Show text' });
		this.delay = this.region.locator('.pg-delay');
		this.wholeMessage = this.region.getByLabel('The whole message', { exact: true });
	}

	async openWholeMessage() {
		await this.region.getByText('The whole message as JSON').click();
	}

	/** The middle of a word of the text. */
	async placeOf(word: string): Promise<{ x: number; y: number }> {
		const place = await this.text.evaluate((part, wanted) => {
			const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
			for (let node = walker.nextNode(); node; node = walker.nextNode()) {
				const at = node.textContent?.indexOf(wanted) ?? -1;
				if (at === -1) continue;
				const range = document.createRange();
				range.setStart(node, at);
				range.setEnd(node, at + wanted.length);
				const { left, top, width, height } = range.getBoundingClientRect();
				return { x: left + width / 2, y: top + height / 2 };
			}
			return undefined;
		}, word);
		expect(place, word).toBeDefined();
		return place!;
	}

	async pointAt(word: string) {
		const { x, y } = await this.placeOf(word);
		await this.#page.mouse.move(x - 1, y);
		await this.#page.mouse.move(x, y);
	}

	/** The stretches of text that are marked as coming from the selected frame. */
	marked(): Promise<string[]> {
		return this.#page.evaluate(() =>
			[...(CSS.highlights.get('pg-linked') ?? [])].map((range) => range.toString())
		);
	}
}
