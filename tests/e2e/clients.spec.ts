/** The tool "Clients": other clients over the same bytes. */
import { expect, test } from '../support/test.ts';
import { axeFaults } from '../support/axe.ts';
import { wake } from '../support/playground.ts';
import { complaintsOf, SCHEMES } from '../support/site.ts';
import { clientCode } from '../support/screen/clients-tool.ts';

test('says what the obvious loop lost while the others agree, and shows both texts', async ({
	playground,
}) => {
	const { clients } = playground.tools;
	await playground.open();
	await playground.tools.open('Break it');
	await playground.tools.break.fault.selectOption('random-reads');
	await playground.tools.break.run.click();
	await expect(playground.ending.status).toContainText('Complete.', { timeout: 40_000 });

	await playground.tools.open('Clients');
	await clients.runAll.click();
	const obvious = clients.row('The obvious loop');
	await expect(obvious).toContainText(/Lost .*frame \d+.*, split over reads \d+ (and|to) \d+/);
	for (const name of ['This page’s example', 'OpenAI SDK', 'eventsource-parser', 'Yours']) {
		await expect(clients.row(name), name).toContainText('Returned.', { timeout: 30_000 });
		await expect(clients.row(name), name).toContainText('Identical');
	}
	const text = await clients.openText('The obvious loop');
	await expect(text.locator('mark')).toHaveCount(1);
	await expect(
		clients.panel.getByRole('region', { name: 'Text in the frames' }).locator('del').first()
	).toBeVisible();
});

test('runs over the recorded run before the reader has made one, without a complaint', async ({
	page,
	playground,
}) => {
	const { clients } = playground.tools;
	const complaints = await complaintsOf(page);
	await playground.open();
	await playground.tools.open('Clients');
	await clients.runAll.click();
	await expect(clients.row('Yours')).toContainText('Identical', { timeout: 30_000 });
	await expect(clients.row('The obvious loop')).toContainText('Identical');
	await clients.openEditor();
	await expect(clients.editor).toBeVisible();
	await page.keyboard.press('Escape');
	expect(complaints).toEqual([]);
});

test('works where a body is not async iterable, as in Safari: the playground, and each client', async ({
	page,
	playground,
}) => {
	const { clients } = playground.tools;
	const complaints = await complaintsOf(page);
	await page.addInitScript(() => {
		const { prototype } = ReadableStream as { prototype: object };
		for (const name of [Symbol.asyncIterator, 'values']) Reflect.deleteProperty(prototype, name);
	});
	await page.goto('/playground/');
	expect(await page.evaluate(() => Symbol.asyncIterator in new Response('a').body!)).toBe(false);
	await wake(page);
	await playground.runToEnd();
	await playground.tools.open('Clients');
	await clients.runAll.click();
	for (const name of ['This page’s example', 'OpenAI SDK', 'eventsource-parser', 'Yours']) {
		await expect(clients.row(name), name).toContainText('Identical', { timeout: 30_000 });
	}
	expect(complaints).toEqual([]);
});

for (const colorScheme of SCHEMES) {
	test(`has no fault that axe finds, in ${colorScheme}`, async ({ page, playground }) => {
		const { clients } = playground.tools;
		await page.emulateMedia({ colorScheme });
		await playground.open();
		await playground.tools.open('Clients');
		await clients.runAll.click();
		await clients.openText('Yours');
		await clients.runCode(clientCode("console.warn('look'); yield 'a'; null.x;"));
		await expect(clients.row('Yours')).toContainText('Threw');
		expect(await axeFaults(page, '.pg')).toEqual([]);
	});
}

test('costs nothing until it is opened', async ({ page, playground }) => {
	const { clients } = playground.tools;
	const fetched: string[] = [];
	page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
	await page.goto('/playground/', { waitUntil: 'networkidle' });
	await wake(page);
	const isOfPanels = (path: string) => /clients|panel|yours|sandbox|openai|eventsource/i.test(path);
	expect(fetched.filter(isOfPanels)).toEqual([]);
	await playground.tools.open('Clients');
	await expect(clients.runAll).toBeVisible();
	expect(fetched.filter(isOfPanels).length).toBeGreaterThan(0);
	expect(fetched.filter((path) => /yours\.|openai|eventsource/i.test(path))).toEqual([]);
});
