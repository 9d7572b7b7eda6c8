/**
 * The playground in every state that a reader finds it in, in light, in dark and on a phone: what axe finds, what is
 * too small for a finger, what is wider than the screen, and what is torn apart because it has no room.
 */
import { axeFaults } from '../support/axe.ts';
import { brokenWords } from '../support/broken-words.ts';
import { overflowOf } from '../support/site.ts';
import { STATES } from '../support/states.ts';
import { smallTargets } from '../support/targets.ts';
import { expect, test } from '../support/test.ts';

const screens = [
	{ width: 1280, height: 900, colorScheme: 'light' },
	{ width: 1280, height: 900, colorScheme: 'dark' },
	{ width: 390, height: 844, colorScheme: 'dark' },
] as const;

// Three times axe, after a run or two and what a tool does with them.
test.describe.configure({ timeout: 180_000 });
test.use({ trace: 'off' });

for (const [state, reach] of Object.entries(STATES)) {
	test(`${state}: whoever looks, listens or touches can use it`, async ({ page, playground }) => {
		await playground.open();
		await reach(playground);
		for (const { colorScheme, ...size } of screens) {
			const where = `${size.width} px, ${colorScheme}`;
			await page.setViewportSize(size);
			await page.emulateMedia({ colorScheme });
			expect.soft(await smallTargets(page, '.pg'), where).toEqual([]);
			expect.soft(await overflowOf(page), where).toBe(0);
			expect.soft(await brokenWords(page, '.pg'), where).toEqual([]);
			expect.soft(await axeFaults(page, '.pg'), where).toEqual([]);
		}
		await page.setViewportSize({ width: 320, height: 640 });
		expect.soft(await overflowOf(page), '320 px').toBe(0);
		expect.soft(await brokenWords(page, '.pg'), '320 px').toEqual([]);
	});
}
