/**
 * A Python environment of the project's own, with what the printed Python programs import.
 *
 * In      `tests/examples/requirements.txt`; any Python 3.9 or newer.
 * Out     the path of its Python, in `node_modules/.cache/streaming-docs/venv`.
 * Errors  `SetupError` without Python 3, without `venv`, or when pip fails.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { installDebianPackage } from './apt.mjs';
import { cache, root, run, say, SetupError, since } from './report.mjs';

const requirements = `${root}tests/examples/requirements.txt`;
const venv = `${cache}venv`;
const python = `${venv}/bin/python`;
const PIP_SECONDS = 600;

export function preparePython() {
	const base = findPython();
	// Written last, so that an environment whose making was interrupted has none.
	const stamp = `${venv}/made-for`;
	const wanted = createHash('sha256')
		.update(base.version)
		.update(readFileSync(requirements))
		.digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;

	const start = performance.now();
	say('making a Python environment for the printed Python programs ...');
	makeVenv(base.command);
	const pip = run(
		python,
		['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements],
		{ seconds: PIP_SECONDS }
	);
	if (!pip.ok) {
		throw new SetupError(
			`pip could not install tests/examples/requirements.txt: ${pip.why}`,
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

/** @param {string} command */
function makeVenv(command) {
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
