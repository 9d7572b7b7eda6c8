/** Responses and Messages in the playground: sent, read, judged, shared and recognised. */
import { inflateRawSync } from 'node:zlib';
import { expect, test } from '../support/test.ts';
import type { Playground } from '../support/playground.ts';

const STORY = 'Once upon a time';

async function runIn({ form, response }: Playground, protocol: string) {
	await form.toggleOptions();
	await form.protocol.selectOption(protocol);
	await form.message.fill('Reply exactly: Once upon a time');
	await form.run.click();
	await expect(response.region).toContainText(STORY);
}

for (const [protocol, end, first, last] of [
	[
		'responses',
		'The event response.completed came in frame',
		'response.created',
		'response.completed',
	],
	['messages', 'The stop reason "end_turn" came in frame', 'message_start', 'message_stop'],
] as const) {
	test(`a run in ${protocol} is shown and judged`, async ({ playground }) => {
		await playground.open();
		await runIn(playground, protocol);
		const { root } = playground;
		const status = root.locator('.pg-ending');
		await expect(status).toContainText('Complete');
		await expect(status).toContainText(end);
		const rows = root.locator('[data-frame-index]');
		await expect(rows.first()).toContainText(first);
		await expect(root.getByRole('region', { name: 'Raw frames' })).toContainText(last);
		await expect(root.getByRole('region', { name: 'Raw frames' })).toContainText('done');
		await expect(root.getByRole('region', { name: 'Response' })).toContainText(STORY);
		const usage = root.getByRole('region', { name: 'Usage' });
		await expect(usage).toContainText(/\d/);
	});

	test(`tools are called in ${protocol}`, async ({ playground }) => {
		const { form, response } = playground;
		await playground.open();
		await form.toggleOptions();
		await form.protocol.selectOption(protocol);
		await form.toolsExample.click();
		await form.message.fill('How is the weather in Paris?');
		await form.run.click();
		const calls = response.region.getByRole('region', { name: /^Tool call/ });
		await expect(calls).toHaveCount(1);
		await expect(calls).toContainText('{"city":"Paris"}');
		await expect(playground.root.locator('.pg-ending')).toContainText('send each result as');
	});

	test(`${protocol} stands in the link, and the programs say that they are for chat`, async ({
		playground,
	}) => {
		const { form, tools, share } = playground;
		await playground.open();
		await form.toggleOptions();
		await form.protocol.selectOption(protocol);
		await tools.open('Code');
		await expect(playground.root).toContainText('These programs ask for chat completions');
		const link = await share.readLink();
		const carried = inflateRawSync(Buffer.from(link.split('#run=1.')[1]!, 'base64url')).toString();
		expect(JSON.parse(carried)).toEqual({ protocol });
		await form.forgetSettings.click();
		await expect(form.protocol).toHaveValue('chat');
	});
}

test('a pasted stream of Messages is known by its frames', async ({ playground }) => {
	const { tools } = playground;
	await playground.open();
	await tools.open('Import, export');
	const event = (value: { type: string; [field: string]: unknown }) =>
		`event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`;
	await tools.files.paste.fill(
		event({ type: 'message_start', message: { role: 'assistant' } }) +
			event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }) +
			event({
				type: 'content_block_delta',
				index: 0,
				delta: { type: 'text_delta', text: 'Hello from a paste' },
			}) +
			event({ type: 'content_block_stop', index: 0 }) +
			event({ type: 'message_delta', delta: { stop_reason: 'end_turn' } })
	);
	await tools.files.show.click();
	await expect(playground.response.region).toContainText('Hello from a paste');
	await expect(playground.root.locator('.pg-ending')).toContainText(
		'Complete, without message_stop'
	);
});
