/** A row of the frames: the frame as it came, cut where it matters least, or whole. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { chunk, data, done, text } from '../examples/streams.ts';

const ENVELOPE = {
	id: 'chatcmpl-0123456789abcdef0123456789abcdef',
	object: 'chat.completion.chunk',
	created: 1_793_491_200,
	model: 'vllm-primary',
};
const LONG_FRAME = data({
	...ENVELOPE,
	choices: [{ index: 0, delta: { content: ' keeper' }, logprobs: null, finish_reason: null }],
	usage: null,
});

/** Whether all of an element is inside the row's box of bytes, and none of its text is cut off. */
const isInSight = (piece: Locator) =>
	piece.evaluate((element) => {
		const box = element.closest('.pg-row-bytes')!.getBoundingClientRect();
		const { left, right } = element.getBoundingClientRect();
		const isCut = element.scrollWidth > element.clientWidth + 1;
		return left >= box.left - 1 && right <= box.right + 1 && !isCut;
	});

for (const width of [1440, 768, 390, 320]) {
	test(`a row begins as the frame does and shows what is new, at ${width} px`, async ({
		page,
		playground,
	}) => {
		await page.setViewportSize({ width, height: 900 });
		await playground.open();
		await playground.runAnswer({ body: LONG_FRAME + chunk({}, 'stop') + done });
		const bytes = playground.frames.row(0).locator('.pg-row-bytes');
		await expect(bytes).toHaveText(LONG_FRAME.trimEnd());
		const delta = bytes.getByText('" keeper"', { exact: true });
		expect(await isInSight(bytes.getByText('data: {', { exact: true }))).toBe(true);
		expect(await isInSight(delta)).toBe(true);
		// In a colour of its own, and the envelope in the quiet one.
		const quiet = await bytes
			.locator('> span')
			.first()
			.evaluate((e) => getComputedStyle(e).color);
		expect(await delta.evaluate((e) => getComputedStyle(e).color)).not.toBe(quiet);
	});
}

test('lines inside a frame stay on one row, with a mark for each line end', async ({
	playground,
}) => {
	const odd = ': note\nevent: message\r\nid: 7\rdata: {"choices":[]}\n\n';
	await playground.open();
	await playground.runAnswer({ body: text('Once') + odd + text(' upon', 'stop') + done });
	const row = playground.frames.row(1);
	await expect(row.locator('[data-line-end]')).toHaveCount(3);
	const ends = await row
		.locator('[data-line-end]')
		.evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark, '::before').content));
	expect(ends).toEqual(['"LF"', '"CRLF"', '"CR"']);
	const heights = await playground.frames.region
		.locator('.pg-row')
		.evaluateAll((rows) => rows.map((each) => each.getBoundingClientRect().height));
	expect(new Set(heights).size, `${heights}`).toBe(1);
});

test('a frame of thousands of tiny lines draws no more than a row can show', async ({
	playground,
}) => {
	await playground.open();
	await playground.runAnswer({ body: `${':\n'.repeat(9_000)}\n${text('.', 'stop')}${done}` });
	const { frames } = playground;
	const row = frames.row(0);
	for (const length of ['Short', 'Whole']) {
		await frames.region.getByRole('button', { name: length }).click();
		await frames.scrollToTop();
		await expect(row).toContainText('…');
		expect(await row.locator('*').count()).toBeLessThan(2_100);
	}
});

test('Whole shows every character of the frames, and Short a line again', async ({
	playground,
}) => {
	await playground.open();
	await playground.runAnswer({ body: LONG_FRAME.repeat(40) + text('.', 'stop') + done });
	const { frames } = playground;
	await frames.scrollToTop();
	const row = frames.row(0);
	const heightOf = async (one: Locator) => (await one.boundingBox())!.height;
	const short = await heightOf(row);
	await frames.region.getByRole('button', { name: 'Whole' }).click();
	await frames.scrollToTop();
	expect(await heightOf(row)).toBeGreaterThan(2 * short);
	const hidden = await row
		.locator('.pg-row-bytes, .pg-row-bytes > span')
		.evaluateAll((all) =>
			all.filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
		);
	expect(hidden).toEqual([]);
	// Rows stand below each other, also those that were not in sight before.
	const [first, second] = [await row.boundingBox(), await frames.row(1).boundingBox()];
	expect(second!.y).toBeGreaterThanOrEqual(first!.y + first!.height - 1);
	await frames.region.getByRole('button', { name: 'Short' }).click();
	await frames.scrollToTop();
	expect(await heightOf(row)).toBe(short);
	const next = await frames.row(1).boundingBox();
	expect(next!.y - (await row.boundingBox())!.y).toBeCloseTo(short, 0);
});

test('a frame opens on its raw bytes', async ({ playground }) => {
	await playground.open();
	await playground.runAnswer({ body: LONG_FRAME + text('.', 'stop') + done });
	const open = await playground.frames.open(0);
	await expect(open.getByRole('radio', { name: 'Raw' })).toBeChecked();
	await expect(open.getByLabel('Frame 1, raw')).toContainText(LONG_FRAME.trimEnd());
});

for (const path of ['/', '/playground/']) {
	test(`${path}: a row that comes does not have the others styled anew`, async ({
		page,
		playground,
	}) => {
		await playground.open(path);
		await playground.runToEnd();
		// `x > * + *` could mean any element of x: with one that comes, a browser looks at all of its list again.
		const costly = await page.evaluate(() => {
			const selectorsOf = (rules: CSSRuleList): string[] =>
				[...rules].flatMap((rule) => [
					...(rule instanceof CSSStyleRule ? rule.selectorText.split(/,(?![^(]*\))/) : []),
					...('cssRules' in rule ? selectorsOf(rule.cssRules as CSSRuleList) : []),
				]);
			const row = document.querySelector('.pg-frames li')!;
			return [...document.styleSheets, ...document.adoptedStyleSheets]
				.flatMap((sheet) => selectorsOf(sheet.cssRules))
				.map((selector) => selector.trim())
				.filter((selector) => /[+~] \*$/.test(selector))
				.filter((selector) => row.closest(selector.split(/ (?![^(]*\))/)[0]!));
		});
		expect(costly).toEqual([]);
	});
}
