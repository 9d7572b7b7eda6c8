/**
 * axe over every built page, in light and dark, on a wide screen and a phone's, and over the playground
 * with a run in it. No rule is left out.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { startRun, stopRun } from '../support/playground.ts';
import { pages, playgrounds, schemes } from '../support/site.ts';

const screens = [
	{ width: 1280, height: 800 },
	{ width: 390, height: 844 },
];

// axe takes some five seconds for the guide's four thousand elements, and much more on a busy machine.
test.describe.configure({ timeout: 120_000 });

/** One line for each element that breaks a rule. */
async function faults(page: Page): Promise<string[]> {
	const { violations, passes } = await new AxeBuilder({ page }).analyze();
	expect(passes.length, 'rules that axe applied').toBeGreaterThan(10);
	return violations.flatMap(({ id, nodes }) =>
		nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`)
	);
}

for (const colorScheme of schemes) {
	for (const path of pages) {
		test(`${path} in ${colorScheme} has no fault that axe finds`, async ({ page }) => {
			await page.emulateMedia({ colorScheme });
			for (const screen of screens) {
				await page.setViewportSize(screen);
				await page.goto(path);
				expect(await faults(page), `${screen.width} px wide`).toEqual([]);
			}
		});
	}

	for (const path of playgrounds) {
		test(`${path} in ${colorScheme} has none with a run in it either`, async ({ page }) => {
			await page.emulateMedia({ colorScheme });
			await page.goto(path);
			await startRun(page);
			expect(await faults(page), 'while it streams').toEqual([]);
			await stopRun(page);
			expect(await faults(page), 'when it has stopped').toEqual([]);
		});
	}
}
