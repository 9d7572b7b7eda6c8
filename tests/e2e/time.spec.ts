/** The Time tool: a plot of the run, used by keyboard and pointer, and the same as figures and a table. */
import { expect, test } from '../support/test.ts';
import { data } from '../examples/streams.ts';
import type { Playground } from '../support/playground.ts';
import { complaintsOf, overflowOf, SCHEMES } from '../support/site.ts';

/** Imports a recording and opens the tool on it. */
async function openTime({ tools, timing }: Playground, name: string, recording: object) {
	await tools.open('Import, export');
	await tools.files.importFile(
		name,
		JSON.stringify({
			format: 'chat-stream-recording',
			version: 1,
			request: { method: 'POST', url: '', headers: [] },
			...recording,
		})
	);
	await expect(timing.region).toContainText(`Imported ${name}.`);
	await tools.open('Time');
}

const frame = (content: string) => data({ choices: [{ index: 0, delta: { content } }] });

/** Frames at 100, 200 ... ms, a long silence, a burst. */
const KNOWN = {
	response: { status: 200, statusText: 'OK', headers: [], atMs: 90 },
	reads: [
		...Array.from({ length: 9 }, (_, i) => ({ atMs: 100 * (i + 1), text: frame(`word${i} `) })),
		{ atMs: 4000, text: frame('late ').repeat(14) },
	],
	end: { kind: 'closed', atMs: 4100 },
};

async function openKnown(playground: Playground) {
	await playground.open();
	await openTime(playground, 'known.json', KNOWN);
}

for (const colorScheme of SCHEMES) {
	test(`in ${colorScheme} the plot selects frames by arrow keys and by pointing, without a complaint`, async ({
		page,
		playground,
	}) => {
		const { time } = playground.tools;
		await page.emulateMedia({ colorScheme });
		const complaints = await complaintsOf(page);
		await openKnown(playground);
		await expect(time.canvas).toBeVisible();
		await time.plot.focus();
		await page.keyboard.press('ArrowRight');
		await expect(time.plot).toHaveAttribute(
			'aria-valuetext',
			'Frame 1 of 23, at 100 ms, in read 1: text, 6 characters'
		);
		await page.keyboard.press('End');
		await expect(time.plot).toHaveAttribute(
			'aria-valuetext',
			'Frame 23 of 23, at 4.00 s, in read 10: text, 5 characters'
		);

		// A line stands where the frame is; at the other end of the plot it has moved there.
		const { line } = time;
		const right = await line.evaluate((element) => element.getBoundingClientRect().x);
		const over = time.plot.locator('.u-over');
		const box = (await over.boundingBox())!;
		await over.hover({ position: { x: box.width * (500 / 4100), y: 40 } });
		await expect(time.plot).toHaveAttribute('aria-valuetext', /^Frame 5 of 23, at 500 ms/);
		await expect
			.poll(() => line.evaluate((element) => element.getBoundingClientRect().x))
			.toBeLessThan(right - box.width / 2);
		expect(complaints).toEqual([]);
	});
}

test('figures, incidents and a table say what the plot shows', async ({ playground }) => {
	const { time } = playground.tools;
	await openKnown(playground);
	await expect(time.panel).toContainText('No frame for 3.10 s, from 900 ms on.');
	await expect(time.panel).toContainText(
		'14 frames in one read after 3.10 s: something between you and the model buffers, or this machine was busy.'
	);
	await expect(time.panel.locator('div', { hasText: /^Median gap100 ms/ })).toHaveCount(1);
	await time.plot.press('End');
	await time.openTable();
	const table = time.panel.getByRole('table', { name: 'Frames 1 to 23 of 23' });
	await expect(table.getByRole('row')).toHaveCount(24);
	await expect(table.getByRole('row').nth(10)).toHaveText(/^104\.00 s3\.10 s10\d+ Btext5$/);
	await expect(table.locator('[aria-current]')).toHaveText(/^23/);
});

test('the plot keeps to its width, and is drawn again after a change of theme', async ({
	page,
	playground,
}) => {
	const { time } = playground.tools;
	await openKnown(playground);
	await time.plot.press('Home');
	const { canvas } = time;
	const wide = (await canvas.boundingBox())!.width;
	await page.setViewportSize({ width: 390, height: 844 });
	await expect.poll(async () => (await canvas.boundingBox())!.width).toBeLessThan(360);
	expect(wide).toBeGreaterThan(360);
	expect(await overflowOf(page)).toBe(0);

	await page.evaluate(() => {
		const root = document.documentElement;
		root.dataset['theme'] = root.dataset['theme'] === 'dark' ? 'light' : 'dark';
	});
	await expect(canvas).toHaveCount(1);
	await expect(time.line).toBeVisible();
});

test('the plot grows during a run, and works with ten thousand frames', async ({ playground }) => {
	const { time } = playground.tools;
	await playground.open();
	await playground.startLongRun();
	await playground.tools.open('Time');
	const most = async () => Number(await time.plot.getAttribute('aria-valuemax'));
	await expect.poll(most).toBeGreaterThan(1);
	const early = await most();
	await expect.poll(most).toBeGreaterThan(early);
	await playground.stopRun();

	const reads = Array.from({ length: 10_000 }, (_, i) => ({ atMs: 100 + i, text: frame('word ') }));
	await openTime(playground, 'long.json', { reads, end: { kind: 'closed', atMs: 10_200 } });
	await time.plot.press('End');
	await expect(time.plot).toHaveAttribute('aria-valuetext', /^Frame 10000 of 10,000/);
	// Rows stay few.
	await time.openTable();
	await expect(time.panel.getByRole('row')).toHaveCount(101);
});
