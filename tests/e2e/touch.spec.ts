/** By thumb: the playhead is dragged, and a tapped word brings its frame into sight. */
import type { CDPSession } from '@playwright/test';
import { expect, test } from '../support/test.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** Puts a finger down at the first point, moves it over the others, and lifts it. */
async function drag(cdp: CDPSession, points: readonly { x: number; y: number }[]) {
	for (const [index, point] of points.entries()) {
		const type = index === 0 ? 'touchStart' : 'touchMove';
		await cdp.send('Input.dispatchTouchEvent', { type, touchPoints: [point] });
	}
	await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

test('the playhead is dragged, and moves bytes, text and figures', async ({ page, playground }) => {
	await playground.open();
	const { timing, response, frames } = playground;
	await timing.scrubber.evaluate((one) => one.scrollIntoView({ block: 'center' }));
	const whole = await response.text.innerText();
	const { x, y, width, height } = (await timing.scrubber.boundingBox())!;
	const at = (share: number) => ({ x: x + width * share, y: y + height / 2 });
	const scrolled = await page.evaluate(() => scrollY);
	await drag(await page.context().newCDPSession(page), [0.98, 0.8, 0.6, 0.5].map(at));
	await expect(timing.region).toContainText(/frame 1\d\d of 293/);
	expect((await response.text.innerText()).length).toBeLessThan(whole.length);
	await expect(frames.region).not.toContainText('[DONE]');
	expect(await page.evaluate(() => scrollY), 'the page stays').toBe(scrolled);
});

test('a tapped word brings its frame into sight', async ({ page, playground }) => {
	await playground.open();
	await playground.response.box.evaluate((box) => box.scrollIntoView({ block: 'center' }));
	// The Markdown may come after the place of the word was measured.
	await expect(async () => {
		const { x, y } = await playground.response.placeOf('lighthouse');
		await page.touchscreen.tap(x, y);
		await expect(playground.frames.selected).toContainText('lighthouse', { timeout: 1000 });
	}).toPass();
	await expect(playground.frames.selected).toBeInViewport();
});
