/** The key goes to its base URL, and nowhere else. */
import { expect, test } from '../support/test.ts';
import { ENDPOINT, mockEndpoint } from '../support/endpoint.ts';
import { done, text } from '../examples/streams.ts';

/** A key that is easy to find in places where it must not be. */
const key = 'sk-e2e-9f31c7a4d2b85e60';

test.describe('the key', () => {
	test('is sent to the base URL as typed, without what pasting added', async ({
		page,
		playground,
	}) => {
		await playground.open();
		await mockEndpoint(page, { body: text('ok', 'stop') + done });
		await playground.form.useEndpoint(ENDPOINT, `  ${key}\t`);
		const sent = page.waitForRequest(`${ENDPOINT}/chat/completions`);
		await playground.form.run.click();
		expect((await sent).headers()['authorization']).toBe(`Bearer ${key}`);
	});

	test('is nowhere but in its box: not in the page, an address, storage or a cookie', async ({
		page,
		context,
		playground,
	}) => {
		const urls: string[] = [];
		page.on('request', (request) => urls.push(request.url()));
		const logged: string[] = [];
		page.on('console', (message) => logged.push(message.text()));

		await playground.open();
		// A server that repeats the key in its error, as some do.
		await playground.runAnswer(
			{
				status: 401,
				type: 'application/json',
				body: JSON.stringify({ error: { message: `Incorrect API key provided: ${key}.` } }),
			},
			key
		);
		await expect(playground.ending.status).toContainText('401');
		expect(await page.content()).not.toContain(key);
		expect(await playground.root.innerText()).not.toContain(key);
		expect(page.url()).not.toContain(key);
		expect(urls.join('\n')).not.toContain(key);
		expect(logged.join('\n')).not.toContain(key);
		const kept = await page.evaluate(async () => ({
			local: JSON.stringify(localStorage),
			session: JSON.stringify(sessionStorage),
			databases: (await indexedDB.databases()).map(({ name }) => name),
			caches: await caches.keys(),
			history: JSON.stringify(history.state),
		}));
		expect(JSON.stringify(kept)).not.toContain(key);
		expect(kept.databases).toEqual([]);
		expect(await context.cookies()).toEqual([]);
	});

	test('is gone after a reload', async ({ page, playground }) => {
		await playground.open();
		await playground.form.useEndpoint(ENDPOINT, key);
		await page.reload();
		await playground.form.endpoint.check();
		await expect(playground.form.apiKey).toHaveValue('');
	});

	test('goes to the base URL with Run, List models and Send it both ways alone', async ({
		page,
		baseURL,
		playground,
	}) => {
		const withKey: string[] = [];
		page.on('request', async (request) => {
			const { authorization = '' } = await request.allHeaders();
			if (authorization.includes(key)) withKey.push(request.url());
		});
		await playground.open();
		await playground.form.useEndpoint(`${baseURL}/v1`, key);
		await playground.form.model.focus();
		await playground.form.baseURL.focus();
		expect(withKey, 'a focus sends nothing').toEqual([]);
		await page.getByRole('button', { name: 'List models' }).click();
		await expect(playground.root).toContainText('Offered here: qwen3-4b, vllm-primary.');
		await playground.form.run.click();
		await expect(playground.ending.status).toHaveText('Streaming.');
		await expect(playground.form.stop).toBeDisabled();
		expect(withKey).toEqual([`${baseURL}/v1/models`, `${baseURL}/v1/chat/completions`]);
		await playground.tools.open('Runs');
		await playground.tools.runs.sendBothWays.click();
		await expect.poll(() => withKey.length).toBe(4);
		const tools = ['Time', 'Clients', 'Break it', 'Code', 'Import, export', 'Check this endpoint'];
		for (const tool of tools) await playground.tools.open(tool);
		expect(withKey.length).toBe(4);
		expect(withKey.filter((url) => !url.startsWith(`${baseURL}/v1/`))).toEqual([]);
	});
});
