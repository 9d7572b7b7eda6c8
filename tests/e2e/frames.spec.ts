/** The frames: what each opens to, and the marks of the reads that brought them. */
import { expect, test } from '../support/test.ts';
import { axeFaults } from '../support/axe.ts';
import { showAnswer } from '../support/known-answer.ts';
import type { Playground } from '../support/playground.ts';
import { clipboardOf, SCHEMES } from '../support/site.ts';
import { done, text } from '../examples/streams.ts';

/** Shows a run that ended with a complete answer, from its first frame. */
async function showRunWithFault(playground: Playground, fault: string) {
	await playground.open();
	await playground.form.chooseFault(fault);
	await playground.runToEnd();
	await playground.frames.scrollToTop();
}

test('a frame opens to its JSON, laid out, and closes again', async ({ playground }) => {
	await playground.open();
	await playground.startLongRun();
	await playground.stopRun();
	await playground.frames.scrollToTop();
	const row = playground.frames.row(1);
	await row.click();
	await expect(row).toHaveAttribute('aria-expanded', 'true');
	await playground.frames.opened(1).getByRole('radio', { name: 'JSON' }).check();
	const laidOut = playground.frames.opened(1).getByLabel('Frame 2, laid out');
	const chunk: unknown = JSON.parse((await laidOut.textContent()) ?? '');
	expect(chunk).toMatchObject({ object: 'chat.completion.chunk' });
	await row.click();
	await expect(laidOut).toHaveCount(0);
});

test.describe(() => {
	test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

	test('Copy frame copies it as it came, whichever view it is in', async ({ page, playground }) => {
		await playground.open();
		const frame = 'event: message\r\n: note\r\n' + text('Łódź 🚀');
		await playground.runAnswer({ body: frame + text('.', 'stop') + done });
		const open = await playground.frames.open(0);
		await open.getByRole('radio', { name: 'Hex' }).check();
		await open.getByRole('button', { name: 'Copy frame' }).click();
		await expect(open.getByRole('button', { name: 'Copied' })).toBeVisible();
		expect(await clipboardOf(page)).toBe(frame);
	});
});

test('a frame opens to notes, JSON, raw text, hex, fields and reads', async ({
	page,
	playground,
}) => {
	await showAnswer(playground);
	const open = await playground.frames.open(6);
	await expect(open).toContainText('The model ended its answer');
	await expect(open.getByRole('link', { name: 'More in the guide' }).first()).toHaveAttribute(
		'href',
		'/#response-format'
	);
	await expect(open).toContainText(/Bytes [\d,]+ to [\d,]+ of the body, \d+ B\. Came in read 1/);
	await open.getByRole('radio', { name: 'JSON' }).check();
	const laidOut = open.getByLabel('Frame 7, laid out');
	expect(JSON.parse((await laidOut.textContent())!).choices[0].delta.content).toBe('ll |\n');
	const choices = laidOut.locator('summary', { hasText: '"choices"' });
	await choices.focus();
	await page.keyboard.press('Enter');
	await expect(laidOut.getByText('"content"')).toBeHidden();

	await open.getByRole('radio', { name: 'Raw' }).check();
	await expect(open.getByLabel('Frame 7, raw')).toContainText('}LF\nLF');
	await open.getByRole('radio', { name: 'Hex' }).check();
	await expect(open.getByLabel('Frame 7, in hex')).toContainText(/64 61 74 61 3A 20 7B.* data: \{/);
	await open.getByRole('radio', { name: 'Fields' }).check();
	await expect(open.getByRole('rowheader')).toHaveText(['data']);
	await expect(open).toContainText('Last event ID in force: none');
	await open.getByRole('radio', { name: 'Reads' }).check();
	await expect(open.getByRole('rowheader')).not.toHaveCount(0);

	// The next frame opens to the view that was last looked at; one without JSON has no such view.
	const comment = await playground.frames.open(0);
	await expect(comment.getByRole('radio', { name: 'Reads' })).toBeChecked();
	await comment.getByRole('radio', { name: 'Fields' }).check();
	await expect(comment.getByRole('rowheader')).toHaveText(['comment']);
	await expect(comment).toContainText('sent to keep the connection open');
});

test('a frame of 5 MB opens to its start, and says what is left out', async ({ playground }) => {
	await playground.open();
	await playground.runAnswer({ body: text('x'.repeat(5_000_000), 'stop') + done });
	const open = await playground.frames.open(0);
	await open.getByRole('radio', { name: 'JSON' }).check();
	await expect(open).toContainText(/4,9[\d,]+ more characters not shown/);
	for (const view of ['Raw', 'Hex', 'Fields', 'Reads']) {
		await open.getByRole('radio', { name: view }).check();
		await expect(open).toContainText(view === 'Reads' ? 'In all' : /4,9[\d,]+ more/);
		expect((await open.textContent())!.length, view).toBeLessThan(60_000);
	}
});

test('a frame in several reads has a mark where each ends, and opens to show them', async ({
	page,
	playground,
}) => {
	await showRunWithFault(playground, 'random-reads');
	const first = playground.frames.item(1);
	await expect(first.locator('[data-shape="split"]')).toHaveCount(1);
	const split = playground.frames.region
		.locator('li', { has: page.locator('[data-after-read]') })
		.first();
	await split.locator('.pg-row').click();
	const open = split.locator('.pg-open');
	await expect(open).toContainText(/Came in \d+ reads, \d+ to \d+/);
	const count = Number(/Came in (\d+) reads/.exec((await open.textContent())!)![1]);
	await open.getByRole('radio', { name: 'Reads' }).check();
	await expect(open.getByRole('rowheader')).toHaveCount(count);
	await open.getByRole('radio', { name: 'Raw' }).check();
	await expect(open.getByText(/read \d+ ends/)).toHaveCount(count - 1);
});

test('frames that one read brought are bracketed', async ({ page, playground }) => {
	await showRunWithFault(playground, 'several-frames-a-read');
	await expect(playground.frames.region.locator('[data-shape="first"]').first()).toBeAttached();
	await expect(playground.frames.region.locator('[data-shape="last"]').first()).toBeAttached();
	await playground.frames.region
		.locator('li', { has: page.locator('[data-shape="first"]') })
		.first()
		.locator('.pg-row')
		.click();
	await expect(playground.frames.region.locator('.pg-open')).toContainText(
		/which completed \d+ frames/
	);
});

for (const colorScheme of SCHEMES) {
	test(`open frames, marks and Find have no fault that axe finds in ${colorScheme}`, async ({
		page,
		playground,
	}) => {
		await page.emulateMedia({ colorScheme });
		await showAnswer(playground);
		await playground.frames.find.open();
		await playground.frames.find.search.fill('fine');
		const open = await playground.frames.open(1);
		for (const view of ['JSON', 'Raw', 'Hex', 'Fields', 'Reads']) {
			await open.getByRole('radio', { name: view }).check();
			expect(await axeFaults(page, '.pg-columns'), view).toEqual([]);
		}
	});
}
