/** The Code panel's programs, and the reader's base URL and model in all code on the site. */
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../support/test.ts';
import { axeFaults } from '../support/axe.ts';
import { clipboardOf, complaintsOf, SCHEMES } from '../support/site.ts';
import { serveReply } from '../support/loopback.ts';
import { installPath } from '../support/machine.ts';
import { runProgram } from '../support/program.ts';
import { reply, story, whole } from '../examples/streams.ts';

/** Runs the copied program in a folder with nothing but its packages. */
async function runCopied(name: string, text: string) {
	const folder = await mkdtemp(join(tmpdir(), 'copied-'));
	await symlink(installPath('npm install openai'), join(folder, 'node_modules'));
	await writeFile(join(folder, name), text);
	const printed = await runProgram(join(folder, name), { apiKey: 'sk-of-mine' });
	await rm(folder, { recursive: true });
	return printed;
}

/** A program of the guide, as copied with its button. */
async function copyProgram(page: Page, name: string): Promise<string> {
	await page.evaluate(() => navigator.clipboard.writeText(''));
	const figure = page.locator('figure.frame', { has: page.getByText(name, { exact: true }) });
	await figure.getByRole('button', { name: 'Copy to clipboard' }).click();
	await expect.poll(() => clipboardOf(page)).toContain('SOLIDRUST_API_KEY');
	return clipboardOf(page);
}

test.beforeEach(({ context }) => context.grantPermissions(['clipboard-read', 'clipboard-write']));

test('the Code panel’s program sends what the form holds, and not the key', async ({
	page,
	baseURL,
	playground,
}) => {
	const server = await serveReply(reply(whole));
	const complaints = await complaintsOf(page);
	await playground.open();
	const { code: tool } = playground.tools;
	await playground.tools.open('Code');
	await expect(tool.panel, 'the demo of the server that serves the page').toContainText(
		`${baseURL}/v1`
	);

	await playground.form.endpoint.check();
	await playground.form.baseURL.fill(`${server.origin}/v1`);
	await playground.form.apiKey.fill('sk-very-secret');
	const message = `Say "hi" to 'them' for $HOME\nand \\ </script> 👋`;
	await playground.form.message.fill(message);
	await playground.form.temperature.fill('0.5');

	for (const [label, name] of [
		['JavaScript', 'stream.mjs'],
		['curl', 'stream.sh'],
	] as const) {
		await tool.language(label).click();
		await tool.copy.click();
		await expect(tool.panel.getByRole('status').filter({ hasText: 'Copied' })).toBeAttached();
		const program = await clipboardOf(page);
		expect(program).not.toContain('sk-very-secret');
		const { code, stdout } = await runCopied(name, program);
		expect({ code, asked: server.asked.at(-1)?.body }).toEqual({
			code: 0,
			asked: {
				model: 'vllm-primary',
				messages: [{ role: 'user', content: message }],
				temperature: 0.5,
				stream: true,
				stream_options: { include_usage: true },
			},
		});
		expect(stdout.length).toBeGreaterThan(10);
	}
	await server.close();

	await playground.form.temperature.fill('9');
	await expect(tool.panel).toContainText('The temperature is “9”; it must be a number from 0 to 2');
	// Kept over pages, as all of the form but the key and the messages.
	await playground.form.temperature.fill('');
	expect(complaints).toEqual([]);

	// The language is remembered, as tabs on the pages remember it; the key is nowhere.
	const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
	expect(stored).not.toContain('sk-very-secret');
	await playground.open('/');
	await playground.tools.open('Code');
	await expect(tool.language('curl')).toHaveAttribute('aria-pressed', 'true');
});

test('the Code panel has the colours of the pages’ code, and the current form', async ({
	page,
	playground,
}) => {
	// A trace keeps all of a long page at each step.
	test.slow();
	const { code: tool } = playground.tools;
	for (const colorScheme of SCHEMES) {
		await page.emulateMedia({ colorScheme });
		await playground.open('/');
		await playground.tools.open('Code');
		await playground.form.message.fill('Say it');
		for (const [language, keyword, file] of [
			['Python', 'import', 'short.py'],
			['JavaScript', 'await', 'short.mjs'],
		] as const) {
			await tool.language(language).click();
			const figure = page
				.locator('figure.frame', { has: page.getByText(file, { exact: true }) })
				.last();
			const inkOf = (place: Locator) =>
				place
					.getByText(keyword, { exact: true })
					.first()
					.evaluate((one) => getComputedStyle(one).color);
			const plain = await tool.program.evaluate((one) => getComputedStyle(one).color);
			await expect.poll(() => inkOf(tool.program)).toBe(await inkOf(figure));
			expect(await inkOf(figure)).not.toBe(plain);
			await tool.copy.click();
			await expect.poll(() => tool.program.textContent()).toBe(await clipboardOf(page));
			expect(await clipboardOf(page)).toContain('Say it');
		}
	}
});

for (const colorScheme of SCHEMES) {
	test(`the Code panel has no fault that axe finds, in ${colorScheme}`, async ({
		page,
		playground,
	}) => {
		const { code: tool } = playground.tools;
		await page.emulateMedia({ colorScheme });
		await playground.open();
		await playground.form.endpoint.check();
		await playground.tools.open('Code');
		await expect(tool.program.locator('span').first(), 'in its inks').toBeVisible();
		await tool.useEverywhere.click();
		expect(await axeFaults(page, '.pg-dock')).toEqual([]);
	});
}

test('base URL and model, chosen once, are in the code of every page until they are reset', async ({
	page,
}) => {
	const server = await serveReply(reply(whole));
	const complaints = await complaintsOf(page);
	await page.goto('/');
	const form = page.getByRole('form', { name: 'Base URL and model in all code' });
	const use = async (baseURL: string, model: string) => {
		await form.getByLabel('Base URL').fill(baseURL);
		await form.getByLabel('Model').fill(model);
		await form.getByRole('button', { name: 'Use in all code' }).click();
	};
	const code = page.locator('.expressive-code').filter({ hasText: 'SOLIDRUST_BASE_URL' });
	await expect(code.first()).toContainText('"https://api.solidrust.ai/v1"');

	await use('localhost:8000/v1', '');
	await expect(form.getByRole('status')).toHaveText(
		'The base URL does not begin with https:// or http://. Add it in front.'
	);
	await expect(form.getByLabel('Base URL')).toBeFocused();
	await use(`${server.origin}/v1`, 'llama3.2:3b');
	await expect(form.getByRole('status')).toHaveText('All code on this site names them now.');
	await expect(code.first()).toContainText(`"${server.origin}/v1"`);
	// A frame that a server once sent is no program.
	await expect(page.locator('pre[data-language="text"]').first()).toContainText('vllm-primary');

	await page.goto('/test-your-client/');
	const program = page.locator('figure.frame', { hasText: 'stream.sh' });
	await expect(program).toContainText('"model": "llama3.2:3b"');
	await expect(program).toContainText(`'${server.origin}/v1'`);

	await page.goto('/');
	await expect(form.getByLabel('Model')).toHaveValue('llama3.2:3b');
	expect(await runCopied('short.mjs', await copyProgram(page, 'short.mjs'))).toEqual({
		stdout: story,
		stderr: '',
		code: 0,
	});
	expect(server.asked.at(-1)).toMatchObject({
		url: '/v1/chat/completions',
		body: { model: 'llama3.2:3b' },
	});
	await server.close();

	await form.getByRole('button', { name: 'Reset' }).click();
	await expect(code.first()).toContainText('"https://api.solidrust.ai/v1"');
	await expect(form.getByLabel('Model')).toHaveValue('');
	expect(await copyProgram(page, 'short.py')).toContain('model="vllm-primary"');
	expect(complaints).toEqual([]);
});

test('a chosen base URL moves nothing on the page as it loads', async ({ page }) => {
	// Sixty of one letter would be taken for a key.
	const model = 'a-model-of-a-long-name-'.repeat(3);
	await page.addInitScript((name) => {
		localStorage.setItem(
			'code-choice',
			JSON.stringify({ baseURL: 'http://localhost:12345/some/long/path/v1', model: name })
		);
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) {
				const { value } = entry as PerformanceEntry & { value: number };
				document.documentElement.dataset['shift'] = String(
					Number(document.documentElement.dataset['shift'] ?? 0) + value
				);
			}
		}).observe({ type: 'layout-shift', buffered: true });
	}, model);
	await page.goto('/#python-implementation', { waitUntil: 'networkidle' });
	await expect(page.locator('.expressive-code').filter({ hasText: model }).first()).toBeVisible();
	expect(Number((await page.locator('html').getAttribute('data-shift')) ?? 0)).toBeLessThan(0.01);
});

test('a form for all code whose script does not come says so, and tries again', async ({
	page,
}) => {
	let isDown = true;
	await page.route(/_astro\/choice-form\./, (route) => (isDown ? route.abort() : route.continue()));
	await page.goto('/');
	const form = page.getByRole('form', { name: 'Base URL and model in all code' });
	await form.getByLabel('Model').fill('my-model');
	await expect(form.getByRole('status')).toHaveText(
		'This form could not be loaded. Try again; if that fails, reload the page.'
	);

	isDown = false;
	await page.getByRole('button', { name: 'Use in all code' }).click();
	await expect(form.getByRole('status')).toHaveText('All code on this site names them now.');
	await expect(page.locator('.expressive-code').filter({ hasText: 'my-model' })).not.toHaveCount(0);
});

test('without scripts the code is as printed, and there is no control that would do nothing', async ({
	browser,
	baseURL,
}) => {
	const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL! });
	const page = await context.newPage();
	await page.goto('/');
	await expect(page.locator('.code-choice')).toBeHidden();
	await expect(page.getByRole('button', { name: 'Copy page' })).toBeHidden();
	await expect(page.getByRole('link', { name: 'This page as Markdown' })).toBeVisible();
	await expect(page.locator('.expressive-code').first()).toContainText('vllm-primary');
	await context.close();
});
