/** Playing an ended run back, stepping through it, and exporting and importing it. */
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { startRun, stopRun, wake } from '../support/playground.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const response = (page: Page) => page.getByRole('group', { name: 'Response text' });
const answer = (page: Page) => response(page).locator('[data-part=text]');
const frames = (page: Page) => page.getByRole('region', { name: 'Raw frames' });
const status = (page: Page) => page.locator('.pg').getByRole('status');
const scrubber = (page: Page) => page.getByRole('slider', { name: 'Position in the run' });

/** Opens the playground and runs the demo's story to its end. */
async function runStory(page: Page) {
	await page.goto('/playground/');
	await wake(page);
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

test('the recorded run shown at first plays without a request', async ({ page }) => {
	await page.goto('/playground/');
	await wake(page);
	await button(page, 'Play').click();
	await expect(status(page)).toContainText('Replaying.');
	await expect(response(page)).toContainText('Once');
	await startRun(page);
	// While a run goes on there is nothing to replay.
	await expect(button(page, 'Play')).toBeDisabled();
	await expect(scrubber(page)).toHaveCount(0);
	await stopRun(page);
	await expect(scrubber(page)).toBeVisible();
});

async function openFiles(page: Page) {
	await button(page, 'Import, export').click();
	await expect(button(page, 'Recording (.json)')).toBeEnabled();
}

/** Exports the run on the screen and returns the saved file. */
async function exported(page: Page, name: string) {
	const saving = page.waitForEvent('download');
	await button(page, name).click();
	const download = await saving;
	const content = readFileSync(await download.path());
	return { name: download.suggestedFilename(), content };
}

const formats = ['Recording (.json)', 'HAR (.har)', 'Body (.sse)'] as const;

test('a run exported to a file and imported after a reload is the same', async ({ page }) => {
	await runStory(page);
	await openFiles(page);
	const text = await response(page).innerText();
	const sizes = await frames(page).locator('header').innerText();
	const where = await scrubber(page).getAttribute('aria-valuetext');
	const files = [];
	for (const format of formats) files.push(await exported(page, format));
	expect(files.map(({ name }) => name)).toEqual([
		'tell-me-a-story.recording.json',
		'tell-me-a-story.har',
		'tell-me-a-story.sse',
	]);

	await page.reload();
	await wake(page);
	await openFiles(page);
	for (const { name, content } of files) {
		await page
			.getByLabel('Choose a file')
			.setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) });
		const timing = page.getByRole('region', { name: 'Timing' });
		await expect(timing).toContainText(`Imported: ${name}.`);
		expect(await response(page).innerText(), name).toBe(text);
		expect(await frames(page).locator('header').innerText(), name).toBe(sizes);
		const isTimed = !name.endsWith('.sse');
		await expect(button(page, 'Play'), name).toBeEnabled({ enabled: isTimed });
		if (isTimed) await expect(scrubber(page)).toHaveAttribute('aria-valuetext', where!);
		else await expect(timing).toContainText('Its times are unknown');
	}
});

test('the key is in no file, not even where the server repeats it', async ({ page }) => {
	const key = 'sk-e2e-51c9d0f7a3b24e68';
	await page.route('https://api.example.test/v1/chat/completions', (route) =>
		route.fulfill({
			contentType: 'text/event-stream',
			headers: { 'access-control-allow-origin': '*' },
			body: `data: {"choices":[{"index":0,"delta":{"content":"Your key is ${key}."},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`,
		})
	);
	await page.goto('/playground/');
	await wake(page);
	await page.getByRole('radio', { name: 'Your endpoint' }).check();
	await page.getByRole('textbox', { name: 'Base URL' }).fill('https://api.example.test/v1');
	await page.getByLabel('API key').fill(key);
	await button(page, 'Run').click();
	await expect(status(page)).toContainText('Complete.');
	await openFiles(page);
	for (const format of formats) {
		const { content } = await exported(page, format);
		expect(content.toString(), format).toContain('Your key is ');
		expect(content.toString(), format).not.toContain(key);
		expect(content.toString(), format).not.toContain(key.slice(7));
	}
});

test('a file dropped anywhere is shown, and one that cannot be read changes nothing', async ({
	page,
}) => {
	await page.goto('/playground/');
	await wake(page);
	const drop = async (name: string, content: string) => {
		const dataTransfer = await page.evaluateHandle(
			([fileName, text]) => {
				const transfer = new DataTransfer();
				transfer.items.add(new File([text!], fileName!));
				return transfer;
			},
			[name, content]
		);
		await frames(page).dispatchEvent('drop', { dataTransfer });
	};
	const stream = 'data: {"choices":[{"index":0,"delta":{"content":"Dropped."}}]}\n\n';
	await drop('dropped.sse', stream);
	await expect(response(page)).toContainText('Dropped.');
	await expect(status(page)).toContainText('Cut off.');

	await drop('broken.json', '{"format":"chat-stream-recording","version":1,');
	await expect(page.getByRole('alert')).toContainText('The recording is no whole JSON: ');
	await expect(page.getByRole('alert')).toContainText('Export it again.');
	await expect(response(page)).toContainText('Dropped.');
});

test('a pasted stream is stepped through frame by frame', async ({ page }) => {
	await page.goto('/playground/');
	await wake(page);
	await openFiles(page);
	const deltas = ['One', ' two', ' three'].map(
		(content) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}`
	);
	await page
		.getByRole('textbox', { name: 'Or paste a stream' })
		.fill(`${deltas.join('\n\n')}\n\ndata: [DONE]`);
	await button(page, 'Show it').click();
	const files = page.getByRole('region', { name: 'Import, export' });
	await expect(files).toContainText(
		'The blank line after its last frame was missing, and is added.'
	);
	await expect(files, 'how it ended, and the way to it').toContainText(/Cut off\. .*\[DONE\]/);
	await files.getByRole('button', { name: 'Go to it' }).click();
	await expect(status(page)).toBeInViewport();
	await expect(answer(page)).toHaveText('One two three');
	await expect(page.getByRole('region', { name: 'Timing' })).toContainText(
		'Imported: Pasted stream. Its times are unknown, so it steps and does not play.'
	);
	await expect(button(page, 'Play')).toBeDisabled();
	await scrubber(page).press('Home');
	await button(page, 'Next frame').click();
	await button(page, 'Next frame').click();
	await expect(answer(page)).toHaveText('One two');
	await expect(scrubber(page)).toHaveAttribute('aria-valuetext', 'frame 2 of 4; times are unknown');
});
