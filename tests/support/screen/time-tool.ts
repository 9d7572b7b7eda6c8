/** Time: a plot of the run, and the same as a table. */
import type { Locator } from '@playwright/test';

export class TimeTool {
	readonly panel: Locator;
	/** Selects a frame. */
	readonly plot: Locator;
	readonly canvas: Locator;
	/** The line at the selected frame. */
	readonly line: Locator;

	constructor(panel: Locator) {
		this.panel = panel;
		this.plot = panel.getByRole('slider', { name: 'Frame on the plot' });
		this.canvas = this.plot.locator('canvas');
		this.line = this.plot.locator('.pg-plot-selected');
	}

	async openTable() {
		await this.panel.getByText('The same as a table').click();
	}
}
