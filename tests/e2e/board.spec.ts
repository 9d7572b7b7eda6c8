/** The board of clients: rows that open to what was sent, expected and made of it. */
import { expect, test, type Page } from '@playwright/test';

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name }).first();
const details = (page: Page) => page.locator('[data-details]');

test('a row opens by keyboard to what each client made of it, and closes again', async ({
	page,
}) => {
	await page.goto('/how-clients-behave/');
	const button = page.getByRole('button', { name: 'no-end', exact: true });
	await button.focus();
	await page.keyboard.press('Enter');
	await expect(button).toHaveAttribute('aria-expanded', 'true');
	await expect(details(page)).toContainText('Sent');
	await expect(details(page)).toContainText('openai, PythonPart of the text, and no error.');
	await expect(details(page)).toContainText('Obvious loop, fetch');
	await page.keyboard.press('Enter');
	await expect(button).toHaveAttribute('aria-expanded', 'false');
	await expect(details(page)).toHaveCount(0);
});

test('a cell that is pressed marks its client', async ({ page }) => {
	await page.goto('/how-clients-behave/');
	await row(page, 'usage-apart').getByRole('cell').nth(13).click();
	await expect(details(page).locator('dt[data-pressed]')).toHaveText('Obvious loop, Python');
	await expect(details(page).locator('dd[data-pressed]')).toContainText('IndexError');
});

test('where the board does not come the row says so, and can be opened again', async ({ page }) => {
	await page.route('**/board.json', (route) => route.abort());
	await page.goto('/how-clients-behave/');
	const button = page.getByRole('button', { name: 'crlf', exact: true });
	await button.click();
	await expect(details(page)).toContainText('could not be loaded');
	await page.unroute('**/board.json');
	await button.click();
	await button.click();
	await expect(details(page)).toContainText('Expected');
});

test('at 390 px it scrolls in itself, and widens nothing', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await page.goto('/how-clients-behave/');
	await page.getByRole('button', { name: 'no-end', exact: true }).click();
	await expect(details(page)).toContainText('Sent');
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
