/** JSON that arrives in pieces: what is valid of it stands beside its text, in an answer and in a tool call. */
import { expect, test } from '../support/test.ts';

const frame = (delta: object) => `data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`;
const part = (of: string) => `Valid so far, of ${of}`;

test('beside an answer that is cut off: half a string counts, half a number does not', async ({
	playground,
}) => {
	await playground.open();
	await playground.runAnswer({
		body: frame({ content: '{"city":"Paris","sky":"cle' }) + frame({ content: 'ar' }),
	});
	const beside = playground.response.region.getByRole('region', { name: part('the text') });
	await expect(beside.locator('pre')).toHaveText('{\n  "city": "Paris",\n  "sky": "clear"\n}');
	await expect(playground.response.text).toHaveText('{"city":"Paris","sky":"clear');

	await playground.runAnswer({ body: frame({ content: '{"ok":true,"n":12' }) });
	await expect(beside.locator('pre')).toHaveText('{\n  "ok": true\n}');
});

test('beside the arguments of a call, until they are whole', async ({ playground }) => {
	await playground.open();
	const beside = playground.response.region.getByRole('region', { name: part('call 1') });
	const call = (args: string) =>
		frame({ tool_calls: [{ index: 0, id: 'c', function: { name: 'weather', arguments: args } }] });
	await playground.runAnswer({ body: call('{"city":"Paris","days":[1,2') });
	await expect(beside.locator('pre')).toHaveText(
		'{\n  "city": "Paris",\n  "days": [\n    1\n  ]\n}'
	);
	await playground.runAnswer({ body: call('{"city":"Paris"}') });
	await expect(playground.response.region).toContainText('{"city":"Paris"}');
	await expect(beside).toHaveCount(0);
});

test('nothing beside words, brackets of Markdown, or JSON that is broken', async ({
	playground,
}) => {
	await playground.open();
	for (const content of ['Once upon', '[a link](https://a.test)', '{"a" 1}']) {
		await playground.runAnswer({ body: frame({ content }) });
		await expect(playground.ending.status).toContainText(/\w/);
		await expect(playground.response.text).toContainText(content.slice(1, 4));
		await expect(playground.response.region.getByText('Valid so far')).toHaveCount(0);
	}
});

test('its code comes with the first JSON, and not before', async ({ page, playground }) => {
	const scripts: string[] = [];
	page.on('request', (request) => scripts.push(request.url()));
	await playground.open();
	const isLoaded = () => scripts.some((url) => /JSONSoFar/.test(url));
	await playground.runAnswer({ body: frame({ content: 'Hello there' }) });
	await expect(playground.response.text).toContainText('Hello there');
	expect(isLoaded()).toBe(false);
	await playground.runAnswer({ body: frame({ content: '{"a":[true' }) });
	await expect(playground.response.region.getByText('Valid so far')).toBeVisible();
	expect(isLoaded()).toBe(true);
});
