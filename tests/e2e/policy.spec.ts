/** The Content-Security-Policy of the built pages: it is there, nothing breaches it, and it works. */
import { expect, test, type Page } from '@playwright/test';
import { startRun, stopRun } from '../support/playground.ts';
import { complaintsOf, pages, playgrounds, schemes } from '../support/site.ts';

for (const path of pages) {
	for (const colorScheme of schemes) {
		test(`${path} in ${colorScheme} loads without a complaint, search and menu used`, async ({
			page,
		}) => {
			await page.emulateMedia({ colorScheme });
			const complaints = await complaintsOf(page);
			await page.goto(path);
			await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
			await searchFor(page, 'streaming');

			await page.setViewportSize({ width: 390, height: 844 });
			await page.goto(path);
			await openMenu(page);
			expect(complaints).toEqual([]);
		});
	}
}

for (const path of playgrounds) {
	test(`${path} runs the demo without a complaint`, async ({ page }) => {
		const complaints = await complaintsOf(page);
		await page.goto(path);
		await startRun(page);
		await stopRun(page);
		expect(complaints).toEqual([]);
	});
}

/** Opens the search, types, and waits for a result: Pagefind compiles its engine and starts a worker. */
async function searchFor(page: Page, words: string) {
	await page.getByRole('button', { name: 'Search' }).click();
	const dialog = page.getByRole('dialog', { name: 'Search' });
	await dialog.getByRole('searchbox').or(dialog.getByRole('textbox')).first().fill(words);
	await expect(dialog.getByRole('link').first()).toBeVisible();
	await page.keyboard.press('Escape');
}

/** Pages without a sidebar have no menu to open. */
async function openMenu(page: Page) {
	const button = page.getByRole('button', { name: 'Menu' });
	if ((await button.count()) === 0) return;
	await button.click();
	await expect(
		page.getByRole('navigation', { name: 'Main' }).getByRole('link').first()
	).toBeVisible();
}

test.describe('what the policy blocks', () => {
	test('an inline script that the build did not hash', async ({ page }) => {
		const complaints = await complaintsOf(page);
		await page.goto('/');
		const ran = await page.evaluate(() => {
			const script = document.createElement('script');
			script.textContent = 'globalThis.injected = true';
			document.body.append(script);
			return 'injected' in globalThis;
		});
		expect(ran).toBe(false);
		await expect.poll(() => complaints.join()).toContain('policy: script-src-elem blocked inline');
	});

	test('an inline event handler', async ({ page }) => {
		const complaints = await complaintsOf(page);
		await page.goto('/');
		const ran = await page.evaluate(() => {
			document.body.insertAdjacentHTML('beforeend', '<b onclick="globalThis.injected = 1">b</b>');
			(document.body.lastElementChild as HTMLElement).click();
			return 'injected' in globalThis;
		});
		expect(ran).toBe(false);
		await expect.poll(() => complaints.join()).toContain('policy: script-src-attr blocked inline');
	});

	test('eval', async ({ page }) => {
		await page.goto('/');
		// From a script of the page's own origin: what DevTools evaluates is above the policy.
		await page.route('**/probe.js', (route) =>
			route.fulfill({
				contentType: 'text/javascript',
				body: 'try { eval("1"); document.title = "ran" } catch (e) { document.title = e.name }',
			})
		);
		await page.evaluate(() => {
			const script = document.createElement('script');
			script.src = '/probe.js';
			document.body.append(script);
		});
		await expect(page).toHaveTitle('EvalError');
	});

	test('an image or a frame from elsewhere', async ({ page }) => {
		const complaints = await complaintsOf(page);
		await page.goto('/');
		await page.evaluate(() => {
			const markup =
				'<img src="https://elsewhere.test/a.png"><iframe src="https://elsewhere.test/">';
			document.body.insertAdjacentHTML('beforeend', markup);
		});
		await expect
			.poll(() => complaints.join())
			.toContain('policy: img-src blocked https://elsewhere');
		await expect
			.poll(() => complaints.join())
			.toContain('policy: frame-src blocked https://elsewhere');
	});
});
