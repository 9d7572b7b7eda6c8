/** The site on paper: light, whole, and without what a reader could press. */
import type { Page } from '@playwright/test';
import { axeFaults } from '../support/axe.ts';
import { overflowOf } from '../support/site.ts';
import { expect, test } from '../support/test.ts';

// axe looks at each word of some forty programs.
test.describe.configure({ timeout: 240_000 });

/** A4 at 96 dots per inch. */
const paper = { width: 794, height: 1123 };

async function visible(page: Page, selector: string): Promise<string[]> {
	return page
		.locator(selector)
		.evaluateAll((all) =>
			all
				.filter((one) => one.checkVisibility({ visibilityProperty: true }))
				.map((one) => one.outerHTML.slice(0, 120))
		);
}

/** What stays at an edge of the window is on each page, over its text. */
async function sticky(page: Page): Promise<string[]> {
	return page.locator('body *').evaluateAll((all) =>
		all
			.filter((one) => ['fixed', 'sticky'].includes(getComputedStyle(one).position))
			.filter((one) => one.checkVisibility({ visibilityProperty: true }))
			.filter((one) => one.getBoundingClientRect().width * one.getBoundingClientRect().height > 0)
			.map((one) => one.outerHTML.slice(0, 80))
			// Of no size until it has the focus.
			.filter((html) => !html.includes('href="#_top"'))
	);
}

for (const path of ['/', '/python/', '/playground/', '/reference/', '/how-clients-behave/']) {
	test(`${path} is printed whole, in the light theme`, async ({ page }) => {
		await page.setViewportSize(paper);
		await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
		await page.goto(path);
		await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
		await expect(page.locator('html')).toHaveCSS('color-scheme', 'light');
		await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
		expect(await sticky(page)).toEqual([]);
		expect(await visible(page, 'main :is(button:not(.pg-row, .board *), select, input)')).toEqual(
			[]
		);
		expect(await overflowOf(page)).toBe(0);

		const cut = await page.locator('main :is(pre, table, .board, .pg-text)').evaluateAll((all) =>
			all
				.filter((one) => one.checkVisibility() && getComputedStyle(one).overflow !== 'visible')
				.filter(
					(one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1
				)
				.map((one) => one.outerHTML.slice(0, 120))
		);
		expect(cut).toEqual([]);
		const folded = await page
			.locator('main details:not(.pg *) > :not(summary), main [role=tabpanel]')
			.evaluateAll((all) => all.filter((one) => !one.checkVisibility()).length);
		expect(folded).toBe(0);
		expect(await axeFaults(page, 'main', ['color-contrast'])).toEqual([]);
	});
}

test('a run is printed with its request, its ending, all of its text, and the open tool', async ({
	page,
	playground,
}) => {
	await page.setViewportSize(paper);
	await playground.open();
	await playground.runToEnd();
	await playground.tools.open('Clients');
	await playground.tools.clients.runAll.click();
	await expect(playground.tools.clients.row('The obvious loop')).toContainText('Identical');
	const text = await playground.response.text.innerText();
	await page.emulateMedia({ media: 'print' });
	await expect(playground.form.message).toBeVisible();
	await expect(playground.ending.status).toBeVisible();
	await expect(playground.frames.region).toBeVisible();
	expect(await playground.response.text.innerText()).toBe(text);
	const hiddenPx = await playground.response.box.evaluate(
		(box) => box.scrollHeight - box.clientHeight
	);
	expect(hiddenPx).toBeLessThanOrEqual(1);
	await expect(playground.tools.clients.row('The obvious loop')).toBeVisible();
	expect(await visible(page, '.pg :is(.pg-action, .pg-tools button, .pg-buttons button)')).toEqual(
		[]
	);
});
