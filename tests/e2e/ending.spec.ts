/** What the playground says of a run that did not go well. */
import { expect, test } from '../support/test.ts';
import { serveBody } from '../support/serve-body.ts';
import { done, text } from '../examples/streams.ts';

/** A key that is easy to find in places where it must not be. */
const key = 'sk-e2e-9f31c7a4d2b85e60';

test('a wrong key: the status, the API’s own message, what to do', async ({
	baseURL,
	playground,
}) => {
	await playground.open();
	await playground.form.useEndpoint(`${baseURL}/v1`, 'sk-invalid');
	await playground.form.run.click();
	await expect(playground.ending.status).toContainText('401');
	await expect(playground.ending.status).toContainText(/key/i);
	await expect(playground.timing.figure('HTTP status')).toHaveText(/401/);
	await expect(playground.frames.region).toContainText('invalid_api_key');
});

test('an unknown model', async ({ baseURL, playground }) => {
	await playground.open();
	await playground.form.useEndpoint(`${baseURL}/v1`, key);
	await playground.form.model.fill('gpt-none');
	await playground.form.run.click();
	await expect(playground.ending.status).toContainText('404');
	await expect(playground.ending.status).toContainText('gpt-none');
});

test('a rate limit: the wait that Retry-After gives', async ({ playground }) => {
	await playground.open();
	await playground.runAnswer(
		{
			status: 429,
			type: 'application/json',
			headers: { 'retry-after': '17' },
			body: '{"error":{"message":"Rate limit exceeded","type":"rate_limit_error","code":"rate_limit_exceeded","param":null}}',
		},
		key
	);
	await expect(playground.ending.status).toContainText('429');
	await expect(playground.ending.status).toContainText('Rate limit exceeded');
	await expect(playground.ending.status).toContainText(/17 s/);
});

test('no server: says so, with the likely causes', async ({ playground }) => {
	await playground.open();
	await playground.form.useEndpoint('http://127.0.0.1:9/v1', key);
	await playground.form.run.click();
	await expect(playground.ending.status).toContainText('No answer.');
	await expect(playground.ending.status).toContainText('CORS');
});

test('a 200 that is a web page', async ({ playground }) => {
	await playground.open();
	await playground.runAnswer({
		type: 'text/html',
		body: '<!doctype html><title>Welcome</title><p>Nothing to stream here.',
	});
	await expect(playground.ending.status).toContainText('Not readable.');
	await expect(playground.ending.status).toContainText('text/html');
	await expect(playground.frames.region, 'what came is shown').toContainText(
		'Nothing to stream here.'
	);
});

test('a frame that is not JSON: what arrived before it stays', async ({ playground }) => {
	await playground.open();
	await playground.runAnswer({ body: `${text('Before')}data: {"choices":[{\n\n` });
	await expect(playground.ending.status).toContainText('Not readable.');
	await expect(playground.ending.status).toContainText('frame 2');
	await expect(playground.response.region).toContainText('Before');
});

test('a frame of 5 MB', async ({ playground }) => {
	await playground.open();
	await playground.runAnswer({
		body: `${text('x'.repeat(5_000_000))}${text(' end', 'stop')}${done}`,
	});
	await expect(playground.ending.status).toContainText('Complete.', { timeout: 25_000 });
	await expect(playground.frames.item(0)).toContainText('5.00 MB');
	await expect(playground.response.region).toContainText(
		'The last 200,004 of 5,000,004 characters'
	);
});

test('an error frame inside a 200', async ({ playground }) => {
	await playground.open();
	await playground.runAnswer({
		body: `${text('Half')}data: {"error":{"message":"CUDA out of memory","type":"server_error","param":null,"code":500}}\n\n${done}`,
	});
	await expect(playground.ending.status).toContainText('Error in the stream.');
	await expect(playground.ending.status).toContainText('CUDA out of memory');
	await expect(playground.response.region).toContainText('Half');
});

test('a stream that ends before its answer does', async ({ playground }) => {
	await playground.open();
	await playground.runAnswer({ body: text('Half an ans') });
	await expect(playground.ending.status).toContainText('Cut off.');
	await expect(playground.response.region).toContainText('Half an ans');
});

test('a connection that breaks inside a frame: the unfinished bytes are shown', async ({
	playground,
}) => {
	await using server = await serveBody(`${text('Half')}data: {"choices":[{"delta":{"con`, {
		isOpen: true,
	});
	await playground.open();
	await playground.form.useEndpoint(server.baseURL);
	await playground.form.run.click();
	await expect(playground.response.region).toContainText('Half');
	server.cut();
	await expect(playground.ending.status).toContainText('Cut off.');
	await expect(playground.response.region).toContainText('Half');
	await expect(playground.frames.region).toContainText('never became');
});
