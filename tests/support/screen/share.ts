/** The link to a run, and what the page says when it was opened by one. */
import type { Locator, Page } from '@playwright/test';

export class Share {
	readonly button: Locator;
	readonly panel: Locator;
	readonly link: Locator;
	readonly notice: Locator;

	constructor(page: Page) {
		this.button = page.getByRole('button', { name: 'Share', exact: true });
		this.panel = page.getByRole('region', { name: 'Share', exact: true });
		this.link = this.panel.getByRole('textbox', { name: 'Link' });
		this.notice = page.locator('.pg-link-notice');
	}
}
