/** The pulse of reads, the figures, and playing a run back. */
import type { Locator, Page } from '@playwright/test';

export class Timing {
	readonly region: Locator;
	readonly play: Locator;
	readonly pause: Locator;
	readonly nextFrame: Locator;
	readonly speed: Locator;
	readonly scrubber: Locator;

	constructor(page: Page) {
		this.region = page.getByRole('region', { name: 'Timing' });
		const button = (name: string) => this.region.getByRole('button', { name, exact: true });
		this.play = button('Play');
		this.pause = button('Pause');
		this.nextFrame = button('Next frame');
		this.speed = this.region.getByRole('combobox', { name: 'Speed' });
		this.scrubber = this.region.getByRole('slider', { name: 'Position in the run' });
	}

	figure(name: string): Locator {
		const label = this.region.page().getByText(name, { exact: true });
		return this.region.locator('dl > div', { has: label }).locator('dd');
	}
}
