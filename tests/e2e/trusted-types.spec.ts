/** Trusted Types: no text becomes markup or script, and every tool still works. */
import { expect, test, type Page } from '@playwright/test';
import { clientRow, openPanel } from '../support/panel.ts';
import { complaintsOf } from '../support/site.ts';
import { wake } from '../support/playground.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function run(page: Page, message: string) {
	await page.getByRole('textbox', { name: 'Message', exact: true }).fill(message);
	await button(page, 'Run').click();
	await expect(button(page, 'Stop')).toBeDisabled();
}

test('every tool, dialog and view works without a policy violation', async ({ page }) => {
	const complaints = await complaintsOf(page);
	await page.goto('/playground/');
	await wake(page);
	// A named reference is what the browser is asked to decode.
	await run(page, 'Say caf&eacute; &copy; and **bold**');
	const tools = await page
		.getByRole('group', { name: 'Tools', exact: true })
		.getByRole('button')
		.allTextContents();
	expect(tools.length).toBeGreaterThan(5);
	for (const name of tools) {
		const panel = await openPanel(page, name);
		await expect(panel).not.toHaveText('');
		if (name === 'Code') await button(page, 'Copy code').click();
		if (name !== 'Clients') continue;
		await panel.getByText('Edit yours').click();
		await expect(panel.getByRole('textbox', { name: 'Your client, in JavaScript' })).toBeVisible();
		await panel.getByRole('button', { name: 'Run yours' }).click();
		await expect(clientRow(panel, 'Yours')).toContainText('Returned.');
	}
	await button(page, 'Share').click();
	await expect(page.getByRole('textbox', { name: 'Link' })).toHaveValue(/#run=/);
	const rows = page.getByRole('region', { name: 'Raw frames' }).locator('[data-frame-index]');
	await rows.first().getByRole('button').first().click();
	await expect(page.getByRole('group', { name: /^Show frame/ })).toBeVisible();
	await page.keyboard.press('Escape');
	await page.keyboard.press('?');
	await expect(page.getByRole('dialog')).toBeVisible();
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
