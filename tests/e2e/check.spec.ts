/** Check this endpoint: started from the form or the dock, read line by line, stopped, copied. */
import { chatSuite } from '../../src/check/index.ts';
import type { CheckTool } from '../support/screen/check-tool.ts';
import { expect, test } from '../support/test.ts';
import { ENDPOINT } from '../support/endpoint.ts';
import { listen, serveHandler, type Loopback } from '../support/loopback.ts';
import { createDemoHandler } from '../../src/demo/index.ts';

const KEY = 'sk-0Reader1Key2That3Nobody4May5See';

/** Found by the times of reads, which a busy machine delays. */
const BY_TIME = ['Not held back', 'Stop is noticed'];

async function expectRight(check: CheckTool, but: readonly string[]) {
	await expect(check.lines).toHaveCount(chatSuite.rules.length);
	for (const { title } of chatSuite.rules) {
		if ([...BY_TIME, ...but].includes(title)) continue;
		await expect(check.line(title), title).toHaveAttribute('data-verdict', 'right');
	}
	await expect(check.status).toHaveText(/^1\d right/);
}

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test.describe('an endpoint on the network', () => {
	let server: Loopback;
	test.beforeAll(async () => {
		server = await serveHandler(createDemoHandler({ pace: 0.2 }));
	});
	test.afterAll(() => server.close());

	test('one press beside the base URL says what it gets right', async ({ page, playground }) => {
		await playground.open();
		const { form, tools } = playground;
		await form.useEndpoint(`${server.origin}/faults/usage-with-finish/v1`, KEY);
		await expect(form.root).toContainText('9 requests, at most 474 output tokens');
		await form.checkBaseURL.click();
		await expect(tools.check.status).toContainText('Asking for ');
		await expect(tools.check.panel).toBeInViewport();
		await tools.check.toEnd();
		await expectRight(tools.check, ['Token counts']);

		const line = tools.check.line('Token counts');
		await expect(line).toContainText('Tolerable');
		await expect(line.getByRole('link')).toHaveAttribute(
			'href',
			/servers-that-differ\/#in-every-chunk-or-with-the-finish-reason$/
		);
		await line.getByText(/^Frame \d+/).click();
		await expect(line.locator('pre')).toContainText('"usage"');
		await line.getByRole('button', { name: 'Show the whole answer above' }).click();
		await expect(playground.frames.region).toContainText('"usage"');

		await tools.check.copy.click();
		const copied = await page.evaluate(() => navigator.clipboard.readText());
		expect(copied).toContain('## Token counts: tolerable');
		expect(copied).toContain('/servers-that-differ/#in-every-chunk-or-with-the-finish-reason>');
		expect(copied + (await page.content())).not.toContain(KEY);
	});
});

test('the demo API is right in every line', async ({ playground }) => {
	await playground.open();
	const { check } = playground.tools;
	await playground.tools.open('Check this endpoint');
	await check.check.click();
	await check.toEnd();
	await expectRight(check, []);
});

test('Stop ends it, and what was known stays', async ({ playground }) => {
	await playground.open();
	const { check } = playground.tools;
	await playground.form.chooseFault('stall-for-ever');
	await playground.tools.open('Check this endpoint');
	await check.check.click();
	await expect(check.status).toContainText('Asking for');
	await check.stop.click();
	await check.toEnd();
	await expect(check.problem).toContainText('Stopped.');
	await expect(check.line('Token counts')).toContainText('Not checked');
});

test('no network and CORS are told apart', async ({ page, playground }) => {
	await playground.open();
	const { form, tools } = playground;
	await page.route(`${ENDPOINT}/**`, (route) => route.abort('connectionrefused'));
	await form.useEndpoint(ENDPOINT);
	await form.checkBaseURL.click();
	await tools.check.toEnd();
	await expect(tools.check.problem).toContainText('Nothing answers there');

	const closed = await listen((_, response) => void response.end('{}'));
	await form.useEndpoint(`${closed.origin}/v1`);
	await form.checkBaseURL.click();
	await expect(tools.check.problem).toContainText('does not let a web page read the answer (CORS)');
	await closed.close();
});

test('a refused key is said, and nothing else is asked', async ({ page, playground }) => {
	await playground.open();
	const { form, tools } = playground;
	let asked = 0;
	await page.route(`${ENDPOINT}/**`, (route) => {
		asked++;
		const headers = { 'access-control-allow-origin': '*' };
		const error = { message: `Not a key: ${KEY}`, type: 'x', param: null, code: null };
		return route.fulfill({ status: 401, headers, json: { error } });
	});
	await form.useEndpoint(ENDPOINT, KEY);
	await form.checkBaseURL.click();
	await tools.check.toEnd();
	await expect(tools.check.problem).toContainText('HTTP 401');
	await expect(tools.check.problem).toContainText('Nothing else was sent.');
	await expect(tools.check.panel).not.toContainText(KEY);
	expect(asked).toBe(2);
});

test('a form that is not right sends nothing', async ({ page, playground }) => {
	await playground.open();
	const { form, tools } = playground;
	const asked: string[] = [];
	page.on('request', (request) => asked.push(request.url()));
	await form.useEndpoint('not a URL');
	asked.length = 0;
	await tools.open('Check this endpoint');
	await tools.check.check.click();
	await expect(tools.check.status).toContainText('Nothing was sent');
	await expect(form.problem).toContainText('does not begin with https://');
	expect(asked.filter((url) => url.includes('models'))).toEqual([]);
});
