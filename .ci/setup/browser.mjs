/**
 * A Chromium for the tests: one that is there, else Playwright's download, else the system's package.
 *
 * In      `CHROME_PATH`, which wins; Playwright's own browsers; `PATH`.
 * Out     the path of an executable that has answered `--version`.
 * Errors  `SetupError` that names every way tried, and what came of it.
 */
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { installDebianPackage } from './apt.mjs';
import { root, run, say, SetupError, since } from './report.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
// A download of some 150 MB. Behind a proxy that swallows packets it would wait for ever.
const DOWNLOAD_SECONDS = 180;

export async function findBrowser() {
	const given = process.env['CHROME_PATH'];
	if (given) {
		if (works(given)) return given;
		throw new SetupError(
			`CHROME_PATH is \`${given}\`, which is no browser that runs here.`,
			'Set it to a Chromium or Chrome executable, or leave it unset.'
		);
	}

	const playwrights = await playwrightsOwn();
	return firstThatWorks([download, fromApt], () => [playwrights, ...onPath()].find(works));
}

/**
 * Tries one way after the other, and none more once there is a browser.
 *
 * @param {(() => { by: string, problem?: string | undefined })[]} ways
 * @param {() => string | undefined} find
 */
export function firstThatWorks(ways, find) {
	const there = find();
	if (there !== undefined) return there;

	const tried = [`not found: ${NAMES.join(', ')} on PATH, or a browser of Playwright's`];
	for (const way of ways) {
		const start = performance.now();
		const { by, problem } = way();
		const found = find();
		if (found !== undefined) {
			say(`installed Chromium by ${by}, in ${since(start)}: ${found}`);
			return found;
		}
		tried.push(`${by}: ${problem ?? 'done, but no browser that runs came of it'}`);
	}
	throw new SetupError(
		`No Chromium for the browser tests.\n${tried.map((line) => `- ${line}`).join('\n')}`,
		'Install Chromium or Chrome, or set CHROME_PATH to one, then run `npm test` again.'
	);
}

/** Where Playwright would put its browser; asked of the library, since the path holds a build number. */
async function playwrightsOwn() {
	const library = pathToFileURL(join(root, 'node_modules/playwright-core/index.mjs')).href;
	const { chromium } = await import(library);
	return chromium.executablePath();
}

function onPath() {
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** @param {string} file */
function works(file) {
	return existsSync(file) && run(file, ['--version'], { seconds: 20 }).ok;
}

function download() {
	say('no browser found; asking Playwright to download Chromium ...');
	const { ok, why } = run(
		`${root}node_modules/.bin/playwright`,
		['install', '--no-shell', 'chromium'],
		{ seconds: DOWNLOAD_SECONDS }
	);
	return { by: "Playwright's download", problem: ok ? undefined : why };
}

function fromApt() {
	return { by: 'apt-get install chromium', problem: installDebianPackage('chromium') };
}
