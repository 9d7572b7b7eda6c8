/**
 * Installs what is missing, and only that; with nothing missing it is over in a moment, silently.
 *
 * npm runs this before `start`, `dev`, `build` and `test`, each as a script of its own (`prestart` ...):
 * on a fresh clone it is the system's Node that runs it, and a shell that has once looked up `node`
 * remembers where it was, so that the script line after it would never see the one just installed.
 * For the same reason this file and `setup/` are plain JavaScript for Node 20, without dependencies.
 *
 * In      `--build`: also the site, if it has changed. `--development`: also the packages that only checks
 *         need. `--tests`: these, and what `setup/tests.mjs` lists.
 * Out     `node_modules`, and with `--tests` what is under `node_modules/.cache/streaming-docs/`.
 * Errors  exit code 1 without the packages, or where the site does not build. Without a browser or an environment
 *         the tests that need it fail later, by name, and the rest still runs; those of a language or a runtime
 *         that is not there are skipped.
 */
import { spawnSync } from 'node:child_process';
import { alone } from './setup/lock.mjs';
import { checkNode, installPackages, isInstalled } from './setup/packages.mjs';
import { root, SetupError, warn } from './setup/report.mjs';
import { prepareTests } from './setup/tests.mjs';

const isAsked = (/** @type {string} */ option) => process.argv.includes(`--${option}`);
const forTests = isAsked('tests');
const forDevelopment = forTests || isAsked('development');
const toBuild = isAsked('build');

async function setUp() {
	// Somebody else may have done it meanwhile.
	if (!isInstalled({ forDevelopment })) installPackages({ forDevelopment });
	checkNode();
	if (forTests) await prepareTests();
	if (toBuild) build();
}

/** By the Node that was installed. */
function build() {
	const node = `${root}node_modules/.bin/node`;
	const { status } = spawnSync(node, ['.ci/build-changed.mjs'], { cwd: root, stdio: 'inherit' });
	process.exitCode = status ?? 1;
}

try {
	const isReady = isInstalled({ forDevelopment }) && !forTests && !toBuild;
	await (isReady ? checkNode() : alone(setUp));
} catch (error) {
	if (!(error instanceof SetupError)) throw error;
	warn(error);
	process.exitCode = 1;
}
