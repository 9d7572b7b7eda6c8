/** The site for readers without scripts: whole, in their theme, and without a control that does nothing. */
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { dist, pages } from '../support/site.ts';

test.use({ javaScriptEnabled: false });

/** What can be pressed or filled in and does nothing without a script. Links, and what HTML opens itself, work. */
function deadControls(page: Page): Promise<string[]> {
	const controls = 'button:not([popovertarget], :disabled), input, select, textarea, [role="tab"]';
	return page.locator(controls).evaluateAll((all) =>
		all
			.filter((one) => one.checkVisibility({ visibilityProperty: true }))
			// A frame's row is text to read here; it takes no pointer.
			.filter((one) => getComputedStyle(one).pointerEvents !== 'none')
			.map((one) => one.outerHTML.slice(0, 120))
	);
}

for (const path of pages) {
	test(`${path} has no control that does nothing`, async ({ page }) => {
		await page.goto(path);
		for (const width of [1280, 390]) {
			await page.setViewportSize({ width, height: 844 });
			expect(await deadControls(page), `${width} px`).toEqual([]);
		}
	});
}

test('what stands in for a part is in no page: the part itself is', () => {
	for (const path of pages) {
		const html = readFileSync(`${dist}${path.replace(/\/$/, '/index.html')}`, 'utf8');
		expect(html, path).not.toMatch(/<!--\$\?-->|<div hidden id="S:/);
	}
});

test('the recorded answer is formatted, and its marks have a meaning', async ({ page }) => {
	await page.goto('/playground/');
	const answer = page.getByRole('region', { name: 'Response', exact: true });
	await expect(answer.getByText('a light', { exact: true })).toHaveCSS('font-style', 'italic');
	await expect(answer).not.toContainText('*');
	await expect(page.getByRole('region', { name: 'Raw frames' }).locator('ol')).toBeVisible();
	expect(await page.getByRole('region', { name: 'Raw frames' }).innerText()).not.toContain('*');
});

for (const [colorScheme, paper, ink, keyword] of [
	['light', 'rgb(251, 248, 243)', 'rgb(33, 27, 22)', 'rgb(106, 61, 138)'],
	['dark', 'rgb(24, 20, 16)', 'rgb(239, 232, 221)', 'rgb(201, 162, 230)'],
] as const) {
	test(`the theme is the reader’s: ${colorScheme}`, async ({ page }) => {
		await page.emulateMedia({ colorScheme });
		await page.goto('/python/');
		await expect(page.locator('body')).toHaveCSS('background-color', paper);
		await expect(page.locator('html')).toHaveCSS('color-scheme', colorScheme);
		await expect(page.locator('.pg h2').first()).toHaveCSS('color', ink);
		const word = page.locator('.ec-line').getByText('import', { exact: true });
		await expect(word.first(), 'a word of code').toHaveCSS('color', keyword);
	});
}
