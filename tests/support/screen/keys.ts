/** The keyboard shortcuts, and the list of them. */
import type { Locator, Page } from '@playwright/test';

export class Keys {
	readonly button: Locator;
	readonly dialog: Locator;

	constructor(page: Page) {
		this.button = page.getByRole('button', { name: 'Keys', exact: true });
		this.dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
	}
}
