/** The page *Security* says what is true. */
import { expect, test } from '../support/test.ts';
import { ENDPOINT } from '../support/endpoint.ts';
import { done, text } from '../examples/streams.ts';
import { pages } from '../support/site.ts';

test('its table names all that the site stores, and no more', async ({
	page,
	context,
	playground,
}) => {
	await page.goto('/security/');
	const named = await page.locator('main td:first-child code').allTextContents();
	expect(named.length).toBeGreaterThan(0);

	await page.goto('/');
	const choice = page.getByRole('form', { name: 'Base URL and model in all code' });
	await choice.getByLabel('Base URL').fill('https://gateway.example/v1');
	await page.getByRole('button', { name: 'Use in all code' }).click();
	await expect(page.getByText('All code on this site names them now.')).toBeVisible();
	await page.goto('/python/');
	await page
		.locator('starlight-theme-select select')
		.filter({ visible: true })
		.selectOption('dark');
	await playground.open();
	await playground.runAnswer({ body: text('ok', 'stop') + done }, 'sk-canary-9f31c7a4d2b85e60');
	await playground.tools.open('Code');
	await playground.tools.code.language('JavaScript').click();

	const stored = await page.evaluate(() => Object.keys(localStorage));
	expect(stored.toSorted()).toEqual(named.toSorted());
	expect(await context.cookies()).toEqual([]);
	const session = await page.evaluate(() => Object.keys(sessionStorage));
	expect(session.filter((name) => !name.startsWith('sl-sidebar'))).toEqual([]);
	expect(
		await page.evaluate(async () => [await indexedDB.databases(), await caches.keys()])
	).toEqual([[], []]);
});

test('nothing but the site’s own files is asked for until something is pressed, on any page', async ({
	page,
	baseURL,
}) => {
	const foreign: string[] = [];
	page.on('request', (request) => {
		if (!request.url().startsWith(`${baseURL}/`)) foreign.push(request.url());
	});
	for (const path of pages) {
		await page.goto(path, { waitUntil: 'networkidle' });
	}
	expect(foreign.filter((url) => !url.startsWith('data:'))).toEqual([]);
});

test('the box for the key leads to it', async ({ page, playground }) => {
	await playground.open();
	await playground.form.useEndpoint(ENDPOINT, 'sk-canary-9f31c7a4d2b85e60');
	await page.getByRole('link', { name: 'Security', exact: true }).click();
	await expect(page).toHaveURL(/\/security\/$/);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Security');
});
