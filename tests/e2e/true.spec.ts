/** What the playground says of a run is true: of this run, at this moment, and where it says so. */
import { readFileSync } from 'node:fs';
import { expect, test } from '../support/test.ts';

const recording = readFileSync(
	new URL('../../src/playground/state/sample.recording.json', import.meta.url),
	'utf8'
);

test('a page with a fault opens on what that fault does', async ({ page, playground }) => {
	await page.goto('/errors/');
	await expect(playground.ending.status, 'before any script').toContainText('Error in the stream.');
	await playground.open('/errors/');
	const { ending, frames, timing } = playground;
	await expect(ending.status).toContainText('Simulated fault: error-midway;after=12');
	await expect(timing.region).toContainText('Recorded.');
	await frames.scrollToTop();
	await ending.root.getByRole('button', { name: 'Show frame 13' }).click();
	await expect(frames.selected).toContainText('error');
	await timing.play.click();
	await expect(timing.pause).toBeVisible();
});

test('a link with a fault opens on what that fault does, and sends nothing', async ({
	page,
	playground,
}) => {
	const requests: string[] = [];
	await page.goto('/servers-that-differ/');
	const link = page.getByRole('main').locator('a[href^="/playground/#run="]').first();
	const href = await link.getAttribute('href');
	page.on('request', (request) => request.method() !== 'GET' && requests.push(request.url()));
	await playground.open(href!);
	await expect(playground.share.notice).toContainText('From a link.');
	const fault = await playground.form.faultNote.locator('code').innerText();
	await expect(playground.ending.status).toContainText(`Simulated fault: ${fault}`);
	await expect(playground.timing.region).toContainText('Recorded.');
	expect(requests).toEqual([]);
});

test('an imported run shows its own request, not the form’s', async ({ page, playground }) => {
	await playground.open();
	await playground.form.message.fill('Something else');
	await playground.tools.open('Import, export');
	await playground.tools.files.importFile('rec.json', recording);
	await expect(playground.timing.region).toContainText(
		'Imported rec.json. Its request: “Tell me a story” to vllm-primary.'
	);
	await playground.tools.files.paste.fill('data: [DONE]\n\n');
	await playground.tools.files.show.click();
	await expect(playground.timing.region).toContainText('Imported Pasted stream.');
	await expect(playground.timing.region).not.toContainText('Its request');
	await expect(page.locator('.pg-caption')).not.toContainText('Something else');
});

test('“Waiting for the first byte” stands beside no first byte', async ({ playground }) => {
	await playground.open();
	await playground.form.chooseFault('slow-head;ms=1500');
	await playground.root.evaluate((root) => {
		const look = () => {
			const isWaiting = root.querySelector('[role=status]')!.textContent.includes('first byte');
			const hasByte = root.querySelector('.pg-marks')!.textContent.includes('First byte');
			if (isWaiting) root.setAttribute('data-waited', '');
			if (isWaiting && hasByte) root.setAttribute('data-wrong', '');
		};
		new MutationObserver(look).observe(root, {
			subtree: true,
			childList: true,
			characterData: true,
		});
	});
	await playground.ask('What is a pear?');
	await expect(playground.ending.status).toContainText('Complete.', { timeout: 40_000 });
	await expect(playground.root).toHaveAttribute('data-waited', '');
	await expect(playground.root).not.toHaveAttribute('data-wrong');
});

for (const width of [1440, 768, 390]) {
	test(`nothing moves when a run ends, ${width} px wide`, async ({ page, playground }) => {
		await page.setViewportSize({ width, height: 900 });
		await playground.open();
		const top = () => playground.response.region.evaluate((one) => (one as HTMLElement).offsetTop);
		await playground.form.message.fill('What is a pear?');
		await playground.form.run.click();
		await expect(playground.ending.status).toContainText('Streaming.');
		const before = await top();
		await expect(playground.ending.status).toContainText('Complete.', { timeout: 40_000 });
		// A busy machine brings reads late, which is remarked on in a line of its own.
		await playground.ending.root
			.locator('.pg-difference')
			.evaluateAll((remarks) => remarks.forEach((remark) => remark.remove()));
		expect(await top()).toBe(before);
	});
}
