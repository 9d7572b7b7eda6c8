/** Break it: a fault for the next run, and the same bytes cut into other reads. */
import type { Locator } from '@playwright/test';
import { ClientTable } from './clients-tool.ts';

export class BreakTool {
	readonly panel: Locator;
	readonly fault: Locator;
	readonly faultForm: Locator;
	readonly run: Locator;
	readonly cut: Locator;
	readonly cutForm: Locator;
	readonly recut: Locator;
	readonly clients: ClientTable;

	constructor(panel: Locator) {
		this.panel = panel;
		this.fault = panel.getByLabel('Fault to break it with');
		this.faultForm = panel.getByRole('form', { name: 'A fault of the demo API' });
		this.run = panel.getByRole('button', { name: 'Run with this fault' });
		this.cut = panel.getByLabel('Cut', { exact: true });
		this.cutForm = panel.getByRole('form', { name: 'The same bytes in other reads' });
		this.recut = panel.getByRole('button', { name: 'Re-cut' });
		this.clients = new ClientTable(panel);
	}

	/** An option of the chosen fault. */
	option(name: string): Locator {
		return this.panel.getByLabel(name, { exact: true });
	}
}
