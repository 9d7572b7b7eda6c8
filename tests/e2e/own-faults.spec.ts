/** What the browser, the network or another tab does to the page: the page goes on, and says what there is to say. */
import type { Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { LONG_ANSWER, Playground, wake } from '../support/playground.ts';
import { complaintsOf } from '../support/site.ts';

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
	test(`storage that ${how}: nothing is kept, and everything works`, async ({
		page,
		playground,
	}) => {
		const complaints = await complaintsOf(page);
		await page.addInitScript(refuse);
		await playground.open();
		const html = page.locator('html');
		const before = await html.getAttribute('data-theme');
		const other = before === 'dark' ? 'light' : 'dark';
		await page.getByRole('combobox', { name: 'Select theme' }).first().selectOption(other);
		await expect(html).toHaveAttribute('data-theme', other);

		await playground.startLongRun();
		await playground.stopRun();
		await playground.response.plain.click();
		await playground.tools.open('Runs');
		await expect(playground.tools.runs.kept).toHaveCount(1);
		await playground.tools.open('Code');
		await playground.tools.code.language('JavaScript').click();
		await expect(playground.tools.code.language('JavaScript')).toHaveAttribute(
			'aria-pressed',
			'true'
		);
		await playground.form.endpoint.check();
		await playground.tools.code.useEverywhere.click();
		await playground.form.forgetSettings.click();
		await expect(playground.form.demo).toBeChecked();
		expect(complaints).toEqual([]);
	});
}

test('offline is called offline, and not CORS; online again, Run works', async ({
	context,
	baseURL,
	playground,
}) => {
	await playground.open();
	await playground.startLongRun();
	await playground.stopRun();
	await playground.form.useEndpoint(`${baseURL}/v1`);
	await context.setOffline(true);
	await playground.form.run.click();
	await expect(playground.ending.status).toContainText('this device is offline');
	await expect(playground.ending.status).not.toContainText('CORS');
	await context.setOffline(false);
	await playground.form.run.click();
	await expect(playground.response.region).toContainText(LONG_ANSWER);
	await playground.stopRun();
});

test('a run in a tab that is not painted ends, and its end is there when the tab is back', async ({
	page,
	playground,
}) => {
	await playground.open();
	await playground.startLongRun();
	// What a browser does to a hidden tab, while the run goes on.
	await page.evaluate(() => {
		globalThis.requestAnimationFrame = () => 0;
		Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
		document.dispatchEvent(new Event('visibilitychange'));
	});
	await playground.form.stop.evaluate((stop: HTMLButtonElement) => stop.click());
	await expect(playground.ending.status).toContainText('Stopped.');
	await playground.form.message.fill('Asked while it was hidden');
	await playground.form.run.evaluate((run: HTMLButtonElement) => run.click());
	await expect(playground.ending.status).toContainText('Complete', { timeout: 30_000 });
	await expect(playground.response.region).toContainText('Asked while it was hidden');
});

test('Back to a page that was left during a run: its settings are there, and Run works', async ({
	page,
	playground,
}) => {
	await playground.open();
	await playground.response.plain.click();
	await playground.startLongRun();
	await page.goto('/python/');
	await page.goBack();
	await wake(page);
	await expect(playground.form.stop).toBeDisabled();
	await expect(playground.response.plain).toHaveAttribute('aria-pressed', 'true');
	await playground.startLongRun();
	await playground.stopRun();
});

test('two tabs: what one keeps, the other does not take back', async ({
	context,
	page,
	playground,
}) => {
	// Each tab may be a process of its own, and hears of the other's storage a little later.
	const kept = (tab: Page) => tab.evaluate(() => JSON.stringify(localStorage));
	const other = await context.newPage();
	const otherTab = new Playground(other);
	await playground.open();
	await otherTab.open();
	await playground.response.pace.selectOption({ index: 1 });
	const smooth = await playground.response.pace.inputValue();
	await expect.poll(() => kept(other)).toContain(smooth);
	await otherTab.response.plain.click();
	await expect.poll(() => kept(page)).toContain('plain');
	await playground.reload();
	await expect(playground.response.pace).toHaveValue(smooth);
	await expect(playground.response.plain).toHaveAttribute('aria-pressed', 'true');
});

test('a Worker that dies is said to have ended, and the next run works', async ({
	page,
	playground,
}) => {
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
	await playground.open();
	await playground.startLongRun();
	await playground.stopRun();
	await playground.tools.open('Clients');
	const { clients } = playground.tools;
	await clients.runYours.click();
	await expect(clients.row('Yours')).toContainText('did not load', { timeout: 40_000 });
	await clients.runYours.click();
	await expect(clients.row('Yours')).not.toContainText('did not load');
});
