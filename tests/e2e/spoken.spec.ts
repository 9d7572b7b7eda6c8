/** What is said to those who do not see it: finds, comparisons, and what became of a press. */
import { expect, test } from '../support/test.ts';
import { hear } from '../support/heard.ts';

test('how many matches Find has, and which one it shows', async ({ page, playground }) => {
	await playground.open();
	const { find } = playground.frames;
	await find.open();
	const heard = await hear(page);
	await find.search.fill('keeper');
	await expect.poll(heard).toContainEqual(expect.stringMatching(/^Match 1 of \d+/));
	await find.search.press('Enter');
	await expect.poll(heard).toContainEqual(expect.stringMatching(/^Match 2 of \d+/));
	await find.search.fill('no such words');
	await expect.poll(heard).toContainEqual(expect.stringMatching(/^No match/));
});

test('what a comparison of clients found', async ({ page, playground }) => {
	await playground.open();
	await playground.ask('Say one word');
	await playground.tools.open('Clients');
	const { runAll } = playground.tools.clients;
	await expect(runAll).toBeEnabled({ timeout: 40_000 });
	const heard = await hear(page);
	await runAll.click();
	await expect.poll(heard, { timeout: 40_000 }).toContainEqual(expect.stringContaining('Running'));
	await expect
		.poll(heard, { timeout: 40_000 })
		.toContainEqual(expect.stringMatching(/^Compared: \d+ of \d+/));
});

test('what a comparison of two runs found, pressed for or chosen', async ({ page, playground }) => {
	await playground.open();
	const { runs } = playground.tools;
	await playground.tools.open('Runs');
	for (const [index, message] of ['Reply exactly: pear', 'Reply exactly: plum'].entries()) {
		await playground.ask(message);
		await expect(runs.kept).toHaveCount(index + 1);
	}
	const heard = await hear(page);
	await runs.compareLastTwo.click();
	await expect.poll(heard).toContain('The texts differ first at character 2.');
	const boxes = runs.panel.getByRole('checkbox', { name: /^Compare/ });
	await boxes.first().uncheck();
	const heardThen = await hear(page);
	await boxes.first().check();
	await expect.poll(heardThen).toContain('The texts differ first at character 2.');
});

test('how a run ended, and that a part did not load', async ({ page, playground }) => {
	await playground.open();
	const heard = await hear(page);
	await playground.ask('Say one word');
	await expect.poll(heard).toContainEqual(expect.stringContaining('Complete.'));
	await page.route(/SharePanel/, (route) => route.abort());
	await playground.share.button.click();
	await expect.poll(heard).toContainEqual(expect.stringContaining('could not be loaded'));
});
