/** Playwright's `test` with a playground: an uncaught error of the page fails a test that uses it. */
import { expect, test as base } from '@playwright/test';
import { Playground } from './playground.ts';

export { expect };

interface Fixtures {
	playground: Playground;
	/** What the page may throw in a test that makes it. */
	expectedError: RegExp | undefined;
}

export const test = base.extend<Fixtures>({
	expectedError: [undefined, { option: true }],
	playground: async ({ page, expectedError }, use) => {
		const errors: string[] = [];
		page.on('pageerror', ({ message, stack = message }) => {
			if (!expectedError?.test(message)) errors.push(stack);
		});
		await use(new Playground(page));
		expect(errors, 'uncaught errors of the page').toEqual([]);
	},
});
