/**
 * The files of the page _React and Next.js_ in an app that is built and started as a reader would: `/` has the
 * hook, `/assistant` has `useChat`. The message names the fault of the API behind them.
 */
import { expect, test, type Page } from '@playwright/test';
import { startFaultyApi, type Answers, type FaultyApi } from '../support/faulty-api.ts';
import { ENDINGS } from '../support/endings-in-react.ts';
import type { ListeningServer } from '../support/listening.ts';
import { buildNextApp, startNextApp } from '../support/next-app.ts';
import { bytes, chunk, done, opening, text } from '../examples/streams.ts';

// One app for all of the file, in one worker.
test.describe.configure({ mode: 'default' });

const KEY = 'sk-of-the-server';
const headers = { 'content-type': 'text/event-stream' };
const stream = (body: BodyInit) => () => new Response(body, { headers });

/** By the message. */
const answers: Answers = {
	'too long for the limit': stream(opening + chunk({}, 'length') + done),
	'a bad word': stream(opening + chunk({}, 'content_filter') + done),
	'say nothing': stream(chunk({ content: '' }) + chunk({}, 'stop') + done),
	'repeat the key': stream(`data: {"error":{"message":"The key ${KEY} is bad."}}\n\n${done}`),
	'refuse the key': () =>
		Response.json({ error: { message: `The key ${KEY} is bad.` } }, { status: 401 }),
};

let api: FaultyApi;
let app: ListeningServer;

test.beforeAll(async () => {
	// The build alone takes half a minute on two cores.
	test.setTimeout(300_000);
	await buildNextApp();
	api = await startFaultyApi({ pace: 0.1, answers });
	app = await startNextApp({ baseURL: `${api.origin}/v1`, apiKey: KEY });
});

test.afterAll(async () => {
	await app?.close();
	await api?.close();
});

/** What differs between the two pages. */
const PAGES = {
	'/': { name: 'the hook', answer: (page: Page) => page.locator('form > p').first() },
	'/assistant': {
		name: 'useChat',
		answer: (page: Page) => page.locator('[data-role=assistant]').last(),
	},
} as const;
type Path = keyof typeof PAGES;
const paths: readonly Path[] = ['/', '/assistant'];

const status = (page: Page) => page.getByRole('status');
const button = (page: Page, name: string) => page.getByRole('button', { name });

async function ask(page: Page, path: Path, message: string) {
	await page.goto(app.origin + path);
	await page.getByLabel('Message').fill(message);
	await button(page, 'Run').click();
}

for (const path of paths) {
	const { name, answer } = PAGES[path];

	test(`${name} shows each piece while the API still has the rest`, async ({ page }) => {
		const pieces = new TransformStream<string, Uint8Array>({
			transform: (piece, controller) => controller.enqueue(bytes(piece)),
		});
		const message = `piece by piece for ${name}`;
		answers[message] = stream(pieces.readable);
		const writer = pieces.writable.getWriter();
		await ask(page, path, message);
		await writer.write(chunk({ role: 'assistant', content: 'One' }));
		await expect(answer(page)).toHaveText('One');
		await writer.write(text(' and two'));
		await expect(answer(page)).toHaveText('One and two');
		await expect(status(page)).toHaveText('streaming');
		await writer.write(text('.', 'stop') + done);
		await writer.close();
		await expect(status(page)).toHaveText('complete');
		await expect(answer(page)).toHaveText('One and two.');
	});

	test(`${name} gets a long answer whole, and never the key`, async ({ page }) => {
		const errors: string[] = [];
		page.on('pageerror', (error) => errors.push(error.message));
		const answered = page.waitForResponse('**/api/chat**');
		const message = `Tell ${name} a story`;
		await ask(page, path, message);
		await expect(status(page)).toHaveText('complete');
		await expect(answer(page)).toHaveText(/^Once upon a time.*with a mark at the end/s);

		const response = await answered;
		const heads = [await response.request().allHeaders(), await response.allHeaders()];
		expect(JSON.stringify(heads) + (await page.content())).not.toContain(KEY);
		expect(errors).toEqual([]);
		const arrival = api.asked(message)!;
		expect(arrival.headers.get('authorization')).toBe(`Bearer ${KEY}`);
		const { messages, model, max_tokens } = arrival.body;
		expect({ messages, model, max_tokens }).toEqual({
			messages: [{ role: 'user', content: message }],
			model: 'vllm-primary',
			max_tokens: 1000,
		});
	});

	const leaving: readonly [string, (page: Page) => Promise<unknown>][] = [
		['Stop', (page) => button(page, 'Stop').click()],
		['its component goes', (page) => button(page, 'Leave').click()],
		['another page is opened', (page) => page.goto('about:blank')],
		['its tab is closed', (page) => page.close()],
	];
	for (const [way, leave] of leaving) {
		test(`${name} ends the request to the API: ${way}`, async ({ page }) => {
			const message = `fault stall-for-ever;after=4 ${name} ${way}`;
			await ask(page, path, message);
			await expect(answer(page)).toHaveText(/^Once/);
			const before = (await answer(page).textContent()) ?? '';
			await leave(page);
			await api.asked(message)!.gone;
			if (way !== 'Stop') return;
			await expect(status(page)).toHaveText('stopped');
			expect(await answer(page).textContent()).toContain(before);
		});
	}

	test(`${name} is stopped before the API has answered, and the API hears of it`, async ({
		page,
	}) => {
		const message = `fault slow-head;ms=600000 ${name}`;
		await ask(page, path, message);
		await expect.poll(() => api.asked(message) !== undefined).toBe(true);
		await button(page, 'Stop').click();
		await api.asked(message)!.gone;
		await expect(status(page)).toHaveText('stopped');
	});

	test(`${name} says how each answer ended, and keeps the text before it`, async ({ page }) => {
		for (const [message, ofHook, ofUseChat, hasText] of ENDINGS) {
			await ask(page, path, message);
			await expect(status(page), message).toHaveText(path === '/' ? ofHook : ofUseChat);
			if (hasText) await expect(answer(page), message).toHaveText(/^Once upon a time/);
		}
	});
}

test('the hook asks one question at a time: the newer one ends the older', async ({ page }) => {
	const first = 'fault stall-for-ever;after=4 first';
	await ask(page, '/', first);
	await expect(PAGES['/'].answer(page)).toHaveText(/^Once/);
	answers['the second'] = stream(text('Second.', 'stop') + done);
	await page.getByLabel('Message').fill('the second');
	await button(page, 'Run').click();
	await api.asked(first)!.gone;
	await expect(status(page)).toHaveText('complete');
	await expect(PAGES['/'].answer(page)).toHaveText('Second.');
});

test('the hook ends the request of a page that is kept for Back', async ({ page }) => {
	const message = 'fault stall-for-ever;after=4 kept';
	await ask(page, '/', message);
	await expect(PAGES['/'].answer(page)).toHaveText(/^Once/);
	await page.evaluate(() => {
		dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
	});
	await api.asked(message)!.gone;
});

test('the hook paints what came since the last frame in the next, and the end at once', async ({
	page,
}) => {
	await page.goto(app.origin);
	const seen = await page.evaluateHandle(() => {
		const counts = { frames: 0, paints: 0 };
		// A frame that does not come.
		window.requestAnimationFrame = () => ++counts.frames;
		// The text alone; the status changes beside it.
		const answer = document.querySelector('form > p')!;
		new MutationObserver(() => counts.paints++).observe(answer, {
			characterData: true,
			childList: true,
			subtree: true,
		});
		return counts;
	});
	await button(page, 'Run').click();
	await expect(status(page)).toHaveText('complete');
	await expect(PAGES['/'].answer(page)).toHaveText(/^Once upon a time.*with a mark at the end/s);
	expect(await seen.jsonValue()).toEqual({ frames: 1, paints: 1 });
});

test('the hook ends at [DONE], and useChat adds text that comes after it', async ({ page }) => {
	for (const path of paths) {
		await ask(page, path, 'fault data-after-done');
		await expect(status(page)).toHaveText('complete');
		const shown = await PAGES[path].answer(page).textContent();
		expect(shown?.includes('This came after [DONE].'), path).toBe(path === '/assistant');
	}
});

test('the hook asks once where the connection breaks before the first byte', async ({ page }) => {
	const before = api.arrivals.length;
	await ask(page, '/', 'fault cut-before-first-byte');
	await expect(status(page)).toHaveText('failed: The connection broke mid-answer.');
	expect(api.arrivals.length - before).toBe(1);
});
