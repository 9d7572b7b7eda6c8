/** The tool "Break it": choosing a fault from a list, and re-cutting recorded bytes into other reads. */
import { expect, test } from '../support/test.ts';
import { axeFaults } from '../support/axe.ts';
import { complaintsOf, overflowOf, SCHEMES } from '../support/site.ts';

test.beforeEach(async ({ playground }) => {
	await playground.open();
	await playground.tools.open('Break it');
});

test('runs a fault of the demo with its options and a seed, and writes it into the form', async ({
	playground,
}) => {
	const { break: tool } = playground.tools;
	await tool.fault.selectOption('cut');
	await expect(tool.panel).toContainText('It keeps the text that came.');
	await tool.option('after').fill('7');
	await tool.option('seed').fill('3');
	await playground.form.toggleOptions();
	const box = playground.form.fault;
	await expect(box, 'until it is run the form sends what it did').toHaveValue('');
	await expect(playground.form.faultNote).toHaveCount(0);

	await tool.run.click();
	await expect(box).toHaveValue('cut;after=7;seed=3');
	const { status } = playground.ending;
	await expect(status).toContainText('Cut off.', { timeout: 30_000 });
	await expect(status).toContainText('Simulated fault: cut;after=7;seed=3.');
	await expect(status.getByRole('link')).toHaveAttribute('href', '/test-your-client/#cut');
	await expect(playground.frames.region).toContainText('7 frames');
	await expect(tool.faultForm).toContainText('Cut off.');

	// The two say the same, whichever is written.
	await box.fill('burst');
	await expect(tool.fault).toHaveValue('burst');
	await expect(tool.option('after')).toHaveCount(0);
	await tool.fault.selectOption('none');
	await tool.panel.getByRole('button', { name: 'Run without a fault' }).click();
	await expect(box).toHaveValue('');
	await expect(status).toContainText('Streaming.');
});

test('says what is wrong with an option, and runs nothing', async ({ playground }) => {
	const { break: tool } = playground.tools;
	await tool.fault.selectOption('cut');
	const after = tool.option('after');
	await after.fill('soon');
	await expect(after).toHaveAttribute('aria-invalid', 'true');
	await expect(tool.panel).toContainText(/A whole number from \d+ to [\d,]+\./);
	await expect(tool.run).toBeDisabled();
});

test('a silence is announced with its length, drawn while it lasts, and ends the run at the limit', async ({
	page,
	playground,
}) => {
	const { break: tool } = playground.tools;
	await tool.fault.selectOption('stall-for-ever');
	await tool.run.click();
	const { status } = playground.ending;
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
	playground,
}) => {
	const complaints = await complaintsOf(page);
	await playground.open();
	await playground.tools.open('Break it');
	const { break: tool } = playground.tools;
	const frames = playground.frames.region;
	const size = /\d+ frames, [\d.]+ KB/;
	const before = size.exec(await frames.innerText())![0];

	await tool.recut.click();
	await expect(playground.ending.status).toContainText('Complete.');
	await expect(tool.panel).toContainText('Now: 45 reads.');
	await expect(frames).toContainText(before);
	await expect(playground.timing.region).toContainText(
		'Re-cut every 1,448 bytes: no network made these reads.'
	);
	// How it ended is said beside the button too, and leads there.
	const form = tool.cutForm;
	await expect(form).toContainText('Complete.');
	await page.setViewportSize({ width: 1280, height: 500 });
	await form.getByRole('button', { name: 'Go to it' }).click();
	await expect(playground.ending.status).toBeInViewport();
	await page.setViewportSize({ width: 1280, height: 720 });

	// All in one, and then in lines: cut from the reads that came, so the times are still there.
	const rate = playground.timing.figure('Tokens/s');
	const came = await rate.textContent();
	await tool.cut.selectOption('all in one');
	await tool.recut.click();
	await expect(tool.panel).toContainText('Now: 1 read.');
	await expect(playground.ending.root, 'of our own cut').not.toContainText('buffers');
	await tool.cut.selectOption('at frame ends');
	await tool.recut.click();
	await expect(tool.panel).toContainText('Now: 293 reads.');
	await expect(rate).toHaveText(came!);
	await tool.cut.selectOption('every n bytes');
	await tool.recut.click();
	await expect(tool.panel).toContainText('Now: 45 reads.');

	await tool.clients.runAll.click();
	await expect(tool.clients.row('The obvious loop')).toContainText(
		/Lost frame 7, split over reads 1 and 2, and the \d+ after it: \d+ % of the frames with text\./
	);
	await expect(tool.clients.row('eventsource-parser')).toContainText('Identical');
	await expect(tool.clients.row('OpenAI SDK')).toContainText('Identical');

	await tool.cut.selectOption('all in one');
	await tool.recut.click();
	await expect(tool.panel).toContainText('Now: 1 read.');
	await expect(tool.clients.row('The obvious loop')).toContainText('Not run yet.');
	expect(complaints).toEqual([]);
});

for (const colorScheme of SCHEMES) {
	test(`has no fault that axe finds, in ${colorScheme}, and fits 320 px`, async ({
		page,
		playground,
	}) => {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width: 320, height: 640 });
		const { break: tool } = playground.tools;
		await tool.fault.selectOption('cut');
		await tool.option('after').fill('soon');
		await tool.clients.runAll.click();
		await expect(tool.clients.row('eventsource-parser')).toContainText('Identical');
		expect(await axeFaults(page, '.pg')).toEqual([]);
		expect(await overflowOf(page)).toBe(0);
	});
}
