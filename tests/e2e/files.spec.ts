/** The files of `dist/`: ready for any static host, without traces of the machine that built them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { dist, pages } from '../support/site.ts';

const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
	/\.(html|js|css|json|xml|svg|txt)$/.test(file)
);

test('contains no path of the machine that built it', () => {
	const root = fileURLToPath(new URL('../../', import.meta.url)).slice(0, -1);
	const home = homedir();
	// Where nobody has a home, it is `/`, and that is everywhere.
	const wrong = [root, 'file:///', ...(home.length > 1 ? [`${home}/`] : [])];
	expect(files.length).toBeGreaterThan(10);
	for (const file of files) {
		const text = readFileSync(dist + file, 'utf8');
		expect(
			wrong.filter((path) => text.includes(path)),
			file
		).toEqual([]);
	}
});

test('lists every page in the sitemap except the 404 page', () => {
	const sitemap = readFileSync(`${dist}sitemap-0.xml`, 'utf8');
	const listed = [...sitemap.matchAll(/<loc>(.*?)<\/loc>/g)].map(
		([, url]) => new URL(url!).pathname
	);
	expect(listed.toSorted()).toEqual(pages.filter((path) => path !== '/404.html'));
});

test('has every file and every anchor that a page links to', () => {
	const ids = new Map(pages.map((path) => [path, anchorsOf(path)]));
	const broken: string[] = [];
	for (const path of pages) {
		for (const target of targetsOf(path)) {
			const url = new URL(target, `http://site.test${path}`);
			if (url.host !== 'site.test') continue;
			const page = ids.get(url.pathname);
			const isThere = page !== undefined || existsSync(dist + decodeURIComponent(url.pathname));
			// A run for the playground is no anchor; that it opens is another test's business.
			const isRun = url.pathname === '/playground/' && url.hash.startsWith('#run=1.');
			const hasAnchor =
				isRun || !url.hash || (page?.has(decodeURIComponent(url.hash.slice(1))) ?? false);
			if (!isThere || !hasAnchor) broken.push(`${path} -> ${target}`);
		}
	}
	expect(broken).toEqual([]);
});

function elementsOf(path: string): Tree.Element[] {
	const file = path.endsWith('/') ? `${path}index.html` : path;
	const all: Tree.Element[] = [];
	const walk = (node: Tree.ParentNode) => {
		for (const child of node.childNodes) {
			if (!('tagName' in child)) continue;
			all.push(child);
			walk(child);
		}
	};
	walk(parse(readFileSync(dist + file, 'utf8')));
	return all;
}

function anchorsOf(path: string): Set<string> {
	const ids = elementsOf(path).flatMap(({ attrs }) => attrs.filter(({ name }) => name === 'id'));
	return new Set(['', '_top', ...ids.map(({ value }) => value)]);
}

function targetsOf(path: string): string[] {
	return elementsOf(path).flatMap(({ tagName, attrs }) =>
		attrs
			.filter(({ name }) => name === 'src' || (name === 'href' && tagName !== 'base'))
			.map(({ value }) => value)
			.filter((value) => !/^(data|mailto):/.test(value))
	);
}
