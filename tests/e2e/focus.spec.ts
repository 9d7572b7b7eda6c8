/** Where the focus goes, and what is said: nothing is lost to the keyboard or to a screen reader. */
import { expect, test } from '../support/test.ts';

test('a tool takes the focus when it opens, in sight, and gives it back when it closes', async ({
	page,
	playground,
}) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await playground.open();
	for (const name of ['Time', 'Clients', 'Break it', 'Runs', 'Code', 'Import, export']) {
		const button = playground.tools.button(name);
		await button.focus();
		await page.keyboard.press('Enter');
		const panel = playground.tools.panel(name);
		await expect(panel, name).toBeFocused();
		await expect(panel, name).toBeInViewport();
		await page.keyboard.press('Escape');
		await expect(panel).toHaveCount(0);
		await expect(button, name).toBeFocused();
	}
});

test('“Compare clients” opens its tool with the focus in it, and Escape leads back', async ({
	page,
	playground,
}) => {
	await playground.open();
	await playground.ask('What is a pear?');
	await expect(playground.ending.status).toContainText('Complete.', { timeout: 40_000 });
	await playground.ending.compare.press('Enter');
	await expect(playground.tools.clients.panel).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(playground.ending.compare).toBeFocused();
});

test('Run leads to the first field that is wrong, and says what is wrong there', async ({
	playground,
}) => {
	await playground.open();
	await playground.form.toggleOptions();
	await playground.form.temperature.fill('3');
	await playground.form.toggleOptions();
	await playground.form.run.press('Enter');
	await expect(playground.form.temperature).toBeFocused();
	await expect(playground.form.temperature).toHaveAccessibleDescription(/2/);
	await playground.form.temperature.fill('1');
	await playground.form.message.fill('');
	await playground.form.run.press('Enter');
	await expect(playground.form.message).toBeFocused();
	await expect(playground.form.message).toHaveAccessibleDescription(/.+/);
});

test('deleting a kept run leads to the one beside it, and from the last into the tool', async ({
	page,
	playground,
}) => {
	await playground.open();
	const { runs } = playground.tools;
	for (const message of ['What is a pear?', 'What is a plum?']) {
		await playground.ask(message);
		await expect(playground.ending.status).toContainText('Complete.', { timeout: 40_000 });
	}
	await playground.tools.open('Runs');
	await runs.panel.getByRole('button', { name: /^Delete “What is a plum/ }).focus();
	await page.keyboard.press('Enter');
	await expect(runs.kept).toHaveCount(1);
	await expect(runs.panel.getByRole('button', { name: /^Delete “What is a pear/ })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(runs.kept).toHaveCount(0);
	await expect(runs.panel).toBeFocused();
});

test('a frame that j or k leads to is said, with what it brought first', async ({
	page,
	playground,
}) => {
	await playground.open();
	await playground.response.box.focus();
	const { announcement } = playground.ending;
	await page.keyboard.press('j');
	await expect(announcement).toHaveText(/^Frame 1, role/);
	await page.keyboard.press('j');
	await expect(announcement).toHaveText(/^Frame 2, text "Once/);
	await page.keyboard.press('k');
	await expect(announcement).toHaveText(/^Frame 1, role/);
});

test('a tick under the pointer lights its row and its word, and a row lights its tick', async ({
	page,
	playground,
}) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await playground.open();
	const { x, y, width, height } = (await playground.timing.scrubber.boundingBox())!;
	await page.mouse.move(x + width / 2, y + height / 2);
	await expect(playground.frames.selected).toBeInViewport();
	await expect.poll(() => playground.response.marked()).not.toEqual([]);
	const tick = page.locator('.pg-pulse-selected');
	const before = await tick.getAttribute('d');
	await playground.frames.items.last().hover();
	await expect(tick).not.toHaveAttribute('d', before!);
});

test('that words can be pressed is said until one has been', async ({ page, playground }) => {
	await playground.open();
	const hint = playground.response.region.getByText('Press a word to see its frame');
	await expect(hint).toBeVisible();
	await playground.response.pointAt('lighthouse');
	await expect(hint, 'pointing is not pressing').toBeVisible();
	await page.mouse.down();
	await page.mouse.up();
	await expect(hint).toHaveCount(0);
});
