/**
 * What a page costs its reader in bytes, gzipped, as the browser fetches them: as it comes and is scrolled to its
 * end; once its playground is touched; and with a run made. One table, so that growth is a decision.
 */
import { expect, test } from '../support/test.ts';
import { pages, PLAYGROUNDS } from '../support/site.ts';
import { scrollToEnd, watchWeight, type Weight } from '../support/page-weight.ts';

interface Budget {
	readonly all: number;
	readonly script: number;
}

/** What was measured in November 2026 and some room for a fix, not for a library: 65,100 and 5,200; 38,300 and 4,600; 39,900. */
const UNTOUCHED: Readonly<Record<string, Budget>> = {
	'/': { all: 67_500, script: 5_500 },
	'/reference/': { all: 40_000, script: 5_000 },
	'/playground/': { all: 40_500, script: 4_000 },
};
/** Any other page. `/python/` has 60,800 and 4,600; the others were not weighed again since scripts became lighter. */
const UNTOUCHED_OTHERS: Budget = { all: 67_500, script: 6_800 };

/**
 * 254,900 on `/` and 229,600 on `/playground/`, of which 194,900 and 193,200 are script: React, the view, what reads
 * the recorded run, and Markdown.
 */
const TOUCHED: Budget = { all: 258_000, script: 197_000 };

/**
 * 303,400, of which 243,500 are script: React (69,000), the view with its replay, links and parts of a message, the
 * engine, the demo, its replies and faults (18,000), Markdown (17,000). Some 17,000 read what other servers send, and
 * name protocols and damage; 4,000 send and read Responses and Messages; 3,000 bound what is kept, and open on a
 * fault. Tools, editors and plots come when opened.
 */
const WITH_RUN: Budget = { all: 309_000, script: 246_000 };

function expectWithin(weight: Weight, budget: Budget) {
	const files = weight.files
		.toSorted((a, b) => b.bytes - a.bytes)
		.map(({ name, bytes }) => `${bytes} ${name}`)
		.join('\n');
	expect(weight.all, 'nothing was fetched').toBeGreaterThan(0);
	expect(weight.all, `in all, ${weight.requests} requests:\n${files}`).toBeLessThan(budget.all);
	expect(weight.script, `scripts:\n${files}`).toBeLessThan(budget.script);
}

for (const path of pages) {
	test(`${path} costs no more than its budget until it is touched`, async ({ page }) => {
		const weigh = watchWeight(page);
		await page.goto(path);
		await scrollToEnd(page);
		const weight = await weigh();
		expectWithin(weight, UNTOUCHED[path] ?? UNTOUCHED_OTHERS);
		const scripts = weight.files.filter(({ kind }) => kind === 'script');
		expect(scripts.filter(({ name }) => /react|engine/.test(name))).toEqual([]);
	});
}

for (const path of PLAYGROUNDS) {
	test(`${path} costs no more than its budget once it is touched`, async ({ page, playground }) => {
		const weigh = watchWeight(page);
		await playground.open(path);
		const weight = await weigh();
		expect(weight.files.map(({ name }) => name).join(' ')).toMatch(/react/);
		expect(weight.files.map(({ name }) => name).join(' ')).not.toMatch(/engine/);
		expectWithin(weight, TOUCHED);
	});

	test(`${path} costs no more than its budget with a run made`, async ({ page, playground }) => {
		const weigh = watchWeight(page);
		await playground.open(path);
		await playground.startLongRun();
		const weight = await weigh();
		expect(weight.files.map(({ name }) => name).join(' ')).toMatch(/react/);
		expectWithin(weight, WITH_RUN);
	});
}

test('the guide is at most 8,000 px high on a wide screen', async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.goto('/');
	const height = await page.evaluate(() => document.documentElement.scrollHeight);
	expect(height).toBeLessThanOrEqual(8_000);
});
