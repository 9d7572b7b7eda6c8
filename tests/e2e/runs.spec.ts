/** Keeping and comparing runs, and sending a request both streamed and not. */
import { expect, test, type Page } from '@playwright/test';
import { wake } from '../support/playground.ts';

const button = (page: Page, name: string | RegExp) =>
	page.getByRole('button', { name, exact: typeof name === 'string' });
const status = (page: Page) => page.locator('.pg').getByRole('status');
const response = (page: Page) => page.getByRole('group', { name: 'Response text' });
const panel = (page: Page) => page.getByRole('region', { name: 'Runs', exact: true });
const kept = (page: Page) =>
	panel(page).getByRole('list', { name: 'Kept runs' }).getByRole('listitem');

async function open(page: Page) {
	await page.goto('/playground/');
	await wake(page);
	await button(page, 'Runs').click();
	await expect(panel(page)).toContainText('None yet.');
}

/** Runs a custom message, which the demo quotes. */
async function run(page: Page, message: string) {
	const before = await kept(page).count();
	await page.getByRole('textbox', { name: 'Message', exact: true }).fill(message);
	await button(page, 'Run').click();
	await expect(kept(page)).toHaveCount(before + 1, { timeout: 30_000 });
}

test.beforeEach(({ page }) => {
	page.on('pageerror', (error) => {
		throw error;
	});
});

test('runs are kept under their names, shown again, pinned, compared and deleted', async ({
	page,
}) => {
	await open(page);
	await run(page, 'What is a pear?');
	const pear = await response(page).innerText();
	await run(page, 'What is a plum?');
	await expect(kept(page).first()).toContainText(/^“What is a plum\?”, \d\d:\d\d:\d\d, complete/);

	await button(page, /^“What is a pear/).click();
	await expect(page.getByRole('region', { name: 'Timing' })).toContainText(
		'Kept: “What is a pear?”.'
	);
	await expect.poll(() => response(page).innerText()).toBe(pear);

	await button(page, /^Pin “What is a pear/).click();
	await expect(button(page, /^Pin “What is a pear/)).toHaveAttribute('aria-pressed', 'true');

	for (const box of await panel(page).getByRole('checkbox').all()) await box.check();
	await expect(panel(page)).toContainText(/The texts differ first at character \d+:/);
	const parting = panel(page).locator('.pg-parting mark');
	await expect(parting).toHaveText([/^ear\?/, /^lum\?/]);
	const rows = panel(page).locator('.pg-comparison').getByRole('row');
	await expect(rows.filter({ hasText: 'How it ended' })).toContainText('CompleteComplete');

	await button(page, /^Delete “What is a plum/).click();
	await expect(kept(page)).toHaveCount(1);
	await expect(panel(page)).toContainText('Choose two of the kept runs');
});

test('streaming beside not streaming: the text begins long before the whole answer is there', async ({
	page,
}) => {
	await open(page);
	const streamed = panel(page).getByRole('group', { name: 'Streamed: the answer', exact: true });
	const whole = panel(page).getByRole('group', { name: 'Not streamed: the answer' });
	const message = page.getByRole('textbox', { name: 'Message', exact: true });
	// Answered for half a minute, so that there is time to look.
	await message.fill('Tell me the history of the telegraph');
	await button(page, 'Send it both ways').click();
	await expect(streamed).toContainText('How text learned');
	// Both clocks run, and the other has nothing yet.
	await expect(whole).toHaveText('');
	for (const clock of await panel(page).locator('.pg-clock').all()) {
		const shown = await clock.innerText();
		await expect(clock).not.toHaveText(shown);
	}
	await button(page, 'Stop both').click();
	await expect(whole).toContainText('The run was stopped');
	await message.fill('Tell me a story');
	await button(page, 'Send it both ways').click();
	await expect(panel(page)).toContainText(/: reading can begin \d+\.\d+ s earlier\./, {
		timeout: 30_000,
	});
	expect(await whole.innerText()).toBe(await streamed.innerText());
});

test('an endpoint gets both requests with the key, and a refusal is shown', async ({ page }) => {
	const asked: { stream: boolean; options: boolean; key: string | undefined }[] = [];
	await page.route('https://api.example.test/v1/chat/completions', (route) => {
		const body = route.request().postDataJSON();
		asked.push({
			stream: body.stream,
			options: 'stream_options' in body,
			key: route.request().headers()['authorization'],
		});
		return route.fulfill({
			status: 401,
			contentType: 'application/json',
			headers: { 'access-control-allow-origin': '*' },
			body: '{"error":{"message":"No such key.","type":"authentication_error","code":"invalid_api_key"}}',
		});
	});
	await open(page);
	await page.getByRole('radio', { name: 'Your endpoint' }).check();
	await page.getByRole('textbox', { name: 'Base URL' }).fill('https://api.example.test/v1');
	await page.getByLabel('API key').fill('sk-e2e-0d4e');
	await button(page, 'Send it both ways').click();
	await expect(panel(page).getByText('No such key.')).toHaveCount(2);
	expect(asked.toSorted((a, b) => Number(b.stream) - Number(a.stream))).toEqual([
		{ stream: true, options: true, key: 'Bearer sk-e2e-0d4e' },
		{ stream: false, options: false, key: 'Bearer sk-e2e-0d4e' },
	]);
	await expect(status(page)).toContainText('Press Run');
});
