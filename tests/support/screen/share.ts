/** The link to a run, and what the page says when it was opened by one. */
import { expect, type Locator, type Page } from '@playwright/test';

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

	/** Presses Share, and reads the link once it is made. */
	async readLink(): Promise<string> {
		await this.button.click();
		await expect(this.link).toHaveValue(/#run=1\./);
		return this.link.inputValue();
	}
}
