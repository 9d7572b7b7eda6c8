/**
 * The packages of the Next.js app that runs what the page _React and Next.js_ prints. They are some 400 MB, so
 * they are no packages of the project: only the tests need them.
 *
 * In      `tests/support/next/package-lock.json`.
 * Out     the app's folder under `node_modules/.cache/streaming-docs/`, with `node_modules` inside.
 * Errors  `SetupError` where npm does not bring them.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cache, root, run, say, SetupError, since } from './report.mjs';

const APP = 'tests/support/next/';
const FILES = ['package.json', 'package-lock.json'];
const INSTALL_SECONDS = 600;

export function prepareNext() {
	const folder = `${cache}next/`;
	const stamp = `${folder}made-for`;
	const made = createHash('sha256');
	for (const file of FILES) made.update(readFileSync(root + APP + file));
	const wanted = made.digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder;

	say('installing Next.js for its tests, once; this can take a minute or two ...');
	const start = performance.now();
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	for (const file of FILES) copyFileSync(root + APP + file, folder + file);
	const npm = run(
		'npm',
		['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
		{ seconds: INSTALL_SECONDS }
	);
	if (!npm.ok) {
		throw new SetupError(
			`\`npm ci\` in ${APP} failed: ${npm.why}`,
			'The tests of the page React and Next.js need the npm registry once. Check that it can be reached, ' +
				'then run `npm test` again.'
		);
	}
	writeFileSync(stamp, wanted);
	say(`installed Next.js in ${since(start)}.`);
	return folder;
}
