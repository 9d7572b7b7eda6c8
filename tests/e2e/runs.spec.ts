/** Keeping and comparing runs, and sending a request both streamed and not. */
import { expect, test } from '../support/test.ts';
import { ENDPOINT } from '../support/endpoint.ts';
import { LONG_ANSWER, LONG_PROMPT, type Playground } from '../support/playground.ts';

async function openRuns(playground: Playground) {
	await playground.open();
	await playground.tools.open('Runs');
	await expect(playground.tools.runs.panel).toContainText('None yet.');
}

/** Runs a message of its own, which the demo quotes, until the run is kept. */
async function keepRun(playground: Playground, message: string) {
	const { kept } = playground.tools.runs;
	const before = await kept.count();
	await playground.ask(message);
	await expect(kept).toHaveCount(before + 1, { timeout: 30_000 });
}

test('runs are kept under their names, shown again, pinned, compared and deleted', async ({
	playground,
}) => {
	await openRuns(playground);
	const { runs } = playground.tools;
	await keepRun(playground, 'What is a pear?');
	const pear = await playground.response.box.innerText();
	await keepRun(playground, 'What is a plum?');
	await expect(runs.kept.first()).toContainText(/^“What is a plum\?”, \d\d:\d\d:\d\d, complete/);

	await runs.panel.getByRole('button', { name: /^“What is a pear/ }).click();
	await expect(playground.timing.region).toContainText('Kept “What is a pear?”.');
	await expect.poll(() => playground.response.box.innerText()).toBe(pear);

	await runs.panel.getByRole('button', { name: /^Pin “What is a pear/ }).click();
	await expect(runs.panel.getByRole('button', { name: /^Pin “What is a pear/ })).toHaveAttribute(
		'aria-pressed',
		'true'
	);

	for (const box of await runs.panel.getByRole('checkbox').all()) await box.check();
	await expect(runs.panel).toContainText(/The texts differ first at character \d+\./);
	const parting = runs.panel.locator('.pg-parting mark');
	await expect(parting).toHaveText([/^ear\?/, /^lum\?/]);
	const rows = runs.panel.locator('.pg-comparison').getByRole('row');
	await expect(rows.filter({ hasText: 'How it ended' })).toContainText('CompleteComplete');

	await runs.panel.getByRole('button', { name: /^Delete “What is a plum/ }).click();
	await expect(runs.kept).toHaveCount(1);
	await expect(runs.panel).toContainText('choose two of the kept runs');
});

test('streaming beside not streaming: the text begins long before the whole answer is there', async ({
	playground,
}) => {
	await openRuns(playground);
	const { runs } = playground.tools;
	const { streamed, notStreamed } = runs;
	const { message } = playground.form;
	// Answered for half a minute, so that there is time to look.
	await message.fill(LONG_PROMPT);
	await runs.sendBothWays.click();
	await expect(streamed).toContainText(LONG_ANSWER);
	// Both clocks run, and the other has nothing yet.
	await expect(notStreamed).toHaveText('');
	for (const clock of await runs.panel.locator('.pg-clock').all()) {
		const shown = await clock.innerText();
		await expect(clock).not.toHaveText(shown);
	}
	await runs.panel.getByRole('button', { name: 'Stop both' }).click();
	await expect(notStreamed).toContainText('The run was stopped');
	await message.fill('Tell me a story');
	await runs.sendBothWays.click();
	await expect(runs.panel).toContainText(/: reading can begin \d+\.\d+ s earlier\./, {
		timeout: 30_000,
	});
	expect(await notStreamed.innerText()).toBe(await streamed.innerText());
});

test('an endpoint gets both requests with the key, and a refusal is shown', async ({
	page,
	playground,
}) => {
	const asked: { stream: boolean; options: boolean; key: string | undefined }[] = [];
	await page.route(`${ENDPOINT}/chat/completions`, (route) => {
		const body = route.request().postDataJSON();
		asked.push({
			stream: body.stream,
			options: 'stream_options' in body,
			key: route.request().headers()['authorization'],
		});
		return route.fulfill({
			status: 401,
			contentType: 'application/json',
			headers: { 'access-control-allow-origin': '*' },
			body: '{"error":{"message":"No such key.","type":"authentication_error","code":"invalid_api_key"}}',
		});
	});
	await openRuns(playground);
	const { runs } = playground.tools;
	await playground.form.useEndpoint(ENDPOINT, 'sk-e2e-0d4e');
	await runs.sendBothWays.click();
	await expect(runs.panel.getByText('No such key.')).toHaveCount(2);
	expect(asked.toSorted((a, b) => Number(b.stream) - Number(a.stream))).toEqual([
		{ stream: true, options: true, key: 'Bearer sk-e2e-0d4e' },
		{ stream: false, options: false, key: 'Bearer sk-e2e-0d4e' },
	]);
	await expect(playground.ending.status).toContainText('Press Run');
});
