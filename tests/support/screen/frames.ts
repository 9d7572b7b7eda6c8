/** The list of raw frames, the frame that is open in it, and Find. */
import type { Locator, Page } from '@playwright/test';

export class Frames {
	readonly region: Locator;
	readonly scrollBox: Locator;
	/** The rows in sight: the list is windowed. */
	readonly items: Locator;
	readonly selected: Locator;
	readonly follow: Locator;
	readonly find: Find;

	constructor(page: Page) {
		this.region = page.getByRole('region', { name: 'Raw frames' });
		this.scrollBox = this.region.locator('.pg-scroll');
		this.items = this.region.getByRole('listitem');
		this.selected = this.region.locator('[aria-current]');
		this.follow = this.region.getByRole('button', { name: 'Follow the frames' });
		this.find = new Find(this.region);
	}

	/** A frame's row, and what it opens to. */
	item(index: number): Locator {
		return this.region.locator(`[data-frame-index="${index}"]`);
	}

	/** The button that selects a frame and opens it. */
	row(index: number): Locator {
		return this.item(index).locator('.pg-row');
	}

	opened(index: number): Locator {
		return this.item(index).locator('.pg-open');
	}

	/** Opens a frame, and returns what it opens to. */
	async open(index: number): Promise<Locator> {
		await this.row(index).click();
		return this.opened(index);
	}

	async scrollToTop() {
		await this.scrollBox.evaluate((box) => box.scrollTo(0, 0));
	}
}

class Find {
	readonly button: Locator;
	readonly search: Locator;
	readonly kind: Locator;
	readonly count: Locator;
	readonly next: Locator;

	constructor(region: Locator) {
		this.button = region.getByRole('button', { name: 'Find' });
		this.search = region.getByRole('searchbox', { name: 'Search the frames' });
		this.kind = region.getByRole('combobox', { name: 'Show frames' });
		this.count = region.locator('.pg-find-count');
		this.next = region.getByRole('button', { name: 'Next match' });
	}

	async open() {
		await this.button.click();
	}
}
