/**
 * The npm packages of `package-lock.json`, the current Node among them.
 *
 * In      `package-lock.json` and `node_modules/.package-lock.json`, npm's own note of what it installed; whether the
 *         packages for development are wanted. They are half of all, and the site is built without them.
 * Out     `node_modules` as the lock file has it.
 * Errors  `SetupError` when npm fails, or ran no install scripts: the package `node` needs its own.
 */
import { existsSync, readFileSync } from 'node:fs';
import { root, run, say, SetupError, since } from './report.mjs';

// Half a minute on two cores with a near registry. A far one may take ten times that.
const INSTALL_SECONDS = 600;
const NOTE = 'node_modules/.package-lock.json';

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, dev?: boolean }>} Packages */

/**
 * Whether every package that is wanted is installed at its locked version. Compared against npm's own note,
 * not a stamp of ours, so that an `npm install` done by hand counts too. npm writes its note last:
 * an install that was interrupted leaves none.
 *
 * @param {{ forDevelopment: boolean }} wanted
 */
export function isInstalled({ forDevelopment }) {
	const installed = readLock(NOTE);
	const locked = readLock('package-lock.json');
	return Object.entries(locked).every(([path, { version, integrity, optional, dev }]) => {
		if (path === '' || (dev && !forDevelopment)) return true;
		const found = installed[path];
		// Left out on purpose: builds for other systems, which the lock lists for every machine.
		if (found === undefined) return optional === true;
		return found.version === version && found.integrity === integrity;
	});
}

/** @param {string} file @returns {Packages} */
function readLock(file) {
	if (!existsSync(root + file)) return {};
	return JSON.parse(readFileSync(root + file, 'utf8')).packages;
}

/** @param {{ forDevelopment: boolean }} wanted */
export function installPackages({ forDevelopment }) {
	// Who has the packages for development keeps them.
	const withDev = forDevelopment || Object.values(readLock(NOTE)).some(({ dev }) => dev);
	say('installing the npm packages of package-lock.json, once; this can take a minute or two ...');
	const start = performance.now();
	// `loglevel=error`: the system's Node may be older than Astro asks for. It runs this and no more.
	const which = withDev ? '--include=dev' : '--omit=dev';
	const npm = run('npm', ['ci', which, '--no-audit', '--no-fund', '--loglevel=error'], {
		seconds: INSTALL_SECONDS,
	});
	if (!npm.ok) {
		// npm says it first, and then how to call npm.
		const said = npm.output
			.replaceAll(/^npm error */gm, '')
			.split('\n')
			.filter(Boolean);
		throw new SetupError(
			`\`npm ci\` failed: ${said.slice(0, 4).join('\n') || npm.why}`,
			hintFor(said)
		);
	}
	const count = Object.keys(readLock(NOTE)).length;
	say(`installed ${count} npm packages in ${since(start)}.`);
}

/** @param {string[]} said by npm: `code EACCES`, `syscall mkdir`, `path /home/me/.npm` @returns {string} */
export function hintFor(said) {
	const isRefused = /^code (?:EACCES|EPERM|EROFS|ENOTDIR)$/m.test(said.join('\n'));
	const path = said.find((line) => line.startsWith('path '))?.slice('path '.length);
	if (isRefused && path !== undefined && !path.startsWith(root)) {
		return (
			'npm keeps its cache in the home folder, where this user may not write. Name another folder: ' +
			'`npm_config_cache=/tmp/npm-cache npm start`'
		);
	}
	return 'The first start needs the npm registry; later ones do not. Mend what npm names, then try again.';
}

export function checkNode() {
	const node = run(`${root}node_modules/.bin/node`, ['--version'], { seconds: 20 });
	if (node.ok) return;
	throw new SetupError(
		`The npm package \`node\`, which brings a current Node, is there but does not run: ${node.why}`,
		'It unpacks itself in an install script. If npm is set to ignore those, run ' +
			'`npm ci --ignore-scripts=false`, then try again.'
	);
}
