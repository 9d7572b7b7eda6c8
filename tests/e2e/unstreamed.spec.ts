/** A server that ignores `stream` and answers with one JSON body: its message is shown, and nothing else is claimed. */
import { readFileSync } from 'node:fs';
import { expect, test } from '../support/test.ts';

const captures = new URL('../fixtures/captures/gateway/', import.meta.url);
const [body, toolCall] = ['nonstream', 'nonstream_tool'].map((name) =>
	readFileSync(new URL(`vllm-0.32.${name}.json`, captures), 'utf8')
);
const TEXT = 'Hello! How can I help you today? 😊';

test('an answer that was not streamed: text, tokens and times; no frame, no link, no first text', async ({
	playground,
}) => {
	const { ending, frames, response, timing, tools } = playground;
	await playground.open();
	await playground.runAnswer({ type: 'application/json', body: body! });
	await expect(ending.status).toContainText('Not readable.');
	await expect(ending.status).toContainText('a whole chat completion, not streamed');
	await expect(response.text).toHaveText(TEXT);
	await expect(response.box).toContainText('Not streamed: read from the body');
	await expect(response.region.getByRole('region', { name: 'Usage' })).toContainText(
		'15 prompt tokens, 13 completion tokens, 28 in all'
	);
	await expect(timing.figure('First byte')).toContainText(/\d/);
	await expect(timing.figure('Total')).toContainText(/\d/);
	await expect(timing.figure('First text')).toHaveCount(0);
	await expect(ending.root).toContainText('0 frames in');

	await expect(response.region).not.toContainText('Press a word to see its frame');
	await response.pointAt('today');
	await expect(frames.selected).toHaveCount(0);
	expect(await response.marked()).toEqual([]);

	await tools.open('Clients');
	await tools.clients.runAll.click();
	await expect(tools.clients.row('Yours')).toContainText('Threw', { timeout: 30_000 });
	await tools.open('Import, export');
	const saved = await tools.files.export('Recording (.json)');
	await tools.files.importFile(saved.name, saved.content);
	await expect(timing.region).toContainText(`Imported ${saved.name}.`);
	await expect(response.text).toHaveText(TEXT);
	await timing.scrubber.press('Home');
	await expect(response.box).toContainText('No text received.');
	await timing.scrubber.press('End');
	await expect(response.text).toHaveText(TEXT);

	await tools.files.importFile('tool.json', toolCall!);
	await expect(response.region.getByRole('region', { name: 'Tool call 1' })).toContainText(
		'"Paris"'
	);
});
