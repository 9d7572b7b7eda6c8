/** A control that is removed or disabled when it is pressed on the keyboard does not take the focus with it. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import type { Playground } from '../support/playground.ts';
import { refuse } from '../support/refused-files.ts';

interface Press {
	/** Brings the control onto the screen. */
	readonly find: (playground: Playground) => Promise<Locator>;
	/** Waits until the control is gone or disabled, where it does not stay so. */
	readonly until?: (playground: Playground) => Promise<void>;
	/** Where the focus is then. */
	readonly within: (playground: Playground) => Locator;
}

const grown = ({ scrollBox }: Pick<Playground['frames' | 'response'], 'scrollBox'>) =>
	expect
		.poll(() => scrollBox.evaluate((box) => box.scrollHeight - box.clientHeight))
		.toBeGreaterThan(200);

const presses: Readonly<Record<string, Press>> = {
	'Follow the frames': {
		find: async (playground) => {
			await playground.startLongRun();
			await grown(playground.frames);
			await playground.frames.scrollToTop();
			return playground.frames.follow;
		},
		within: ({ frames }) => frames.region,
	},
	'Follow the text': {
		find: async (playground) => {
			await playground.startLongRun();
			await grown(playground.response);
			await playground.response.scrollBox.evaluate((box) => box.scrollTo(0, 0));
			return playground.response.follow;
		},
		within: ({ response }) => response.region,
	},
	Stop: {
		find: async (playground) => {
			await playground.startLongRun();
			return playground.form.stop;
		},
		within: ({ form }) => form.run,
	},
	'Run all clients': {
		find: async (playground) => {
			await playground.ask('Say one word');
			await playground.tools.open('Clients');
			await expect(playground.tools.clients.runAll).toBeEnabled({ timeout: 40_000 });
			return playground.tools.clients.runAll;
		},
		until: ({ tools }) =>
			expect(tools.clients.panel).toContainText('Compared: ', { timeout: 40_000 }),
		within: ({ tools }) => tools.clients.panel,
	},
	'Compare the last two': {
		find: async (playground) => {
			await playground.tools.open('Runs');
			for (const count of [1, 2]) {
				await playground.ask('Say one word');
				await expect(playground.tools.runs.kept).toHaveCount(count, { timeout: 40_000 });
			}
			return playground.tools.runs.compareLastTwo;
		},
		within: ({ tools }) => tools.runs.panel,
	},
	'Example of tools': {
		find: async ({ form }) => {
			await form.toggleOptions();
			return form.toolsExample;
		},
		within: ({ form }) => form.tools,
	},
	'Dismiss, of a link': {
		find: async (playground) => {
			const link = await playground.share.readLink();
			await playground.page.goto('about:blank');
			await playground.open(link);
			return playground.share.notice.getByRole('button', { name: 'Dismiss' });
		},
		within: ({ root }) => root,
	},
	'Try again, of a part that did not load': {
		find: async (playground) => {
			const { heal } = await refuse(playground.page, /SharePanel/);
			await playground.share.button.click();
			await expect(playground.tryAgain).toBeVisible();
			heal();
			return playground.tryAgain;
		},
		within: ({ root }) => root,
	},
};

for (const [name, { find, until, within }] of Object.entries(presses)) {
	test(`${name}, pressed on a key, leaves the focus near`, async ({ page, playground }) => {
		await playground.open();
		const control = await find(playground);
		await control.press('Enter');
		const isGone = () => control.evaluateAll((all) => all.every((one) => one.matches(':disabled')));
		if (until) await until(playground);
		else await expect.poll(isGone).toBe(true);
		await expect
			.poll(() => within(playground).evaluate((part) => part.contains(document.activeElement)))
			.toBe(true);
		await expect(page.locator(':focus')).toBeVisible();
	});
}

test('a press beside the playground takes the focus away', async ({ page, playground }) => {
	await playground.open();
	await playground.form.message.press('End');
	await page.getByRole('heading', { level: 1 }).click();
	await page.waitForTimeout(300);
	await expect(page.locator('.pg :focus')).toHaveCount(0);
});

test('a press of the mouse moves the focus nowhere', async ({ page, playground }) => {
	await playground.open();
	await playground.form.toggleOptions();
	await playground.form.toolsExample.click();
	await expect(playground.form.tools).not.toHaveValue('');
	await page.waitForTimeout(300);
	await expect(playground.form.tools, 'a phone would open its keyboard').not.toBeFocused();
});
