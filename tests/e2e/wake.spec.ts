/** Islands sleep until a reader is about to use one, and lose nothing of what is done to them until then. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { holdScripts, LONG_ANSWER, LONG_PROMPT, type Playground } from '../support/playground.ts';
import { pages } from '../support/site.ts';
import { scrollToEnd } from '../support/page-weight.ts';

const asleep = (page: Page) => page.locator('astro-island[ssr]');

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

const signs: Record<string, (playground: Playground) => Promise<void>> = {
	'a pointer': ({ form }) => form.message.hover(),
	'the focus': ({ form }) => form.message.focus(),
	'a shortcut': ({ page }) => page.keyboard.press('j'),
	'a link to a run': ({ page }) => page.evaluate(() => void (location.hash = '#run=1')),
	'a file dragged over it': ({ root: box }) =>
		box.evaluate((root) => {
			root.dispatchEvent(new DragEvent('dragover', { bubbles: true }));
		}),
};

for (const [name, give] of Object.entries(signs)) {
	test(`${name} wakes it`, async ({ page, playground }) => {
		await openAsleep(page);
		await give(playground);
		await expect(asleep(page)).toHaveCount(0);
	});
}

test('settings that were kept wake it on sight', async ({ page, playground }) => {
	await openAsleep(page);
	await playground.response.plain.click();
	await expect(playground.response.plain).toHaveAttribute('aria-pressed', 'true');
	await page.reload();
	await expect(asleep(page)).toHaveCount(0);
	await expect(playground.response.plain).toHaveAttribute('aria-pressed', 'true');
});

test.describe('what is done while it sleeps is done once it is awake', () => {
	test('a prompt chosen and Run pressed', async ({ page, playground }) => {
		await openAsleep(page);
		const release = await holdScripts(page);
		await page.getByRole('button', { name: 'Long', exact: true }).click();
		await playground.form.run.click();
		release();
		await expect(playground.form.message).toHaveValue(LONG_PROMPT);
		await expect(playground.response.region).toContainText(LONG_ANSWER);
	});

	test('a message typed and sent by Ctrl+Enter', async ({ page, playground }) => {
		await openAsleep(page);
		const release = await holdScripts(page);
		await playground.form.message.fill('Typed in its sleep');
		await playground.form.message.press('Control+Enter');
		release();
		await expect(playground.response.region).toContainText('Typed in its sleep');
	});

	test('a frame pressed', async ({ page, playground }) => {
		await openAsleep(page);
		const release = await holdScripts(page);
		await playground.frames.item(2).click();
		release();
		await expect(
			page.locator(
				'[data-frame-index="2"][aria-current], [data-frame-index="2"] [aria-expanded="true"]'
			)
		).toBeVisible();
	});

	test('a file dropped', async ({ page, playground }) => {
		await openAsleep(page);
		const release = await holdScripts(page);
		const text = readFileSync(
			new URL('../../src/figures/crlf.recording.json', import.meta.url),
			'utf8'
		);
		await playground.root.evaluate((root, json) => {
			const dataTransfer = new DataTransfer();
			dataTransfer.items.add(new File([json], 'run.recording.json'));
			for (const type of ['dragover', 'drop']) {
				root.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
			}
		}, text);
		release();
		await expect(playground.root).toContainText('run.recording.json');
	});
});

test.describe('what is done while it wakes is done once, in its order', () => {
	/**
	 * Does something to an element once a task: five times while its island sleeps, for as long as it wakes, and
	 * five times more. Resolves to how often.
	 */
	function eachTask(target: Locator, type: 'keydown' | 'click' | 'letter'): Promise<number> {
		return target.evaluate(async (element, kind) => {
			const island = element.closest('astro-island') ?? document.querySelector('astro-island')!;
			const scriptsCame = new Promise((resolve) => {
				new MutationObserver(resolve).observe(island, { attributeFilter: ['ssr'] });
			});
			const waking = new AbortController();
			island.addEventListener('island-awake', () => waking.abort());
			let done = 0;
			const act = async () => {
				const options = { key: 'j', bubbles: true, cancelable: true };
				// Old, but the only way to type as a reader does, at the caret and with the browser's events.
				if (kind === 'letter') document.execCommand('insertText', false, String(done % 10));
				else if (kind === 'click') element.dispatchEvent(new MouseEvent(kind, options));
				else element.dispatchEvent(new KeyboardEvent(kind, options));
				done++;
				await new Promise((resolve) => setTimeout(resolve));
			};
			if (element instanceof HTMLTextAreaElement) {
				element.focus();
				element.setSelectionRange(5, 8);
			}
			island.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
			for (let i = 0; i < 5; i++) await act();
			await scriptsCame;
			while (!waking.signal.aborted) await act();
			for (let i = 0; i < 5; i++) await act();
			return done;
		}, type);
	}

	test('a key in it', async ({ page, playground }) => {
		await openAsleep(page);
		const presses = await eachTask(playground.response.box, 'keydown');
		await expect(playground.ending.announcement).toHaveText(new RegExp(`^Frame ${presses},`));
	});

	test('a key while the focus is nowhere', async ({ page, playground }) => {
		await openAsleep(page);
		const presses = await eachTask(page.locator('body'), 'keydown');
		await expect(playground.ending.announcement).toHaveText(new RegExp(`^Frame ${presses},`));
	});

	test('a press', async ({ page, playground }) => {
		await openAsleep(page);
		const { button } = playground.share;
		const presses = await eachTask(button, 'click');
		await expect(button).toHaveAttribute('aria-expanded', String(presses % 2 === 1));
	});

	test('a letter typed, where the caret is', async ({ page, playground }) => {
		const { message } = playground.form;
		await openAsleep(page);
		const before = await message.inputValue();
		const letters = await eachTask(message, 'letter');
		const typed = Array.from({ length: letters }, (_, i) => i % 10).join('');
		await expect(message).toHaveValue(`${before.slice(0, 5)}${typed}${before.slice(8)}`);
	});

	test('a selection', async ({ page, playground }) => {
		await openAsleep(page);
		const release = await holdScripts(page);
		const selection = () =>
			playground.form.message.evaluate((box: HTMLTextAreaElement) => [
				box.selectionStart,
				box.selectionEnd,
			]);
		await playground.form.message.evaluate((box: HTMLTextAreaElement) => {
			box.focus();
			box.setSelectionRange(2, 7);
		});
		release();
		await expect(asleep(page)).toHaveCount(0);
		expect(await selection()).toEqual([2, 7]);
		await playground.share.button.click();
		await expect(playground.share.button).toHaveAttribute('aria-expanded', 'true');
		expect(await selection()).toEqual([2, 7]);
	});
});

test('of two islands on a page the one that is used wakes', async ({ page }) => {
	await openAsleep(page, '/usage-and-timing/');
	await expect(asleep(page)).toHaveCount(2);
	await page.getByRole('button', { name: 'Send it both ways' }).click();
	await expect(page.locator('.pg-sides')).toContainText('Once upon a time');
	await expect(asleep(page)).toHaveCount(1);
});
