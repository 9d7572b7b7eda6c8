/**
 * Pages as Lighthouse sees them on a phone, beside plain Starlight with the same text. Gzip on both.
 *
 * Run     `npm run build`, then `npm run bench -- pages`; some ten minutes. Any number after it below 240,000
 *         takes one round. Lighthouse is installed for it, once, into the cache of the tests.
 * Units   scores of 100; ms that the main thread was blocked; CLS without a unit. Medians of five.
 * Errors  exit code 1 where a row is missed by more than noise explains.
 */
import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import config from '../playwright.config.ts';
import { prepareFolder } from '../../.ci/setup/folder.mjs';
import { startSite } from '../../src/demo/node.ts';
import { cachePath } from '../support/machine.ts';
import { EVENTS, median, verdict } from './harness.ts';
import { buildPlainSite } from './plain-site.ts';

const ROUNDS = EVENTS < 240_000 ? 1 : 5;
const PAGES = { '/': 'index', '/playground/': 'playground', '/python/': 'python' };
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

interface Report {
	readonly categories: Readonly<Record<(typeof CATEGORIES)[number], { readonly score: number }>>;
	readonly audits: Readonly<Record<string, { readonly numericValue?: number }>>;
}

const folder = prepareFolder({
	name: 'lighthouse',
	title: 'Lighthouse',
	users: 'The benchmark of pages',
});
const { executablePath, args = [] } = config.use?.launchOptions ?? {};

// The sites are served by this process, so nothing may block it.
const run = promisify(execFile);

async function lighthouse(url: string): Promise<Report> {
	const output = cachePath('lighthouse.json');
	rmSync(output, { force: true });
	await run(
		process.execPath,
		[
			`${folder}node_modules/lighthouse/cli/index.js`,
			url,
			'--output=json',
			`--output-path=${output}`,
			'--quiet',
			`--chrome-flags=--headless=new ${args.join(' ')}`,
		],
		{ env: { ...process.env, ...(executablePath && { CHROME_PATH: executablePath }) } }
	);
	return JSON.parse(readFileSync(output, 'utf8')) as Report;
}

const ours = await startSite({ port: 0 });
const plain = await startSite({ port: 0, dist: buildPlainSite(Object.values(PAGES)) });
const origin = ({ port }: { port: number }) => `http://localhost:${port}`;

for (const [path, name] of Object.entries(PAGES)) {
	const reports: Report[] = [];
	const floor: Report[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		reports.push(await lighthouse(origin(ours) + path));
		floor.push(await lighthouse(`${origin(plain)}/${name === 'index' ? '' : `${name}/`}`));
	}
	console.log(path);
	for (const category of CATEGORIES) {
		const score = median(reports.map((one) => one.categories[category].score)) * 100;
		verdict(category, score, { atLeast: category === 'performance' ? 98 : 100 });
	}
	const blocked = (all: readonly Report[]) =>
		median(all.map(({ audits }) => audits['total-blocking-time']?.numericValue ?? Infinity));
	verdict('blocked', blocked(reports), { atMost: Math.max(1, Math.round(blocked(floor))) }, ' ms');
	const shift = median(
		reports.map(({ audits }) => audits['cumulative-layout-shift']?.numericValue ?? Infinity)
	);
	// As Lighthouse shows it, with two digits.
	verdict('layout shift', shift, { atMost: 0.005 });
}
await Promise.all([ours.close(), plain.close()]);
