/**
 * npm packages that only tests need, in folders of their own: they are large, and nobody who starts the site should
 * wait for them.
 *
 * In      `package.json` and `package-lock.json` in a folder of `tests/support/`.
 * Out     its copy under `node_modules/.cache/streaming-docs/`, with `node_modules` inside.
 * Errors  `SetupError` where npm does not bring them.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cache, root, run, say, SetupError, since } from './report.mjs';

const FILES = ['package.json', 'package-lock.json'];
const INSTALL_SECONDS = 600;

/**
 * @param {object} options
 * @param {string} options.name The folder.
 * @param {string} options.title What it brings, as the terminal says it.
 * @param {string} options.users The tests that need it.
 * @param {string[]} [options.npmOptions]
 */
export function prepareFolder({ name, title, users, npmOptions = [] }) {
	const source = `tests/support/${name}/`;
	const folder = `${cache}${name}/`;
	// Written last, so that a folder whose making was interrupted has none.
	const stamp = `${folder}made-for`;
	const made = createHash('sha256');
	for (const file of FILES) made.update(readFileSync(root + source + file));
	const wanted = made.digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder;

	say(`installing ${title} for tests, once; this can take a minute or two ...`);
	const start = performance.now();
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	for (const file of FILES) copyFileSync(root + source + file, folder + file);
	const npm = run(
		'npm',
		['ci', '--prefix', folder, ...npmOptions, '--no-audit', '--no-fund', '--loglevel=error'],
		{ seconds: INSTALL_SECONDS }
	);
	if (!npm.ok) {
		throw new SetupError(
			`\`npm ci\` in ${source} failed: ${npm.why}`,
			`${users} need the npm registry once. Check that it can be reached, then run \`npm test\` again.`
		);
	}
	writeFileSync(stamp, wanted);
	say(`installed ${title} in ${since(start)}.`);
	return folder;
}
