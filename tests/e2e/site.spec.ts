/** What surrounds the pages: search, the 404 page, link previews and navigation. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { dist, overflowOf, pages, searchFor } from '../support/site.ts';

// What a reader has on the screen or in a log: an outcome, a fault, a status, a name of a field.
for (const [words, page] of [
	['content_filter', '/'],
	['stall-for-ever', '/test-your-client/'],
	['rate-limit', '/test-your-client/'],
	['when the connection drops', '/connection-drops/'],
	['finish_reason', '/'],
	['frame-too-long', '/reference/'],
	['complete-without-done', '/connection-drops/'],
] as const) {
	test(`the search finds "${words}"`, async ({ page: browser }) => {
		await browser.goto('/');
		const results = await searchFor(browser, words);
		const addresses = () =>
			results.evaluateAll((all) =>
				all.map((one) => new URL((one as HTMLAnchorElement).href).pathname)
			);
		await expect.poll(addresses, { message: words }).toContain(page);
	});
}

test('the 404 page offers the search, and links that work', async ({ page }) => {
	const response = await page.goto('/errors/no-such-page/');
	expect(response?.status()).toBe(404);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('No page here');
	const results = await searchFor(page, 'playground', 'Find a page');
	await expect(results.first()).toBeVisible();
	await page.keyboard.press('Escape');
	await page.getByRole('main').getByRole('link', { name: 'Troubleshooting' }).click();
	await expect(page).toHaveURL(/\/troubleshooting\/$/);
});

test('every page names its preview image, and the image exists', () => {
	const png = readFileSync(`${dist}social.png`);
	expect(png.subarray(1, 4).toString()).toBe('PNG');
	expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
	for (const path of pages) {
		const html = readFileSync(dist + path.replace(/\/$/, '/index.html'), 'utf8');
		for (const name of ['property="og:image"', 'name="twitter:image"']) {
			expect(html, path).toMatch(new RegExp(`<meta ${name} content="https?://[^"]+/social.png"`));
		}
		expect(html, path).toContain('<meta property="og:image:width" content="1200"');
	}
});

test('the language chosen in one tab group applies on every page', async ({ page }) => {
	const tab = page.getByRole('tab', { name: 'JavaScript', exact: true });
	await page.goto('/tool-calls-and-reasoning/');
	await expect(tab).toHaveAttribute('aria-selected', 'false');
	await tab.click();
	await expect(page.locator('figcaption', { hasText: 'tool-calls.mjs' })).toBeVisible();
	await page.goto('/connection-drops/');
	await expect(tab.first()).toHaveAttribute('aria-selected', 'true');
	await expect(page.locator('figcaption', { hasText: 'ask-again.mjs' })).toBeVisible();
});

test('no page is wider than a phone, and no name in a table is broken', async ({ page }) => {
	test.slow();
	for (const path of pages) {
		await page.goto(path, { waitUntil: 'domcontentloaded' });
		for (const width of [1280, 390, 320]) {
			await page.setViewportSize({ width, height: 900 });
			const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect(wide, `${path} at ${width} px`).toBeLessThanOrEqual(0);
			const cut = await page
				.locator('.sl-markdown-content :is(td, th) code')
				.evaluateAll((all) =>
					all
						.filter((one) => /^[\w.=]+$/.test(one.textContent) && one.getClientRects().length > 1)
						.map((one) => one.textContent)
				);
			expect(cut, `${path} at ${width} px`).toEqual([]);
		}
	}
});

test('a page links to the next and the previous one, in the order of the sidebar', async ({
	page,
}) => {
	await page.goto('/');
	const sidebar = await page
		.getByRole('navigation', { name: 'Main' })
		.getByRole('link')
		.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname));
	expect(sidebar.length).toBeGreaterThan(10);
	await page.goto('/python/');
	const at = sidebar.indexOf('/python/');
	await expect(page.locator('a[rel="prev"]')).toHaveAttribute('href', sidebar[at - 1]!);
	await expect(page.locator('a[rel="next"]')).toHaveAttribute('href', sidebar[at + 1]!);
});

for (const path of ['/playground/', '/404.html']) {
	test(`the menu on a phone has every page and the theme on ${path} too`, async ({ page }) => {
		for (const width of [390, 320]) {
			await page.setViewportSize({ width, height: 700 });
			await page.goto(path);
			await page.getByRole('button', { name: 'Menu' }).click();
			const menu = page.locator('#starlight__sidebar');
			await expect(menu.getByRole('link', { name: 'Guide', exact: true })).toBeVisible();
			await expect(menu.getByRole('link', { name: 'Troubleshooting' })).toBeVisible();
			await menu.getByLabel('Select theme').selectOption('light');
			await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
			await page.keyboard.press('Escape');
			await expect(menu).toBeHidden();
			expect(await overflowOf(page), `${width} px`).toBe(0);
		}
		await page.setViewportSize({ width: 1280, height: 800 });
		await expect(page.getByRole('button', { name: 'Menu' })).toBeHidden();
		await expect(page.getByRole('link', { name: 'Troubleshooting' })).toHaveCount(
			path === '/404.html' ? 1 : 0
		);
		await expect(page.getByRole('banner').getByRole('link', { name: 'Guide' })).toBeVisible();
		const [left, right] = await page
			.getByRole('main')
			.locator('.sl-container')
			.last()
			.evaluate((box) => {
				const { left: start, right: end } = box.getBoundingClientRect();
				return [start, document.documentElement.clientWidth - end];
			});
		expect(left, 'no room is kept for a sidebar').toBeCloseTo(right, 0);
	});
}

test('every script and style sheet that a script names was built', () => {
	const built = new Set(readdirSync(`${dist}_astro`));
	const missing = [...built]
		.filter((file) => file.endsWith('.js'))
		.flatMap((file) => {
			const code = readFileSync(`${dist}_astro/${file}`, 'utf8');
			return [...code.matchAll(/["']_astro\/([\w.-]+\.(?:js|css))["']/g)]
				.map(([, name]) => name!)
				.filter((name) => !built.has(name))
				.map((name) => `${file} names ${name}`);
		});
	expect(built.size).toBeGreaterThan(0);
	expect(
		missing,
		'a chunk that needs a sheet of the page fails where it is the first to load'
	).toEqual([]);
});
