/**
 * Firefox and WebKit for the flows in `tests/engines`: Playwright's own where it is there, else the system's, else
 * Playwright's download, else the system's packages.
 *
 * In      `ENGINES`, names with commas between: what it does not name is not looked for.
 * Out     the path of Playwright's own browser, of the system's Firefox, or of `WebKitWebDriver`.
 * Errors  `SetupError` that names every way tried, and what came of it.
 */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { installDebianPackage } from './apt.mjs';
import { downloadBrowser, firstThatWorks, onPath } from './browser.mjs';
import { root, run, SetupError } from './report.mjs';

/** The programs that the system's engine takes: for each any of several names, the first of them to start. */
export const ENGINES = {
	firefox: {
		name: 'Firefox',
		programs: [['firefox-esr', 'firefox']],
		debian: ['firefox-esr'],
		hint: 'Install Firefox',
	},
	webkit: {
		name: 'WebKit',
		programs: [['WebKitWebDriver'], ['Xvfb']],
		debian: ['webkit2gtk-driver', 'xvfb'],
		hint: 'Install WebKitGTK with its WebKitWebDriver, and Xvfb',
	},
};

const LIBRARY = pathToFileURL(`${root}node_modules/playwright-core/index.mjs`).href;

/** @param {keyof typeof ENGINES} engine */
export async function findEngine(engine) {
	const wanted = process.env['ENGINES'];
	if (wanted !== undefined && !wanted.split(',').includes(engine)) {
		throw new SetupError(`${engine} is left out.`, 'ENGINES does not name it.');
	}
	const { name, programs, debian, hint } = ENGINES[engine];
	const playwrights = (await import(LIBRARY))[engine].executablePath();
	return firstThatWorks(
		[() => downloadBrowser(engine, name), () => fromApt(debian)],
		() => (starts(engine, playwrights) ? playwrights : findSystems(programs)),
		{
			name,
			lookedFor: `${programs.flat().join(', ')} on PATH, or a browser of Playwright's`,
			hint:
				`${hint}, or the libraries that Playwright's own needs: ` +
				`\`sudo npx playwright install-deps ${engine}\`. Then run \`npm test\` again; ` +
				'`ENGINES=chromium npm test` does without.',
		}
	);
}

/** @param {string[][]} programs */
function findSystems(programs) {
	const found = programs.map((names) => onPath(names).find(existsSync));
	return found.includes(undefined) ? undefined : found[0];
}

/** Whether Playwright can start its own: the libraries that it needs may be missing. @param {string} engine @param {string} path */
function starts(engine, path) {
	if (!existsSync(path)) return false;
	const script = `import(${JSON.stringify(LIBRARY)})
		.then(async (library) => (await library.${engine}.launch()).close())`;
	return run(process.execPath, ['--eval', script], { seconds: 60 }).ok;
}

/** @param {string[]} packages */
function fromApt(packages) {
	const problems = packages.map((one) => installDebianPackage(one));
	return {
		by: `apt-get install ${packages.join(' ')}`,
		problem: problems.find((problem) => problem !== undefined),
	};
}
