/** A run in Responses or Messages, from the form to files, links and comparisons, as a reader of chat has it. */
import { expect, test } from '../support/test.ts';
import { LONG_PROMPT, type Playground } from '../support/playground.ts';

const PROTOCOLS = [
	{ protocol: 'responses', delta: 'response.output_text.delta', end: 'response.completed' },
	{ protocol: 'messages', delta: 'content_block_delta', end: 'message_stop' },
] as const;

async function choose({ form }: Playground, protocol: string) {
	if (!(await form.protocol.isVisible())) await form.toggleOptions();
	await form.protocol.selectOption(protocol);
}

for (const { protocol, delta, end } of PROTOCOLS) {
	test.describe(protocol, () => {
		test('words and frames are linked, and the run is played back', async ({ playground }) => {
			const { frames, response, timing, ending } = playground;
			await playground.open();
			await choose(playground, protocol);
			// Short, so that all of it is in sight.
			await playground.form.message.fill('Reply exactly: A lighthouse kept a notebook.');
			await playground.runToEnd();
			await expect(timing.figure('First text')).toContainText(/\d/);
			const whole = await response.box.innerText();
			await response.pointAt('notebook');
			await expect(frames.selected).toContainText(delta);
			await expect.poll(() => response.marked()).not.toEqual([]);

			await timing.scrubber.press('Home');
			await expect(response.box).toContainText('No text received.');
			await timing.speed.selectOption('8');
			await timing.play.click();
			await expect(ending.status).toContainText('Complete.');
			expect(await response.box.innerText()).toBe(whole);
		});

		for (const [fault, title, says, text] of [
			['cut', 'Cut off', 'The connection broke', 'Once upon a time'],
			['error-midway', 'Error', 'sent an error in frame', 'Once upon a'],
			['malformed-json', 'Not readable', 'is not JSON', 'Once upon a'],
		] as const) {
			test(`under the fault ${fault} what came stays, and the reason is said`, async ({
				playground,
			}) => {
				const { ending, response } = playground;
				await playground.open();
				await choose(playground, protocol);
				await playground.runWithFault(fault);
				await expect(ending.status).toContainText(title);
				await expect(ending.status).toContainText(says);
				await expect(response.box).toContainText(text);
			});
		}

		test('exported to each kind of file and imported again, it is the same', async ({
			playground,
		}) => {
			const { frames, response, tools, ending, timing } = playground;
			await playground.open();
			await choose(playground, protocol);
			await playground.runToEnd();
			await tools.open('Import, export');
			const whole = await response.box.innerText();
			const sizes = await frames.region.locator('header').innerText();
			const files = [];
			for (const format of ['Recording (.json)', 'HAR (.har)', 'Body (.sse)']) {
				files.push(await tools.files.export(format));
			}
			expect(files[1]?.content.toString()).toContain(`/v1/${protocol}"`);

			await playground.reload();
			await tools.open('Import, export');
			for (const { name, content } of files) {
				await tools.files.importFile(name, content);
				await expect(timing.region).toContainText(`Imported ${name}.`);
				expect(await response.box.innerText(), name).toBe(whole);
				expect(await frames.region.locator('header').innerText(), name).toBe(sizes);
				await expect(ending.status, name).toContainText('Complete.');
				await expect(ending.status, name).toContainText(end);
			}
		});

		test('a shared link opens with the protocol chosen, and runs in it', async ({
			page,
			playground,
		}) => {
			const { form, frames, share } = playground;
			await playground.open();
			await choose(playground, protocol);
			await form.message.fill('Reply exactly: shared');
			const link = await share.readLink();
			await page.goto('about:blank');
			await playground.open(link);
			if (!(await form.protocol.isVisible())) await form.toggleOptions();
			await expect(form.protocol).toHaveValue(protocol);
			await playground.runToEnd();
			await expect(playground.response.box).toContainText('shared');
			await expect(frames.region).toContainText(end);
		});

		test('it is kept beside a run of chat, and their texts are the same', async ({
			playground,
		}) => {
			const { form, tools } = playground;
			const { runs } = tools;
			await playground.open();
			await tools.open('Runs');
			await form.message.fill('Reply exactly: one and the same');
			await form.run.click();
			await expect(runs.kept).toHaveCount(1);
			await choose(playground, protocol);
			await form.run.click();
			await expect(runs.kept).toHaveCount(2);
			await runs.compareLastTwo.click();
			await expect(runs.panel).toContainText('The texts are the same');
		});

		test('sent both ways, it is asked in this protocol, streamed and not', async ({
			playground,
		}) => {
			const { form, tools } = playground;
			await playground.open();
			await choose(playground, protocol);
			await form.message.fill('Reply exactly: both ways');
			await tools.open('Runs');
			await tools.runs.sendBothWays.click();
			await expect(tools.runs.streamed).toContainText('both ways');
			await expect(tools.runs.notStreamed).toContainText('both ways');
			await expect(tools.runs.panel).toContainText('Streamed, the text began after');
		});

		test('Stop keeps what came', async ({ playground }) => {
			const { ending, form, response } = playground;
			await playground.open();
			await choose(playground, protocol);
			await form.message.fill(LONG_PROMPT);
			await form.run.click();
			await expect(response.box).toContainText('How text learned');
			await playground.stopRun();
			await expect(ending.status).toContainText('Stopped');
			await expect(response.box).toContainText('How text learned');
		});
	});
}
