/**
 * `npm run screenshots`: the playground in each of its states, to be looked at. No test.
 *
 *   npm run screenshots              into node_modules/.cache/streaming-docs/screenshots
 *   npm run screenshots -- FOLDER    into that folder
 *
 * In      `dist/` as it was built last; nothing is built here. The site is served, and the server ended.
 * Out     `PLACE-N-STATE-DEVICE-SCHEME.png`, so that names sort by state. Of `/playground/` the whole
 *         page, of the guide its playground alone.
 * Errors  exit code 1, with a sentence, where there is no built site or no browser.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { startSite, StartError } from '../src/demo/node.ts';
import { cachePath } from './support/machine.ts';
import { Playground } from './support/playground.ts';

const places = { playground: '/playground/', guide: '/' } as const;
const devices = {
	desktop: { width: 1280, height: 900 },
	phone: { width: 390, height: 844 },
} as const;
const schemes = ['light', 'dark'] as const;
/** A long answer's demo takes half a minute, and machines are busy. */
const patienceMs = 60_000;

async function says({ ending }: Playground, text: string) {
	await ending.status.filter({ hasText: text }).waitFor();
}

/** Until the list, which follows the run, shows the frame of this number or a later one. */
async function hasFrames({ page }: Playground, number: number) {
	await page.waitForFunction((wanted) => {
		const rows = document.querySelector('.pg')!.querySelectorAll<HTMLElement>('[data-frame-index]');
		return [...rows].some(({ dataset }) => Number(dataset['frameIndex']) >= wanted);
	}, number);
}

/** Sends to the demo over HTTP, with a fault in its base URL. */
async function runFault({ page, form }: Playground, fault: string) {
	await form.useEndpoint(`${new URL(page.url()).origin}/faults/${fault}/v1`);
	await form.run.click();
}

/** What leads to each state, from a page that has just been opened. */
const states: Record<string, (playground: Playground) => Promise<void>> = {
	'1-empty': async () => undefined,
	'2-streaming': async (playground) => {
		await playground.startLongRun();
		await hasFrames(playground, 60);
	},
	'3-done': async (playground) => {
		await playground.form.root
			.getByRole('group', { name: 'Prompts' })
			.getByText('Markdown')
			.click();
		await playground.form.run.click();
		await says(playground, 'Complete.');
	},
	'4-failed-http': async (playground) => {
		await runFault(playground, 'http-401');
		await says(playground, 'Refused.');
	},
	'5-failed-cut': async (playground) => {
		await runFault(playground, 'cut;after=20');
		await says(playground, 'Cut off.');
	},
	'6-stopped': async (playground) => {
		await playground.startLongRun();
		await hasFrames(playground, 60);
		await playground.stopRun();
	},
	'7-replaying': async (playground) => {
		await playground.timing.play.click();
		await hasFrames(playground, 30);
	},
};

/** Run and Stop stick to the end of a phone's window, which is the middle of a picture of it all. */
const style = '.pg-buttons { position: static !important }';

async function shoot(browser: Browser, origin: string, folder: string) {
	for (const [deviceName, viewport] of Object.entries(devices)) {
		for (const [placeName, path] of Object.entries(places)) {
			for (const [state, reach] of Object.entries(states)) {
				// One each: what the form held lasts. The policy would refuse `style`.
				const context = await browser.newContext({
					viewport,
					reducedMotion: 'reduce',
					bypassCSP: true,
				});
				context.setDefaultTimeout(patienceMs);
				const page = await context.newPage();
				const playground = new Playground(page);
				await playground.open(`${origin}${path}`);
				await reach(playground);
				for (const colorScheme of schemes) {
					// The page follows the reader's scheme at once, so both are of one run.
					await page.emulateMedia({ colorScheme });
					const name = `${placeName}-${state}-${deviceName}-${colorScheme}.png`;
					const file = { path: join(folder, name), animations: 'disabled', style } as const;
					if (placeName === 'guide') await playground.root.screenshot(file);
					else await page.screenshot({ ...file, fullPage: true });
				}
				await context.close();
			}
			console.log(`${placeName}, ${deviceName}: ${Object.keys(states).length} states`);
		}
	}
}

async function main() {
	const folder = process.argv[2] ? resolve(process.argv[2]) : cachePath('screenshots');
	const site = await startSite({ port: 0 });
	try {
		mkdirSync(folder, { recursive: true });
		// Asked for here, not above: it looks for the browser, and the site comes first.
		const { default: config } = await import('./playwright.config.ts');
		const browser = await chromium.launch(config.use?.launchOptions);
		await shoot(browser, `http://localhost:${site.port}`, folder).finally(() => browser.close());
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
