/**
 * What readers come for, in presses from a run on the screen. A test presses as often as its name says, and no
 * more: reaching for a control that is further away fails it.
 */
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { clientCode } from '../support/screen/clients-tool.ts';

test.use({ viewport: { width: 1440, height: 900 } });

/** Counts what is pressed on the page from now on: clicks, taps, and choices in lists. */
async function countPresses(page: Page): Promise<() => Promise<number>> {
	await page.evaluate(() => {
		const root = document.documentElement;
		root.dataset['presses'] = '0';
		const add = ({ isTrusted }: Event) => {
			if (isTrusted) root.dataset['presses'] = String(Number(root.dataset['presses']) + 1);
		};
		for (const type of ['pointerdown', 'change']) addEventListener(type, add, true);
	});
	return async () => Number(await page.locator('html').getAttribute('data-presses'));
}

test('the bytes of a frame: none', async ({ page, playground }) => {
	await playground.open();
	await playground.runToEnd();
	const presses = await countPresses(page);
	await expect(playground.frames.items.last()).toContainText('data: [DONE]');
	await expect(playground.frames.items.last()).toBeInViewport({ ratio: 0.5 });
	expect(await presses()).toBe(0);
});

test('the frame of a word: one', async ({ page, playground }) => {
	await playground.open();
	await playground.runToEnd();
	const presses = await countPresses(page);
	await playground.response.pointAt('piece');
	await page.mouse.down();
	await page.mouse.up();
	await expect(playground.frames.selected).toContainText('piece');
	await expect(playground.frames.selected).toBeInViewport();
	expect(await presses()).toBe(1);
});

test.describe('on a phone', () => {
	test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

	test('the frame of a word: one', async ({ page, playground }) => {
		await playground.open();
		await playground.runToEnd();
		await playground.response.box.evaluate((box) => box.scrollIntoView({ block: 'center' }));
		const presses = await countPresses(page);
		const { x, y } = await playground.response.placeOf('piece');
		await page.touchscreen.tap(x, y);
		await expect(playground.frames.selected).toContainText('piece');
		await expect(playground.frames.selected).toBeInViewport();
		expect(await presses()).toBe(1);
	});
});

test('what the obvious loop lost under reads of one byte: two', async ({ page, playground }) => {
	// Sixty thousand reads, one after another.
	test.slow();
	const { clients } = playground.tools;
	await playground.open();
	await playground.runToEnd();
	const presses = await countPresses(page);
	await playground.ending.compare.click();
	await expect(clients.panel).toBeInViewport();
	await expect(clients.row('The obvious loop')).toContainText('Identical');
	await clients.panel.getByRole('button', { name: 'One byte each' }).click();
	await expect(clients.row('The obvious loop')).toContainText(/\b0 of 1,\d{3}Lost all of it/, {
		timeout: 90_000,
	});
	expect(await presses()).toBe(2);
	await expect(clients.row('OpenAI SDK')).toContainText('Identical', { timeout: 90_000 });
});

test('a program in Python for this request: one', async ({ page, playground }) => {
	const { code } = playground.tools;
	await playground.open();
	await playground.runToEnd();
	const presses = await countPresses(page);
	await playground.tools.open('Code');
	await expect(code.program).toContainText('client = OpenAI(');
	await expect(code.program).toContainText('Tell me a story');
	await expect(code.program).toBeInViewport();
	expect(await presses()).toBe(1);
});

test('one’s own code over this run, typed: three', async ({ page, playground }) => {
	const { clients } = playground.tools;
	await playground.open();
	await playground.runToEnd();
	const presses = await countPresses(page);
	await playground.tools.open('Clients');
	await clients.openEditor();
	await clients.editor.focus();
	await page.keyboard.press('ControlOrMeta+a');
	await page.keyboard.insertText(clientCode("  yield 'j k m ';"));
	await page.keyboard.type('// j k m');
	await clients.runYours.click();
	await expect(clients.row('Yours')).toContainText('Returned.');
	await expect(clients.row('Yours')).toContainText('6 of 1,');
	expect(await presses()).toBe(3);
});

test('two runs compared: two', async ({ page, playground }) => {
	const { runs } = playground.tools;
	await playground.open();
	for (const message of ['What is a pear?', 'What is a plum?']) {
		await playground.form.message.fill(message);
		await playground.runToEnd();
	}
	const presses = await countPresses(page);
	await playground.tools.open('Runs');
	await runs.compareLastTwo.click();
	await expect(runs.panel).toContainText(/The texts differ first at character \d+\./);
	expect(await presses()).toBe(2);
});
