/** Playing an ended run back, stepping through it, and exporting and importing it. */
import { expect, test } from '../support/test.ts';
import { done, text } from '../examples/streams.ts';
import type { Playground } from '../support/playground.ts';

/** Opens the playground and runs the demo's story to its end. */
async function runStory(playground: Playground) {
	await playground.open();
	await playground.runToEnd();
}

async function openFiles({ tools }: Playground) {
	await tools.open('Import, export');
	await expect(tools.files.format('Recording (.json)')).toBeEnabled();
}

test('a run is scrubbed back with the keyboard, and text, frames and figures follow', async ({
	page,
	playground,
}) => {
	await runStory(playground);
	const whole = await playground.response.box.innerText();
	const all = Number(/(\d+) frames/.exec(await playground.frames.region.innerText())?.[1]);
	await playground.timing.scrubber.focus();
	for (let i = 0; i < 40; i++) await page.keyboard.press('ArrowLeft');
	// The end is a step of its own: 40 steps back, 39 frames are missing.
	await expect(playground.frames.region).toContainText(`${all - 39} frames`);
	await expect(playground.timing.scrubber).toHaveAttribute(
		'aria-valuetext',
		new RegExp(`^frame ${all - 39} of ${all}, .* s of .* s$`)
	);
	const shorter = await playground.response.box.innerText();
	expect(shorter.length).toBeLessThan(whole.length);
	await expect(playground.ending.status).toContainText('Paused.');

	await page.keyboard.press('Home');
	await expect(playground.frames.region).toContainText('0 frames');
	await expect(playground.response.box).toContainText('No text received.');
	await playground.timing.nextFrame.click();
	await expect(playground.frames.region).toContainText('1 frame,');

	await playground.timing.scrubber.press('End');
	await expect(playground.ending.status).toContainText('Complete.');
	expect(await playground.response.box.innerText()).toBe(whole);
});

test('a run plays at eight times to its end, and pauses on the way', async ({ playground }) => {
	await runStory(playground);
	const whole = await playground.response.box.innerText();
	await playground.timing.speed.selectOption('0.25');
	await playground.timing.play.click();
	await expect(playground.ending.status).toContainText('Replaying.');
	await expect(playground.response.box).toContainText('Once');
	await playground.timing.pause.click();
	await expect(playground.ending.status).toContainText('Paused.');
	const paused = await playground.response.box.innerText();
	expect(paused.length).toBeLessThan(whole.length);

	await playground.timing.speed.selectOption('8');
	await playground.timing.play.click();
	await expect(playground.ending.status).toContainText('Complete.');
	expect(await playground.response.box.innerText()).toBe(whole);
	await expect(playground.timing.play).toBeEnabled();
});

test('the recorded run shown at first plays without a request', async ({ playground }) => {
	await playground.open();
	await playground.timing.play.click();
	await expect(playground.ending.status).toContainText('Replaying.');
	await expect(playground.response.box).toContainText('Once');
	await playground.startLongRun();
	// While a run goes on there is nothing to replay.
	await expect(playground.timing.play).toBeDisabled();
	await expect(playground.timing.scrubber).toHaveCount(0);
	await playground.stopRun();
	await expect(playground.timing.scrubber).toBeVisible();
});

const formats = ['Recording (.json)', 'HAR (.har)', 'Body (.sse)'] as const;

test('a run exported to a file and imported after a reload is the same', async ({ playground }) => {
	await runStory(playground);
	await openFiles(playground);
	const whole = await playground.response.box.innerText();
	const sizes = await playground.frames.region.locator('header').innerText();
	const where = await playground.timing.scrubber.getAttribute('aria-valuetext');
	const files = [];
	for (const format of formats) files.push(await playground.tools.files.export(format));
	expect(files.map(({ name }) => name)).toEqual([
		'tell-me-a-story.recording.json',
		'tell-me-a-story.har',
		'tell-me-a-story.sse',
	]);

	await playground.reload();
	await openFiles(playground);
	for (const { name, content } of files) {
		await playground.tools.files.importFile(name, content);
		const timing = playground.timing.region;
		await expect(timing).toContainText(`Imported ${name}.`);
		expect(await playground.response.box.innerText(), name).toBe(whole);
		expect(await playground.frames.region.locator('header').innerText(), name).toBe(sizes);
		const isTimed = !name.endsWith('.sse');
		await expect(playground.timing.play, name).toBeEnabled({ enabled: isTimed });
		if (isTimed) await expect(playground.timing.scrubber).toHaveAttribute('aria-valuetext', where!);
		else await expect(timing).toContainText('Its times are unknown');
	}
});

test('the key is in no file, not even where the server repeats it', async ({ playground }) => {
	const key = 'sk-e2e-51c9d0f7a3b24e68';
	await playground.open();
	await playground.runAnswer({ body: text(`Your key is ${key}.`, 'stop') + done }, key);
	await expect(playground.ending.status).toContainText('Complete.');
	await openFiles(playground);
	for (const format of formats) {
		const { content } = await playground.tools.files.export(format);
		expect(content.toString(), format).toContain('Your key is ');
		expect(content.toString(), format).not.toContain(key);
		expect(content.toString(), format).not.toContain(key.slice(7));
	}
});

test('a file dropped anywhere is shown, and one that cannot be read changes nothing', async ({
	page,
	playground,
}) => {
	await playground.open();
	const drop = async (name: string, content: string) => {
		const dataTransfer = await page.evaluateHandle(
			([fileName, body]) => {
				const transfer = new DataTransfer();
				transfer.items.add(new File([body!], fileName!));
				return transfer;
			},
			[name, content]
		);
		await playground.frames.region.dispatchEvent('drop', { dataTransfer });
	};
	const stream = 'data: {"choices":[{"index":0,"delta":{"content":"Dropped."}}]}\n\n';
	await drop('dropped.sse', stream);
	await expect(playground.response.box).toContainText('Dropped.');
	await expect(playground.ending.status).toContainText('Cut off.');

	await drop('broken.json', '{"format":"chat-stream-recording","version":1,');
	await expect(playground.alert).toContainText('The recording is not valid JSON: ');
	await expect(playground.alert).toContainText('Export it again.');
	await expect(playground.response.box).toContainText('Dropped.');
});

test('a pasted stream is stepped through frame by frame', async ({ playground }) => {
	await playground.open();
	await openFiles(playground);
	const deltas = ['One', ' two', ' three'].map(
		(content) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}`
	);
	const { files } = playground.tools;
	await files.paste.fill(`${deltas.join('\n\n')}\n\ndata: [DONE]`);
	await files.show.click();
	await expect(files.panel).toContainText('The blank line missing after its last frame was added.');
	await expect(files.panel, 'how it ended, and the way to it').toContainText(
		/Cut off\. .*\[DONE\]/
	);
	await files.panel.getByRole('button', { name: 'Go to it' }).click();
	await expect(playground.ending.status).toBeInViewport();
	await expect(playground.response.text).toHaveText('One two three');
	await expect(playground.timing.region).toContainText(
		'Imported Pasted stream. Its times are unknown, so it steps and does not play.'
	);
	await expect(playground.timing.play).toBeDisabled();
	await playground.timing.scrubber.press('Home');
	await playground.timing.nextFrame.click();
	await playground.timing.nextFrame.click();
	await expect(playground.response.text).toHaveText('One two');
	await expect(playground.timing.scrubber).toHaveAttribute(
		'aria-valuetext',
		'frame 2 of 4; times are unknown'
	);
});
