/** The Time tool: a plot of the run, used by keyboard and pointer, and the same as figures and a table. */
import { expect, test, type Page } from '@playwright/test';
import { startRun, stopRun, wake } from '../support/playground.ts';
import { complaintsOf, SCHEMES } from '../support/site.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const panel = (page: Page) => page.getByRole('region', { name: 'Time', exact: true });
const plot = (page: Page) => panel(page).getByRole('slider', { name: 'Frame on the plot' });

/** Opens the tool on a run with known times: frames at 100, 200 ... ms, a long silence, a burst. */
async function openTime(page: Page) {
	await page.goto('/playground/');
	await wake(page);
	await button(page, 'Import, export').click();
	const frame = (content: string) =>
		`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
	const recording = {
		format: 'chat-stream-recording',
		version: 1,
		request: { method: 'POST', url: '', headers: [] },
		response: { status: 200, statusText: 'OK', headers: [], atMs: 90 },
		reads: [
			...Array.from({ length: 9 }, (_, i) => ({ atMs: 100 * (i + 1), text: frame(`word${i} `) })),
			{ atMs: 4000, text: Array.from({ length: 14 }, () => frame('late ')).join('') },
		],
		end: { kind: 'closed', atMs: 4100 },
	};
	await page.getByLabel('Choose a file').setInputFiles({
		name: 'known.json',
		mimeType: 'application/json',
		buffer: Buffer.from(JSON.stringify(recording)),
	});
	await expect(page.getByRole('region', { name: 'Timing' })).toContainText('Imported: known.json.');
	await button(page, 'Time').click();
	await expect(plot(page)).toBeVisible();
}

for (const colorScheme of SCHEMES) {
	test(`in ${colorScheme} the plot selects frames by arrow keys and by pointing, without a complaint`, async ({
		page,
	}) => {
		await page.emulateMedia({ colorScheme });
		const complaints = await complaintsOf(page);
		await openTime(page);
		await expect(plot(page).locator('canvas')).toBeVisible();
		await plot(page).focus();
		await page.keyboard.press('ArrowRight');
		await expect(plot(page)).toHaveAttribute(
			'aria-valuetext',
			'Frame 1 of 23, at 100 ms, in read 1: text, 6 characters'
		);
		await page.keyboard.press('End');
		await expect(plot(page)).toHaveAttribute(
			'aria-valuetext',
			'Frame 23 of 23, at 4.00 s, in read 10: text, 5 characters'
		);

		// A line stands where the frame is; at the other end of the plot it has moved there.
		const line = plot(page).locator('.pg-plot-selected');
		const right = await line.evaluate((element) => element.getBoundingClientRect().x);
		const over = plot(page).locator('.u-over');
		const box = (await over.boundingBox())!;
		await over.hover({ position: { x: box.width * (500 / 4100), y: 40 } });
		await expect(plot(page)).toHaveAttribute('aria-valuetext', /^Frame 5 of 23, at 500 ms/);
		await expect
			.poll(() => line.evaluate((element) => element.getBoundingClientRect().x))
			.toBeLessThan(right - box.width / 2);
		expect(complaints).toEqual([]);
	});
}

test('figures, incidents and a table say what the plot shows', async ({ page }) => {
	await openTime(page);
	await expect(panel(page)).toContainText('No frame for 3.10 s, from 900 ms on.');
	await expect(panel(page)).toContainText(
		'14 frames in one read after 3.10 s: something between you and the model buffers, or this machine was busy.'
	);
	await expect(panel(page).locator('div', { hasText: /^Median gap100 ms/ })).toHaveCount(1);
	await plot(page).press('End');
	await panel(page).getByText('The same as a table').click();
	const table = panel(page).getByRole('table', { name: 'Frames 1 to 23 of 23' });
	await expect(table.getByRole('row')).toHaveCount(24);
	await expect(table.getByRole('row').nth(10)).toHaveText(/^104\.00 s3\.10 s10\d+ Btext5$/);
	await expect(table.locator('[aria-current]')).toHaveText(/^23/);
});

test('the plot keeps to its width, and is drawn again after a change of theme', async ({
	page,
}) => {
	await openTime(page);
	await plot(page).press('Home');
	const canvas = plot(page).locator('canvas');
	const wide = (await canvas.boundingBox())!.width;
	await page.setViewportSize({ width: 390, height: 844 });
	await expect.poll(async () => (await canvas.boundingBox())!.width).toBeLessThan(360);
	expect(wide).toBeGreaterThan(360);
	const scrolls = () =>
		page.evaluate(
			() => document.documentElement.scrollWidth > document.documentElement.clientWidth
		);
	expect(await scrolls(), 'the page scrolls sideways').toBe(false);

	await page.evaluate(() => {
		const root = document.documentElement;
		root.dataset['theme'] = root.dataset['theme'] === 'dark' ? 'light' : 'dark';
	});
	await expect(canvas).toHaveCount(1);
	await expect(plot(page).locator('.pg-plot-selected')).toBeVisible();
});

test('the plot grows during a run, and works with ten thousand frames', async ({ page }) => {
	await page.goto('/playground/');
	await startRun(page);
	await button(page, 'Time').click();
	const most = async () => Number(await plot(page).getAttribute('aria-valuemax'));
	await expect.poll(most).toBeGreaterThan(1);
	const early = await most();
	await expect.poll(most).toBeGreaterThan(early);
	await stopRun(page);

	const frame = `data: {"choices":[{"index":0,"delta":{"content":"word "}}]}\n\n`;
	const reads = Array.from({ length: 10_000 }, (_, i) => ({ atMs: 100 + i, text: frame }));
	await button(page, 'Import, export').click();
	await page.getByLabel('Choose a file').setInputFiles({
		name: 'long.json',
		mimeType: 'application/json',
		buffer: Buffer.from(
			JSON.stringify({
				format: 'chat-stream-recording',
				version: 1,
				request: { method: 'POST', url: '', headers: [] },
				reads,
				end: { kind: 'closed', atMs: 10_200 },
			})
		),
	});
	await expect(page.getByRole('region', { name: 'Timing' })).toContainText('Imported: long.json.');
	await button(page, 'Time').click();
	await plot(page).press('End');
	await expect(plot(page)).toHaveAttribute('aria-valuetext', /^Frame 10000 of 10,000/);
	// Rows stay few.
	await panel(page).getByText('The same as a table').click();
	await expect(panel(page).getByRole('row')).toHaveCount(101);
});
