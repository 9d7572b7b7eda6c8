/** The table of contents marks the section that is read: beside a wide page, and above a narrow one. */
import { expect, test } from '../support/test.ts';

for (const path of ['/', '/reference/', '/how-clients-behave/']) {
	test(`${path}: what is under the header is marked in the table of contents`, async ({ page }) => {
		await page.setViewportSize({ width: 1440, height: 700 });
		await page.goto(path);
		const toc = page.locator('starlight-toc');
		const links = toc.getByRole('link');
		const current = toc.locator('a[aria-current="true"]');
		await expect(current).toHaveAttribute('href', '#_top');
		for (const at of [1, Math.floor((await links.count()) / 2)]) {
			const link = links.nth(at);
			const href = (await link.getAttribute('href')) ?? '';
			// What is above the heading still belongs to the one before; a line below it does not.
			await page.locator(`[id="${decodeURIComponent(href.slice(1))}"]`).evaluate((heading) => {
				scrollTo({ top: scrollY + heading.getBoundingClientRect().top - 80, behavior: 'instant' });
			});
			await expect(current).toHaveAttribute('href', href);
			await expect(current).toHaveCount(1);
		}
	});
}

test('on a phone it names the section that is read', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 800 });
	await page.goto('/python/');
	const toc = page.locator('mobile-starlight-toc');
	await toc.locator('summary').click();
	const link = toc.getByRole('link').nth(2);
	const name = (await link.textContent())?.trim() ?? 'a link';
	await link.click();
	await expect(toc.locator('.display-current')).toHaveText(name);
	await expect(toc.locator('a[aria-current="true"]')).toHaveText(name);
});
