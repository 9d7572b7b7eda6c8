/** The site at the root of its host and under a path: the same addresses, and each one answers. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { BASE, buildForBase, HOST } from '../../support/base-path.ts';
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
