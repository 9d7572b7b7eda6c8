/** The key's box: whose address it goes to, how long it stays, how it is sent, and keys in other boxes. */
import { keyShapes } from '../support/key-shapes.ts';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from '../support/test.ts';
import type { Playground } from '../support/playground.ts';

const key = 'sk-e2e-7c20f4b91d6e83a5';

async function openAtEndpoint(playground: Playground, baseURL: string) {
	await playground.open();
	await playground.form.useEndpoint(baseURL);
}

/** A link that this page would not make: an address, and the endpoint not chosen. */
function linkWith(settings: object) {
	return `/playground/#run=1.${deflateRawSync(JSON.stringify(settings)).toString('base64url')}`;
}

test('an address from a link is named beside the key and at Run until it is confirmed', async ({
	page,
	baseURL,
	playground,
}) => {
	const asked: string[] = [];
	page.on('request', (request) => asked.push(request.url()));
	const own = `${baseURL}/faults/cut/v1`;
	await playground.open(linkWith({ baseURL: own }));
	// Before that the form is still the page's own, and a choice would be lost.
	await expect(playground.share.notice).toBeVisible();
	await playground.form.endpoint.check();
	const { host } = new URL(own);
	await expect(playground.form.addressNote).toContainText(
		`Run sends to ${host}, which is from the link you opened.`
	);

	await playground.form.demo.check();
	await expect(playground.form.addressNote).toHaveCount(0);
	await playground.form.endpoint.check();
	await expect(playground.form.addressNote).toBeVisible();

	await playground.form.apiKey.fill(key);
	await playground.form.run.click();
	await expect(playground.form.root).toContainText(
		`Not sent yet: ${host} is from a link. Confirm it first.`
	);
	expect(asked.filter((url) => url.includes('/faults/'))).toEqual([]);

	await playground.form.confirmAddress.click();
	await expect(playground.form.addressNote).toHaveCount(0);
	const sent = page.waitForRequest(`${own}/chat/completions`);
	await playground.form.run.click();
	expect((await sent).headers()['authorization']).toBe(`Bearer ${key}`);
});

test('an address of an earlier visit is named, too', async ({ playground }) => {
	await openAtEndpoint(playground, 'https://gateway.example.test/v1');
	await playground.reload();
	await expect(playground.form.addressNote).toContainText(
		'gateway.example.test, which is from an earlier visit'
	);
	await playground.form.confirmAddress.click();
	await expect(playground.form.addressNote).toHaveCount(0);
});

test('the key goes when the address changes, when settings are forgotten, when the page is left', async ({
	page,
	playground,
}) => {
	await openAtEndpoint(playground, 'https://a.example.test/v1');
	await playground.form.apiKey.fill(key);
	await playground.form.baseURL.fill('https://b.example.test/v1');
	await expect(playground.form.apiKey).toHaveValue('');
	await expect(playground.form.root).toContainText('it was typed for https://a.example.test.');

	await playground.form.apiKey.fill(key);
	await playground.form.forgetSettings.click();
	await playground.form.endpoint.check();
	await expect(playground.form.apiKey).toHaveValue('');
	await expect(playground.form.root).toContainText('The key was forgotten, too.');

	await playground.form.apiKey.fill(key);
	await page.evaluate(() =>
		dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
	);
	await expect(playground.form.apiKey).toHaveValue('');
	await expect(playground.form.root).toContainText('The key was forgotten when you left the page.');
});

test('the key goes after 30 minutes without use; the box says so', async ({ page, playground }) => {
	await page.clock.install();
	await openAtEndpoint(playground, 'https://a.example.test/v1');
	await expect(playground.form.root).toContainText('Forgotten after 30 minutes without use');
	await playground.form.apiKey.fill(key);
	await page.clock.fastForward('29:00');
	await expect(playground.form.apiKey).toHaveValue(key);
	await page.clock.fastForward('02:00');
	await expect(playground.form.apiKey).toHaveValue('');
	await expect(playground.form.root).toContainText(
		'The key was forgotten after 30 minutes without use.'
	);
});

test('the key may go as X-API-Key, in a run, in the list of models and in the programs', async ({
	page,
	baseURL,
	playground,
}) => {
	await openAtEndpoint(playground, `${baseURL}/v1`);
	await playground.form.apiKey.fill(key);
	await playground.form.keyHeader.selectOption('X-API-Key');
	for (const [name, path] of [
		['List models', 'models'],
		['Run', 'chat/completions'],
	] as const) {
		const request = page.waitForRequest(`${baseURL}/v1/${path}`);
		await page.getByRole('button', { name, exact: true }).click();
		const headers = (await request).headers();
		expect(headers['x-api-key'], name).toBe(key);
		expect(headers['authorization'], name).toBeUndefined();
	}
	await expect(playground.response.region).not.toHaveText('');
	const { code } = playground.tools;
	await playground.tools.open('Code');
	for (const language of ['Python', 'Python (async)', 'JavaScript', 'fetch', 'curl']) {
		await code.language(language).click();
		await expect(code.program, language).toContainText('X-API-Key');
		await expect(code.program, language).not.toContainText(key);
	}
});

test('a key in another box is told at once, kept nowhere, and moves by one press', async ({
	page,
	playground,
}) => {
	await openAtEndpoint(playground, 'https://a.example.test/v1');
	const { form } = playground;
	for (const [name, field] of Object.entries({
		Model: form.model,
		Message: form.message,
		System: form.system,
		'Base URL': form.baseURL,
	})) {
		const before = await field.inputValue();
		await field.fill(`Bearer ${key}`);
		await expect(playground.form.root, name).toContainText('This looks like an API key.');
		expect(await page.evaluate(() => JSON.stringify(localStorage)), name).not.toContain(key);
		await playground.form.moveKey.click();
		await expect(playground.form.apiKey, name).toHaveValue(key);
		await expect(field, name).toHaveValue('');
		await expect(playground.form.moveKey).toHaveCount(0);
		await field.fill(before);
		await playground.form.apiKey.fill('');
	}
});

test('a message that speaks of a token is sent once the reader says so, and asks again once changed', async ({
	page,
	baseURL,
	playground,
}) => {
	const token = keyShapes.find(({ vendor }) => vendor.includes('JWT'))!.key;
	const message = `What is in this token? ${token}`;
	await openAtEndpoint(playground, `${baseURL}/v1`);
	const { form, share, ending } = playground;
	await form.message.fill(message);
	await form.run.click();
	await expect(form.root).toContainText('This looks like an API key.');
	const mean = form.root.getByRole('button', { name: 'This is not a key: send it' });

	const sent = page.waitForRequest(`${baseURL}/v1/chat/completions`);
	await mean.click();
	await expect(mean).toHaveCount(0);
	await form.run.click();
	expect((await sent).postDataJSON().messages.at(-1).content).toBe(message);
	await expect(ending.status).toContainText('Complete.');

	// Sent, but neither shared nor kept.
	await share.button.click();
	await expect(share.panel).toContainText('A box holds what looks like an API key.');
	expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(token);

	await form.message.fill(`${message}!`);
	await expect(mean).toBeVisible();
	await form.model.fill(token);
	await expect(form.root.getByText('This looks like an API key.')).toHaveCount(2);
	await expect(mean, 'a model is never meant to be a key').toHaveCount(1);
});
