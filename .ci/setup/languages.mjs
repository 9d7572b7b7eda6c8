/**
 * The toolchains of the page _Other languages_. Ruby and PHP are small, so apt may bring them; the others are
 * used where they are.
 *
 * Out     the path of the program that compiles or runs; for Java, what it needs is in the cache then.
 * Errors  `SetupError` where a toolchain is missing. Its tests are then skipped, by name.
 */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installDebianPackage } from './apt.mjs';
import { cache, root, run, say, SetupError } from './report.mjs';

/** @typedef {{ command: string, version: string[], debian?: string[], hint: string }} Tool */

/** @type {Record<string, Tool>} */
export const LANGUAGES = {
	Go: { command: 'go', version: ['version'], hint: 'Install Go 1.22 or newer.' },
	Rust: { command: 'cargo', version: ['--version'], hint: 'Install Rust with Cargo.' },
	Java: { command: 'javac', version: ['--version'], hint: 'Install a JDK, 17 or newer.' },
	Ruby: { command: 'ruby', version: ['--version'], debian: ['ruby'], hint: 'Install Ruby.' },
	PHP: {
		command: 'php',
		version: ['-r', 'exit(extension_loaded("curl") ? 0 : 1);'],
		debian: ['php-cli', 'php-curl'],
		hint: 'Install PHP, 8.1 or newer, with its extension curl.',
	},
};

/** A host for the built site: not a language, and found like one. @type {Tool} */
export const NGINX = {
	command: 'nginx',
	version: ['-v'],
	// Where systemd runs, the package starts a server for every network as well.
	debian: existsSync('/run/systemd/system') ? [] : ['nginx-light'],
	hint: 'Install nginx.',
};

/** @param {string} name */
export function prepareLanguage(name) {
	const tool = LANGUAGES[name];
	if (tool === undefined) throw new TypeError(`There is no language ${name} here.`);
	const found = prepareTool(name, tool);
	if (name === 'Java') fetchGson();
	return found;
}

/** @param {string} name @param {Tool} tool */
export function prepareTool(name, { command, version, debian = [], hint }) {
	const find = () =>
		(process.env['PATH'] ?? '')
			.split(delimiter)
			.map((folder) => join(folder, command))
			.find((file) => existsSync(file) && run(file, version, { seconds: 60 }).ok);

	let found = find();
	let why = `no \`${command}\` that works is on PATH`;
	for (const needed of found === undefined ? debian : []) {
		const problem = installDebianPackage(needed);
		why += `; apt-get install ${needed}: ${problem ?? 'done'}`;
		if (problem === undefined) say(`installed the Debian package ${needed}.`);
	}
	found ??= find();
	if (found === undefined) {
		throw new SetupError(`No ${name}: ${why}. Its tests are skipped.`, hint);
	}
	return found;
}

/** By the install line that the page prints, into the cache. */
function fetchGson() {
	const installs = Object.keys(
		JSON.parse(readFileSync(`${root}src/examples/installs.json`, 'utf8'))
	);
	const line = installs.find((one) => one.startsWith('mvn ')) ?? '';
	const jar = `gson-${/gson:([\d.]+)/.exec(line)?.[1]}.jar`;
	if (existsSync(`${cache}${jar}`)) return;
	const args = line.split(' ').slice(1, -1);
	const fetched = run('mvn', ['--batch-mode', ...args, `-DoutputDirectory=${cache}`], {
		seconds: 300,
	});
	if (!fetched.ok) {
		throw new SetupError(
			`Maven did not bring ${jar}: ${fetched.why}. Java's tests are skipped.`,
			'Install Maven, and check that Maven Central can be reached.'
		);
	}
	say(`fetched ${jar} with Maven.`);
}
