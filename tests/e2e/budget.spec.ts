/**
 * What a page costs its reader in bytes, gzipped, as the browser fetches them: before anything is done, with
 * the playground still far from the screen; and with a run made. One table, so that growth is a decision.
 */
import { gzipSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { startRun } from '../support/playground.ts';
import { pages, PLAYGROUNDS } from '../support/site.ts';

/**
 * The most that any page may cost, in bytes. What was measured on the costliest, November 2026, stands
 * beside each; the rest is room for a fix, not for a library.
 */
const budget = {
	/**
	 * 46,600: Python, whose programs print every way in which an answer can fail to be whole. Inline scripts count
	 * here, and the order of the cascade layers.
	 */
	document: 47_000,
	/**
	 * 21,700: Starlight, Expressive Code and our own. The same files on every page, so fetched once. What tools,
	 * dialogs and open frames look like comes when they are opened.
	 */
	stylesheet: 22_200,
	/** 34,500: 26,500 of it is Pagefind's search box, fetched when idle. No React, nothing of a run. */
	script: 35_000,
	/**
	 * 248,200 with all of the above: React (69,000), the view with its replay, links and parts of a message, the
	 * engine, the demo, its replies and faults (12,600), Markdown (17,000). Some 16,500 read what other servers send, and
	 * name protocols and damage. Tools, editors and plots come when opened.
	 */
	scriptWithRun: 249_000,
};

type Kind = 'document' | 'stylesheet' | 'script';

/** Sums what the page fetches from now on. */
function watch(page: Page) {
	const fetched: { kind: string; file: string; bytes: Promise<number> }[] = [];
	page.on('response', (response) => {
		const bytes = response.body().then((body) => gzipSync(body).length);
		// It fails where it is waited for. What still comes when the test is over is nobody's business.
		bytes.catch(() => undefined);
		const file = new URL(response.url()).pathname;
		fetched.push({ kind: response.request().resourceType(), file, bytes });
	});
	return async (kind: Kind) => {
		const files = fetched.filter((entry) => entry.kind === kind);
		const sizes = await Promise.all(files.map(({ bytes }) => bytes));
		return {
			bytes: sizes.reduce((sum, size) => sum + size, 0),
			list: files.map(({ file }, index) => `${sizes[index]} ${file}`).join('\n'),
		};
	};
}

for (const path of pages) {
	test(`${path} costs no more than its budget before anything is done`, async ({ page }) => {
		// Islands wait for this to say that they are near the screen. Now it never does.
		await page.addInitScript(() => {
			IntersectionObserver.prototype.observe = () => {};
		});
		const costOf = watch(page);
		await page.goto(path, { waitUntil: 'networkidle' });

		for (const kind of ['document', 'stylesheet', 'script'] as const) {
			const { bytes, list } = await costOf(kind);
			expect(bytes, `${kind}: nothing was fetched`).toBeGreaterThan(0);
			expect(bytes, `${kind}:\n${list}`).toBeLessThan(budget[kind]);
			expect(list, 'the playground came without being near').not.toMatch(/react|engine/);
		}
	});
}

for (const path of PLAYGROUNDS) {
	test(`${path} costs no more than its budget with a run made`, async ({ page }) => {
		const costOf = watch(page);
		await page.goto(path, { waitUntil: 'networkidle' });
		await startRun(page);
		const { bytes, list } = await costOf('script');
		expect(list, 'the playground was not seen to come').toMatch(/react/);
		expect(bytes, list).toBeLessThan(budget.scriptWithRun);
	});
}
