/** Share links and remembered settings: nothing runs by itself, and neither contains the key. */
import { inflateRawSync } from 'node:zlib';
import { expect, test } from '../support/test.ts';
import { Playground } from '../support/playground.ts';
import { overflowOf } from '../support/site.ts';

const key = 'sk-e2e-4b1f93c07aa25d18';

async function fill({ form, response }: Playground) {
	await form.useEndpoint('https://gateway.example.test/v1', key);
	await form.temperature.fill('0.25');
	await form.message.fill('Share “this”, 🚀 & all');
	await response.plain.click();
}

const readable = (link: string) =>
	inflateRawSync(Buffer.from(link.split('#run=1.')[1]!, 'base64url')).toString();

test('a link carries the form to another browser, runs nothing, and says where Run would send', async ({
	browser,
	playground,
}) => {
	await playground.open();
	await fill(playground);
	await playground.share.button.click();
	const { link: box } = playground.share;
	await expect(box).toHaveValue(/#run=1\./);
	const link = await box.inputValue();
	expect(readable(link)).toContain('Share “this”, 🚀 & all');
	expect(readable(link)).not.toContain(key);
	expect(link).not.toContain(key);

	// The key pasted into the wrong box makes no link at all.
	await playground.form.system.fill(`Use ${key}`);
	await expect(playground.share.panel).toContainText('Another field holds the key');
	await expect(box).toHaveCount(0);

	await using other = await browser.newContext();
	const opened = await other.newPage();
	const { form, share, response, ending } = new Playground(opened);
	const requests: string[] = [];
	opened.on('request', (request) => requests.push(request.url()));
	await opened.goto(link);
	await expect(share.notice).toContainText(
		'Run would send to https://gateway.example.test/v1; the link chose this address.'
	);
	await expect(share.notice.locator('b')).toHaveText('gateway.example.test');
	await expect(form.message).toHaveValue('Share “this”, 🚀 & all');
	await expect(form.endpoint).toBeChecked();
	await expect(form.temperature).toHaveValue('0.25');
	await expect(form.apiKey).toHaveValue('');
	await expect(response.plain).toHaveAttribute('aria-pressed', 'true');
	await expect(ending.status).toHaveText(
		'Press Run to send the request to your endpoint. This is a recorded run. '
	);
	expect(requests.filter((url) => url.includes('gateway') || url.includes('run='))).toEqual([]);
	expect(await opened.evaluate(() => localStorage.getItem('streaming-playground'))).toBeNull();

	// A key typed for that address does not go to the next link's.
	await form.apiKey.fill(key);
	await opened.evaluate(() => (location.hash = 'run=1.AAAA'));
	await expect(share.notice).toContainText('The link is damaged');
	await expect(form.message, 'the form is as it was').toHaveValue('Share “this”, 🚀 & all');
	await opened.evaluate(() => (location.hash = 'run=1.q64FAA'));
	await expect(share.notice).toContainText('Run would send to the demo API, in this page.');
	await form.endpoint.check();
	await expect(form.apiKey).toHaveValue('');
});

test('settings survive a reload, without messages and key; one button forgets them', async ({
	page,
	playground,
}) => {
	await playground.open();
	await fill(playground);
	await playground.response.pace.selectOption('by word');
	await playground.reload();
	await expect(playground.form.endpoint).toBeChecked();
	await expect(playground.form.baseURL).toHaveValue('https://gateway.example.test/v1');
	await expect(playground.form.temperature).toHaveValue('0.25');
	await expect(playground.response.pace).toHaveValue('word');
	await expect(playground.response.plain).toHaveAttribute('aria-pressed', 'true');
	await expect(playground.form.message).toHaveValue('Tell me a story');
	await expect(playground.form.apiKey).toHaveValue('');
	const kept = await page.evaluate(() => JSON.stringify(localStorage));
	expect(kept).not.toContain(key);
	expect(kept).not.toContain('Share');

	await playground.form.forgetSettings.click();
	await expect(playground.form.demo).toBeChecked();
	await playground.reload();
	await expect(playground.form.demo).toBeChecked();
	await expect(playground.response.pace).toHaveValue('off');
});

test('a remembered fault is visible beside where Run sends, and is removed with one click', async ({
	page,
	playground,
}) => {
	for (const width of [1280, 320]) {
		await page.setViewportSize({ width, height: 844 });
		await playground.open();
		await expect(playground.form.faultNote).toHaveCount(0);
		await playground.form.toggleOptions();
		const topOfFault = async () => (await playground.form.fault.boundingBox())!.y;
		const before = await topOfFault();
		await playground.form.fault.fill('cut-between-frames;after=20;seed=3');
		await expect(playground.form.faultNote).toBeVisible();
		if (width === 1280) expect(await topOfFault(), 'nothing moves').toBe(before);

		await playground.open('/');
		const note = playground.form.faultNote;
		await expect(note).toHaveText('with fault cut-between-frames;after=20;seed=3Remove');
		await note.scrollIntoViewIfNeeded();
		await expect(note).toBeInViewport({ ratio: 1 });
		expect(await overflowOf(page), `${width} px`).toBe(0);

		await playground.form.endpoint.check();
		await expect(note, 'an endpoint gets no fault').toHaveCount(0);
		await playground.form.demo.check();
		await note.getByRole('button', { name: 'Remove the fault' }).click();
		await expect(note).toHaveCount(0);
		await expect(playground.form.run).toBeFocused();
		await playground.reload();
		await expect(playground.form.message).toBeVisible();
		await expect(note).toHaveCount(0);
	}
});

test('the fragment of a heading does not affect the playground', async ({ page, playground }) => {
	await playground.open('/#response-format');
	await expect(page.getByRole('heading', { name: 'Response Format' })).toBeInViewport();
	await expect(playground.share.notice).toHaveCount(0);
});
