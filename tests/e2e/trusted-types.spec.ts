/** Trusted Types: no text becomes markup or script, and every tool still works. */
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { complaintsOf } from '../support/site.ts';

test('every tool, dialog and view works without a policy violation', async ({
	page,
	playground,
}) => {
	const complaints = await complaintsOf(page);
	await playground.open();
	// A named reference is what the browser is asked to decode.
	await playground.ask('Say caf&eacute; &copy; and **bold**');
	await expect(playground.form.stop).toBeDisabled();
	const { tools } = playground;
	const names = await tools.buttons.allTextContents();
	expect(names.length).toBeGreaterThan(5);
	for (const name of names) {
		await expect(await tools.open(name)).not.toHaveText('');
		if (name === 'Code') await tools.code.copy.click();
		if (name !== 'Clients') continue;
		await tools.clients.openEditor();
		await expect(tools.clients.editor).toBeVisible();
		await tools.clients.runYours.click();
		await expect(tools.clients.row('Yours')).toContainText('Returned.');
	}
	await playground.share.button.click();
	await expect(playground.share.link).toHaveValue(/#run=/);
	await playground.frames.items.first().getByRole('button').first().click();
	await expect(page.getByRole('group', { name: /^Show frame/ })).toBeVisible();
	await page.keyboard.press('Escape');
	await page.keyboard.press('?');
	await expect(playground.keys.dialog).toBeVisible();
	expect(complaints).toEqual([]);
});

test('markup that a script writes becomes text, except for the mark of a search', async ({
	page,
}) => {
	await page.goto('/');
	const written = await page.evaluate(() => {
		const element = document.createElement('div');
		element.innerHTML = '<mark>found</mark> &amp; <img src=x onerror=alert(1)><b>bold</b>';
		return { html: element.innerHTML, elements: element.querySelectorAll(':not(mark)').length };
	});
	expect(written.elements).toBe(0);
	expect(written.html).toContain('<mark>found</mark> &amp; &lt;img');
});

const sinks: readonly [name: string, write: (page: Page) => Promise<string>][] = [
	[
		'the address of a script',
		(page) =>
			page.evaluate(() => {
				document.createElement('script').src = 'https://elsewhere.test/a.js';
				return 'written';
			}),
	],
	[
		'the address of a script of our own origin',
		(page) =>
			page.evaluate(() => {
				document.createElement('script').src = '/any.js';
				return 'written';
			}),
	],
	[
		'the text of a script',
		(page) =>
			page.evaluate(() => {
				document.createElement('script').textContent = 'alert(1)';
				return 'written';
			}),
	],
	[
		'the address of a Worker',
		(page) =>
			page.evaluate(() => {
				void new Worker(URL.createObjectURL(new Blob([''])));
				return 'written';
			}),
	],
	[
		'a policy of its own',
		(page) =>
			page.evaluate(() => {
				const { trustedTypes } = globalThis as unknown as {
					trustedTypes: { createPolicy(name: string, rules: object): unknown };
				};
				trustedTypes.createPolicy('another', {});
				return 'written';
			}),
	],
];

for (const [name, write] of sinks) {
	test(`a script cannot write ${name}`, async ({ page }) => {
		await page.goto('/');
		await expect(write(page)).rejects.toThrow(/Trusted|policy|disallowed/i);
	});
}
