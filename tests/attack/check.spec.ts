/** The payloads in all that a check shows of a server: its models, its errors, its frames, and the Markdown of them. */
import { expect, test } from '../support/test.ts';
import { attack } from './hostile.ts';
import { asErrorFrame, asText } from './streams.ts';

test.use({ trace: 'off' });
test.describe.configure({ timeout: 600_000 });

const GROUP = 12;

test('in a check: nothing runs, loads, leaves or widens', async ({ playground }) => {
	const under = await attack(playground);
	const { check } = playground.tools;
	await playground.tools.open('Check this endpoint');
	for (const [i, group] of under.groupsOf(GROUP).entries()) {
		const texts = group.map(({ text }) => text);
		const [first = ''] = texts;
		const kind = i % 3;
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
		await under.checkBoth(group[0]!.name.slice(0, 60));
	}
	await under.finish();
});
