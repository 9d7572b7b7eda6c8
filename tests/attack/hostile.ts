/** A hostile server, and a page that is watched: what it runs, asks for, opens, complains of, and how wide it is. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '../support/test.ts';
import type { Playground } from '../support/playground.ts';
import { complaintsOf } from '../support/site.ts';
import { payloadsFor } from './payloads.ts';

export interface Answer {
	readonly status: number;
	readonly type: string;
	readonly reads: readonly (Uint8Array | string)[];
	readonly headers?: Readonly<Record<string, string>>;
	/** For a list of models; without it that gets the same answer as all else. */
	readonly models?: unknown;
}

export class Hostile {
	/** All but preflights. */
	readonly asked: IncomingMessage[] = [];
	answer: Answer = { status: 200, type: 'text/event-stream', reads: [] };
	readonly #server: Server;

	constructor() {
		this.#server = createServer((request, response) => {
			response.setHeader('access-control-allow-origin', '*');
			response.setHeader(
				'access-control-allow-headers',
				'*, authorization, content-type, x-api-key'
			);
			if (request.method === 'OPTIONS') return void response.writeHead(204).end();
			this.asked.push(request);
			this.#server.emit('asked');
			const { status: code, type, reads, headers, models } = this.answer;
			if (models !== undefined && request.url?.endsWith('/models')) {
				response.setHeader('content-type', 'application/json');
				return void response.end(JSON.stringify(models));
			}
			response.setHeader('access-control-expose-headers', '*');
			response.writeHead(code, { 'content-type': type, ...headers });
			for (const read of reads) response.write(read);
			response.end();
		});
	}

	/** Resolves at the next request. An event, not a poll: an attack makes thousands. */
	async next() {
		await once(this.#server, 'asked');
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

/** A phone and a desk. Nothing but the window tells them apart, so one run is looked at in both. */
const WIDTHS = [390, 1280] as const;

/** Opens the playground on the hostile server, and watches all that the page does. */
export async function attack(playground: Playground) {
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
	let [width, other]: readonly [number, number] = WIDTHS;
	await page.setViewportSize({ width, height: 900 });
	await playground.open();
	const site = new URL(page.url()).origin;
	page.on('request', (request) => {
		const url = request.url();
		const isOurs = url.startsWith(site) || url.startsWith('data:') || url.startsWith('blob:');
		if (!isOurs && !url.startsWith(`${origin}/v1/`)) leaks.push(`a request: ${url.slice(0, 100)}`);
	});
	page.on('framenavigated', (frame) => {
		// The test itself goes to the last two, between two loads.
		const isKnown = [`${site}/playground/`, `${site}/favicon.svg`, 'about:blank'].some((known) =>
			frame.url().startsWith(known)
		);
		if (frame === page.mainFrame() && !isKnown) leaks.push(`the page went to ${frame.url()}`);
	});
	await playground.form.useEndpoint(`${origin}/v1`);

	/** What must hold after each run: said of all that fail, not of the first alone. */
	async function check(what: string) {
		const state = await page.evaluate(async () => {
			// After the next frame, in which what watches its own size has its turn.
			await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
			return {
				wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
				polluted: 'attacked' in ({} as object),
				panes: document.querySelectorAll(
					'section[aria-label="Raw frames"], section[aria-label="Response"]'
				).length,
				failed: document.querySelector('[role="alert"]')?.textContent ?? '',
			};
		});
		const found = [
			...(state.wider > 0 ? [`the page is ${state.wider} px wider than the window`] : []),
			...(state.polluted ? ['a prototype was changed'] : []),
			...(state.panes < 2 ? ['a pane has gone'] : []),
			...(state.failed ? [state.failed] : []),
			...leaks.splice(0),
			...complaints.splice(0).filter((complaint) => !complaint.includes('Failed to load resource')),
		];
		faults.push(...found.map((fault) => `${what}, ${width} px wide: ${fault}`));
	}

	const payloads = payloadsFor(`${origin}/leak`);
	return {
		hostile,
		origin,
		payloads,
		/** All payloads, so many at once. */
		groupsOf: (size: number) =>
			Array.from({ length: Math.ceil(payloads.length / size) }, (_, i) =>
				payloads.slice(i * size, (i + 1) * size)
			),
		async run(answer: Partial<Answer>) {
			hostile.answer = { status: 200, type: 'text/event-stream', reads: [], ...answer };
			const asked = hostile.next();
			await playground.form.run.click();
			await asked;
			// `waitFor` looks at each frame drawn; `expect` would look again after a tenth of a second.
			await playground.form.stop.and(page.locator(':disabled')).waitFor();
			await playground.ending.status.filter({ hasText: /\w/ }).waitFor();
		},
		check,
		/** The same, and once more in the other width, which the page then keeps. */
		async checkBoth(what: string) {
			await check(what);
			[width, other] = [other, width];
			await page.setViewportSize({ width, height: 900 });
			await check(what);
		},
		/** What must hold at the end, when all payloads have been tried. */
		async finish() {
			expect(hostile.asked.filter(({ url }) => url?.includes('leak'))).toEqual([]);
			expect(faults).toEqual([]);
			test.info().annotations.push({ type: 'tried', description: `${payloads.length}` });
			await hostile.close();
		},
	};
}
