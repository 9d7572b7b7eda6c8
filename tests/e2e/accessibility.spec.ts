/**
 * axe over every built page, in light and dark, on a wide screen and a phone's, and over the playground
 * with a run in it.
 */
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { axeFaults } from '../support/axe.ts';
import { pages, PLAYGROUNDS, SCHEMES } from '../support/site.ts';

const screens = [
	{ width: 1280, height: 800 },
	{ width: 390, height: 844 },
];

// axe takes about five seconds for the guide's four thousand elements, and much more on a busy machine.
test.describe.configure({ timeout: 120_000 });
// A trace would take a snapshot of all of them at each step.
test.use({ trace: 'off' });

/** Expressive Code lets the keyboard scroll code that is too wide for its box, when the browser is idle. */
async function codeIsReady(page: Page) {
	const unreachable = page.locator('.expressive-code pre:not([tabindex])');
	await expect
		.poll(
			() =>
				unreachable.evaluateAll(
					(all) =>
						all.filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth).length
				),
			{ message: 'code that is wider than its box and takes no focus' }
		)
		.toBe(0);
}

for (const colorScheme of SCHEMES) {
	for (const path of pages) {
		test(`${path} in ${colorScheme} has no fault that axe finds`, async ({ page }) => {
			await page.emulateMedia({ colorScheme });
			for (const screen of screens) {
				await page.setViewportSize(screen);
				await page.goto(path);
				await codeIsReady(page);
				expect(await axeFaults(page), `${screen.width} px wide`).toEqual([]);
			}
		});
	}

	for (const path of PLAYGROUNDS) {
		test(`${path} in ${colorScheme} has none with a run in it either`, async ({
			page,
			playground,
		}) => {
			await page.emulateMedia({ colorScheme });
			await playground.open(path);
			await playground.startLongRun();
			expect(await axeFaults(page, '.pg'), 'while it streams').toEqual([]);
			await playground.stopRun();
			expect(await axeFaults(page, '.pg'), 'when it has stopped').toEqual([]);
		});
	}
}
