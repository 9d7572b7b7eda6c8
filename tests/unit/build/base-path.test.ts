/** The site at the root of its host and under a path: the same addresses, and each one answers. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { BASE, buildForBase, EDIT_URL, HOST } from '../../support/base-path.ts';
import { crawl, type Crawl } from '../../support/crawl.ts';

const dist = fileURLToPath(new URL('../../../dist/', import.meta.url));
const read = (file: string) => readFileSync(file, 'utf8');

let docs: string;
let atRoot: Crawl;
let underDocs: Crawl;

// A build takes a quarter of a minute on an idle machine.
beforeAll(() => {
	docs = buildForBase();
	const origin = new URL(/<loc>([^<]+)/.exec(read(`${dist}sitemap-index.xml`))![1]!).origin;
	atRoot = crawl({ dist, origin, base: '' });
	underDocs = crawl({ dist: docs, origin: HOST, base: BASE });
}, 300_000);

describe('every address answers, and none leaves the site', () => {
	test('at the root', () => {
		expect(atRoot.problems).toEqual([]);
	});

	test('under /docs', () => {
		expect(underDocs.problems).toEqual([]);
	});

	test('and both have the same number of them', () => {
		expect(underDocs.addresses).toBe(atRoot.addresses);
		expect(underDocs.addresses).toBeGreaterThan(1_500);
	});
});

test('Markdown for programs differs in the addresses alone', () => {
	const origin = /in one file: (\S+)\/llms-full.txt/.exec(read(`${dist}llms.txt`))![1]!;
	for (const file of ['llms.txt', 'llms-full.txt', 'index.md']) {
		// The demo API of `npm start` may have the same origin as the site at the root.
		const plain = (text: string, at: string) =>
			text
				.replaceAll(at, 'http://localhost:4321')
				// The widths of tables.
				.replaceAll(/ {2,}|-{3,}/g, ' ');
		expect(plain(read(docs + file), HOST + BASE), file).toBe(plain(read(dist + file), origin));
	}
});

describe('the foot of a page', () => {
	const footOf = (folder: string) =>
		/<footer[^]*?<\/footer>/.exec(read(`${folder}python/index.html`))?.[0] ?? '';

	test('with EDIT_URL, links to its source and to a new issue with page and version', () => {
		const foot = footOf(docs);
		expect(foot).toContain(`href="${EDIT_URL}src/content/docs/python.mdx"`);
		const [, address = ''] = /href="([^"]+\/issues\/new[^"]*)"/.exec(foot) ?? [];
		const report = new URL(address.replaceAll('&#38;', '&').replaceAll('&amp;', '&'));
		expect(report.origin + report.pathname).toBe('https://git.test/owner/site/issues/new');
		expect(report.searchParams.get('title')).toBe('Page “Python”: ');
		expect(report.searchParams.get('body')).toMatch(
			/^Page: https:\/\/pages\.test\/docs\/python\/\nVersion: [\w.-]+\n/
		);
		expect(foot).toContain('Was this page right?');
	});

	test('without it, has neither, and the date of the last change all the same', () => {
		expect(footOf(dist)).not.toMatch(/Edit page|Was this page right/);
		const dateOf = (foot: string) => /<time datetime="20[^"]+"/.exec(foot)?.[0];
		expect(dateOf(footOf(dist))).toBe(dateOf(footOf(docs)));
	});
});
