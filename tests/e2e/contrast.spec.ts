/** For readers who ask for more contrast: text of 7:1, and lines of 4.5:1, in both themes. */
import type { Locator, Page } from '@playwright/test';
import { axeFaults } from '../support/axe.ts';
import { showAnswer } from '../support/known-answer.ts';
import { SCHEMES } from '../support/site.ts';
import { STATES } from '../support/states.ts';
import { expect, test } from '../support/test.ts';

// axe twice, after a run and what a tool does with it.
test.describe.configure({ timeout: 120_000 });
test.use({ trace: 'off' });

/** Where there is quiet ink, a colour of its own, or a line. */
const shown = [
	'complete',
	'api error',
	'tool calls',
	'frame as JSON',
	'find',
	'time',
	'clients',
	'break it',
	'runs',
	'check',
	'form wrong',
] as const;

/** Borders with less than 4.5:1 to the paper and the panel they stand on. Those without a colour are for the layout. */
function faintLines(page: Page, part: string): Promise<string[]> {
	return page.locator(part).evaluate((root) => {
		const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
		const luminance = (color: string) => {
			canvas.clearRect(0, 0, 1, 1);
			canvas.fillStyle = color;
			canvas.fillRect(0, 0, 1, 1);
			const [r = 0, g = 0, b = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
			const linear = [r, g, b].map((one) =>
				one <= 10 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4
			);
			return { alpha, value: 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]! };
		};
		const tokens = getComputedStyle(document.documentElement);
		const grounds = ['--paper', '--panel'].map((name) => luminance(tokens.getPropertyValue(name)));
		const found = new Set<string>();
		for (const one of root.querySelectorAll('*')) {
			if (!one.checkVisibility({ visibilityProperty: true })) continue;
			const style = getComputedStyle(one);
			for (const side of ['top', 'right', 'bottom', 'left']) {
				if (style.getPropertyValue(`border-${side}-width`) === '0px') continue;
				const color = style.getPropertyValue(`border-${side}-color`);
				const { alpha, value } = luminance(color);
				const least = Math.min(
					...grounds.map(
						(ground) =>
							(Math.max(value, ground.value) + 0.05) / (Math.min(value, ground.value) + 0.05)
					)
				);
				if (alpha > 0 && least < 4.5) found.add(`${least.toFixed(1)} ${one.className} ${color}`);
			}
		}
		return [...found];
	});
}

for (const state of shown) {
	test(`${state}: text and lines stand out`, async ({ page, playground }) => {
		await page.emulateMedia({ contrast: 'more' });
		await playground.open();
		await STATES[state]!(playground);
		for (const colorScheme of SCHEMES) {
			await page.emulateMedia({ colorScheme, contrast: 'more' });
			expect
				.soft(await axeFaults(page, '.pg', ['color-contrast-enhanced']), colorScheme)
				.toEqual([]);
			expect.soft(await faintLines(page, '.pg'), colorScheme).toEqual([]);
		}
	});
}

for (const path of ['/smooth-display/', '/reference/', '/how-clients-behave/', '/errors/']) {
	test(`${path}: text stands out`, async ({ page }) => {
		for (const colorScheme of SCHEMES) {
			await page.emulateMedia({ colorScheme, contrast: 'more' });
			await page.goto(path);
			const faults = await axeFaults(page, 'body', ['color-contrast-enhanced']);
			// Code keeps the colours of its words, which have 5.5:1.
			const ofProse = faults.filter((fault) => !/: .*\.(?:ec-line|c\d)/.test(fault));
			expect.soft(ofProse, colorScheme).toEqual([]);
		}
	});
}

test('in forced colours the chosen, the pressed and the marks of the pulse can be told from the rest', async ({
	page,
	playground,
}) => {
	await page.emulateMedia({ forcedColors: 'active' });
	await showAnswer(playground);
	const { frames, response, timing, form } = playground;
	const outlineOf = (one: Locator) =>
		one.evaluate((element) => {
			const { outlineStyle, outlineWidth } = getComputedStyle(element);
			return `${outlineStyle} ${outlineWidth}`;
		});
	await frames.row(2).hover();
	await expect.poll(() => outlineOf(frames.row(2)), 'the selected row').toBe('solid 2px');
	expect(await outlineOf(frames.row(3))).not.toBe('solid 2px');
	expect(await outlineOf(response.markdown), 'the pressed half').toBe('solid 2px');
	expect(await outlineOf(response.plain)).not.toBe('solid 2px');
	await expect(form.run, 'a button has an edge').toHaveCSS('border-top-width', '1px');
	const strokes = await timing.region
		.locator('.pg-pulse path')
		.evaluateAll((paths) => new Set(paths.map((path) => getComputedStyle(path).stroke)).size);
	expect(strokes, 'the selected tick has its own').toBe(2);
});
