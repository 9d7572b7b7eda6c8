/** From words to the frames they came in, and back, by pointer and by keyboard. */
import { expect, test } from '../support/test.ts';
import { showAnswer } from '../support/known-answer.ts';

test('pointing at a frame marks its text, and pointing at text its frame', async ({
	playground,
}) => {
	await showAnswer(playground);
	for (const view of ['Markdown', 'Plain']) {
		await playground.response.region.getByRole('button', { name: view, exact: true }).click();
		const isPlain = view === 'Plain';
		const texts: Record<number, string[]> = {
			1: [isPlain ? '# A *fine* ' : 'A fine '],
			3: [isPlain ? '**bold' : 'bold'],
			4: [isPlain ? ' word** ' : ' word '],
			6: [isPlain ? 'll |\n' : 'll'],
		};
		for (const [index, text] of Object.entries(texts)) {
			await playground.frames.row(Number(index)).hover();
			await expect
				.poll(() => playground.response.marked(), `frame ${index}, ${view}`)
				.toEqual(text);
		}
		for (const [word, index] of Object.entries({ fine: 1, bold: 3, word: 4, ll: 6, '🚀': 5 })) {
			await playground.response.pointAt(word);
			await expect(playground.frames.selected, `${word}, ${view}`).toHaveCount(1);
			await expect(playground.frames.row(index), `${word}, ${view}`).toHaveAttribute(
				'aria-current',
				'true'
			);
		}
	}
	await playground.frames.row(7).hover();
	await expect.poll(() => playground.response.marked(), '[DONE] brought no text').toEqual([]);
});

test('pointing works on the recorded run too, before anything is run', async ({ playground }) => {
	await playground.open();
	await playground.response.pointAt('Once');
	await expect(playground.frames.selected).toContainText('"Once"');
	await expect.poll(() => playground.response.marked()).toEqual(['Once']);
});

test('the keyboard moves through the frames, and through the text', async ({
	page,
	playground,
}) => {
	await showAnswer(playground);
	await playground.frames.row(0).focus();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await expect(playground.frames.row(2)).toBeFocused();
	await expect.poll(() => playground.response.marked()).toEqual(['titleThe ']);
	await page.keyboard.press('End');
	await expect(playground.frames.row(7)).toBeFocused();
	await page.keyboard.press('Home');
	await expect(playground.frames.row(0)).toBeFocused();
	// One tab stop, and Enter opens.
	await expect(playground.frames.region.locator('.pg-row[tabindex="0"]')).toHaveCount(1);
	await page.keyboard.press('Enter');
	await expect(playground.frames.row(0)).toHaveAttribute('aria-expanded', 'true');
	await page.keyboard.press('Escape');
	await expect(playground.frames.selected).toHaveCount(0);

	await playground.response.box.focus();
	const regions = page.locator('.pg :is([aria-live], [role=status], [role=alert], [role=log])');
	await expect(regions, 'one live region').toHaveCount(1);
	const told = playground.ending.announcement;
	await expect(async () => {
		await page.keyboard.press('ArrowRight');
		await expect(told).toContainText('Frame', { timeout: 500 });
	}).toPass();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowLeft');
	const before = await told.textContent();
	await page.keyboard.press('ArrowRight');
	await expect(told).not.toHaveText(before!);
	const number = Number(/Frame (\d+)/.exec((await told.textContent())!)![1]);
	await expect(playground.frames.row(number - 1)).toHaveAttribute('aria-current', 'true');
});
