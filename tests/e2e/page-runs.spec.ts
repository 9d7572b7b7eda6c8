/** A playground embedded in a page shows what the sentence before it promises. */
import { expect, test, type Page } from '@playwright/test';
import { wake } from '../support/playground.ts';

async function runOn(page: Page, path: string) {
	await page.goto(path);
	await page.locator('.pg').scrollIntoViewIfNeeded();
	await wake(page);
	await page.getByRole('button', { name: 'Run', exact: true }).click();
	const status = page.locator('.pg').getByRole('status');
	await expect(status).not.toHaveText(/recorded|streaming/i, { timeout: 30_000 });
	return status;
}

test('python: the body closes normally, and the answer is cut off', async ({ page }) => {
	const status = await runOn(page, '/python/');
	await expect(status).toContainText('Cut off');
	await expect(page.getByRole('region', { name: 'Response' })).toContainText('Once upon a time');
});

test('backend: a buffering proxy delivers every frame in one read', async ({ page }) => {
	const status = await runOn(page, '/backend/');
	await expect(status).toContainText('Complete');
	await expect(page.locator('.pg')).toContainText(/\d{3} frames in 1 read/);
});

test('test your client: the connection breaks, and the text stays', async ({ page }) => {
	const status = await runOn(page, '/test-your-client/');
	await expect(status).toContainText('Cut off');
	await expect(page.getByRole('region', { name: 'Response' })).toContainText('Once upon a time');
});

test('troubleshooting: a web page with 200 is distinguished from a stream', async ({ page }) => {
	const status = await runOn(page, '/troubleshooting/');
	await expect(status).toContainText('Not readable');
	await expect(page.locator('.pg')).toContainText('This is a web page, not the API.');
});
