/** The payloads in what the tools make of a run: its times, clients, kept runs, code and files. */
import { expect, test } from '../support/test.ts';
import { attack } from './hostile.ts';
import { payloadsFor } from './payloads.ts';
import { asErrorFrame, asText, everywhere } from './streams.ts';

test.use({ trace: 'off' });
test.describe.configure({ timeout: 600_000 });

/** As many payloads in one run as a reader's patience with a slow page allows. */
const GROUP = 12;

for (const width of [1280, 390]) {
	test(`in every tool, ${width} px wide: nothing runs, loads, leaves or widens`, async ({
		playground,
	}) => {
		const under = await attack(playground, width);
		const { tools } = playground;
		const all = payloadsFor(`${under.origin}/leak`);
		let tried = 0;
		for (let at = 0; at < all.length; at += GROUP) {
			const texts = all.slice(at, at + GROUP).map(({ text }) => text);
			const name = all[at]!.name.slice(0, 40);
			const [first = ''] = texts;
			const content = texts.map((text) => asText(text).replace(/data: \[DONE\]\n\n$/, '')).join('');
			const end = at % (2 * GROUP) === 0 ? everywhere(first) : asErrorFrame(texts.join(' '));
			await under.run({ reads: [content + end] });

			await tools.open('Time');
			await tools.time.openTable();
			await under.check(`${name}, Time`);

			await tools.open('Clients');
			await tools.clients.runAll.click();
			await expect(tools.clients.runAll).toBeEnabled({ timeout: 60_000 });
			for (const client of ['The obvious loop', 'OpenAI SDK']) {
				await tools.clients.openText(client);
				await under.check(`${name}, text of ${client}`);
			}

			await tools.open('Runs');
			for (const run of (await tools.runs.kept.all()).slice(0, 2)) {
				await run.getByRole('checkbox').check();
			}
			await tools.runs.sendBothWays.click();
			await expect(tools.runs.sendBothWays).toBeVisible();
			await under.check(`${name}, Runs`);

			await tools.open('Import, export');
			const { content: file } = await tools.files.export('Recording (.json)');
			await tools.files.importFile('run.json', file);
			await expect(tools.files.panel).toContainText('run.json');
			await under.check(`${name}, imported again`);
			tried += texts.length;
		}
		expect(tried).toBe(all.length);
		expect(under.hostile.asked.filter(({ url }) => url?.includes('leak'))).toEqual([]);
		expect(under.faults).toEqual([]);
		test.info().annotations.push({ type: 'tried', description: `${tried}` });
		await under.hostile.close();
	});
}
