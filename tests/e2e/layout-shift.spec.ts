/** Pages that arrive in pieces, as over a slow network, and the hydration of their islands. */
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from '../support/test.ts';
import { PLAYGROUNDS } from '../support/site.ts';
import { serveHandler, type Loopback } from '../support/loopback.ts';

/** With this many pieces, each one is painted before the next arrives. */
const pieces = 24;
const pauseMs = 60;

let slow: Loopback;

/** https://wicg.github.io/layout-instability/#sec-layout-shift */
interface LayoutShift {
	readonly value: number;
	readonly startTime: number;
	readonly sources: readonly { readonly node: Node | null }[];
}

interface Shift {
	readonly value: number;
	readonly startTime: number;
	readonly moved: readonly string[];
}

test.beforeAll(async ({ baseURL }) => {
	slow = await serveHandler(async (request) => {
		const { pathname } = new URL(request.url);
		const response = await fetch(new URL(pathname, baseURL));
		const headers = { 'content-type': response.headers.get('content-type') ?? '' };
		if (!headers['content-type'].startsWith('text/html')) {
			return new Response(response.body, { status: response.status, headers });
		}
		const html = new Uint8Array(await response.arrayBuffer());
		const size = Math.ceil(html.length / pieces);
		async function* arriving() {
			for (let start = 0; start < html.length; start += size) {
				yield html.subarray(start, start + size);
				await setTimeout(pauseMs);
			}
		}
		return new Response(Readable.toWeb(Readable.from(arriving())) as ReadableStream, { headers });
	});
});

test.afterAll(() => slow.close());

for (const path of PLAYGROUNDS) {
	test(`nothing moves on ${path} while it arrives, nor when its island wakes`, async ({
		page,
		playground,
	}) => {
		await page.addInitScript(() => {
			const shifts: Shift[] = [];
			Object.assign(window, { shifts });
			new PerformanceObserver((list) => {
				for (const entry of list.getEntries()) {
					const { value, sources, startTime } = entry as unknown as LayoutShift;
					const nodes = sources.map(({ node }) => node);
					// A row of controls that is half there may still spread; the page around it stays.
					const isArrival =
						document.readyState === 'loading' &&
						nodes.every((node) => node === null || node.parentElement?.closest('.pg'));
					if (isArrival) continue;
					const moved = nodes.map((node) => node?.parentElement?.outerHTML.slice(0, 80) ?? '');
					shifts.push({ value, startTime, moved });
				}
			}).observe({ type: 'layout-shift', buffered: true });
		});
		await playground.open(slow.origin + path);
		await playground.form.message.focus();
		// Two paints on, what the focus has brought is drawn, and an observer has been told.
		const shifts = await page.evaluate(
			() =>
				new Promise<Shift[]>((resolve) => {
					requestAnimationFrame(() =>
						requestAnimationFrame(() => resolve((window as unknown as { shifts: Shift[] }).shifts))
					);
				})
		);
		// Rounding moves a line by part of a pixel; a moved paragraph is ten times this and more.
		const sum = shifts.reduce((total, { value }) => total + value, 0);
		expect(sum, JSON.stringify(shifts)).toBeLessThan(0.005);
	});
}
