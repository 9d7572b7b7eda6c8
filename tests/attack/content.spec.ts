/**
 * A hostile server against the built page: whatever it sends, and in whatever place, nothing runs, nothing
 * loads, nothing leaves the page or widens it, and the playground is still there afterwards.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '../support/test.ts';
import type { Playground } from '../support/playground.ts';
import { complaintsOf } from '../support/site.ts';
import { payloadsFor } from './payloads.ts';
import { asErrorBody, asErrorFrame, asPage, asText, everywhere, pieces } from './streams.ts';

interface Answer {
	readonly status: number;
	readonly type: string;
	readonly reads: readonly Uint8Array[];
	readonly models?: unknown;
}

// A trace of hundreds of runs is larger than the machine.
test.use({ trace: 'off' });

class Hostile {
	readonly asked: string[] = [];
	answer: Answer = { status: 200, type: 'text/event-stream', reads: [] };
	readonly #server: Server;

	constructor() {
		this.#server = createServer((request, response) => {
			const url = request.url ?? '';
			this.asked.push(url);
			response.setHeader('access-control-allow-origin', '*');
			response.setHeader('access-control-allow-headers', '*, authorization, content-type');
			if (request.method === 'OPTIONS') return void response.writeHead(204).end();
			if (url.endsWith('/models')) {
				response.setHeader('content-type', 'application/json');
				return void response.end(JSON.stringify(this.answer.models ?? { data: [] }));
			}
			const { status: code, type, reads } = this.answer;
			response.writeHead(code, { 'content-type': type });
			for (const read of reads) response.write(read);
			response.end();
		});
	}

	async listen() {
		await once(this.#server.listen(0, '127.0.0.1'), 'listening');
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	async close() {
		this.#server.closeAllConnections();
		await new Promise((resolve) => this.#server.close(resolve));
	}
}

/** Opens the playground on the hostile server, and watches all that the page does. */
async function attack(playground: Playground, width: number) {
	const { page } = playground;
	const hostile = new Hostile();
	const origin = await hostile.listen();
	const complaints = await complaintsOf(page);
	const leaks: string[] = [];
	const faults: string[] = [];
	await page.exposeFunction('attacked', () => leaks.push('a payload ran'));
	page.on('dialog', (dialog) => {
		leaks.push(`a dialog: ${dialog.message()}`);
		void dialog.dismiss();
	});
	page.on('popup', (popup) => leaks.push(`a window: ${popup.url()}`));
	await page.setViewportSize({ width, height: 900 });
	await playground.open();
	const site = new URL(page.url()).origin;
	page.on('request', (request) => {
		const url = request.url();
		const isOurs = url.startsWith(site) || url.startsWith('data:') || url.startsWith('blob:');
		if (!isOurs && !url.startsWith(`${origin}/v1/`)) leaks.push(`a request: ${url.slice(0, 100)}`);
	});
	page.on('framenavigated', (frame) => {
		if (frame === page.mainFrame() && !frame.url().startsWith(`${site}/playground/`))
			leaks.push(`the page went to ${frame.url()}`);
	});
	await playground.form.useEndpoint(`${origin}/v1`);

	return {
		hostile,
		origin,
		leaks,
		complaints,
		async run(answer: Partial<Answer>) {
			hostile.answer = { status: 200, type: 'text/event-stream', reads: [], ...answer };
			const before = hostile.asked.length;
			await playground.form.run.click();
			await expect.poll(() => hostile.asked.length).toBeGreaterThan(before);
			await expect(playground.form.stop).toBeDisabled();
			await expect(playground.ending.status).toContainText(/\w/);
		},
		/** What must hold after each: said of all that fail, not of the first alone. */
		async check(what: string) {
			const state = await page.evaluate(() => ({
				wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
				polluted: 'attacked' in ({} as object),
				panes: document.querySelectorAll(
					'section[aria-label="Raw frames"], section[aria-label="Response"]'
				).length,
				failed: document.querySelector('[role="alert"]')?.textContent ?? '',
			}));
			const found = [
				...(state.wider > 0 ? [`the page is ${state.wider} px wider than the window`] : []),
				...(state.polluted ? ['a prototype was changed'] : []),
				...(state.panes < 2 ? ['a pane has gone'] : []),
				...(state.failed ? [state.failed] : []),
				...leaks.splice(0),
				...complaints
					.splice(0)
					.filter((complaint) => !complaint.includes('Failed to load resource')),
			];
			faults.push(...found.map((fault) => `${what}: ${fault}`));
		},
		faults,
	};
}

/** Opens the frame at the end and shows it in each way. */
async function eachViewOfAFrame({ page, frames }: Playground) {
	await frames.items.last().getByRole('button').first().click();
	const views = page
		.getByRole('group', { name: /^Show frame/ })
		.getByRole('radio', { disabled: false });
	await expect(views.first()).toBeVisible();
	for (const view of await views.all()) {
		// Its label, by the pointer, as a reader does: the radio itself is hidden.
		await view.locator('xpath=..').click({ timeout: 10_000 });
		await expect(view).toBeChecked();
	}
	await page.keyboard.press('Escape');
}

const kinds = {
	text: (text: string) => ({ reads: [new TextEncoder().encode(asText(text))] }),
	'text in pieces': (text: string) => ({
		reads: pieces(asText(text), Math.max(7, Math.ceil(text.length / 40))),
	}),
	'every other place': (text: string) => ({ reads: [new TextEncoder().encode(everywhere(text))] }),
	'an error frame': (text: string) => ({ reads: [new TextEncoder().encode(asErrorFrame(text))] }),
	'an error body': (text: string) => ({
		status: 400,
		type: 'application/json',
		reads: [new TextEncoder().encode(asErrorBody(text))],
	}),
	'a web page': (text: string) => ({
		type: 'text/html',
		reads: [new TextEncoder().encode(asPage(text))],
	}),
} satisfies Record<string, (text: string) => Partial<Answer>>;

for (const [kind, answerOf] of Object.entries(kinds)) {
	for (const width of kind === 'text' || kind === 'every other place' ? [1280, 390] : [390]) {
		test(`as ${kind}, ${width} px wide: nothing runs, loads, leaves or widens`, async ({
			playground,
		}) => {
			test.setTimeout(600_000);
			const { hostile, origin, run, check, faults } = await attack(playground, width);
			const payloads = payloadsFor(`${origin}/leak`);
			for (const { name, text } of payloads) {
				await run(answerOf(text));
				await check(name.slice(0, 80));
				if (kind === 'text') {
					await playground.response.plain.click();
					await check(`${name.slice(0, 80)}, plain`);
					await playground.response.markdown.click();
				}
				if (kind === 'every other place') {
					await eachViewOfAFrame(playground);
					await check(`${name.slice(0, 80)}, opened`);
				}
			}
			expect(hostile.asked.filter((url) => url.includes('leak'))).toEqual([]);
			expect(faults).toEqual([]);
			test.info().annotations.push({ type: 'tried', description: String(payloads.length) });
			await hostile.close();
		});
	}
}
