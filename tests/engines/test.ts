/** Playwright's `test` with a reader in the engine of the project. What a page complains of fails its test. */
import { expect, test as base } from '@playwright/test';
import type { Browser } from './drivers/tab.ts';
import { launch } from './engines.ts';
import { enginesIn, type Engine } from './names.ts';
import { Reader } from './reader.ts';
import { serveEndpoint, serveSite, type Endpoint, type Site } from './site.ts';

export { expect };

interface Fixtures {
	/** Whether the engine of the project is; its tests are skipped where it is not. */
	wanted: boolean;
	reader: Reader;
	/** What the page may complain of in a test that makes it. */
	expectedComplaint: RegExp | undefined;
}

interface WorkerFixtures {
	engine: Engine;
	browserOfEngine: Browser;
	site: Site;
	/** The reader's own. */
	api: Endpoint;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
	engine: ['chromium', { option: true, scope: 'worker' }],
	expectedComplaint: [undefined, { option: true }],
	browserOfEngine: [
		async ({ engine }, use) => {
			const browser = await launch(engine);
			await use(browser);
			await browser.close();
		},
		{ scope: 'worker' },
	],
	site: [
		// oxlint-disable-next-line no-empty-pattern -- Playwright wants the pattern, even where it names nothing
		async ({}, use) => {
			const site = await serveSite();
			await use(site);
			await site.close();
		},
		{ scope: 'worker' },
	],
	api: [
		// oxlint-disable-next-line no-empty-pattern -- Playwright wants the pattern, even where it names nothing
		async ({}, use) => {
			const api = await serveEndpoint();
			await use(api);
			await api.close();
		},
		{ scope: 'worker' },
	],
	wanted: [
		async ({ engine }, use, { skip }) => {
			const isWanted = enginesIn(process.env['ENGINES']).includes(engine);
			skip(!isWanted, 'left out by ENGINES');
			await use(isWanted);
		},
		{ auto: true },
	],
	reader: async ({ browserOfEngine, site, expectedComplaint }, use) => {
		const tab = await browserOfEngine.open();
		const reader = new Reader(tab, site.origin);
		await use(reader);
		const complaints = await reader.complaints();
		await tab.close();
		const unexpected = complaints.filter((one) => !expectedComplaint?.test(one));
		expect(unexpected, 'complaints of the pages').toEqual([]);
	},
});
