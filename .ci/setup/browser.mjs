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
const CHROMIUM = {
	name: 'Chromium',
	lookedFor: `${NAMES.join(', ')} on PATH, or a browser of Playwright's`,
	hint: 'Install Chromium or Chrome, or set CHROME_PATH to one, then run `npm test` again.',
};
// A download of some 150 MB, and libraries. Behind a proxy that swallows packets it would wait for ever.
const DOWNLOAD_SECONDS = 300;

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
	return firstThatWorks([() => downloadBrowser('chromium', 'Chromium'), fromApt], () =>
		[playwrights, ...onPath(NAMES)].find(works)
	);
}

/**
 * Tries one way after the other, and none more once there is a browser.
 *
 * @param {(() => { by: string, problem?: string | undefined })[]} ways
 * @param {() => string | undefined} find
 * @param {{ name: string, lookedFor: string, hint: string }} what
 */
export function firstThatWorks(ways, find, what = CHROMIUM) {
	const there = find();
	if (there !== undefined) return there;

	const tried = [`not found: ${what.lookedFor}`];
	for (const way of ways) {
		const start = performance.now();
		const { by, problem } = way();
		const found = find();
		if (found !== undefined) {
			say(`installed ${what.name} by ${by}, in ${since(start)}: ${found}`);
			return found;
		}
		tried.push(`${by}: ${problem ?? 'done, but no browser that runs came of it'}`);
	}
	throw new SetupError(
		`No ${what.name} for the browser tests.\n${tried.map((line) => `- ${line}`).join('\n')}`,
		what.hint
	);
}

/** Where Playwright would put its browser; asked of the library, since the path holds a build number. */
async function playwrightsOwn() {
	const library = pathToFileURL(join(root, 'node_modules/playwright-core/index.mjs')).href;
	const { chromium } = await import(library);
	return chromium.executablePath();
}

/** Where a program of one of these names may be. @param {readonly string[]} names */
export function onPath(names) {
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** @param {string} file */
function works(file) {
	return existsSync(file) && run(file, ['--version'], { seconds: 20 }).ok;
}

/** @param {string} browser as Playwright calls it @param {string} name as people do */
export function downloadBrowser(browser, name) {
	say(`no ${name} found; asking Playwright to download it ...`);
	const { ok, why } = run(`${root}node_modules/.bin/playwright`, downloadArguments(browser), {
		seconds: DOWNLOAD_SECONDS,
	});
	return { by: "Playwright's download", problem: ok ? undefined : why };
}

/**
 * A CI machine whose user is not root lets it use `sudo` unasked, so there Playwright may bring the libraries, too.
 *
 * @param {string} browser @param {{ isCI: boolean, isRoot: boolean }} machine
 */
export function downloadArguments(
	browser,
	{ isCI, isRoot } = { isCI: Boolean(process.env['CI']), isRoot: process.getuid?.() === 0 }
) {
	return ['install', '--no-shell', ...(isCI && !isRoot ? ['--with-deps'] : []), browser];
}

function fromApt() {
	return { by: 'apt-get install chromium', problem: installDebianPackage('chromium') };
}
