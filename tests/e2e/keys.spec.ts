/** The playground without a mouse. */
import { expect, test } from '../support/test.ts';

test('a run is started, stopped and inspected by keyboard only', async ({ page, playground }) => {
	await playground.open();
	await playground.startLongRun();
	await playground.form.message.press('Escape');
	await expect(playground.ending.status).toContainText('Stopped.');
	await playground.response.box.focus();
	await page.keyboard.press('m');
	await expect(playground.response.plain).toHaveAttribute('aria-pressed', 'true');
	await page.keyboard.press('Control+Enter');
	await expect(playground.ending.status).toContainText('Streaming.');
	await page.keyboard.press('Escape');
	await expect(playground.ending.status).toContainText('Stopped.');
});

test('“?” lists the active keys; single keys can be turned off, and stay off', async ({
	page,
	playground,
}) => {
	await playground.open();
	const { message } = playground.form;
	await message.press('End');
	await message.press('?');
	await expect(message, 'in a text field it is a character').toHaveValue('Tell me a story?');

	const { box } = playground.response;
	await box.press('?');
	await expect(playground.keys.dialog).toBeVisible();
	await expect(playground.keys.dialog).toContainText('Ctrl or Cmd + Enter');
	await expect(playground.keys.dialog).toContainText('Markdown or plain');
	await expect(playground.keys.dialog, 'nothing runs').not.toContainText('Stop');
	await playground.keys.dialog.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck();
	await page.keyboard.press('Escape');
	await expect(playground.keys.dialog).toHaveCount(0);
	await expect(box, 'the focus is back').toBeFocused();

	await playground.reload();
	await box.press('m');
	await box.press('?');
	await expect(playground.keys.dialog).toHaveCount(0);
	await expect(playground.response.plain).toHaveAttribute('aria-pressed', 'false');
	await playground.keys.button.click();
	await expect(playground.keys.dialog.getByRole('checkbox')).not.toBeChecked();
	await playground.keys.dialog.getByRole('button', { name: 'Close' }).click();
	await expect(playground.keys.dialog).toHaveCount(0);
});

test('keys work while nothing has the focus, and not in other fields of the page', async ({
	page,
	playground,
}) => {
	await playground.open();
	await page.keyboard.press('?');
	await expect(playground.keys.dialog).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(playground.keys.dialog).toHaveCount(0);

	// A press on what takes no focus leaves it nowhere.
	await playground.timing.region.click({ position: { x: 4, y: 4 } });
	expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
	await page.keyboard.press('Control+Enter');
	await expect(playground.ending.status).toContainText('Streaming.');
	await page.keyboard.press('Escape');
	await expect(playground.ending.status).toContainText('Stopped.');

	await page.getByRole('button', { name: 'Search', exact: true }).click();
	const search = page.getByRole('dialog', { name: 'Search' });
	await search.getByRole('textbox').or(search.getByRole('searchbox')).first().fill('what');
	await page.keyboard.type('?');
	await page.keyboard.press('Control+Enter');
	await expect(playground.keys.dialog).toHaveCount(0);
	await expect(playground.ending.status).toContainText('Stopped.');
});

test('if the playground is out of view, keys without focus belong to the page', async ({
	page,
	playground,
}) => {
	await playground.open('/');
	await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
	await expect(playground.root).not.toBeInViewport();
	await page.keyboard.press('Control+Enter');
	await page.keyboard.press('?');
	await expect(playground.keys.dialog).toHaveCount(0);
	await expect(playground.ending.status).toContainText('Press Run.');
});
