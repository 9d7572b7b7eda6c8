/** The page of faults, compared with the list from the server. */
import { expect, test } from '@playwright/test';
import type { FaultDescription } from '../../src/demo/index.ts';
import { clipboardOf, searchFor } from '../support/site.ts';

test('shows every fault of GET /faults, each with a base URL to copy', async ({
	page,
	request,
}) => {
	const { faults } = (await (await request.get('/faults')).json()) as {
		faults: readonly FaultDescription[];
	};
	await page.goto('/test-your-client/');
	const headings = page.locator('.faults').getByRole('heading', { level: 3 });
	expect(await headings.allTextContents()).toEqual(faults.map(({ name }) => name));
	for (const { name, base } of faults) {
		const copy = page.getByRole('button', { name: `Copy the base URL of ${name}`, exact: true });
		await expect(copy).toHaveAttribute('data-copy', `http://localhost:4321${base}`);
	}
});

test('copies a base URL, and says so', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.goto('/test-your-client/');
	await page.getByRole('button', { name: 'Copy the base URL of cut', exact: true }).click();
	await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
	expect(await clipboardOf(page)).toBe('http://localhost:4321/faults/cut/v1');
	await expect(page.getByRole('button', { name: 'Copied' })).toHaveCount(0);
});

test('leads to a fault by its name, from a link and from the search', async ({ page }) => {
	await page.goto('/test-your-client/#stall-for-ever');
	await expect(page.getByRole('heading', { name: 'stall-for-ever' })).toBeInViewport();
	const results = await searchFor(page, 'stall-for-ever');
	const fault = results.and(page.locator('a[href*="/test-your-client/#stall-for-ever"]'));
	await expect(fault.first()).toBeVisible();
});

test('shows no button without scripts, and everything else', async ({ browser, baseURL }) => {
	const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL! });
	const page = await context.newPage();
	await page.goto('/test-your-client/');
	await expect(
		page.getByText('http://localhost:4321/faults/cut/v1', { exact: true })
	).toBeVisible();
	await expect(page.getByRole('button', { name: 'Copy the base URL of cut' })).toHaveCount(0);
	await context.close();
});
