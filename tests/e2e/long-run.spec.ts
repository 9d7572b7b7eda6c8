/** A run that is longer than the page keeps: the text is whole, and the page says what is no longer there. */
import { expect, test } from '../support/test.ts';
import { listen } from '../support/loopback.ts';
import { done, text } from '../examples/streams.ts';

const FRAMES = 160_000;

test('a long run keeps its text, lets old frames go, and says so wherever it matters', async ({
	page,
	playground,
}) => {
	test.slow();
	const { form, frames, response, ending, tools, timing } = playground;
	await playground.open();
	const words = Array.from({ length: FRAMES }, (_, i) => text(`w${i} `));
	// A real one: what Playwright answers comes in one read.
	const server = await listen((request, reply) => {
		reply.setHeader('access-control-allow-origin', '*');
		reply.setHeader('access-control-allow-headers', 'content-type');
		reply.setHeader('content-type', 'text/event-stream');
		reply.end(request.method === 'OPTIONS' ? '' : words.join('') + text('', 'stop') + done);
	});
	await form.useEndpoint(`${server.origin}/v1`);
	await response.plain.click();
	await form.run.click();
	await expect(ending.status).toContainText('Complete.', { timeout: 60_000 });
	await expect(frames.region).toContainText('160,002 frames');
	await expect(frames.region).toContainText('MB) are no longer kept');
	const said = /Frames 65 to ([\d,]+) \(.* MB\) are no longer kept/.exec(
		await frames.region.innerText()
	);
	const last = Number(said?.[1]?.replaceAll(',', ''));
	expect(FRAMES - last).toBeGreaterThan(90_000);
	expect(FRAMES - last).toBeLessThan(130_000);

	// Both ends are there, and keys step over the gap.
	await frames.scrollToTop();
	await expect(frames.item(63)).toHaveCount(0);
	await frames.row(0).click();
	await page.keyboard.press('Home');
	for (let i = 0; i < 63; i++) await page.keyboard.press('j');
	await expect(frames.item(63)).toBeVisible();
	await page.keyboard.press('j');
	await expect(frames.row(last)).toHaveAttribute('aria-current');
	await page.keyboard.press('k');
	await expect(frames.row(63)).toHaveAttribute('aria-current');

	await expect(timing.play).toBeDisabled();
	await expect(timing.region).toContainText('Too long to replay');
	await expect(await tools.open('Clients')).toContainText('this one is longer than the page keeps');
	await expect(await tools.open('Break it')).toContainText('Other reads need every byte');
	await expect(await tools.open('Time')).toContainText('frames, each a tick');
	await expect(await tools.open('Runs')).toContainText('the last 100,000');

	await tools.open('Import, export');
	await expect(tools.files.panel).toContainText('an export lacks them');
	const { content } = await tools.files.export('Recording (.json)');
	await tools.files.importFile('long.json', content);
	await expect(timing.region).toContainText(`It lacks ${(last - 64).toLocaleString('en')} frames`);
	await expect(timing.play).toBeEnabled();
	await expect(ending.status).toContainText('Complete.');
	await server.close();
});
