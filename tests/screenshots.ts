/**
 * `npm run screenshots`: the playground in each of its states, to be looked at. No test.
 *
 *   npm run screenshots              into node_modules/.cache/streaming-docs/screenshots
 *   npm run screenshots -- FOLDER    into that folder
 *   npm run screenshots -- FOLDER 'playground: find'    only where `PLACE: STATE` has these words in it
 *
 * In      `dist/` as it was built last; nothing is built here. The site is served, and the server ended.
 * Out     `PLACE-STATE-WIDTH-SCHEME.png`. Of `/playground/` the whole page, of the guide its playground
 *         alone.
 * Errors  exit code 1, with a sentence, where there is no built site or no browser.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { startSite, StartError } from '../src/demo/node.ts';
import { cachePath } from './support/machine.ts';
import { Playground } from './support/playground.ts';
import { STATES } from './support/states.ts';

const places = { playground: '/playground/', guide: '/' } as const;
const heights = { 1440: 900, 768: 1024, 390: 844, 320: 640 } as const;
const schemes = ['light', 'dark'] as const;
/** Machines are busy. */
const patienceMs = 60_000;

/** What sticks to the window's edges would stand in the middle of a picture of the whole page. */
const style =
	'.pg-buttons { position: static !important } ' +
	'header.header, .sl-menu-button, mobile-starlight-toc nav { position: absolute !important }';

async function shoot(browser: Browser, origin: string, folder: string, only: string) {
	for (const [placeName, path] of Object.entries(places)) {
		for (const [state, reach] of Object.entries(STATES)) {
			if (!`${placeName}: ${state}`.includes(only)) continue;
			// One each: what the form held lasts. The policy would refuse `style`.
			const context = await browser.newContext({ reducedMotion: 'reduce', bypassCSP: true });
			context.setDefaultTimeout(patienceMs);
			const page = await context.newPage();
			const playground = new Playground(page);
			await playground.open(`${origin}${path}`);
			await reach(playground);
			// The page follows its window and the reader's scheme at once, so all are of one run.
			for (const [width, height] of Object.entries(heights)) {
				await page.setViewportSize({ width: Number(width), height });
				for (const colorScheme of schemes) {
					await page.emulateMedia({ colorScheme });
					const name = `${placeName}-${state.replaceAll(' ', '-')}-${width}-${colorScheme}.png`;
					const file = { path: join(folder, name), animations: 'disabled', style } as const;
					if (placeName === 'guide') await playground.root.screenshot(file);
					else await page.screenshot({ ...file, fullPage: true });
				}
			}
			await context.close();
			console.log(`${placeName}: ${state}`);
		}
	}
}

async function main() {
	const [, , given, only = ''] = process.argv;
	const folder = given ? resolve(given) : cachePath('screenshots');
	const site = await startSite({ port: 0 });
	try {
		mkdirSync(folder, { recursive: true });
		// Asked for here, not above: it looks for the browser, and the site comes first.
		const { default: config } = await import('./playwright.config.ts');
		const browser = await chromium.launch(config.use?.launchOptions);
		await shoot(browser, `http://localhost:${site.port}`, folder, only).finally(() =>
			browser.close()
		);
		console.log(folder);
	} finally {
		await site.close();
	}
}

await main().catch((error: unknown) => {
	if (!(error instanceof StartError)) throw error;
	console.error(error.message);
	process.exitCode = 1;
});
