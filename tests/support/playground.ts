/** The playground as a person works it: by the names its controls have. */
import { expect, type Page } from '@playwright/test';
import { SUGGESTIONS } from '../../src/demo/index.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

// Its answer takes half a minute, so that a test has the time to look while it streams.
const long = SUGGESTIONS.find(({ label }) => label === 'Long')!.prompt;

/** Wakes every island of the page, as a pointer that moves over it does, and waits until all are awake. */
export async function wake(page: Page) {
	const asleep = page.locator('astro-island[ssr]');
	await asleep.evaluateAll((islands) => {
		for (const island of islands) {
			island.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
		}
	});
	await expect(asleep).toHaveCount(0);
}

/** Sends a message to the demo, and comes back while the answer streams. */
export async function startRun(page: Page) {
	const message = page.getByRole('textbox', { name: 'Message', exact: true });
	// React may take over between the selecting and the typing that `fill` is made of.
	await expect(async () => {
		await wake(page);
		await message.fill(long);
		await expect(message).toHaveValue(long, { timeout: 500 });
	}).toPass();
	await button(page, 'Run').click();
	await expect(button(page, 'Stop')).toBeEnabled();
	// The title of the long answer, so from this run and not from the recorded one that stood there.
	await expect(page.getByRole('region', { name: 'Response' })).toContainText('How text learned');
}

export async function stopRun(page: Page) {
	await button(page, 'Stop').click();
	await expect(button(page, 'Stop')).toBeDisabled();
	await expect(button(page, 'Run')).toBeEnabled();
}
