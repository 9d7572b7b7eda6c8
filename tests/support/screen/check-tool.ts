/** Check this endpoint: what is asked, and a line for each thing found. */
import { expect, type Locator } from '@playwright/test';

/** Nine answers of the demo, at a model's pace. */
const CHECK_TIMEOUT_MS = 60_000;

export class CheckTool {
	readonly panel: Locator;
	readonly check: Locator;
	readonly stop: Locator;
	readonly copy: Locator;
	readonly status: Locator;
	readonly problem: Locator;
	readonly lines: Locator;

	constructor(panel: Locator) {
		this.panel = panel;
		this.check = panel.getByRole('button', { name: /^Check/ });
		this.stop = panel.getByRole('button', { name: 'Stop the check' });
		this.copy = panel.getByRole('button', { name: 'Copy the check as Markdown' });
		this.status = panel.getByRole('status');
		this.problem = panel.locator('.pg-problem');
		this.lines = panel.getByRole('list', { name: 'What was found' }).getByRole('listitem');
	}

	line(title: string): Locator {
		return this.lines.filter({ has: this.panel.page().getByRole('heading', { name: title }) });
	}

	async toEnd() {
		await expect(this.check).toBeVisible({ timeout: CHECK_TIMEOUT_MS });
	}
}
