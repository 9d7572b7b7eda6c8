/**
 * What only tests need: Chromium, Firefox and WebKit, an environment for each install line that a page prints, the
 * toolchains of other languages, Next.js, other hosts, the runtimes of an edge, and linters of what other machines read.
 *
 * Out     `test-machine.json`: where each is, or why it could not be had.
 */
import { findBrowser } from './browser.mjs';
import { ENGINES, findEngine } from './engines.mjs';
import { installLines, prepareInstall } from './installs.mjs';
import { prepareActionlint, prepareHadolint } from './linters.mjs';
import { LANGUAGES, NGINX, prepareLanguage, prepareTool } from './languages.mjs';
import { prepareNext } from './next.mjs';
import { SetupError, warn, writeTestMachine } from './report.mjs';
import { prepareRuntime, prepareRuntimes, RUNTIMES } from './runtimes.mjs';

/** @typedef {import('./report.mjs').Part} Part */

export async function prepareTests() {
	/** @type {Record<string, Part>} */
	const installs = {};
	for (const line of installLines()) installs[line] = await part(() => prepareInstall(line));
	/** @type {Record<string, Part>} */
	const languages = {};
	for (const name of Object.keys(LANGUAGES)) {
		languages[name] = await part(() => prepareLanguage(name));
	}
	/** @type {Record<string, Part>} */
	const runtimes = { nginx: await part(() => prepareTool('nginx', NGINX)) };
	const folder = await part(prepareRuntimes);
	for (const name of RUNTIMES) {
		runtimes[name] =
			'problem' in folder ? folder : await part(() => prepareRuntime(name, folder.path));
	}
	runtimes['actionlint'] = await part(prepareActionlint);
	runtimes['hadolint'] = await part(prepareHadolint);
	const [next, browser] = [await part(prepareNext), await part(findBrowser)];
	/** @type {Record<string, Part>} */
	const engines = {};
	for (const name of Object.keys(ENGINES)) engines[name] = await part(() => findEngine(name));
	writeTestMachine({ browser, engines, next, installs, languages, runtimes });
}

/** @param {() => Promise<string> | string} prepare @returns {Promise<Part>} */
async function part(prepare) {
	try {
		return { path: await prepare() };
	} catch (error) {
		if (!(error instanceof SetupError)) throw error;
		warn(error);
		return { problem: `${error.message}\n${error.hint}` };
	}
}
