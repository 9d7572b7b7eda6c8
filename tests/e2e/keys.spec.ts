/** The playground without a mouse. */
import { expect, test, type Page } from '@playwright/test';
import { startRun, wake } from '../support/playground.ts';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });
const status = (page: Page) => page.locator('.pg').getByRole('status');

test('a run is started, stopped and inspected by keyboard only', async ({ page }) => {
	await page.goto('/playground/');
	await startRun(page);
	await page.getByRole('textbox', { name: 'Message', exact: true }).press('Escape');
	await expect(status(page)).toContainText('Stopped.');
	await page.getByRole('group', { name: 'Response text' }).focus();
	await page.keyboard.press('m');
	await expect(page.getByRole('button', { name: 'Plain' })).toHaveAttribute('aria-pressed', 'true');
	await page.keyboard.press('Control+Enter');
	await expect(status(page)).toContainText('Streaming.');
	await page.keyboard.press('Escape');
	await expect(status(page)).toContainText('Stopped.');
});

test('“?” lists the active keys; single keys can be turned off, and stay off', async ({ page }) => {
	await page.goto('/playground/');
	await wake(page);
	const message = page.getByRole('textbox', { name: 'Message', exact: true });
	await message.press('End');
	await message.press('?');
	await expect(message, 'in a text field it is a character').toHaveValue('Tell me a story?');

	const box = page.getByRole('group', { name: 'Response text' });
	await box.press('?');
	await expect(dialog(page)).toBeVisible();
	await expect(dialog(page)).toContainText('Ctrl or Cmd + Enter');
	await expect(dialog(page)).toContainText('Markdown or plain');
	await expect(dialog(page), 'nothing runs').not.toContainText('Stop');
	await dialog(page).getByRole('checkbox', { name: 'Keys without Ctrl or Cmd' }).uncheck();
	await page.keyboard.press('Escape');
	await expect(dialog(page)).toHaveCount(0);
	await expect(box, 'the focus is back').toBeFocused();

	await page.reload();
	await wake(page);
	await box.press('m');
	await box.press('?');
	await expect(dialog(page)).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Plain' })).toHaveAttribute(
		'aria-pressed',
		'false'
	);
	await page.getByRole('button', { name: 'Keys' }).click();
	await expect(dialog(page).getByRole('checkbox')).not.toBeChecked();
	await dialog(page).getByRole('button', { name: 'Close' }).click();
	await expect(dialog(page)).toHaveCount(0);
});

test('keys work while nothing has the focus, and not in other fields of the page', async ({
	page,
}) => {
	await page.goto('/playground/');
	await wake(page);
	// The island says that it is awake a moment before it listens.
	await expect(async () => {
		await page.keyboard.press('?');
		await expect(dialog(page)).toBeVisible({ timeout: 1000 });
	}).toPass();
	await page.keyboard.press('Escape');
	await expect(dialog(page)).toHaveCount(0);

	// A press on what takes no focus leaves it nowhere.
	await page.locator('.pg-timing').click({ position: { x: 4, y: 4 } });
	expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
	await page.keyboard.press('Control+Enter');
	await expect(status(page)).toContainText('Streaming.');
	await page.keyboard.press('Escape');
	await expect(status(page)).toContainText('Stopped.');

	await page.getByRole('button', { name: 'Search', exact: true }).click();
	const search = page.getByRole('dialog', { name: 'Search' });
	await search.getByRole('textbox').or(search.getByRole('searchbox')).first().fill('what');
	await page.keyboard.type('?');
	await page.keyboard.press('Control+Enter');
	await expect(dialog(page)).toHaveCount(0);
	await expect(status(page)).toContainText('Stopped.');
});

test('if the playground is out of view, keys without focus belong to the page', async ({
	page,
}) => {
	await page.goto('/');
	await wake(page);
	await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
	await expect(page.locator('.pg')).not.toBeInViewport();
	await page.keyboard.press('Control+Enter');
	await page.keyboard.press('?');
	await expect(dialog(page)).toHaveCount(0);
	await expect(status(page)).toContainText('Press Run.');
});
