/**
 * axe over every built page, in light and dark, on a wide screen and a phone's, and over the playground
 * with a run in it. No rule is left out; one finding is, with its reason.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { startRun, stopRun } from '../support/playground.ts';
import { pages, PLAYGROUNDS, SCHEMES } from '../support/site.ts';

const screens = [
	{ width: 1280, height: 800 },
	{ width: 390, height: 844 },
];

// axe takes about five seconds for the guide's four thousand elements, and much more on a busy machine.
test.describe.configure({ timeout: 120_000 });
// A trace would take a snapshot of all of them at each step.
test.use({ trace: 'off' });

/** One line for each element that breaks a rule, in the whole page or in one part of it. */
async function faults(page: Page, part = 'html'): Promise<string[]> {
	const { violations, passes } = await new AxeBuilder({ page })
		.include(part)
		.options({ resultTypes: ['violations'] })
		// In the page and at once. The other mode is for frames of other origins, which our policy forbids,
		// and carries every element that passed out of the page and into another.
		.setLegacyMode()
		.analyze();
	expect(passes.length, 'rules that axe applied').toBeGreaterThan(10);
	return violations.flatMap(({ id, nodes }) =>
		nodes
			.filter(({ html }) => !isNamelessCode(id, html))
			.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary}`)
	);
}

/**
 * Expressive Code gives code that is too wide for its box `role="region"`, so that the keyboard can scroll it,
 * and no name. axe takes it for a landmark that is like the next one; a region without a name is none, and
 * browsers do not tell of it: https://www.w3.org/TR/wai-aria-1.2/#region
 */
function isNamelessCode(rule: string, html: string): boolean {
	return (
		rule === 'landmark-unique' && /^<pre [^>]*role="region"/.test(html) && !/aria-label/.test(html)
	);
}

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
				expect(await faults(page), `${screen.width} px wide`).toEqual([]);
			}
		});
	}

	for (const path of PLAYGROUNDS) {
		test(`${path} in ${colorScheme} has none with a run in it either`, async ({ page }) => {
			await page.emulateMedia({ colorScheme });
			await page.goto(path);
			await startRun(page);
			expect(await faults(page, '.pg'), 'while it streams').toEqual([]);
			await stopRun(page);
			expect(await faults(page, '.pg'), 'when it has stopped').toEqual([]);
		});
	}
}
