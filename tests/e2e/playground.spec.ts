import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { serveBody } from '../support/serve-body.ts';
import { wake } from '../support/playground.ts';

/** A key that is easy to find in places where it must not be. */
const key = 'sk-e2e-9f31c7a4d2b85e60';

class Playground {
	readonly root: Locator;
	readonly run: Locator;
	readonly stop: Locator;
	readonly message: Locator;
	readonly frames: Locator;
	readonly response: Locator;
	readonly timing: Locator;
	readonly status: Locator;

	readonly page: Page;

	constructor(page: Page) {
		this.page = page;
		this.root = page.locator('.pg');
		this.run = page.getByRole('button', { name: 'Run', exact: true });
		this.stop = page.getByRole('button', { name: 'Stop', exact: true });
		this.message = page.getByRole('textbox', { name: 'Message', exact: true });
		this.frames = page.getByRole('region', { name: 'Raw frames' });
		this.response = page.getByRole('region', { name: 'Response' });
		this.timing = page.getByRole('region', { name: 'Timing' });
		this.status = this.root.getByRole('status');
	}

	/** Awake, so that no key goes to a form that React takes over meanwhile. */
	async open(path = '/playground/') {
		await this.page.goto(path);
		await wake(this.page);
		return this;
	}

	async ask(message: string) {
		await this.message.fill(message);
		await this.run.click();
	}

	async useEndpoint(baseURL: string, apiKey = '') {
		await this.page.getByRole('radio', { name: 'Your endpoint' }).check();
		await this.page.getByRole('textbox', { name: 'Base URL' }).fill(baseURL);
		await this.page.getByLabel('API key').fill(apiKey);
	}

	row(index: number) {
		return this.frames.locator(`[data-frame-index="${index}"]`);
	}

	/** The rows in sight: the list is windowed, and follows a run to its end. */
	get rows() {
		return this.frames.getByRole('listitem');
	}

	figure(name: string) {
		return this.timing
			.locator('div', { has: this.page.getByText(name, { exact: true }) })
			.locator('dd');
	}
}

/** A prompt whose answer streams for half a minute, so that there is time to look. */
const long = 'Tell me the history of the telegraph';

const open = (page: Page, path?: string) => new Playground(page).open(path);

/** Mocks a server: answers the chat path of a base URL with a fixed body. */
async function answer(
	page: Page,
	{ status = 200, type = 'text/event-stream', body = '', headers = {} as Record<string, string> }
) {
	await page.route('https://api.example.test/v1/chat/completions', (route) =>
		route.fulfill({
			status,
			contentType: type,
			body,
			headers: {
				'access-control-allow-origin': '*',
				'access-control-expose-headers': 'retry-after',
				...headers,
			},
		})
	);
	return 'https://api.example.test/v1';
}

const delta = (content: string, finish: string | null = null) =>
	`data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":${JSON.stringify(content)}},"finish_reason":${JSON.stringify(finish)}}]}\n\n`;

test.beforeEach(({ page }) => {
	page.on('pageerror', (error) => {
		throw error;
	});
});

for (const path of ['/', '/playground/']) {
	test.describe(`the playground on ${path}`, () => {
		test('streams from the demo API: frames and text side by side, then how it ended', async ({
			page,
		}) => {
			const playground = await open(page, path);
			await expect(playground.status).toContainText('Press Run. No key needed.');
			await playground.run.click();

			await expect(playground.status).toHaveText('Streaming.');
			await expect(playground.rows.first()).toContainText('"content":');
			await expect(playground.response).toContainText('Once');

			await expect(playground.status).toContainText('Complete.', { timeout: 20_000 });
			await expect(playground.stop).toBeDisabled();
			await expect(playground.figure('HTTP status')).toHaveText(/200/);
			await expect(playground.figure('Tokens/s')).toHaveText(/^\d+$/);
			// The list has followed to its end.
			await expect(playground.rows.last()).toContainText('[DONE]');
		});
	});
}

test('what is typed and pressed before the script has loaded is done when it has', async ({
	page,
	baseURL,
}) => {
	let release = () => {};
	const held = new Promise<void>((resolve) => (release = resolve));
	await page.route('**/_astro/*.js', async (route) => {
		await held;
		await route.continue();
	});
	const playground = new Playground(page);
	await page.goto('/playground/', { waitUntil: 'commit' });
	// The real endpoint, which no test may reach.
	await page.route('https://api.solidrust.ai/**', (route) => route.abort());
	await page.getByRole('radio', { name: 'Your endpoint' }).check();
	await playground.message.fill('Asked before anything was ready');
	await playground.run.click();
	const sent = page.waitForRequest('https://api.solidrust.ai/v1/chat/completions');
	release();
	expect((await sent).postDataJSON().messages).toEqual([
		{ role: 'user', content: 'Asked before anything was ready' },
	]);

	await page.getByRole('textbox', { name: 'Base URL' }).fill(`${baseURL}/v1`);
	await playground.run.click();
	await expect(playground.response).toContainText('Asked before', { timeout: 20_000 });
});

test('Stop ends the run and keeps what arrived', async ({ page }) => {
	const playground = await open(page);
	await playground.ask(long);
	await expect(playground.response).toContainText('How text learned');
	await playground.stop.click();
	await expect(playground.status).toContainText('Stopped.');
	const text = await playground.response.textContent();
	expect(text).toContain('How text learned');
	await page.waitForTimeout(500);
	expect(await playground.response.textContent(), 'nothing comes after Stop').toBe(text);
});

test('Ctrl+Enter runs, from any field', async ({ page }) => {
	const playground = await open(page);
	await playground.message.fill('What is a frame?');
	await playground.message.press('Control+Enter');
	await expect(playground.response).toContainText('What is a frame?', { timeout: 20_000 });
});

test('a new run replaces the current one', async ({ page }) => {
	const playground = await open(page);
	await playground.ask(long);
	await expect(playground.response).toContainText('How text learned');
	await playground.ask('A second question');
	await expect(playground.response).toContainText('A second question', { timeout: 20_000 });
	await expect(playground.response).not.toContainText('How text learned');
});

test('a frame opens to its JSON, laid out, and closes again', async ({ page }) => {
	const playground = await open(page);
	await playground.ask(long);
	await expect(playground.response).toContainText('How text learned');
	await playground.stop.click();
	await expect(playground.status).toContainText('Stopped.');
	await playground.frames.locator('.pg-scroll').evaluate((box) => box.scrollTo(0, 0));
	const row = playground.row(1).getByRole('button');
	await row.click();
	await expect(row).toHaveAttribute('aria-expanded', 'true');
	const laidOut = playground.row(1).getByLabel('Frame 2, laid out');
	const chunk: unknown = JSON.parse((await laidOut.textContent()) ?? '');
	expect(chunk).toMatchObject({ object: 'chat.completion.chunk' });
	await row.click();
	await expect(laidOut).toHaveCount(0);
});

test('Markdown is rendered, and its HTML is not', async ({ page }) => {
	const playground = await open(page);
	const baseURL = await answer(page, {
		body:
			delta('# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<img src=x onerror="window.pwned=1">') +
			delta('\n\n[click](javascript:window.pwned=1) **bold**', 'stop') +
			'data: [DONE]\n\n',
	});
	await playground.useEndpoint(baseURL);
	await playground.run.click();
	await expect(playground.status).toContainText('Complete.');
	await expect(playground.response.getByRole('heading', { name: 'Title' })).toBeVisible();
	await expect(playground.response.getByRole('cell', { name: '2' })).toBeVisible();
	await expect(playground.response.locator('strong')).toHaveText('bold');
	await expect(playground.response.locator('img, a')).toHaveCount(0);
	await expect(playground.response).toContainText('<img src=x');
	expect(await page.evaluate(() => 'pwned' in window)).toBe(false);

	await page.getByRole('button', { name: 'Plain' }).click();
	await expect(playground.response).toContainText('# Title');
});

test('10,000 frames: the list stays windowed and the text is whole', async ({ page }) => {
	const playground = await open(page);
	const words = Array.from({ length: 10_000 }, (_, i) => delta(`w${i} `));
	const baseURL = await answer(page, {
		body: `${words.join('')}${delta('', 'stop')}data: [DONE]\n\n`,
	});
	await playground.useEndpoint(baseURL);
	await page.getByRole('button', { name: 'Plain' }).click();
	await playground.run.click();
	await expect(playground.status).toContainText('Complete.', { timeout: 25_000 });
	await expect(playground.frames).toContainText('10,002 frames');
	expect(await playground.rows.count()).toBeLessThan(80);
	expect(await playground.response.textContent()).toContain('w0 w1 w2 ');
	expect(await playground.response.textContent()).toContain('w9998 w9999');
});

test.describe('how it ended', () => {
	test('a wrong key: the status, the API’s own message, what to do', async ({ page, baseURL }) => {
		const playground = await open(page);
		await playground.useEndpoint(`${baseURL}/v1`, 'sk-invalid');
		await playground.run.click();
		await expect(playground.status).toContainText('401');
		await expect(playground.status).toContainText(/key/i);
		await expect(playground.figure('HTTP status')).toHaveText(/401/);
		await expect(playground.frames).toContainText('invalid_api_key');
	});

	test('an unknown model', async ({ page, baseURL }) => {
		const playground = await open(page);
		await playground.useEndpoint(`${baseURL}/v1`, key);
		await page.getByRole('combobox', { name: 'Model' }).fill('gpt-none');
		await playground.run.click();
		await expect(playground.status).toContainText('404');
		await expect(playground.status).toContainText('gpt-none');
	});

	test('a rate limit: the wait that Retry-After gives', async ({ page }) => {
		const playground = await open(page);
		const baseURL = await answer(page, {
			status: 429,
			type: 'application/json',
			headers: { 'retry-after': '17' },
			body: '{"error":{"message":"Rate limit exceeded","type":"rate_limit_error","code":"rate_limit_exceeded","param":null}}',
		});
		await playground.useEndpoint(baseURL, key);
		await playground.run.click();
		await expect(playground.status).toContainText('429');
		await expect(playground.status).toContainText('Rate limit exceeded');
		await expect(playground.status).toContainText(/17 s/);
	});

	test('no server: says so, with the likely causes', async ({ page }) => {
		const playground = await open(page);
		await playground.useEndpoint('http://127.0.0.1:9/v1', key);
		await playground.run.click();
		await expect(playground.status).toContainText('No answer.');
		await expect(playground.status).toContainText('CORS');
	});

	test('a 200 that is a web page', async ({ page }) => {
		const playground = await open(page);
		const baseURL = await answer(page, {
			type: 'text/html',
			body: '<!doctype html><title>Welcome</title><p>Nothing to stream here.',
		});
		await playground.useEndpoint(baseURL);
		await playground.run.click();
		await expect(playground.status).toContainText('Not readable.');
		await expect(playground.status).toContainText('text/html');
		await expect(playground.frames, 'what came is shown').toContainText('Nothing to stream here.');
	});

	test('a frame that is not JSON: what arrived before it stays', async ({ page }) => {
		const playground = await open(page);
		const baseURL = await answer(page, { body: `${delta('Before')}data: {"choices":[{\n\n` });
		await playground.useEndpoint(baseURL);
		await playground.run.click();
		await expect(playground.status).toContainText('Not readable.');
		await expect(playground.status).toContainText('frame 2');
		await expect(playground.response).toContainText('Before');
	});

	test('a frame of 5 MB', async ({ page }) => {
		const playground = await open(page);
		const baseURL = await answer(page, {
			body: `${delta('x'.repeat(5_000_000))}${delta(' end', 'stop')}data: [DONE]\n\n`,
		});
		await playground.useEndpoint(baseURL);
		await playground.run.click();
		await expect(playground.status).toContainText('Complete.', { timeout: 25_000 });
		await expect(playground.row(0)).toContainText('5.00 MB');
		await expect(playground.response).toContainText('The last 200,000 of 5,000,004 characters');
	});

	test('an error frame inside a 200', async ({ page }) => {
		const playground = await open(page);
		const baseURL = await answer(page, {
			body: `${delta('Half')}data: {"error":{"message":"CUDA out of memory","type":"server_error","param":null,"code":500}}\n\ndata: [DONE]\n\n`,
		});
		await playground.useEndpoint(baseURL);
		await playground.run.click();
		await expect(playground.status).toContainText('Error in the stream.');
		await expect(playground.status).toContainText('CUDA out of memory');
		await expect(playground.response).toContainText('Half');
	});

	test('a stream that ends before its answer does', async ({ page }) => {
		const playground = await open(page);
		await playground.useEndpoint(await answer(page, { body: delta('Half an ans') }));
		await playground.run.click();
		await expect(playground.status).toContainText('Cut off.');
		await expect(playground.response).toContainText('Half an ans');
	});

	test('a connection that breaks inside a frame: the unfinished bytes are shown', async ({
		page,
	}) => {
		await using server = await serveBody(`${delta('Half')}data: {"choices":[{"delta":{"con`, {
			isOpen: true,
		});
		const playground = await open(page);
		await playground.useEndpoint(server.baseURL);
		await playground.run.click();
		await expect(playground.response).toContainText('Half');
		server.cut();
		await expect(playground.status).toContainText('Cut off.');
		await expect(playground.response).toContainText('Half');
		await expect(playground.frames).toContainText('never became');
	});
});

test.describe('a fault of the demo', () => {
	test('is chosen by name, with options, and needs no network', async ({ page }) => {
		const playground = await open(page);
		await page.getByText('Model, fault').click();
		await page.getByRole('combobox', { name: 'Fault' }).fill('cut;after=7');
		await expect(playground.root).toContainText('The connection');
		await playground.run.click();
		await expect(playground.status).toContainText('Cut off.');
		await expect(playground.frames).toContainText('never became');
	});

	test('has a list, linked in the page’s own colour', async ({ page }) => {
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			await open(page);
			await page.getByText('Model, fault').click();
			await page.getByRole('combobox', { name: 'Fault' }).focus();
			const link = page.getByRole('link', { name: 'All faults' });
			await expect(link).toHaveAttribute('href', '/test-your-client/');
			const accent = await page.locator('.pg-run').evaluate((run) => {
				return getComputedStyle(run).backgroundColor;
			});
			await expect(link, colorScheme).toHaveCSS('color', accent);
		}
	});

	test('with an unknown name is reported at its box, with the nearest, and nothing is sent', async ({
		page,
	}) => {
		const playground = await open(page);
		await page.getByText('Model, fault').click();
		const box = page.getByRole('combobox', { name: 'Fault' });
		await box.fill('cut-befor-head');
		// Closed again, it opens for what is wrong in it.
		await page.getByText('Model, fault').click();
		await expect(box).toBeHidden();
		await playground.run.click();
		await expect(box).toBeVisible();
		await expect(box).toHaveAccessibleDescription(
			/There is no such fault\. The nearest: cut-before-head, .* All faults$/
		);
		await expect(playground.status).toContainText('Press Run.');
		await box.fill('cut;after=soon');
		await expect(box, 'it is being mended').not.toHaveAttribute('aria-invalid');
		await expect(box).toBeVisible();
		await playground.run.click();
		await expect(box).toHaveAccessibleDescription(/The value of after is wrong\. A whole number/);
		await expect(playground.status).toContainText('Press Run.');
	});

	test('that prevents any answer is not mistaken for a wrong address', async ({ page }) => {
		const playground = await open(page);
		await page.getByText('Model, fault').click();
		await page.getByRole('combobox', { name: 'Fault' }).fill('cut-before-head');
		await playground.run.click();
		await expect(playground.status).toContainText(
			'No answer. The demo broke the connection before any answer came. Asked for: fault cut-before-head.'
		);
		await expect(playground.status).not.toContainText('demo.invalid');
		await expect(playground.root).toContainText('Here demo.invalid is the demo, in this page.');
	});
});

test.describe('bad input is a sentence beside its field', () => {
	const cases = [
		['an empty message', async (p: Playground) => p.message.fill('  '), 'Write one'],
		['no URL', async (p: Playground) => p.useEndpoint('not a url'), 'https://'],
		[
			'a key with a bullet',
			async (p: Playground) => p.useEndpoint('https://a.test', '••••'),
			'Copy',
		],
	] as const;
	for (const [name, fill, sentence] of cases) {
		test(name, async ({ page }) => {
			const playground = await open(page);
			await fill(playground);
			await playground.run.click();
			const problem = playground.root.locator('.pg-problem');
			await expect(problem).toContainText(sentence);
			const invalid = playground.root.locator('[aria-invalid]');
			await expect(invalid).toHaveAttribute(
				'aria-describedby',
				(await problem.getAttribute('id'))!
			);
			await expect(playground.status, 'nothing was sent').not.toContainText('Sent');
		});
	}
});

test.describe('the key', () => {
	test('is sent to the base URL as typed, without what pasting added', async ({ page }) => {
		const playground = await open(page);
		const baseURL = await answer(page, { body: `${delta('ok', 'stop')}data: [DONE]\n\n` });
		await playground.useEndpoint(baseURL, `  ${key}\t`);
		const sent = page.waitForRequest('https://api.example.test/v1/chat/completions');
		await playground.run.click();
		expect((await sent).headers()['authorization']).toBe(`Bearer ${key}`);
	});

	test('is nowhere but in its box: not in the page, an address, storage or a cookie', async ({
		page,
		context,
	}) => {
		const urls: string[] = [];
		page.on('request', (request) => urls.push(request.url()));
		const said: string[] = [];
		page.on('console', (message) => said.push(message.text()));

		const playground = await open(page);
		// A server that repeats the key in its error, as some do.
		const baseURL = await answer(page, {
			status: 401,
			type: 'application/json',
			body: JSON.stringify({ error: { message: `Incorrect API key provided: ${key}.` } }),
		});
		await playground.useEndpoint(baseURL, key);
		await playground.run.click();
		await expect(playground.status).toContainText('401');
		expect(await page.content()).not.toContain(key);
		expect(await playground.root.innerText()).not.toContain(key);
		expect(page.url()).not.toContain(key);
		expect(urls.join('\n')).not.toContain(key);
		expect(said.join('\n')).not.toContain(key);
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

	test('is gone after a reload', async ({ page }) => {
		const playground = await open(page);
		await playground.useEndpoint('https://api.example.test/v1', key);
		await page.reload();
		await page.getByRole('radio', { name: 'Your endpoint' }).check();
		await expect(page.getByLabel('API key')).toHaveValue('');
	});

	test('goes nowhere but to the base URL, also when the models are listed', async ({
		page,
		baseURL,
	}) => {
		const withKey: string[] = [];
		page.on('request', async (request) => {
			const { authorization = '' } = await request.allHeaders();
			if (authorization.includes(key)) withKey.push(request.url());
		});
		const playground = await open(page);
		await playground.useEndpoint(`${baseURL}/v1`, key);
		await page.getByRole('combobox', { name: 'Model' }).focus();
		await page.getByRole('textbox', { name: 'Base URL' }).focus();
		expect(withKey, 'a focus sends nothing').toEqual([]);
		await page.getByRole('button', { name: 'List models' }).click();
		await expect(playground.root).toContainText('Offered here: qwen3-4b, vllm-primary.');
		await playground.run.click();
		await expect(playground.status).toHaveText('Streaming.');
		expect(withKey.length).toBeGreaterThan(1);
		expect(withKey.filter((url) => !url.startsWith(`${baseURL}/v1/`))).toEqual([]);
	});
});

test('the demo API in the page needs no network', async ({ page, context }) => {
	// What Run needs is fetched as soon as the reader comes near it.
	const fetched = page.waitForResponse(/engine/);
	const playground = await open(page);
	await playground.message.focus();
	await (await fetched).finished();
	await context.setOffline(true);
	await playground.run.click();
	await expect(playground.response).toContainText('Once upon a time', { timeout: 20_000 });
});

test.describe('on a phone', () => {
	test.use({ viewport: { width: 390, height: 844 } });

	test('the parts stack, nothing is wider than the screen, and it runs', async ({ page }) => {
		const playground = await open(page, '/');
		await playground.ask(long);
		await expect(playground.rows.first()).toBeVisible();
		const [response, frames] = await Promise.all([
			playground.response.boundingBox(),
			playground.frames.boundingBox(),
		]);
		expect(response!.y).toBeLessThan(frames!.y);
		expect(response!.width).toBeGreaterThan(330);
		const overflow = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth
		);
		expect(overflow).toBe(0);
	});
});

test('on a phone Run scrolls the answer into view; on a wide screen nothing moves', async ({
	page,
}) => {
	await page.setViewportSize({ width: 390, height: 844 });
	const playground = await open(page, '/');
	await expect(playground.frames).not.toBeInViewport();
	await playground.run.click();
	await expect(playground.response).toBeInViewport({ ratio: 0.5 });
	await expect(playground.status).toBeInViewport();
	await expect(playground.run).toBeInViewport();

	await page.setViewportSize({ width: 1280, height: 900 });
	await open(page, '/');
	await playground.run.click();
	await expect(playground.status).toContainText('Streaming.');
	expect(await page.evaluate(() => scrollY)).toBe(0);
});

test('at 320 px nothing is wider than the screen', async ({ page }) => {
	await page.setViewportSize({ width: 320, height: 640 });
	for (const path of ['/', '/playground/']) {
		await page.goto(path);
		const overflow = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth
		);
		expect(overflow, path).toBe(0);
	}
});

for (const path of ['/playground/', '/python/', '/smooth-display/']) {
	test(`on ${path} no control of the form lies over the name of its options`, async ({ page }) => {
		for (const width of [1280, 900, 720, 390, 320]) {
			await page.setViewportSize({ width, height: 900 });
			await page.goto(path);
			const form = page.locator('.pg').first();
			const name = (await form.locator('.pg-options summary').boundingBox())!;
			const buttons = await form.locator('.pg-foot button').all();
			expect(buttons.length).toBeGreaterThan(2);
			for (const button of buttons) {
				const box = (await button.boundingBox())!;
				const isBeside = box.x >= name.x + name.width || box.y >= name.y + name.height;
				expect(isBeside, `${width} px: ${await button.textContent()}`).toBe(true);
			}
		}
	});
}
