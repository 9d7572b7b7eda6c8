/**
 * For each install line that a page prints, an environment with what that line brings, and nothing else.
 * Programs are tested in these, so a program cannot import what its reader does not have.
 *
 * In      `src/examples/installs.json`, and `tests/support/installs.json` for programs of tests.
 * Out     for pip the path of a Python; for npm that of a folder named `node_modules`. They are under
 *         `node_modules/.cache/streaming-docs/installs/`.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { prepareEnvironment } from './python.mjs';
import { cache, root, say, SetupError, since } from './report.mjs';

const TABLES = ['src/examples/installs.json', 'tests/support/installs.json'];
const CONSTRAINTS = 'src/examples/constraints.txt';

/** @typedef {Record<string, { dependencies?: Record<string, string>, integrity?: string,
 *   peerDependencies?: Record<string, string>, peerDependenciesMeta?: Record<string, { optional?: boolean }> }>} Packages */

/** Those of pip and npm; other languages compile what they need themselves. @returns {string[]} */
export function installLines() {
	const lines = TABLES.flatMap((table) => Object.keys(JSON.parse(read(table))));
	return [...new Set(lines)].filter((line) => /^(pip|npm) /.test(line));
}

/** From the project's folder for what nobody keeps. @param {string} line */
export function folderOf(line) {
	return `installs/${line.replaceAll(/[^a-z]+/g, '-')}`;
}

/** @param {string} line */
export function prepareInstall(line) {
	const [tool = '', , ...names] = line.split(' ');
	if (tool === 'npm') return copyPackages(line, names, `${cache}${folderOf(line)}/`);
	return prepareEnvironment({
		name: folderOf(line),
		purpose: `\`${line}\``,
		pipArguments: [...names, '--constraint', CONSTRAINTS],
		files: [CONSTRAINTS],
	});
}

/**
 * What npm would install, copied from what it has installed here at the versions of the lock file.
 *
 * @param {string} line @param {string[]} names @param {string} folder
 */
function copyPackages(line, names, folder) {
	/** @type {Packages} */
	const packages = JSON.parse(read('package-lock.json')).packages;
	const paths = packagesOf(names, packages);
	const stamp = `${folder}made-for`;
	const contents = paths.map((path) => `${path} ${packages[path]?.integrity}`).join('\n');
	const wanted = createHash('sha256').update(contents).digest('hex');
	const modules = `${folder}node_modules`;
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return modules;

	const start = performance.now();
	rmSync(folder, { recursive: true, force: true });
	for (const path of paths) {
		// Packages within a package are paths of their own: perhaps it is there for another's sake.
		cpSync(root + path, folder + path, {
			recursive: true,
			filter: (source) => !source.endsWith('/node_modules'),
		});
	}
	writeFileSync(stamp, wanted);
	say(`copied the ${paths.length} packages of \`${line}\` in ${since(start)}.`);
	return modules;
}

/**
 * The packages, and all that they need, by their paths in the lock file.
 *
 * @param {string[]} names @param {Packages} packages @returns {string[]}
 */
export function packagesOf(names, packages) {
	/** @type {Set<string>} */
	const found = new Set();
	/** @param {string} path */
	const visit = (path) => {
		if (found.has(path)) return;
		found.add(path);
		const { dependencies, peerDependencies, peerDependenciesMeta } = packages[path] ?? {};
		const peers = Object.keys(peerDependencies ?? {});
		const needed = peers.filter((peer) => !peerDependenciesMeta?.[peer]?.optional);
		for (const name of [...Object.keys(dependencies ?? {}), ...needed]) {
			visit(locate(name, path, packages));
		}
	};
	for (const name of names) visit(locate(name, '', packages));
	return [...found].toSorted();
}

/**
 * Where Node finds a package, asked from another: there, or in the folders above.
 *
 * @param {string} name @param {string} from @param {Packages} packages @returns {string}
 */
function locate(name, from, packages) {
	const path = `${from && `${from}/`}node_modules/${name}`;
	if (path in packages) return path;
	if (from === '') {
		throw new SetupError(
			`package-lock.json has no package \`${name}\`, which an install line needs.`,
			`Add it: \`npm install --save-dev ${name}\`.`
		);
	}
	return locate(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), packages);
}

/** @param {string} file */
function read(file) {
	return readFileSync(root + file, 'utf8');
}
