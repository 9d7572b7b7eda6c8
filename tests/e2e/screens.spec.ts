/** The playground on wide and narrow screens. */
import { expect, test } from '../support/test.ts';
import { LONG_PROMPT } from '../support/playground.ts';
import { overflowOf, PLAYGROUNDS } from '../support/site.ts';

test.describe('on a phone', () => {
	test.use({ viewport: { width: 390, height: 844 } });

	test('the parts stack, nothing is wider than the screen, and it runs', async ({
		page,
		playground,
	}) => {
		await playground.open('/');
		await playground.ask(LONG_PROMPT);
		await expect(playground.frames.items.first()).toBeVisible();
		const [response, frames] = await Promise.all([
			playground.response.region.boundingBox(),
			playground.frames.region.boundingBox(),
		]);
		expect(response!.y).toBeLessThan(frames!.y);
		expect(response!.width).toBeGreaterThan(330);
		expect(await overflowOf(page)).toBe(0);
	});
});

test('on a phone Run scrolls the answer into view; on a wide screen nothing moves', async ({
	page,
	playground,
}) => {
	await page.setViewportSize({ width: 390, height: 844 });
	await playground.open('/');
	await expect(playground.frames.region).not.toBeInViewport();
	await playground.form.run.click();
	await expect(playground.response.region).toBeInViewport({ ratio: 0.5 });
	await expect(playground.ending.status).toBeInViewport();
	await expect(playground.form.run).toBeInViewport();

	await page.setViewportSize({ width: 1280, height: 900 });
	await playground.open('/');
	await playground.form.run.click();
	await expect(playground.ending.status).toContainText('Streaming.');
	expect(await page.evaluate(() => scrollY)).toBe(0);
});

test('at 320 px nothing is wider than the screen', async ({ page }) => {
	await page.setViewportSize({ width: 320, height: 640 });
	for (const path of PLAYGROUNDS) {
		await page.goto(path);
		expect(await overflowOf(page), path).toBe(0);
	}
});

// Two remark on a silence, and two open on a failure.
for (const path of ['/', '/usage-and-timing/', '/backend/', '/connection-drops/', '/errors/']) {
	test(`on ${path} the playground is at most 560 px high`, async ({ page, playground }) => {
		await page.setViewportSize({ width: 1440, height: 900 });
		await playground.open(path);
		const height = async () => (await playground.root.first().boundingBox())!.height;
		expect(await height()).toBeLessThanOrEqual(560);
		const frames = (await playground.frames.scrollBox.boundingBox())!;
		expect(frames.height, 'rows in sight').toBeGreaterThan(2 * 26);
		await playground.tools.open('Runs');
		await expect.poll(height, 'a tool takes no room from the frames').toBeGreaterThan(700);
	});
}

test('at 400 % zoom nothing stays in the way of what is read', async ({ page, playground }) => {
	await page.setViewportSize({ width: 320, height: 256 });
	for (const path of ['/python/', '/playground/']) {
		await playground.open(path);
		await playground.frames.region.scrollIntoViewIfNeeded();
		await page.evaluate(() => scrollBy(0, 100));
		expect(await overflowOf(page), path).toBe(0);
		const staying = await page.locator('body *').evaluateAll((all) =>
			all
				.filter((one) => ['fixed', 'sticky'].includes(getComputedStyle(one).position))
				.filter((one) => one.checkVisibility({ visibilityProperty: true }))
				.map((one) => ({ html: one.outerHTML.slice(0, 80), box: one.getBoundingClientRect() }))
				.filter(({ box }) => box.width * box.height > 0 && box.top < 256 && box.bottom > 0)
		);
		// The link to the content is for the keyboard, and of no size until it has the focus.
		expect(
			staying.filter(({ html }) => !html.includes('href="#_top"')),
			path
		).toEqual([]);
		expect((await playground.frames.scrollBox.boundingBox())!.height, path).toBeLessThan(256);
	}
});

for (const path of ['/playground/', '/python/', '/smooth-display/']) {
	test(`on ${path} no control of the form lies over the name of its options`, async ({ page }) => {
		for (const width of [1280, 900, 720, 390, 320]) {
			await page.setViewportSize({ width, height: 900 });
			await page.goto(path);
			const form = page.locator('.pg').first();
			const name = (await form.locator('.pg-options summary').boundingBox())!;
			const buttons = await form.locator('.pg-foot button').all();
			expect(buttons.length).toBeGreaterThan(2);
			for (const button of buttons) {
				const box = (await button.boundingBox())!;
				const isBeside = box.x >= name.x + name.width || box.y >= name.y + name.height;
				expect(isBeside, `${width} px: ${await button.textContent()}`).toBe(true);
			}
		}
	});
}
