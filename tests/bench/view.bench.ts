/**
 * The built playground in Chromium against the least that shows a stream: `floor-page.html`, which reads
 * the same bytes with `fetch`, appends text nodes and rows of a windowed list, and does nothing else.
 *
 * Run     `npm run build`, then `npm run bench -- view`, or this file with `node`. Any number after it
 *         below 240,000 takes one round.
 * Units   ms from the click on Run to the paint after the end; ratios of medians of rounds in which the two
 *         pages take turns. Beside them the CPU time of the page's main thread, which is steadier.
 * Errors  exit code 1 for a page that lost text or frames. A requirement that is missed is a result.
 *
 * A run clears away what the run before has drawn, on either page: the shortest comes after the longest.
 * Past 200 lines because what is measured in the page, and what is asked of it, are read together.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { startSite } from '../../src/demo/node.ts';
import config from '../playwright.config.ts';
import { listen } from '../support/loopback.ts';
import { chatStream, cutReads } from './fixtures.ts';
import { EVENTS, median, verdict } from './harness.ts';
import { markdownAnswer } from './markdown.ts';
import { wake } from '../support/playground.ts';

const ROUNDS = EVENTS < 240_000 ? 1 : 5;
const SIZES = [2_000, 10_000] as const;
/** From the speed requirements: times the floor's total time, and the time a frame at 10,000 against 2,000. */
const MOST_TIMES_FLOOR = { plain: 1.5, markdown: 2.5 };
const MOST_GROWTH_A_FRAME = 1.2;
const MOST_TIMES_THE_ROWS = 1.5;
const MOST_TASK_MS = 50;
const LIMIT_MS = 300_000;

type View = keyof typeof MOST_TIMES_FLOOR;

interface Stream {
	readonly name: string;
	readonly view: View;
	readonly events: number;
	readonly reads: readonly Uint8Array[];
	/** The text as it comes, and what is to be seen of it in the view; both without white space. */
	readonly text: string;
	readonly shown: string;
}

const streams = (['plain', 'markdown'] as const).flatMap((view) =>
	SIZES.map((events) => createStream(view, events))
);

function createStream(view: View, events: number): Stream {
	// The first delta and the last bring no text.
	const answer = markdownAnswer({ pieces: events - 2, seed: events });
	const { bytes, payloads } = chatStream({
		events,
		seed: events,
		...(view === 'markdown' && { pieces: answer.pieces }),
	});
	const deltas = payloads.map((payload) => JSON.parse(payload).choices[0].delta.content);
	const text = withoutSpace(deltas.join(''));
	const shown = view === 'markdown' ? answer.shown : text;
	return { name: `${view}-${events}`, view, events, reads: cutReads(bytes, 'frame'), text, shown };
}

function withoutSpace(text: string) {
	return text.replaceAll(/\s+/g, '');
}

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
	// A write a frame, and none waits for anything but that the one before has left.
	for (const read of stream.reads) {
		if (!response.write(read)) await once(response, 'drain');
		await setImmediate();
	}
	response.end();
});
const floorHtml = readFileSync(new URL('floor-page.html', import.meta.url));
const floorSite = await listen((_request, response) => {
	response.setHeader('content-type', 'text/html').end(floorHtml);
});
const site = await startSite({ port: 0 });
const browser = await chromium.launch(config.use?.launchOptions);
const limit = setTimeout(() => {
	throw new Error(`The view bench took more than ${LIMIT_MS / 1000} s.`);
}, LIMIT_MS).unref();

interface Contestant {
	readonly page: Page;
	readonly devtools: CDPSession;
	choose(stream: Stream): Promise<void>;
	/** What must be seen at the end, without white space. */
	wanted(stream: Stream): string;
}

async function open(
	url: string,
	wanted: Contestant['wanted'],
	choose: (page: Page, stream: Stream) => Promise<void>
): Promise<Contestant> {
	const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
	await page.goto(url);
	await wake(page);
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
	return { page, devtools, choose: (stream: Stream) => choose(page, stream), wanted };
}

async function fillBaseURL(page: Page, { name }: Stream) {
	await page.getByLabel('Base URL').fill(`${endpoint.origin}/${name}/v1`);
}

const contestants: Record<'ours' | 'floor', Contestant> = {
	ours: await open(
		`http://localhost:${site.port}/playground/`,
		({ shown }) => shown,
		async (page, stream) => {
			await page.getByRole('radio', { name: 'Your endpoint' }).check();
			await fillBaseURL(page, stream);
			const view = stream.view === 'plain' ? 'Plain' : 'Markdown';
			const response = page.getByRole('region', { name: 'Response' });
			await response.getByRole('button', { name: view, exact: true }).click();
		}
	),
	floor: await open(`${floorSite.origin}/`, ({ text }) => text, fillBaseURL),
};

interface Measured {
	readonly totalMs: number;
	readonly cpuMs: number;
	/** 0 where no task took 50 ms. */
	readonly longestTaskMs: number;
	/** The most rows that the list had at a paint. */
	readonly rows: number;
}

/** A task as Chromium's trace tells of it, in µs: by the clock, and of the thread's own CPU time. */
interface Task {
	readonly name: string;
	readonly pid: number;
	readonly tid: number;
	readonly tdur?: number;
	readonly args: { name?: string };
}

async function measure(
	contestant: Contestant,
	stream: Stream,
	isTraced = false
): Promise<Measured & { trace?: Buffer }> {
	const { page, devtools, choose, wanted } = contestant;
	await page.bringToFront();
	await choose(stream);
	// What the run before has left is not this one's to clear away.
	await devtools.send('HeapProfiler.collectGarbage');
	if (isTraced) await browser.startTracing(page, { categories: ['toplevel'] });
	const before = await mainThreadMs(devtools);
	const seen = await page.evaluate(runInPage);
	const cpuMs = (await mainThreadMs(devtools)) - before;
	const trace = isTraced ? await browser.stopTracing() : undefined;
	await verify(page, stream, wanted(stream));
	return { ...seen, cpuMs, ...(trace && { trace }) };
}

async function mainThreadMs(devtools: CDPSession): Promise<number> {
	const { metrics } = await devtools.send('Performance.getMetrics');
	return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
}

/** Runs in the page: presses Run and comes back after the paint that shows the end. */
async function runInPage() {
	const buttons = [...document.querySelectorAll('button')];
	const run = buttons.find(({ textContent }) => textContent.startsWith('Run'))!;
	const stop = buttons.find(({ textContent }) => textContent === 'Stop')!;
	const list = document.querySelector('[aria-label="Raw frames"]')!;
	const tasks: number[] = [];
	const observer = new PerformanceObserver((entries) => {
		for (const { duration } of entries.getEntries()) tasks.push(duration);
	});
	observer.observe({ type: 'longtask' });
	let rows = 0;
	let isOver = false;
	const countRows = () => {
		rows = Math.max(rows, list.querySelectorAll('[data-frame-index]').length);
		if (!isOver) requestAnimationFrame(countRows);
	};

	const startedAt = performance.now();
	countRows();
	run.click();
	await new Promise<void>((resolve) => {
		const started = () => !stop.disabled;
		const ended = () => stop.disabled;
		let wanted = started;
		const look = () => {
			if (!wanted()) return;
			if (wanted === ended) return resolve();
			wanted = ended;
		};
		new MutationObserver(look).observe(stop, { attributes: true });
		look();
	});
	// In a task of its own after the paint that shows it.
	await new Promise<void>((resolve) => {
		requestAnimationFrame(() => {
			const { port1, port2 } = new MessageChannel();
			port1.addEventListener('message', () => resolve());
			port1.start();
			port2.postMessage(undefined);
		});
	});
	const totalMs = performance.now() - startedAt;
	isOver = true;
	// Entries come a little later than what they tell of.
	await new Promise((resolve) => setTimeout(resolve, 100));
	observer.disconnect();
	return { totalMs, longestTaskMs: Math.max(0, ...tasks), rows };
}

/** The CPU time of the longest task of a main thread, in ms. */
function longestTask(trace: Buffer): number {
	const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: Task[] };
	const isMain = ({ name, args }: Task) => name === 'thread_name' && args.name === 'CrRendererMain';
	// The other page's main thread is among them, and idle.
	const threads = new Set(traceEvents.filter(isMain).map(({ pid, tid }) => `${pid} ${tid}`));
	const tasks = traceEvents.filter(
		({ name, pid, tid }) => name.endsWith('::RunTask') && threads.has(`${pid} ${tid}`)
	);
	assert.notEqual(tasks.length, 0, 'the trace has no task of a main thread');
	return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
}

/** A view that shows less has no time worth knowing. */
async function verify(page: Page, { name, events }: Stream, shown: string) {
	const seen = withoutSpace((await page.getByLabel('Response text').textContent()) ?? '');
	assert.ok(seen.includes(shown), `${name}: the text is not whole on ${page.url()}`);
	const frames = page.getByRole('region', { name: 'Raw frames' });
	// `[DONE]` is a frame more.
	const counted = /([\d,]+) frames/.exec(await frames.innerText())?.[1];
	assert.equal(counted, (events + 1).toLocaleString('en'), `${name}: frames on ${page.url()}`);
	const last = await frames.locator(`[data-frame-index="${events}"]`).count();
	assert.equal(last, 1, `${name}: the last frame is not in sight on ${page.url()}`);
}

const results = new Map<string, Results>(
	streams.map(({ name }) => [name, { ours: [], floor: [] }])
);
type Results = Record<keyof typeof contestants, Measured[]>;
for (let round = -1; round < ROUNDS; round++) {
	for (const stream of streams) {
		for (const name of ['ours', 'floor'] as const) {
			const measured = await measure(contestants[name], stream);
			// The first round compiles and loads, and does not count.
			if (round >= 0) results.get(stream.name)![name].push(measured);
		}
	}
}
// Apart from the rounds above: a trace has a cost. By CPU time, for the clock also holds what else runs here.
const longestCpuMs = new Map<string, number>();
for (const stream of streams) {
	const rounds: number[] = [];
	for (let round = 0; round < Math.min(ROUNDS, 3); round++) {
		const { trace } = await measure(contestants.ours, stream, true);
		rounds.push(longestTask(trace!));
	}
	longestCpuMs.set(stream.name, median(rounds));
}
clearTimeout(limit);
await browser.close();
await Promise.all([site.close(), endpoint.close(), floorSite.close()]);

const middle = (all: readonly Measured[], of: keyof Measured) => median(all.map((one) => one[of]));

for (const { name, view, events } of streams) {
	const { ours, floor } = results.get(name)!;
	const [ourMs, floorMs] = [middle(ours, 'totalMs'), middle(floor, 'totalMs')];
	const cpuTimes = middle(ours, 'cpuMs') / middle(floor, 'cpuMs');
	console.log(
		`${events.toLocaleString('en')} frames, ${view}: ${ourMs.toFixed(0)} ms, floor ` +
			`${floorMs.toFixed(0)} ms; main thread ${middle(ours, 'cpuMs').toFixed(0)} ms, floor ` +
			`${middle(floor, 'cpuMs').toFixed(0)} ms (${cpuTimes.toFixed(2)} times)`
	);
	verdict("times the floor's total", ourMs / floorMs, { atMost: MOST_TIMES_FLOOR[view] });
	const longest = (all: readonly Measured[]) => Math.max(...all.map((one) => one.longestTaskMs));
	const limitMs = { atMost: MOST_TASK_MS };
	verdict('longest task of 50 ms or more, by the clock', longest(ours), limitMs, ' ms');
	console.log(`    (0: there was none; the floor's: ${longest(floor).toFixed(0)} ms)`);
	verdict(
		'longest task of a run, by its CPU time, median',
		longestCpuMs.get(name)!,
		limitMs,
		' ms'
	);
}
for (const view of ['plain', 'markdown'] as const) {
	const [few, many] = SIZES;
	const of = (events: number) => results.get(`${view}-${events}`)!.ours;
	const aFrame = (events: number) => middle(of(events), 'totalMs') / events;
	console.log(`${view}, ${many.toLocaleString('en')} frames against ${few.toLocaleString('en')}`);
	verdict('times the time a frame', aFrame(many) / aFrame(few), { atMost: MOST_GROWTH_A_FRAME });
	const rows = (events: number) => Math.max(...of(events).map((one) => one.rows));
	// The first paint of a list has no rows beside those in sight; a list with all would have five times as many.
	console.log(`  rows in the page: ${rows(few)} and ${rows(many)}`);
	verdict('times the rows', rows(many) / rows(few), { atMost: MOST_TIMES_THE_ROWS });
}
