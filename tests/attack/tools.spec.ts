/** The payloads in what the tools make of a run: its times, clients, kept runs, code and files. */
import { expect, test } from '../support/test.ts';
import { attack } from './hostile.ts';
import { asErrorFrame, asText, everywhere } from './streams.ts';

test.use({ trace: 'off' });
test.describe.configure({ timeout: 600_000 });

/** As many payloads in one run as a reader's patience with a slow page allows. */
const GROUP = 12;

test('in every tool: nothing runs, loads, leaves or widens', async ({ playground }) => {
	const under = await attack(playground);
	const { tools } = playground;
	for (const [i, group] of under.groupsOf(GROUP).entries()) {
		const texts = group.map(({ text }) => text);
		const name = group[0]!.name.slice(0, 40);
		const [first = ''] = texts;
		const content = texts.map((text) => asText(text).replace(/data: \[DONE\]\n\n$/, '')).join('');
		const end = i % 2 === 0 ? everywhere(first) : asErrorFrame(texts.join(' '));
		await under.run({ reads: [content + end] });

		await tools.open('Time');
		await tools.time.openTable();
		await under.checkBoth(`${name}, Time`);

		await tools.open('Clients');
		await tools.clients.runAll.click();
		await expect(tools.clients.runAll).toBeEnabled({ timeout: 60_000 });
		for (const client of ['The obvious loop', 'OpenAI SDK']) {
			await tools.clients.openText(client);
			await under.checkBoth(`${name}, text of ${client}`);
		}

		await tools.open('Runs');
		for (const run of (await tools.runs.kept.all()).slice(0, 2)) {
			await run.getByRole('checkbox').check();
		}
		await tools.runs.sendBothWays.click();
		await expect(tools.runs.sendBothWays).toBeVisible();
		await under.checkBoth(`${name}, Runs`);

		await tools.open('Import, export');
		const { content: file } = await tools.files.export('Recording (.json)');
		await tools.files.importFile('run.json', file);
		await expect(tools.files.panel).toContainText('run.json');
		await under.checkBoth(`${name}, imported again`);
	}
	await under.finish();
});
