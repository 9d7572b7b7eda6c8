/** Code: a program that sends the request of the form. */
import type { Locator } from '@playwright/test';

export class CodeTool {
	readonly panel: Locator;
	readonly program: Locator;
	readonly copy: Locator;
	readonly useEverywhere: Locator;

	constructor(panel: Locator) {
		this.panel = panel;
		this.program = panel.locator('pre');
		this.copy = panel.getByRole('button', { name: 'Copy code', exact: true });
		this.useEverywhere = panel.getByRole('button', {
			name: 'Use base URL and model in all code on this site',
		});
	}

	language(name: string): Locator {
		return this.panel.getByRole('button', { name, exact: true });
	}
}
