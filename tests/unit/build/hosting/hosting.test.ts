/** The headers of the site, and the copies of them for hosts that are not ours. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { caddy, headersFile, nginx } from '../../../../src/build/hosting/formats.ts';
import { headersFor } from '../../../../src/build/hosting/headers.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const pages = readdirSync(`${root}src/content/docs`)
	.map((file) => file.replace(/\.mdx?$/, ''))
	.map((slug) => (slug === 'index' ? '/' : slug === '404' ? '/404.html' : `/${slug}/`))
	.toSorted();

describe('headersFor()', () => {
	test('lets nobody frame the site, and only the site frame its sandbox', () => {
		expect(headersFor('/', { isFound: true })).toMatchInlineSnapshot(`
			{
			  "Cache-Control": "no-cache",
			  "Content-Security-Policy": "frame-ancestors 'none'",
			  "Cross-Origin-Opener-Policy": "same-origin",
			  "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
			  "Referrer-Policy": "no-referrer",
			  "X-Content-Type-Options": "nosniff",
			}
		`);
		const policyOf = (path: string) =>
			headersFor(path, { isFound: true })['Content-Security-Policy'];
		expect(policyOf('/sandbox.html')).toBe("frame-ancestors 'self'");
		for (const path of ['/a/sandbox.html', '/sandbox.html/', '/sandbox', '/_astro/x.js']) {
			expect(policyOf(path), path).toBe("frame-ancestors 'none'");
		}
	});

	test('caches files for ever if they exist and are named by their content', () => {
		const caching = (path: string, isFound: boolean) =>
			headersFor(path, { isFound })['Cache-Control'];
		expect(caching('/_astro/page.Ab3_x-9z.js', true)).toBe('public, max-age=31536000, immutable');
		expect(caching('/_astro/gone.js', false)).toBe('no-cache');
		expect(caching('/favicon.svg', true)).toBe('no-cache');
	});
});

describe('headersFile()', () => {
	test('is written by the build, with every page', () => {
		expect(readFileSync(`${root}dist/_headers`, 'utf8')).toBe(headersFile(pages));
	});

	test('has every path under the one that the site is built for', () => {
		const paths = (text: string) => text.split('\n').filter((line) => line.startsWith('/'));
		expect(paths(headersFile(pages, '/docs'))).toEqual(
			paths(headersFile(pages)).map((path) => `/docs${path}`)
		);
	});

	test('gives every page one policy, and the sandbox its own: of two, both would hold', () => {
		const rules = headersFile(pages)
			.split('\n\n')
			.map((rule) => rule.split('\n'));
		const policiesFor = (path: string) =>
			rules
				.filter(([pattern = '']) =>
					pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern
				)
				.flatMap((lines) => lines.filter((line) => line.includes('Content-Security-Policy')));
		for (const page of pages) {
			expect(policiesFor(page), page).toEqual([
				"  Content-Security-Policy: frame-ancestors 'none'",
			]);
		}
		expect(policiesFor('/sandbox.html')).toEqual([
			"  Content-Security-Policy: frame-ancestors 'self'",
		]);
	});
});

test.each([
	['nginx', nginx()],
	['Caddy', caddy()],
])('README.md prints the lines for %s as they are made', (_, text) => {
	expect(readFileSync(`${root}README.md`, 'utf8')).toContain(`\n${text}\`\`\`\n`);
});

test.each([
	['nginx', '/docs/', nginx('/docs')],
	['caddy', '', caddy()],
])('the command prints the lines for %s and BASE_PATH=%s', (host, base, lines) => {
	const run = spawnSync(process.execPath, ['src/build/hosting/print.ts', host], {
		cwd: root,
		encoding: 'utf8',
		env: { BASE_PATH: base },
	});
	expect(run.stdout).toBe(lines);
});

test.each([
	['nginx', nginx],
	['Caddy', caddy],
])('under a path, three paths differ in the lines for %s', (_, write) => {
	const moved = write().replaceAll(/ (~\^)?(?=\/(?:sandbox\.html|_astro\/|404\.html))/g, '$&/docs');
	expect(moved).not.toBe(write());
	expect(write('/docs')).toBe(moved);
});
