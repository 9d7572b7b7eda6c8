/** A part of the page whose code does not load: it says so, can be asked for again, and takes nothing with it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '../support/test.ts';
import { LONG_ANSWER, LONG_PROMPT, type Playground } from '../support/playground.ts';
import { refuse } from '../support/refused-files.ts';
import { dist } from '../support/site.ts';

const KEY = 'sk-own-faults-6f1d';

/** A run has ended, a key and a message are typed. */
async function fill(playground: Playground) {
	const { form, ending } = playground;
	await playground.open();
	await form.endpoint.check();
	await form.apiKey.fill(KEY);
	await form.demo.check();
	await playground.startLongRun();
	await playground.stopRun();
	await expect(ending.status).toContainText('Stopped.');
}

async function nothingIsLost({ form, frames, ending }: Playground) {
	await expect(form.message).toHaveValue(LONG_PROMPT);
	await expect(form.apiKey).toHaveValue(KEY);
	await expect(frames.items.first()).toBeVisible();
	await expect(ending.status).toContainText('Stopped.');
}

const openTool =
	(name: string) =>
	({ tools }: Playground) =>
		tools.button(name).click();
const openShare = ({ share }: Playground) => share.button.click();

interface Part {
	/** The file that does not come. */
	readonly file: RegExp;
	readonly open: (playground: Playground) => Promise<void>;
	/** What is there once the part has come. */
	readonly shown: string | RegExp;
}

const parts: Readonly<Record<string, Part>> = {
	Share: { file: /SharePanel/, open: openShare, shown: 'Link' },
	'the sheet of Share': { file: /share\.[^/]*\.css/, open: openShare, shown: 'Link' },
	Keys: {
		file: /ShortcutsDialog/,
		open: ({ keys }) => keys.button.click(),
		shown: 'Keyboard shortcuts',
	},
	'a frame': {
		file: /OpenFrame/,
		open: ({ frames }) => frames.items.first().getByRole('button').first().click(),
		shown: /^Show frame/,
	},
	'the editor': {
		file: /Yours/,
		open: async ({ tools }) => {
			await tools.open('Clients');
			await tools.clients.openEditor();
		},
		shown: 'Editor',
	},
	Time: { file: /\/time\.[^/]*\.js/, open: openTool('Time'), shown: 'Frame on the plot' },
	'the sheet of Time': {
		file: /time\.[^/]*\.css/,
		open: openTool('Time'),
		shown: 'Frame on the plot',
	},
	Clients: { file: /\/clients\.[^/]*\.js/, open: openTool('Clients'), shown: 'Run all clients' },
	'Break it': {
		file: /\/break\.[^/]*\.js/,
		open: openTool('Break it'),
		shown: 'Clients over these bytes',
	},
	Runs: { file: /\/runs\.[^/]*\.js/, open: openTool('Runs'), shown: 'Kept runs' },
	Code: { file: /\/code\.[^/]*\.js/, open: openTool('Code'), shown: 'Language' },
	'Import, export': {
		file: /Files\./,
		open: openTool('Import, export'),
		shown: 'Or paste a stream',
	},
	'Check this endpoint': {
		file: /\/check\.[^/]*\.js/,
		open: openTool('Check this endpoint'),
		shown: /^Sends 9 small requests/,
	},
};

for (const [name, { file, open, shown }] of Object.entries(parts)) {
	test(`${name} that does not load says so, comes at the next try, and loses nothing`, async ({
		page,
		playground,
	}) => {
		await fill(playground);
		const { heal, refused } = await refuse(page, file);
		await open(playground);
		await expect(playground.alert).toContainText(/ could not be loaded\. Check your connection\./);
		expect(refused(), 'the pattern names a file').toBeGreaterThan(0);
		await nothingIsLost(playground);

		await playground.tryAgain.click();
		await expect(playground.alert).toContainText('If you are online, reload the page.');

		heal();
		await playground.tryAgain.click();
		await expect(playground.alert).toHaveCount(0);
		const named = page.getByText(shown).or(page.getByLabel(shown)).filter({ visible: true });
		await expect(named.first()).toBeVisible();
		await nothingIsLost(playground);
	});
}

test('every sheet that a script names is a file of the build', () => {
	const scripts = readdirSync(`${dist}_astro`).filter((file) => file.endsWith('.js'));
	const named = scripts.flatMap(
		(file) => readFileSync(`${dist}_astro/${file}`, 'utf8').match(/_astro\/[\w.-]+\.css/g) ?? []
	);
	expect(named.length).toBeGreaterThan(0);
	expect([...new Set(named)].filter((sheet) => !existsSync(`${dist}${sheet}`))).toEqual([]);
});

test('the run is saved from the place of a part that does not load', async ({
	page,
	playground,
}) => {
	await fill(playground);
	await refuse(page, /SharePanel/);
	await playground.share.button.click();
	const saved = await playground.saveFromAlert();
	expect(saved).toMatchObject({ version: 1, request: { body: { stream: true } } });
	expect(JSON.stringify(saved)).not.toContain(KEY);
});

test('a run that cannot be saved is said not to be', async ({ page, playground }) => {
	await fill(playground);
	await refuse(page, /SharePanel|files\.[^/]*\.js/);
	await playground.share.button.click();
	await playground.saveRecording.click();
	await expect(playground.alert).toContainText(
		'Nothing was saved: Import and export could not be loaded.'
	);
});

test('the demo that does not load is loaded by the next Run', async ({ page, playground }) => {
	const { heal } = await refuse(page, /engine/);
	await playground.open();
	await playground.ask('Say one word');
	await expect(playground.ending.status).toContainText(
		'could not start the run: The code for it could not be'
	);
	await expect(playground.form.stop).toBeDisabled();
	heal();
	await playground.form.run.click();
	await expect(playground.ending.status).toContainText('Complete');
	await expect(playground.form.message).toHaveValue('Say one word');
});

test.describe('without its code', () => {
	// React drops what the server has drawn as Markdown, and says so.
	test.use({ expectedError: /React error #422/ });

	test('Markdown that does not load leaves the text plain, and is drawn once it has come', async ({
		page,
		playground,
	}) => {
		const { heal } = await refuse(page, /Markdown\./);
		await playground.open();
		await playground.startLongRun();
		await playground.stopRun();
		await expect(playground.alert).toContainText('Markdown could not be loaded.');
		await expect(playground.response.region.locator('.pg-answer')).toContainText(/\w{3}/);
		heal();
		await playground.tryAgain.click();
		await expect(playground.alert).toHaveCount(0);
		// Of the long answer, its heading may be all that came before Stop.
		await expect(playground.response.region.locator('.pg-answer h3')).toContainText(LONG_ANSWER);
	});
});

test('a client that does not load says so in its row, and the others run', async ({
	page,
	playground,
}) => {
	await fill(playground);
	const { heal } = await refuse(page, /openai-sdk|yours\./);
	const { clients } = playground.tools;
	await playground.tools.open('Clients');
	await clients.runAll.click();
	await expect(clients.row('OpenAI SDK')).toContainText('could not be loaded');
	await expect(clients.row('Yours')).toContainText('could not be loaded');
	await expect(clients.row('The obvious loop')).not.toContainText('could not be loaded');
	heal();
	await clients.runAll.click();
	await expect(clients.row('OpenAI SDK')).not.toContainText('could not be loaded');
	await expect(clients.row('Yours')).not.toContainText('could not be loaded');
});

test('smoothing that does not load says so, and comes at the next try', async ({
	page,
	playground,
}) => {
	await fill(playground);
	const { heal } = await refuse(page, /smooth\.[^/]*\.js/);
	await playground.response.pace.selectOption({ index: 1 });
	await expect(playground.alert).toContainText('Smooth display could not be loaded.');
	heal();
	await playground.tryAgain.click();
	await expect(playground.alert).toHaveCount(0);
	await nothingIsLost(playground);
});

test('a link whose reader does not load is said not to be opened', async ({ page, playground }) => {
	await refuse(page, /link\.[^/]*\.js/);
	await page.goto('/playground/#run=1.q1YqLU4tUrJSUlDSUapVyk3NTVWyUlAKBgA');
	await expect(playground.share.notice).toContainText('The link was not opened');
});

for (const path of ['/playground/', '/on-the-wire/']) {
	test(`${path}: an island whose script does not come says so when it is pressed, and comes at Try again`, async ({
		page,
		playground,
	}) => {
		const { heal } = await refuse(page, /\/(Playground|CutFigure)\.[^/]*\.js/);
		await page.goto(path);
		const island = page.locator('astro-island[ssr]').first();
		await island.scrollIntoViewIfNeeded();
		await expect(island).toBeVisible();
		const pressed = island.locator('button, [type="range"]').first();
		await pressed.click();
		await expect(playground.alert).toContainText(
			'The script for this part could not be loaded. Check your connection.'
		);
		const before = await page.locator('astro-island[ssr]').count();
		heal();
		await playground.tryAgain.first().click();
		await expect(page.locator('astro-island[ssr]')).toHaveCount(before - 1);
		await expect(playground.alert).toHaveCount(0);
	});
}
