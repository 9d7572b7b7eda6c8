/** The panel "Break it": choosing a fault from a list, and re-cutting recorded bytes into other reads. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { clientRow, openPanel } from '../support/panel.ts';
import { complaintsOf, SCHEMES } from '../support/site.ts';

test.beforeEach(({ page }) => page.goto('/playground/'));

test('runs a fault of the demo with its options and a seed, and writes it into the form', async ({
	page,
}) => {
	const panel = await openPanel(page, 'Break it');
	await panel.getByLabel('Fault to break it with').selectOption('cut');
	await expect(panel).toContainText('It keeps the text that came.');
	await panel.getByLabel('after', { exact: true }).fill('7');
	await panel.getByLabel('seed', { exact: true }).fill('3');
	await page.getByText('Model, fault').click();
	const box = page.getByRole('combobox', { name: 'Fault', exact: true });
	await expect(box, 'until it is run the form sends what it did').toHaveValue('');
	await expect(page.locator('.pg-fault-note')).toHaveCount(0);

	await panel.getByRole('button', { name: 'Run with this fault' }).click();
	await expect(box).toHaveValue('cut;after=7;seed=3');
	const status = page.getByRole('status').first();
	await expect(status).toContainText('Cut off.', { timeout: 30_000 });
	await expect(status).toContainText('Asked for: fault cut;after=7;seed=3.');
	await expect(status.getByRole('link')).toHaveAttribute('href', '/test-your-client/#cut');
	await expect(page.getByRole('region', { name: 'Raw frames' })).toContainText('7 frames');
	await expect(panel.getByRole('form', { name: 'A fault of the demo API' })).toContainText(
		'Cut off.'
	);

	// The two say the same, whichever is written.
	await box.fill('burst');
	await expect(panel.getByLabel('Fault to break it with')).toHaveValue('burst');
	await expect(panel.getByLabel('after', { exact: true })).toHaveCount(0);
	await panel.getByLabel('Fault to break it with').selectOption('none');
	await panel.getByRole('button', { name: 'Run without a fault' }).click();
	await expect(box).toHaveValue('');
	await expect(status).toContainText('Streaming.');
});

test('says what is wrong with an option, and runs nothing', async ({ page }) => {
	const panel = await openPanel(page, 'Break it');
	await panel.getByLabel('Fault to break it with').selectOption('cut');
	const after = panel.getByLabel('after', { exact: true });
	await after.fill('soon');
	await expect(after).toHaveAttribute('aria-invalid', 'true');
	await expect(panel).toContainText(/A whole number from \d+ to [\d,]+\./);
	await expect(panel.getByRole('button', { name: 'Run with this fault' })).toBeDisabled();
});

test('a silence is announced with its length, drawn while it lasts, and ends the run at the limit', async ({
	page,
}) => {
	const panel = await openPanel(page, 'Break it');
	await panel.getByLabel('Fault to break it with').selectOption('stall-for-ever');
	await panel.getByRole('button', { name: 'Run with this fault' }).click();
	const status = page.getByRole('status').first();
	await expect(status).toContainText(
		/Nothing new for 1\d s, after 20 frames\. Given up at 20 s\./,
		{ timeout: 40_000 }
	);
	// Of a scale of 20 s by then, at least half is past.
	const past = await page.locator('.pg-pulse-past').getAttribute('d');
	expect(Number(/H([\d.]+)/.exec(past!)![1])).toBeGreaterThan(400);
	await expect(status).toContainText('Stalled.', { timeout: 20_000 });
	await expect(status).toContainText('for 20 s');
});

test('re-cuts the same bytes into a new run, and every client reads them again', async ({
	page,
}) => {
	const complaints = await complaintsOf(page);
	await page.goto('/playground/');
	const panel = await openPanel(page, 'Break it');
	const frames = page.getByRole('region', { name: 'Raw frames' });
	const size = /\d+ frames, [\d.]+ KB/;
	const before = size.exec(await frames.innerText())![0];

	await panel.getByRole('button', { name: 'Re-cut' }).click();
	await expect(page.getByRole('status').first()).toContainText('Complete.');
	await expect(panel).toContainText('Now: 45 reads.');
	await expect(frames).toContainText(before);
	const timing = page.getByRole('region', { name: 'Timing' });
	await expect(timing).toContainText('Re-cut every 1,448 bytes: no network made these reads.');
	// How it ended is said beside the button too, and leads there.
	const form = panel.getByRole('form', { name: 'The same bytes in other reads' });
	await expect(form).toContainText('Complete.');
	await page.setViewportSize({ width: 1280, height: 500 });
	await form.getByRole('button', { name: 'Go to it' }).click();
	await expect(page.getByRole('status').first()).toBeInViewport();
	await page.setViewportSize({ width: 1280, height: 720 });

	// All in one, and then in lines: cut from the reads that came, so the times are still there.
	const rate = timing.locator('div', { hasText: /^Tokens\/s/ }).locator('dd');
	const came = await rate.textContent();
	await panel.getByLabel('Cut', { exact: true }).selectOption('all in one');
	await panel.getByRole('button', { name: 'Re-cut' }).click();
	await expect(panel).toContainText('Now: 1 read.');
	await expect(page.locator('.pg-ending'), 'of our own cut').not.toContainText('buffers');
	await panel.getByLabel('Cut', { exact: true }).selectOption('at frame ends');
	await panel.getByRole('button', { name: 'Re-cut' }).click();
	await expect(panel).toContainText('Now: 293 reads.');
	await expect(rate).toHaveText(came!);
	await panel.getByLabel('Cut', { exact: true }).selectOption('every n bytes');
	await panel.getByRole('button', { name: 'Re-cut' }).click();
	await expect(panel).toContainText('Now: 45 reads.');

	await panel.getByRole('button', { name: 'Run all clients' }).click();
	await expect(clientRow(panel, 'The obvious loop')).toContainText(
		/Lost frame 7, split over reads 1 and 2, and the \d+ after it: \d+ % of the frames with text\./
	);
	await expect(clientRow(panel, 'eventsource-parser')).toContainText('The same text.');
	await expect(clientRow(panel, 'OpenAI SDK')).toContainText('The same text.');

	await panel.getByLabel('Cut', { exact: true }).selectOption('all in one');
	await panel.getByRole('button', { name: 'Re-cut' }).click();
	await expect(panel).toContainText('Now: 1 read.');
	await expect(clientRow(panel, 'The obvious loop')).toContainText('Not run yet.');
	expect(complaints).toEqual([]);
});

for (const colorScheme of SCHEMES) {
	test(`has no fault that axe finds, in ${colorScheme}, and fits 320 px`, async ({ page }) => {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width: 320, height: 640 });
		const panel = await openPanel(page, 'Break it');
		await panel.getByLabel('Fault to break it with').selectOption('cut');
		await panel.getByLabel('after', { exact: true }).fill('soon');
		await panel.getByRole('button', { name: 'Run all clients' }).click();
		await expect(clientRow(panel, 'eventsource-parser')).toContainText('The same text.');
		const { violations } = await new AxeBuilder({ page }).include('.pg').setLegacyMode().analyze();
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
		const overflow = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth
		);
		expect(overflow).toBe(0);
	});
}
