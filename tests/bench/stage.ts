/**
 * The built playground in Chromium beside the least that shows a stream, `floor-page.html`: it reads the same
 * bytes with `fetch`, appends text nodes and rows of a windowed list, and does nothing else.
 *
 * In      Streams by name, each a function that writes a body.
 * Out     `measure()`: what one run of one of the two pages took, from the click on Run to the paint after the
 *         end. A view that shows less than it got has no time worth knowing, so `verify()` looks first.
 * Units   ms. CPU time is that of the page's main thread, which is steadier than the clock.
 *
 * A run clears away what the run before has drawn, on either page: the shortest comes after the longest.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { startSite } from '../../src/demo/node.ts';
import config from '../playwright.config.ts';
import { listen } from '../support/loopback.ts';
import { wake } from '../support/playground.ts';
import { runInPage } from './run-in-page.ts';

export interface Stream {
	readonly name: string;
	readonly view: 'plain' | 'markdown';
	/** Frames, `[DONE]` among them. */
	readonly frames: number;
	/** The text that both must show at the end. `undefined`: too long to look for. */
	readonly text: { readonly ours: string; readonly floor: string } | undefined;
	write(send: (piece: Uint8Array | string) => Promise<void>): Promise<void>;
}

export type Name = 'ours' | 'floor';

export interface Measured {
	readonly totalMs: number;
	readonly cpuMs: number;
	/** By the clock; 0 where no task took 50 ms. */
	readonly longestTaskMs: number;
	/** The longest time between two paints. */
	readonly longestGapMs: number;
	/** The most rows that the list had at a paint. */
	readonly rows: number;
	readonly trace?: Buffer;
}

export function withoutSpace(text: string): string {
	return text.replaceAll(/\s+/g, '');
}

export async function openStage(streams: readonly Stream[]) {
	/** An address of its own, so that both pages ask across origins. */
	const endpoint = await listen(async (request, response) => {
		response.setHeader('access-control-allow-origin', '*');
		if (request.method === 'OPTIONS') {
			response.setHeader('access-control-max-age', '600');
			response.setHeader('access-control-allow-headers', 'authorization, content-type').end();
			return;
		}
		const stream = streams.find(({ name }) => request.url?.startsWith(`/${name}/`))!;
		response.writeHead(200, { 'content-type': 'text/event-stream' });
		await stream.write((piece) => send(response, piece));
		response.end();
	});
	const floorHtml = readFileSync(new URL('floor-page.html', import.meta.url));
	const floorSite = await listen((_request, response) => {
		response.setHeader('content-type', 'text/html').end(floorHtml);
	});
	const site = await startSite({ port: 0 });
	const browser = await chromium.launch(config.use?.launchOptions);

	const fillBaseURL = (page: Page, { name }: Stream) =>
		page.getByLabel('Base URL').fill(`${endpoint.origin}/${name}/v1`);

	async function open(url: string) {
		const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
		await page.goto(url);
		await wake(page);
		const devtools = await page.context().newCDPSession(page);
		await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
		return { page, devtools };
	}
	const pages = {
		ours: await open(`http://localhost:${site.port}/playground/`),
		floor: await open(`${floorSite.origin}/`),
	};
	await pages.ours.page.getByRole('radio', { name: 'Your endpoint' }).check();

	/** Brings a page to the front with the stream's address in its form. */
	async function choose(name: Name, stream: Stream) {
		const { page, devtools } = pages[name];
		await page.bringToFront();
		await fillBaseURL(page, stream);
		if (name === 'ours') {
			const view = stream.view === 'plain' ? 'Plain' : 'Markdown';
			const response = page.getByRole('region', { name: 'Response' });
			await response.getByRole('button', { name: view, exact: true }).click();
		}
		// What the run before has left is not this one's to clear away.
		await devtools.send('HeapProfiler.collectGarbage');
	}

	async function measure(name: Name, stream: Stream, { isTraced = false } = {}): Promise<Measured> {
		const { page, devtools } = pages[name];
		await choose(name, stream);
		if (isTraced) await browser.startTracing(page, { categories: ['toplevel'] });
		const before = await metric(devtools, 'TaskDuration');
		const seen = await page.evaluate(runInPage);
		const cpuMs = ((await metric(devtools, 'TaskDuration')) - before) * 1000;
		const trace = isTraced ? await browser.stopTracing() : undefined;
		await verify(page, stream, stream.text?.[name]);
		return { ...seen, cpuMs, ...(trace && { trace }) };
	}

	return {
		pages,
		choose,
		measure,
		/** Bytes of the page's heap, garbage collected. */
		async heapBytes(name: Name): Promise<number> {
			await pages[name].devtools.send('HeapProfiler.collectGarbage');
			return metric(pages[name].devtools, 'JSHeapUsedSize');
		},
		slowDown: (name: Name, rate: number) =>
			pages[name].devtools.send('Emulation.setCPUThrottlingRate', { rate }),
		async close() {
			await browser.close();
			await Promise.all([site.close(), endpoint.close(), floorSite.close()]);
		},
	};
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

async function send(response: ServerResponse, piece: Uint8Array | string): Promise<void> {
	if (response.destroyed || response.write(piece)) return;
	// The page may go before it has read it.
	const done = new AbortController();
	const { signal } = done;
	const heard = ['drain', 'close'].map((event) => once(response, event, { signal }));
	await Promise.race(heard);
	for (const one of heard) one.catch(() => undefined);
	done.abort();
}

async function metric(devtools: CDPSession, wanted: string): Promise<number> {
	const { metrics } = await devtools.send('Performance.getMetrics');
	return metrics.find(({ name }) => name === wanted)!.value;
}

async function verify(page: Page, { name, frames }: Stream, shown: string | undefined) {
	if (shown !== undefined) {
		const seen = withoutSpace((await page.getByLabel('Response text').textContent()) ?? '');
		assert.ok(seen.includes(shown), `${name}: the text is not whole on ${page.url()}`);
	}
	const list = page.getByRole('region', { name: 'Raw frames' });
	const counted = /([\d,]+) frames/.exec(await list.innerText())?.[1];
	assert.equal(counted, frames.toLocaleString('en'), `${name}: frames on ${page.url()}`);
	// Its row is drawn when the list has been scrolled: at the paint after.
	await list.locator(`[data-frame-index="${frames - 1}"]`).waitFor({ timeout: 5000 });
}
