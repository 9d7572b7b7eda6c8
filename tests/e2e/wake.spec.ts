/** Islands sleep until a reader is about to use one, and lose nothing of what is done to them until then. */
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { SUGGESTIONS } from '../../src/demo/index.ts';
import { scrollToEnd } from '../support/page-weight.ts';
import { pages } from '../support/site.ts';

const asleep = (page: Page) => page.locator('astro-island[ssr]');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const message = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });
const response = (page: Page) => page.getByRole('region', { name: 'Response' });

/** Holds all scripts that the page asks for from now on, until the function is called. */
async function holdScripts(page: Page): Promise<() => void> {
	const { promise, resolve } = Promise.withResolvers<void>();
	await page.route('**/_astro/*.js', async (route) => {
		await promise;
		await route.continue();
	});
	return resolve;
}

/** A page whose islands nothing has woken. */
async function openAsleep(page: Page, path = '/playground/') {
	await page.goto(path, { waitUntil: 'networkidle' });
	await expect(asleep(page)).not.toHaveCount(0);
}

for (const path of pages) {
	test(`${path} sleeps through a scroll under a pointer at rest`, async ({ page }) => {
		await page.mouse.move(640, 360);
		await page.goto(path, { waitUntil: 'networkidle' });
		const islands = await page.locator('astro-island').count();
		await scrollToEnd(page);
		await page.keyboard.press('Home');
		await page.waitForLoadState('networkidle');
		await expect(asleep(page)).toHaveCount(islands);
	});
}

const signs: Record<string, (page: Page) => Promise<void>> = {
	'a pointer': (page) => message(page).hover(),
	'the focus': (page) => message(page).focus(),
	'a shortcut': (page) => page.keyboard.press('j'),
	'a link to a run': (page) => page.evaluate(() => void (location.hash = '#run=1')),
	'a file dragged over it': (page) =>
		page.locator('.pg').evaluate((root) => {
			root.dispatchEvent(new DragEvent('dragover', { bubbles: true }));
		}),
};

for (const [name, give] of Object.entries(signs)) {
	test(`${name} wakes it`, async ({ page }) => {
		await openAsleep(page);
		await give(page);
		await expect(asleep(page)).toHaveCount(0);
	});
}

test('settings that were kept wake it on sight', async ({ page }) => {
	await openAsleep(page);
	await button(page, 'Plain').click();
	await expect(button(page, 'Plain')).toHaveAttribute('aria-pressed', 'true');
	await page.reload();
	await expect(asleep(page)).toHaveCount(0);
	await expect(button(page, 'Plain')).toHaveAttribute('aria-pressed', 'true');
});

test.describe('what is done while it sleeps is done once it is awake', () => {
	// Its answer is known.
	const { label, prompt } = SUGGESTIONS.find((one) => one.label === 'Long')!;

	test('a prompt chosen and Run pressed', async ({ page }) => {
		await openAsleep(page);
		const release = await holdScripts(page);
		await button(page, label).click();
		await button(page, 'Run').click();
		release();
		await expect(message(page)).toHaveValue(prompt);
		await expect(response(page)).toContainText('How text learned');
	});

	test('a message typed and sent by Ctrl+Enter', async ({ page }) => {
		await openAsleep(page);
		const release = await holdScripts(page);
		await message(page).fill('Typed in its sleep');
		await message(page).press('Control+Enter');
		release();
		await expect(response(page)).toContainText('Typed in its sleep');
	});

	test('a frame pressed', async ({ page }) => {
		await openAsleep(page);
		const release = await holdScripts(page);
		const frame = page.locator('[data-frame-index="2"]');
		await frame.click();
		release();
		await expect(
			page.locator(
				'[data-frame-index="2"][aria-current], [data-frame-index="2"] [aria-expanded="true"]'
			)
		).toBeVisible();
	});

	test('a file dropped', async ({ page }) => {
		await openAsleep(page);
		const release = await holdScripts(page);
		const text = readFileSync(
			new URL('../../src/figures/crlf.recording.json', import.meta.url),
			'utf8'
		);
		await page.locator('.pg').evaluate((root, json) => {
			const dataTransfer = new DataTransfer();
			dataTransfer.items.add(new File([json], 'run.recording.json'));
			for (const type of ['dragover', 'drop']) {
				root.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
			}
		}, text);
		release();
		await expect(page.locator('.pg')).toContainText('run.recording.json');
	});
});

test('of two islands on a page the one that is used wakes', async ({ page }) => {
	await openAsleep(page, '/usage-and-timing/');
	await expect(asleep(page)).toHaveCount(2);
	await button(page, 'Send it both ways').click();
	await expect(page.locator('.pg-sides')).toContainText('Once upon a time');
	await expect(asleep(page)).toHaveCount(1);
});
