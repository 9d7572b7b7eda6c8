/**
 * Installs what is missing, and only that; with nothing missing it is over in a moment, silently.
 *
 * npm runs this before `start`, `dev`, `build` and `test`, each as a script of its own (`prestart` ...):
 * on a fresh clone it is the system's Node that runs it, and a shell that has once looked up `node`
 * remembers where it was, so that the script line after it would never see the one just installed.
 * For the same reason this file and `setup/` are plain JavaScript for Node 20, without dependencies.
 *
 * In      `--tests`: also a browser, an environment for each install line that a page prints, the
 *         toolchains of other languages, Next.js, nginx, and whether the runtimes of an edge run here.
 * Out     `node_modules`, and with `--tests` those under `node_modules/.cache/streaming-docs/`, with
 *         `test-machine.json` there: where each is, or why it could not be had.
 * Errors  exit code 1 without the packages. Without a browser or an environment the tests that need
 *         it fail later, by name, and the rest still runs; those of a language or a runtime that is not there are
 *         skipped.
 */
import { findBrowser } from './setup/browser.mjs';
import { installLines, prepareInstall } from './setup/installs.mjs';
import { LANGUAGES, NGINX, prepareLanguage, prepareTool } from './setup/languages.mjs';
import { prepareNext } from './setup/next.mjs';
import { installPackages } from './setup/packages.mjs';
import { SetupError, warn, writeTestMachine } from './setup/report.mjs';
import { prepareRuntime, RUNTIMES } from './setup/runtimes.mjs';

/** @param {() => Promise<string> | string} prepare @returns {Promise<import('./setup/report.mjs').Part>} */
async function part(prepare) {
	try {
		return { path: await prepare() };
	} catch (error) {
		if (!(error instanceof SetupError)) throw error;
		warn(error);
		return { problem: `${error.message}\n${error.hint}` };
	}
}

try {
	installPackages();
	if (process.argv.includes('--tests')) {
		/** @type {Record<string, import('./setup/report.mjs').Part>} */
		const installs = {};
		for (const line of installLines()) installs[line] = await part(() => prepareInstall(line));
		/** @type {Record<string, import('./setup/report.mjs').Part>} */
		const languages = {};
		for (const name of Object.keys(LANGUAGES)) {
			languages[name] = await part(() => prepareLanguage(name));
		}
		/** @type {Record<string, import('./setup/report.mjs').Part>} */
		const runtimes = {};
		runtimes['nginx'] = await part(() => prepareTool('nginx', NGINX));
		for (const name of RUNTIMES) runtimes[name] = await part(() => prepareRuntime(name));
		const [next, browser] = [await part(prepareNext), await part(findBrowser)];
		writeTestMachine({ browser, next, installs, languages, runtimes });
	}
} catch (error) {
	if (!(error instanceof SetupError)) throw error;
	warn(error);
	process.exitCode = 1;
}
