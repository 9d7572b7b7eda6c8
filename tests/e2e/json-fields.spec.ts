/** Tools and a response format: typed as JSON, sent, obeyed by the demo, carried in links. */
import { inflateRawSync } from 'node:zlib';
import { expect, test } from '../support/test.ts';

test('the example of tools makes the demo call one', async ({ playground }) => {
	await playground.open();
	await playground.form.toggleOptions();
	await playground.form.toolsExample.click();
	await playground.form.message.fill('How is the weather in Paris and in Rome?');
	await playground.form.run.click();
	const calls = playground.response.region.getByRole('region', { name: /^Tool call/ });
	await expect(calls).toHaveCount(2);
	await expect(calls.first()).toContainText('get_weather');
	await expect(calls.first()).toContainText('{"city":"Paris"}');
	await expect(calls.last()).toContainText('{"city":"Rome"}');
});

test('the example of a response format makes the demo send JSON of it', async ({ playground }) => {
	await playground.open();
	await playground.form.toggleOptions();
	await playground.form.responseFormatExample.click();
	await playground.form.message.fill('Ada is 36 years old');
	await playground.form.run.click();
	await expect(playground.response.region).toContainText('{"name":"Ada","age":36}');
});

test('JSON that breaks is explained by its line, and nothing is sent', async ({ playground }) => {
	const { form } = playground;
	await playground.open();
	await form.toggleOptions();
	await form.tools.fill('[\n  {"type": "function",}\n]');
	await form.run.click();
	await expect(form.problem).toHaveText(
		'Tools: line 2, character 23 is not JSON. Remove the comma before it.'
	);
	await expect(form.tools).toHaveAttribute('aria-invalid', 'true');
	await form.tools.fill('');
	await expect(form.problem).toHaveCount(0);
});

test('both are in the program, and in a link; Forget settings clears them', async ({
	playground,
}) => {
	const { form, tools } = playground;
	await playground.open();
	await form.toggleOptions();
	await form.toolsExample.click();
	await form.responseFormat.fill('{"type": "json_object"}');
	await tools.open('Code');
	await expect(tools.code.program).toContainText('"name": "get_weather"');
	await expect(tools.code.program).toContainText('response_format={"type": "json_object"}');

	const link = await playground.share.readLink();
	const carried = inflateRawSync(Buffer.from(link.split('#run=1.')[1]!, 'base64url')).toString();
	expect(JSON.parse(carried)).toMatchObject({
		tools: expect.stringContaining('get_weather'),
		responseFormat: '{"type": "json_object"}',
	});

	await form.forgetSettings.click();
	await expect(form.tools).toHaveValue('');
	await expect(form.responseFormat).toHaveValue('');
});
