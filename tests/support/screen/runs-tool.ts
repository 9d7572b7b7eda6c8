/** Runs: those that are kept, two compared, and one request sent both ways. */
import type { Locator } from '@playwright/test';

export class RunsTool {
	readonly panel: Locator;
	readonly kept: Locator;
	readonly compareLastTwo: Locator;
	readonly sendBothWays: Locator;
	readonly streamed: Locator;
	readonly notStreamed: Locator;

	constructor(panel: Locator) {
		this.panel = panel;
		this.kept = panel.getByRole('list', { name: 'Kept runs' }).getByRole('listitem');
		this.compareLastTwo = panel.getByRole('button', { name: 'Compare the last two' });
		this.sendBothWays = panel.getByRole('button', { name: 'Send it both ways' });
		this.streamed = panel.getByRole('group', { name: 'Streamed: the answer', exact: true });
		this.notStreamed = panel.getByRole('group', { name: 'Not streamed: the answer' });
	}
}
