/**
 * A part that cannot be drawn: it says so and offers the recording, and everything else stays.
 *
 * Each part is made to fail from outside: a method throws while the test wants it to, given what that part alone
 * gives it.
 */
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { startRun, stopRun, wake } from '../support/playground.ts';

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const alert = (page: Page) => page.getByRole('alert');

/** A method, and what a part alone gives it, as text. */
const calls = {
	answer: ['String', 'replace', '/\\r\\n?/g'],
	frames: ['String', 'split', '/(?<=\\r\\n|\\n|\\r(?!\\n))/'],
	// The box for a pasted stream.
	tool: ['Document', 'createElement', 'textarea'],
} as const;

/** Opens the playground with a part that cannot be drawn, until `heal()`. */
async function openPoisoned(page: Page, part: keyof typeof calls) {
	await page.addInitScript(([type, method, given]) => {
		const { prototype } = globalThis[type] as unknown as {
			prototype: Record<string, (...all: unknown[]) => unknown>;
		};
		const real = prototype[method]!;
		Object.defineProperty(prototype, method, {
			value(this: unknown, ...all: unknown[]) {
				if (String(all[0]) === given && 'isPoisoned' in globalThis) throw new TypeError('poisoned');
				return real.apply(this, all);
			},
		});
	}, calls[part]);
	await page.goto('/playground/');
	await wake(page);
	await page.evaluate(() => Object.assign(globalThis, { isPoisoned: true }));
	return {
		heal: () => page.evaluate(() => delete (globalThis as { isPoisoned?: boolean }).isPoisoned),
	};
}

/** The run is still there as a file. */
async function saves(page: Page) {
	const download = page.waitForEvent('download');
	await alert(page).getByRole('button', { name: 'Save the recording' }).click();
	const saved: unknown = JSON.parse(await readFile(await (await download).path(), 'utf8'));
	expect(saved).toMatchObject({ version: 1, reads: expect.arrayContaining([expect.anything()]) });
}

async function formIsAsItWas(page: Page) {
	await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
}

test('the answer: its text stands there plain, and the frames stay', async ({ page }) => {
	await openPoisoned(page, 'answer');
	await startRun(page);
	await stopRun(page);
	await expect(alert(page)).toContainText('kept the answer from being drawn: TypeError: poisoned');
	await expect(region(page, 'Response')).toContainText('How text learned');
	await expect(region(page, 'Raw frames').locator('[data-frame-index]').first()).toBeVisible();
	await formIsAsItWas(page);
	await saves(page);
	await region(page, 'Response').getByRole('button', { name: 'Plain' }).click();
	await expect(alert(page), 'Plain can be drawn').toHaveCount(0);
	await expect(region(page, 'Response')).toContainText('How text learned');
});

test('the frames: the answer stays, and Try again draws them once they can be', async ({
	page,
}) => {
	const { heal } = await openPoisoned(page, 'frames');
	await startRun(page);
	await stopRun(page);
	await expect(alert(page)).toContainText('kept the frames from being drawn: TypeError: poisoned');
	await expect(region(page, 'Response')).toContainText('How text learned');
	await formIsAsItWas(page);
	await saves(page);
	await heal();
	await alert(page).getByRole('button', { name: 'Try again' }).click();
	await expect(region(page, 'Raw frames').locator('[data-frame-index]').first()).toBeVisible();
	await expect(alert(page)).toHaveCount(0);
});

test('a tool: the others open, and the run stays', async ({ page }) => {
	await openPoisoned(page, 'tool');
	await page.getByRole('button', { name: 'Import, export', exact: true }).click();
	await expect(alert(page)).toContainText(
		'kept “Import, export” from being drawn: TypeError: poisoned'
	);
	await saves(page);
	await page.getByRole('button', { name: 'Runs', exact: true }).click();
	await expect(alert(page)).toHaveCount(0);
	await expect(region(page, 'Runs')).toBeVisible();
	await expect(region(page, 'Raw frames').locator('[data-frame-index]').first()).toBeVisible();
	await formIsAsItWas(page);
});
