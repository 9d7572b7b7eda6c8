/**
 * Canary keys: a key of each vendor's shape is typed into its box, and a server sends it back in every way that the
 * page decodes. It must be nowhere but in the box and in the header of requests to the address that it was typed for.
 */
import { expect, test } from '../support/test.ts';
import { keyShapes } from '../support/key-shapes.ts';
import type { Playground } from '../support/playground.ts';
import { Hostile, type Answer } from './hostile.ts';

const EXPORTS = ['Recording (.json)', 'HAR (.har)', 'Body (.sse)'];

/** As many characters of a key in a row are a leak. */
const LEAK_CHARACTERS = 8;

const frame = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const delta = (brought: object, finish_reason: string | null = null) =>
	frame({ id: 'c1', model: 'm', choices: [{ index: 0, delta: brought, finish_reason }] });
const END = `${delta({}, 'stop')}data: [DONE]\n\n`;

const stream = (...frames: string[]): Answer => ({
	status: 200,
	type: 'text/event-stream',
	reads: [frames.join('') + END],
});
const refusal = (status: number, body: string, type = 'application/json'): Answer => ({
	status,
	type,
	reads: [body],
});

const escaped = (key: string) =>
	[...key].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const entities = (key: string) => [...key].map((c) => `&#${c.charCodeAt(0)};`).join('');
const percent = (key: string) =>
	[...key].map((c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');

/** How a server may send the key back. What can stand in one stream does: there are many keys to try. */
const answers: Readonly<Record<string, (key: string, elsewhere: string) => Answer>> = {
	'in every place of a stream': (key) => {
		const call = { index: 0, id: key, function: { name: 'f', arguments: `{"k":"${key}"}` } };
		const answer = stream(
			`: ${key}\nevent: ${key}\nid: ${key}\n\n`,
			frame({ id: key, model: key, choices: [{ index: 0, delta: { content: 'You sent ' } }] }),
			...[key, entities(key), percent(key), btoa(key)].map((content) => delta({ content })),
			`data: {"choices":[{"index":0,"delta":{"content":"${escaped(key)}"}}]}\n\n`,
			delta({ reasoning_content: key }),
			delta({ tool_calls: [call] })
		);
		return { ...answer, headers: { 'x-request-id': key, 'retry-after': key } };
	},
	'in two deltas': (key) =>
		stream(delta({ content: `It is ${key.slice(0, 9)}` }), delta({ content: key.slice(9) })),
	'a character a delta': (key) => stream(...[...key].map((content) => delta({ content }))),
	'in an error frame': (key) => stream(frame({ error: { message: `Bad key ${key}`, code: key } })),
	'in a 401': (key) =>
		refusal(401, JSON.stringify({ error: { message: `Incorrect key: ${key}` } })),
	'in a web page': (key) => refusal(500, `<h1>${key}</h1><!-- ${key} -->`, 'text/html'),
	'in a redirect': (key, elsewhere) => ({
		status: 307,
		type: 'text/plain',
		headers: { location: `${elsewhere}/v1/chat/completions?key=${key}` },
		reads: [],
	}),
};

/** Pieces of the key that stand in the text; `known` are those that the page had before the key was typed. */
function leaksOf(key: string, text: string, known = ''): string[] {
	return Array.from({ length: key.length - LEAK_CHARACTERS + 1 }, (_, at) =>
		key.slice(at, at + LEAK_CHARACTERS)
	).filter((piece) => text.includes(piece) && !known.includes(piece));
}

/** All that the page shows, holds or has kept, by where it was found. */
async function tracesOf({ page }: Playground): Promise<Record<string, string>> {
	return {
		address: page.url(),
		page: await page.content(),
		text: await page.locator('body').innerText(),
		boxes: await page
			.locator('input:not([type="password"]), textarea')
			.evaluateAll((all) => all.map((box) => (box as HTMLInputElement).value).join('\n')),
		kept: await page.evaluate(async () =>
			JSON.stringify({
				local: { ...localStorage },
				session: { ...sessionStorage },
				history: history.state,
				name: window.name,
				cookie: document.cookie,
				databases: await indexedDB.databases(),
				caches: await caches.keys(),
			})
		),
	};
}

test.use({ trace: 'off', permissions: ['clipboard-read', 'clipboard-write'] });

for (const { vendor, key } of keyShapes) {
	test(`a key of ${vendor} is nowhere but in its box`, async ({ page, playground }) => {
		test.slow();
		const [endpoint, other] = [new Hostile(), new Hostile()];
		const [origin, elsewhere] = [await endpoint.listen(), await other.listen()];
		const said: string[] = [];
		page.on('console', (message) => said.push(message.text()));
		const urls: string[] = [];
		page.on('request', (request) => urls.push(request.url()));

		await playground.open();
		const { form, tools, share, response, frames } = playground;
		const known = await page.content();
		await form.useEndpoint(`${origin}/v1`, key);
		await frames.region.getByRole('button', { name: 'Whole' }).click();

		let tried = 0;
		for (const [way, answer] of Object.entries(answers)) {
			await test.step(way, async () => {
				endpoint.answer = answer(key, elsewhere);
				await form.run.click();
				await expect(form.stop).toBeDisabled();
				await expect(playground.ending.status).not.toHaveText(/^(Sending|Waiting|Streaming)/);
				// With Whole, each frame is on the page in full.
				if ((await frames.items.count()) > 0) {
					await frames.scrollToTop();
					const open = await frames.open(0);
					for (const view of ['Hex', 'Fields', 'Raw']) {
						await open.getByRole('radio', { name: view }).check();
						expect(leaksOf(key, await open.innerText(), known), `${way}: ${view}`).toEqual([]);
					}
					await frames.row(0).click();
				}
				await response.region.getByRole('button', { name: 'Copy', exact: true }).click();
				const traces = {
					...(await tracesOf(playground)),
					clipboard: await page.evaluate(() => navigator.clipboard.readText()),
				};
				for (const [place, found] of Object.entries(traces)) {
					expect(leaksOf(key, found, known), `${way}: ${place}`).toEqual([]);
				}
				tried++;
			});
		}

		await test.step('as X-API-Key, which browsers keep across redirects', async () => {
			endpoint.answer = answers['in a redirect']!(key, elsewhere);
			await form.keyHeader.selectOption('X-API-Key');
			const before = endpoint.asked.length;
			await page.getByRole('button', { name: 'List models' }).click();
			await expect.poll(() => endpoint.asked.length).toBe(before + 1);
			await expect(form.root).toContainText(/GET \/models/);
			await form.run.click();
			await expect.poll(() => endpoint.asked.length).toBe(before + 2);
			await expect(form.stop).toBeDisabled();
			expect(other.asked.map(({ url }) => url)).toEqual([]);
			tried += 2;
		});

		await test.step('what is taken along', async () => {
			endpoint.answer = answers['in every place of a stream']!(key, elsewhere);
			await form.run.click();
			await expect(playground.ending.status).toContainText('Complete');
			await tools.open('Import, export');
			for (const format of EXPORTS) {
				const { name, content } = await tools.files.export(format);
				expect(content.length, name).toBeGreaterThan(0);
				expect(leaksOf(key, content.toString(), known), name).toEqual([]);
				tried++;
			}
			await tools.open('Code');
			await expect(tools.code.program.first()).toBeVisible();
			const languages = await tools.code.panel.locator('button[aria-pressed]').allTextContents();
			expect(languages.length).toBeGreaterThanOrEqual(10);
			for (const label of languages) {
				await tools.code.language(label).click();
				const program = tools.code.program.first();
				await expect(program).toContainText(new URL(origin).host);
				expect(leaksOf(key, await program.innerText(), known), `code in ${label}`).toEqual([]);
				tried++;
			}
			const link = decodeURIComponent(await share.readLink());
			expect(leaksOf(key, link, known), 'the link').toEqual([]);
			tried++;
		});

		expect(leaksOf(key, said.join('\n'), known), 'the console').toEqual([]);
		// Chromium tells of the redirect's target, too; whether anybody was asked there, `other` knows.
		const addresses = urls.filter((url) => !url.startsWith(elsewhere)).join('\n');
		expect(leaksOf(key, addresses, known), 'addresses asked for').toEqual([]);
		expect(endpoint.asked.length).toBeGreaterThanOrEqual(Object.keys(answers).length);
		expect(
			endpoint.asked.every(({ headers }) =>
				[headers.authorization, headers['x-api-key']].some((sent) => sent?.includes(key))
			)
		).toBe(true);
		expect(other.asked.map(({ url }) => url)).toEqual([]);

		test.info().annotations.push({ type: 'tried', description: `${tried}` });
		await Promise.all([endpoint.close(), other.close()]);
	});
}
