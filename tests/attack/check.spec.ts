/** The payloads in all that a check shows of a server: its models, its errors, its frames, and the Markdown of them. */
import { expect, test } from '../support/test.ts';
import { attack } from './hostile.ts';
import { payloadsFor } from './payloads.ts';
import { asErrorFrame, asText } from './streams.ts';

test.use({ trace: 'off' });
test.describe.configure({ timeout: 600_000 });

const GROUP = 12;

for (const width of [1280, 390]) {
	test(`in a check, ${width} px wide: nothing runs, loads, leaves or widens`, async ({
		playground,
	}) => {
		const under = await attack(playground, width);
		const { check } = playground.tools;
		await playground.tools.open('Check this endpoint');
		const all = payloadsFor(`${under.origin}/leak`);
		let tried = 0;
		for (let at = 0; at < all.length; at += GROUP) {
			const texts = all.slice(at, at + GROUP).map(({ text }) => text);
			const [first = ''] = texts;
			const kind = (at / GROUP) % 3;
			under.hostile.answer = {
				status: kind === 1 ? 400 : 200,
				type: kind === 1 ? 'application/json' : 'text/event-stream',
				models: kind === 2 ? { [first]: first } : { data: texts.map((text) => ({ id: text })) },
				reads:
					kind === 1
						? [JSON.stringify({ error: { message: texts.join(' '), code: first } })]
						: [texts.map(asText).join(''), kind === 2 ? asErrorFrame(first) : ''],
			};
			await check.check.click();
			await check.toEnd();
			await expect(check.lines).toHaveCount(15);
			for (const details of await check.lines.locator('summary').all()) await details.click();
			await under.check(all[at]!.name.slice(0, 60));
			tried += texts.length;
		}
		expect(tried).toBe(all.length);
		expect(under.hostile.asked.filter(({ url }) => url?.includes('leak'))).toEqual([]);
		expect(under.faults).toEqual([]);
		test.info().annotations.push({ type: 'tried', description: `${tried}` });
		await under.hostile.close();
	});
}
