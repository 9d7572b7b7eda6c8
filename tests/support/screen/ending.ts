/** How a run is going, how it ended, and what that means. */
import type { Locator, Page } from '@playwright/test';

export class Ending {
	readonly root: Locator;
	/** The live region. */
	readonly status: Locator;
	/** What only screen readers are told. */
	readonly announcement: Locator;
	/** Runs the clients over the same bytes. */
	readonly compare: Locator;

	constructor(page: Page) {
		this.root = page.locator('.pg-ending');
		this.status = this.root.getByRole('status');
		this.compare = this.root.getByRole('button', { name: 'Compare clients' });
		this.announcement = this.status.locator('.sr-only');
	}
}
