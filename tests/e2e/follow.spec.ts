/** Both columns follow a run to its end, until the reader scrolls away. */
import type { Playground } from '../support/playground.ts';
import { expect, test } from '../support/test.ts';
import { serveReply } from '../support/loopback.ts';
import { chunk, done, text } from '../examples/streams.ts';

type Column = Pick<Playground['frames' | 'response'], 'scrollBox' | 'follow'>;

/** How far the end of a column is below what is in sight, in CSS pixels. */
const below = ({ scrollBox }: Column) =>
	scrollBox.evaluate((box) => Math.round(box.scrollHeight - box.clientHeight - box.scrollTop));

test('Follow is offered to a reader who has scrolled away, in both columns', async ({
	playground,
}) => {
	await playground.open();
	await playground.startLongRun();
	const offers = async ({ scrollBox: box, follow }: Column, name: string) => {
		await expect
			.poll(() => box.evaluate((one) => one.scrollHeight - one.clientHeight), `${name}: fills`)
			.toBeGreaterThan(100);
		await expect(follow).toHaveCount(0);
		await box.evaluate((one) => one.scrollTo(0, 0));
		await expect(follow).toBeVisible();
		expect(await box.evaluate((one) => one.scrollTop)).toBe(0);
		await follow.click();
		await expect(follow).toHaveCount(0);
		await expect
			.poll(() => box.evaluate((one) => one.scrollHeight - one.clientHeight - one.scrollTop))
			.toBeLessThan(60);
	};
	await offers(playground.frames, 'frames');
	await offers(playground.response, 'text');
	await playground.frames.scrollToTop();
	await playground.stopRun();
	await expect(playground.frames.follow).toHaveCount(0);
});

test('a scroll is not undone by frames that arrive before its event', async ({ playground }) => {
	await playground.open();
	await playground.startLongRun();
	const box = playground.frames.scrollBox;
	await expect
		.poll(() => box.evaluate((one) => one.scrollHeight - one.clientHeight))
		.toBeGreaterThan(100);
	// After a paint has told its scrolls and before the next one does, for as long as it takes.
	const tops = await box.evaluate(async (one) => {
		const paint = () => new Promise(requestAnimationFrame);
		const seen: number[] = [];
		for (let round = 0; round < 6; round++) {
			await paint();
			one.scrollTo(0, 0);
			const { scrollHeight } = one;
			while (one.scrollHeight === scrollHeight) await paint();
			seen.push(one.scrollTop);
			one.scrollTo(0, one.scrollHeight);
			await paint();
			await paint();
		}
		return seen;
	});
	expect(tops).toEqual(Array(6).fill(0));
	await playground.stopRun();
});

for (const path of ['/', '/playground/']) {
	test(`the end stays in sight on ${path} where the columns become shorter`, async ({
		page,
		playground,
	}) => {
		await page.setViewportSize({ width: 1440, height: 900 });
		await playground.open(path);
		await playground.runToEnd();
		// The line that tells how the run ended may have taken another row.
		await expect.poll(() => below(playground.frames)).toBeLessThan(2);
		const before = await playground.frames.scrollBox.evaluate((box) => box.clientHeight);
		await page.setViewportSize({ width: 1000, height: 640 });
		await expect
			.poll(() => playground.frames.scrollBox.evaluate((box) => box.clientHeight))
			.not.toBe(before);
		await expect.poll(() => below(playground.frames)).toBeLessThan(2);
		await expect.poll(() => below(playground.response)).toBeLessThan(2);
	});
}

test('runs as fast as they can be read are followed to their last frame', async ({
	playground,
}) => {
	test.slow();
	const frames = Array.from({ length: 10_000 }, (_, i) => text(`the word ${i} and more `));
	const encoder = new TextEncoder();
	const reads = [...frames, chunk({}, 'stop'), done].map((frame) => encoder.encode(frame));
	const server = await serveReply({ reads });
	await playground.open();
	await playground.form.useEndpoint(`${server.origin}/v1`);
	await playground.response.plain.click();
	// About one in ten once stopped short of its end.
	for (let run = 0; run < 10; run++) {
		await playground.runToEnd();
		await expect.poll(() => below(playground.frames), `run ${run}`).toBeLessThan(2);
		await expect(playground.frames.row(10_001), `run ${run}`).toBeVisible();
	}
	await server.close();
});
