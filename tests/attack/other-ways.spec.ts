/**
 * The payloads by the ways that are no answer: the list of models, response headers, a file and its name, a paste, a
 * link, and what is stored. Several go at once where each has a place of its own.
 */
import { deflateRawSync } from 'node:zlib';
import { expect, test } from '../support/test.ts';
import type { Playground } from '../support/playground.ts';
import { attack } from './hostile.ts';
import { asText } from './streams.ts';

test.use({ trace: 'off', viewport: { width: 390, height: 900 } });
test.describe.configure({ timeout: 600_000 });

const nameOf = (group: readonly { name: string }[]) =>
	group.map(({ name }) => name.slice(0, 60)).join(' + ');

test('as models: the list shows and offers them as text', async ({ playground }) => {
	const under = await attack(playground);
	const all = under.payloads;
	const list = playground.page.getByRole('button', { name: 'List models' });
	const cases: readonly (readonly [models: unknown, says: string])[] = [
		[{ data: all.map(({ text }) => ({ id: text })) }, 'Offered here: '],
		[{ data: all.map(({ text }) => ({ id: { text } })) }, 'lists no models'],
		[{ data: Array.from({ length: 100_000 }, (_, i) => ({ id: `m-${i}` })) }, 'Offered here: m-0,'],
		[{ data: [{ id: 'x'.repeat(500_000) }] }, 'lists no models'],
		[Object.fromEntries(all.map(({ text }) => [text, text])), 'answered without a list'],
		[{ data: JSON.parse('[{"__proto__":{"attacked":1},"id":"m"}]') }, 'Offered here: m.'],
	];
	for (const [models, says] of cases) {
		under.hostile.answer = { ...under.hostile.answer, models };
		const before = under.hostile.asked.length;
		await list.click();
		await expect.poll(() => under.hostile.asked.length).toBeGreaterThan(before);
		await expect(playground.form.root).toContainText(says);
		await under.check(JSON.stringify(models).slice(0, 60));
		// A list of a hundred thousand must not become as many elements.
		expect(await playground.page.locator('datalist option').count()).toBeLessThanOrEqual(200);
	}
	await under.finish();
});

test('as response headers', async ({ playground }) => {
	const under = await attack(playground);
	const groups = under.groupsOf(6);
	const names = ['x-request-id', 'retry-after', 'server', 'x-ratelimit-reset', 'www-authenticate'];
	for (const [i, group] of groups.entries()) {
		// What a header can hold: no line ends, no control characters, and not 60,000 of them.
		const values = group.map(({ text }) => text.replaceAll(/[^\x20-\x7e]/g, ' ').slice(0, 1_500));
		const headers = Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']));
		await under.run({
			status: i % 2 === 0 ? 200 : 429,
			type: i % 3 === 0 ? (values[5] ?? 'text/plain') : 'text/event-stream',
			headers,
			reads: [new TextEncoder().encode(asText('fine'))],
		});
		await under.check(nameOf(group));
	}
	await under.finish();
});

/** A recording with payloads in each field that a file may fill. */
function recordingOf(texts: readonly string[]) {
	const [a = '', b = '', c = '', d = ''] = texts;
	return JSON.stringify({
		format: 'chat-stream-recording',
		version: 1,
		title: a,
		startedAt: '2026-11-22T12:28:17.900Z',
		request: {
			method: a.slice(0, 20) || 'POST',
			url: `https://a.test/${encodeURIComponent(b.slice(0, 2_000).toWellFormed())}`,
			headers: [[a.slice(0, 200), b.slice(0, 2_000)]],
			body: { model: c, messages: [{ role: d, content: a }], [b.slice(0, 200)]: c },
		},
		response: {
			status: 200,
			statusText: d.slice(0, 2_000),
			headers: [
				['content-type', 'text/event-stream'],
				[c.slice(0, 200), d.slice(0, 2_000)],
			],
			atMs: 1,
		},
		reads: [{ atMs: 2, text: asText(a) }],
		outcome: { kind: a, reason: b },
		client: { name: c, text: d },
	});
}

test('as a recording, a HAR, and the names of files', async ({ playground }) => {
	const under = await attack(playground);
	const { files } = playground.tools;
	await playground.tools.open('Import, export');
	const groups = under.groupsOf(4);
	for (const group of groups) {
		const texts = group.map(({ text }) => text);
		const fileName = `${(texts[0] ?? '').replaceAll(/[/\0]/g, ' ').slice(0, 200)}.json`;
		const entry = {
			comment: texts[0],
			request: {
				method: 'POST',
				url: `https://a.test/#${texts[1]}`,
				headers: [],
				comment: texts[2],
			},
			response: {
				status: 200,
				statusText: texts[3],
				headers: [{ name: 'content-type', value: 'text/event-stream' }],
				content: { mimeType: texts[2], text: asText(texts[3] ?? ''), comment: texts[1] },
			},
			time: 1,
			timings: {},
		};
		for (const file of [
			recordingOf(texts),
			JSON.stringify({ log: { version: texts[0], creator: { name: texts[1] }, entries: [entry] } }),
		]) {
			await files.importFile(fileName, file);
			await expect(files.panel).toContainText(/\w/);
			await under.check(nameOf(group));
		}
	}
	await under.finish();
});

test('as a paste', async ({ playground }) => {
	const under = await attack(playground);
	const { files } = playground.tools;
	await playground.tools.open('Import, export');
	for (const { name, text } of under.payloads) {
		// At once: Chromium takes minutes to type thousands of lines into any text area, as `fill` would have it.
		await files.paste.evaluate((box: HTMLTextAreaElement, pasted) => {
			const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')!;
			set!.call(box, pasted);
			box.dispatchEvent(new Event('input', { bubbles: true }));
		}, text);
		await files.show.click();
		await under.check(name.slice(0, 80));
	}
	await under.finish();
});

const FIELDS = [
	'model',
	'protocol',
	'message',
	'system',
	'temperature',
	'maxTokens',
	'tools',
	'responseFormat',
	'fault',
	'view',
] as const;

const byField = (group: readonly { text: string }[]) =>
	Object.fromEntries(FIELDS.map((field, i) => [field, (group[i]?.text ?? '').slice(0, 9_000)]));

/** A load of the page that the payloads come with. */
async function loadWith({ page }: Playground, path: string) {
	// A new document even where only the fragment differs.
	await page.goto('about:blank');
	await page.goto(path);
}

test('as a link', async ({ playground }) => {
	const under = await attack(playground);
	const groups = under.groupsOf(FIELDS.length);
	for (const group of groups) {
		for (const more of [{}, { sendTo: 'endpoint', baseURL: `${under.origin}/leak` }]) {
			const json = JSON.stringify({ ...byField(group), ...more });
			const packed = deflateRawSync(json).toString('base64url');
			await loadWith(playground, `/playground/#run=1.${packed}`);
			await expect(playground.root).toContainText(/link/i);
			await under.check(nameOf(group));
		}
	}
	await loadWith(
		playground,
		`/playground/#run=1.${encodeURIComponent('<script>attacked()</script>')}`
	);
	await under.check('no base64');
	await under.finish();
});

test('as what is stored', async ({ playground }) => {
	const under = await attack(playground);
	const { page } = playground;
	const groups = under.groupsOf(FIELDS.length);
	for (const group of groups) {
		await page.goto('/favicon.svg');
		await page.evaluate(
			([fields, text]) => {
				localStorage.setItem('streaming-playground', JSON.stringify({ version: 1, ...fields }));
				localStorage.setItem('code-choice', JSON.stringify({ baseURL: text, model: text }));
				for (const name of ['starlight-theme', 'starlight-synced-tabs__language']) {
					localStorage.setItem(name, text);
				}
				sessionStorage.setItem('sl-sidebar-state', text);
			},
			[
				{ ...byField(group), baseURL: group[0]?.text.slice(0, 300) },
				group[1]?.text.slice(0, 9_000) ?? '',
			] as const
		);
		await page.goto('/playground/');
		await expect(playground.form.run).toBeVisible();
		await under.check(nameOf(group));
	}
	await under.finish();
});
