/** Find in the frames: by kind, by text, and from match to match. */
import { expect, test } from '../support/test.ts';
import { showAnswer } from '../support/known-answer.ts';

test('Find filters by kind and searches, with a count, and steps through the matches', async ({
	playground,
}) => {
	await showAnswer(playground);
	await playground.frames.find.open();
	const search = playground.frames.find.search;
	await expect(search).toBeFocused();
	const count = playground.frames.find.count;

	await search.fill('BOLD');
	await expect(count).toHaveText('Match 1 of 1');
	await expect(playground.frames.region.locator('mark')).toHaveText(['bold']);
	await search.fill('content":"');
	await expect(count).toHaveText('Match 1 of 6');
	await expect(playground.frames.row(1), 'the first match').toHaveAttribute('aria-current', 'true');
	await search.press('Enter');
	await expect(count).toHaveText('Match 2 of 6');
	await search.press('Shift+Enter');
	await playground.frames.find.next.click();
	await expect(playground.frames.row(2)).toHaveAttribute('aria-current', 'true');
	await search.press('Shift+Enter');
	await search.press('Shift+Enter');
	await expect(playground.frames.row(6), 'round the start').toHaveAttribute('aria-current', 'true');

	await search.fill('');
	const kinds = playground.frames.find.kind;
	await kinds.selectOption('Comments');
	await expect(count).toHaveText('1 of 8 frames, without frame 7');
	await expect(playground.frames.items).toHaveCount(1);
	await expect(playground.frames.row(0).locator('.pg-row-number'), 'numbers stay').toHaveText('1');
	await kinds.selectOption('Finish');
	await expect(playground.frames.region.locator('.pg-row-number')).toHaveText(['7', '8']);
	await kinds.selectOption('Errors');
	await expect(playground.frames.region).toContainText('No such frame.');
	await search.press('Escape');
	await expect(playground.frames.items).toHaveCount(8);
	await expect(playground.frames.find.button, 'where it was opened').toBeFocused();
});
