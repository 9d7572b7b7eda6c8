/** A run that has ended is played back, stepped through, and carried in and out as a file. */
import { expect, test, type Page } from '@playwright/test';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const response = (page: Page) => page.getByRole('group', { name: 'Response text' });
const frames = (page: Page) => page.getByRole('region', { name: 'Raw frames' });
const status = (page: Page) => page.locator('.pg').getByRole('status');
const scrubber = (page: Page) => page.getByRole('slider', { name: 'Position in the run' });

/** Opens the playground and runs the demo's story to its end. */
async function runStory(page: Page) {
	await page.goto('/playground/');
	await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
	await button(page, 'Run').click();
	await expect(status(page)).toContainText('Complete.', { timeout: 30_000 });
}

test.beforeEach(({ page }) => {
	page.on('pageerror', (error) => {
		throw error;
	});
});

test('a run is scrubbed back with the keyboard, and text, frames and figures follow', async ({
	page,
}) => {
	await runStory(page);
	const whole = await response(page).innerText();
	const all = Number(/(\d+) frames/.exec(await frames(page).innerText())?.[1]);
	await scrubber(page).focus();
	for (let i = 0; i < 40; i++) await page.keyboard.press('ArrowLeft');
	// The end is a step of its own: 40 steps back, 39 frames are missing.
	await expect(frames(page)).toContainText(`${all - 39} frames`);
	await expect(scrubber(page)).toHaveAttribute(
		'aria-valuetext',
		new RegExp(`^frame ${all - 39} of ${all}, .* s of .* s$`)
	);
	const shorter = await response(page).innerText();
	expect(shorter.length).toBeLessThan(whole.length);
	await expect(status(page)).toContainText('A moment of this run.');

	await page.keyboard.press('Home');
	await expect(frames(page)).toContainText('0 frames');
	await expect(response(page)).toContainText('No text came.');
	await button(page, 'Next frame').click();
	await expect(frames(page)).toContainText('1 frame,');

	await scrubber(page).press('End');
	await expect(status(page)).toContainText('Complete.');
	expect(await response(page).innerText()).toBe(whole);
});

test('a run plays at eight times to its end, and pauses on the way', async ({ page }) => {
	await runStory(page);
	const whole = await response(page).innerText();
	await page.getByRole('combobox', { name: 'Speed' }).selectOption('0.25');
	await button(page, 'Play').click();
	await expect(status(page)).toContainText('Replaying.');
	await expect(response(page)).toContainText('Once');
	await button(page, 'Pause').click();
	await expect(status(page)).toContainText('A moment of this run.');
	const paused = await response(page).innerText();
	expect(paused.length).toBeLessThan(whole.length);

	await page.getByRole('combobox', { name: 'Speed' }).selectOption('8');
	await button(page, 'Play').click();
	await expect(status(page)).toContainText('Complete.');
	expect(await response(page).innerText()).toBe(whole);
	await expect(button(page, 'Play')).toBeEnabled();
});

test('the recorded run that stands there first plays without a request', async ({ page }) => {
	await page.goto('/playground/');
	await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
	await button(page, 'Play').click();
	await expect(status(page)).toContainText('Replaying.');
	await expect(response(page)).toContainText('Once');
	await button(page, 'Run').click();
	await expect(button(page, 'Stop')).toBeEnabled();
	// While a run goes on there is nothing to replay.
	await expect(button(page, 'Play')).toBeDisabled();
	await expect(scrubber(page)).toHaveCount(0);
	await button(page, 'Stop').click();
	await expect(scrubber(page)).toBeVisible();
});
