/**
 * Python environments of the project's own.
 *
 * In      what pip is to install; any Python 3.9 or newer.
 * Out     the path of the environment's Python, under `node_modules/.cache/streaming-docs/`.
 * Errors  `SetupError` without Python 3, without `venv`, or when pip fails.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { installDebianPackage } from './apt.mjs';
import { cache, root, run, say, SetupError, since } from './report.mjs';

// A minute or two; on a machine with much else to do, seven.
const PIP_SECONDS = 1_200;

/**
 * Made once, and again when what it is made from changes, or the system's Python does.
 *
 * @param {object} environment
 * @param {string} environment.name Its folder.
 * @param {string} environment.purpose What it is for, as the terminal says it.
 * @param {readonly string[]} environment.pipArguments What follows `pip install`.
 * @param {readonly string[]} environment.files What these name, from the root of the project.
 */
export function prepareEnvironment({ name, purpose, pipArguments, files }) {
	const venv = `${cache}${name}`;
	const python = `${venv}/bin/python`;
	const base = findPython();
	// Written last, so that an environment whose making was interrupted has none.
	const stamp = `${venv}/made-for`;
	const made = createHash('sha256').update(base.version).update(pipArguments.join(' '));
	for (const file of files) made.update(readFileSync(root + file));
	const wanted = made.digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;

	const start = performance.now();
	say(`making a Python environment for ${purpose} ...`);
	makeVenv(base.command, venv);
	const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
	const pip = run(python, [...install, ...pipArguments], { seconds: PIP_SECONDS });
	if (!pip.ok) {
		throw new SetupError(
			`\`pip install ${pipArguments.join(' ')}\` failed: ${pip.why}`,
			'Check that the package index can be reached, then run `npm test` again.'
		);
	}
	writeFileSync(stamp, wanted);
	say(`installed Python packages for ${base.version} in ${since(start)}.`);
	return python;
}

function findPython() {
	for (const command of ['python3', 'python']) {
		const { ok, stdout } = run(command, ['--version'], { seconds: 20 });
		const minor = /^Python 3\.(\d+)/.exec(stdout)?.[1];
		if (ok && Number(minor) >= 9) return { command, version: stdout };
	}
	throw new SetupError(
		'No Python 3.9 or newer on PATH, so the printed Python programs cannot be run.',
		'Install Python 3, then run `npm test` again.'
	);
}

/** @param {string} command @param {string} venv */
function makeVenv(command, venv) {
	const make = () => {
		rmSync(venv, { recursive: true, force: true });
		return run(command, ['-m', 'venv', venv], { seconds: 120 });
	};
	let made = make();
	// Debian splits `ensurepip` off Python: `-m venv` is there, and fails for the lack of it.
	if (!made.ok && installDebianPackage('python3-venv') === undefined) {
		say('installed the Debian package python3-venv.');
		made = make();
	}
	if (!made.ok) {
		throw new SetupError(
			`\`${command} -m venv\` failed: ${made.why}`,
			'On Debian and Ubuntu, `apt install python3-venv` brings what it needs. Then run `npm test` again.'
		);
	}
}
