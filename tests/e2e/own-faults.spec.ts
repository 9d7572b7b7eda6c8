/** What the browser, the network or another tab does to the page: the page goes on, and says what there is to say. */
import { expect, test, type Page } from '@playwright/test';
import { openPanel, clientRow } from '../support/panel.ts';
import { startRun, stopRun, wake } from '../support/playground.ts';
import { complaintsOf } from '../support/site.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const status = (page: Page) => page.locator('.pg-ending').getByRole('status');
const message = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });

const refusals = {
	'throws when it is asked for': () =>
		Object.defineProperty(globalThis, 'localStorage', {
			configurable: true,
			get() {
				throw new DOMException('Access is denied for this document.', 'SecurityError');
			},
		}),
	'is full': () => {
		Storage.prototype.setItem = () => {
			throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
		};
	},
	'throws at everything': () => {
		for (const method of ['getItem', 'setItem', 'removeItem'] as const) {
			Storage.prototype[method] = () => {
				throw new DOMException('The operation is insecure.', 'SecurityError');
			};
		}
	},
};

for (const [how, refuse] of Object.entries(refusals)) {
	test(`storage that ${how}: nothing is kept, and everything works`, async ({ page }) => {
		const complaints = await complaintsOf(page);
		await page.addInitScript(refuse);
		await page.goto('/playground/');
		await wake(page);
		const html = page.locator('html');
		const before = await html.getAttribute('data-theme');
		const other = before === 'dark' ? 'light' : 'dark';
		await page.getByRole('combobox', { name: 'Select theme' }).first().selectOption(other);
		await expect(html).toHaveAttribute('data-theme', other);

		await startRun(page);
		await stopRun(page);
		await button(page, 'Plain').click();
		await openPanel(page, 'Runs');
		await expect(page.getByRole('list', { name: 'Kept runs' }).getByRole('listitem')).toHaveCount(
			1
		);
		await openPanel(page, 'Code');
		await button(page, 'JavaScript').click();
		await expect(button(page, 'JavaScript')).toHaveAttribute('aria-pressed', 'true');
		await page.getByRole('radio', { name: 'Your endpoint' }).check();
		await button(page, 'Use base URL and model in all code on this site').click();
		await button(page, 'Forget settings').click();
		await expect(page.getByRole('radio', { name: 'Demo API' })).toBeChecked();
		expect(complaints).toEqual([]);
	});
}

test('offline is called offline, and not CORS; online again, Run works', async ({
	page,
	context,
	baseURL,
}) => {
	await page.goto('/playground/');
	await wake(page);
	await startRun(page);
	await stopRun(page);
	await page.getByRole('radio', { name: 'Your endpoint' }).check();
	await page.getByRole('textbox', { name: 'Base URL' }).fill(`${baseURL}/v1`);
	await context.setOffline(true);
	await button(page, 'Run').click();
	await expect(status(page)).toContainText('this device is offline');
	await expect(status(page)).not.toContainText('CORS');
	await context.setOffline(false);
	await button(page, 'Run').click();
	await expect(page.getByRole('region', { name: 'Response' })).toContainText('How text learned');
	await stopRun(page);
});

test('a run in a tab that is not painted ends, and its end is there when the tab is back', async ({
	page,
}) => {
	await page.goto('/playground/');
	await wake(page);
	await startRun(page);
	// What a browser does to a hidden tab, while the run goes on.
	await page.evaluate(() => {
		globalThis.requestAnimationFrame = () => 0;
		Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
		document.dispatchEvent(new Event('visibilitychange'));
	});
	await button(page, 'Stop').evaluate((stop: HTMLButtonElement) => stop.click());
	await expect(status(page)).toContainText('Stopped.');
	await message(page).fill('Asked while it was hidden');
	await button(page, 'Run').evaluate((run: HTMLButtonElement) => run.click());
	await expect(status(page)).toContainText('Complete', { timeout: 30_000 });
	await expect(page.getByRole('region', { name: 'Response' })).toContainText(
		'Asked while it was hidden'
	);
});

test('Back to a page that was left during a run: its settings are there, and Run works', async ({
	page,
}) => {
	await page.goto('/playground/');
	await wake(page);
	await button(page, 'Plain').click();
	await startRun(page);
	await page.goto('/python/');
	await page.goBack();
	await wake(page);
	await expect(button(page, 'Stop')).toBeDisabled();
	await expect(button(page, 'Plain')).toHaveAttribute('aria-pressed', 'true');
	await startRun(page);
	await stopRun(page);
});

test('two tabs: what one keeps, the other does not take back', async ({ page, context }) => {
	const other = await context.newPage();
	for (const one of [page, other]) {
		await one.goto('/playground/');
		await wake(one);
	}
	await page.getByLabel('Show text').selectOption({ index: 1 });
	const smooth = await page.getByLabel('Show text').inputValue();
	await button(other, 'Plain').click();
	await page.reload();
	await wake(page);
	await expect(page.getByLabel('Show text')).toHaveValue(smooth);
	await expect(button(page, 'Plain')).toHaveAttribute('aria-pressed', 'true');
});

test('a Worker that dies is said to have ended, and the next run works', async ({ page }) => {
	// Stands in for the reader's code taking all the memory there is: the Worker is gone and says nothing.
	await page.route(
		'**/sandbox.html',
		async (route) => {
			const response = await route.fetch();
			const html = (await response.text()).replace(
				/new Worker\(/,
				'new (class{addEventListener(){}postMessage(){}})('
			);
			await route.fulfill({ response, body: html, headers: { 'content-type': 'text/html' } });
		},
		{ times: 1 }
	);
	await page.goto('/playground/');
	await wake(page);
	await startRun(page);
	await stopRun(page);
	const clients = await openPanel(page, 'Clients');
	await button(page, 'Run yours').click();
	await expect(clientRow(clients, 'Yours')).toContainText('did not load', { timeout: 40_000 });
	await button(page, 'Run yours').click();
	await expect(clientRow(clients, 'Yours')).not.toContainText('did not load');
});
