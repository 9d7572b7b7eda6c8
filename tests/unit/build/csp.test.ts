import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { csp, policyFor, sandboxPolicyFor, withPolicy } from '../../../src/build/csp.ts';

const page = (head: string, body = '') =>
	`<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>\n`;

/** The sources of one directive of the page's policy. */
function sources(html: string, directive: string): string[] {
	const policy = /<meta http-equiv="content-security-policy" content="([^"]*)">/.exec(
		withPolicy(html, 'page.html')
	)?.[1];
	return (policy ?? '')
		.split('; ')
		.find((text) => text.startsWith(`${directive} `))!
		.split(' ')
		.slice(1);
}

// `printf "alert('hi')" | openssl dgst -sha256 -binary | openssl base64`
const HI = "alert('hi')";
const HI_HASH = "'sha256-XTqNqFSUlZHAW7f/OGNYSOEzxKhjdAAGMXoid2VEbJk='";

describe('policyFor()', () => {
	test('allows our own origin, any endpoint, and nothing inline', () => {
		expect(policyFor({ scripts: [], styles: [] }).split('; ')).toMatchInlineSnapshot(`
			[
			  "default-src 'self'",
			  "script-src 'self' 'wasm-unsafe-eval'",
			  "style-src 'self' 'unsafe-inline'",
			  "style-src-elem 'self'",
			  "style-src-attr 'unsafe-inline'",
			  "img-src 'self' data:",
			  "connect-src 'self' http: https:",
			  "frame-src 'self'",
			  "object-src 'none'",
			  "base-uri 'none'",
			  "form-action 'none'",
			  "require-trusted-types-for 'script'",
			  "trusted-types default",
			]
		`);
	});
});

describe('sandboxPolicyFor()', () => {
	test('lets blobs run, and allows no connections', () => {
		expect(sandboxPolicyFor({ scripts: [HI] }).split('; ')).toMatchInlineSnapshot(`
			[
			  "default-src 'none'",
			  "script-src 'sha256-XTqNqFSUlZHAW7f/OGNYSOEzxKhjdAAGMXoid2VEbJk=' blob:",
			  "worker-src blob:",
			  "connect-src 'none'",
			  "base-uri 'none'",
			  "form-action 'none'",
			]
		`);
	});

	test('is the policy of the sandbox, and of no other page', () => {
		const html = page(`<script>${HI}</script>`);
		const strict = sandboxPolicyFor({ scripts: [HI] });
		expect(withPolicy(html, 'sandbox.html')).toContain(`content="${strict}"`);
		for (const name of ['index.html', 'a/sandbox.html', 'sandbox/index.html']) {
			expect(withPolicy(html, name), name).not.toContain(strict);
		}
	});
});

describe('withPolicy()', () => {
	test('is placed right after the charset, before everything it governs, and changes nothing else', () => {
		const html = page('<title>T</title><script>1</script>', '<p>é 🚀 &amp; &copy;</p>\r\n');
		const done = withPolicy(html, 'page.html');
		const meta = /<meta http-equiv[^>]*>/.exec(done)![0];
		expect(done.replace(meta, '')).toBe(html);
		expect(done).toContain(`<meta charset="utf-8">${meta}<title>`);
	});

	test('is placed first in a head without a charset', () => {
		const done = withPolicy('<html><head><title>T</title></head></html>', 'page.html');
		expect(done).toMatch(/<head><meta http-equiv[^>]*><title>/);
	});

	test('hashes scripts as browsers do: their text as written', () => {
		expect(sources(page(`<script>${HI}</script>`), 'script-src')).toContain(HI_HASH);
		expect(sources(page('', `<script type="module">${HI}</script>`), 'script-src')).toContain(
			HI_HASH
		);
	});

	test.each([
		['a script of its own origin', '<script src="/a.js"></script>', 0],
		['a data block', '<script type="application/json">{"a":1}</script>', 0],
		['a structured-data block', '<script type="application/ld+json">{}</script>', 0],
		['speculation rules', '<script type="speculationrules">{}</script>', 1],
		['an import map', '<script type="importmap">{}</script>', 1],
		['an old media type', '<script type="text/JavaScript">1</script>', 1],
		['the same script twice', '<script>1</script><script>1</script>', 1],
		['a script in a template', '<template><script>1</script></template>', 1],
		['a script in a comment', '<!-- <script>1</script> -->', 0],
		['script tags in a title', '<title><script>1</script></title>', 0],
	])('gives %s the hashes it needs', (_, head, count) => {
		const hashes = sources(page(head), 'script-src').filter((source) => source.includes('sha256'));
		expect(hashes, head).toHaveLength(count);
	});

	test('hashes a carriage return as the line feed that browsers read it as', () => {
		expect(sources(page('<script>a\r\nb</script>'), 'script-src')).toEqual(
			sources(page('<script>a\nb</script>'), 'script-src')
		);
	});

	test('hashes inline style sheets, in the directive for style elements', () => {
		const html = page(`<style>${HI}</style>`);
		expect(sources(html, 'style-src-elem')).toContain(HI_HASH);
		expect(sources(html, 'script-src')).not.toContain(HI_HASH);
	});

	test('never allows inline script or eval', () => {
		const html = page(`<script>${HI}</script><style>a{}</style>`);
		expect(sources(html, 'script-src')).not.toContain("'unsafe-inline'");
		expect(sources(html, 'script-src')).not.toContain("'unsafe-eval'");
	});

	test('refuses an event handler, and says where it is', () => {
		expect(() =>
			withPolicy(page('', '<button onclick="run()">Run</button>'), 'a/index.html')
		).toThrowErrorMatchingInlineSnapshot(
			`[AstroUserError: a/index.html has inline code that the Content-Security-Policy blocks: <button onclick="run()">.]`
		);
	});

	test('refuses a `javascript:` URL, even in a template', () => {
		const html = page('', '<template><a href=" JavaScript:run()">Run</a></template>');
		expect(() => withPolicy(html, 'a/index.html')).toThrow(/<a href=" JavaScript:run\(\)">/);
	});

	test('refuses a page without a head, where a policy would have no effect', () => {
		expect(() => withPolicy('<p>hello', 'a/index.html')).toThrowErrorMatchingInlineSnapshot(
			`[AstroUserError: a/index.html has no <head>, so there is no place for its Content-Security-Policy.]`
		);
	});
});

describe('csp()', () => {
	test('rewrites every page of the build, the deep ones too, and no other file', async () => {
		const dir = await mkdtemp(join(tmpdir(), 'csp-'));
		try {
			await mkdir(join(dir, 'deep/er'), { recursive: true });
			await writeFile(join(dir, 'deep/er/index.html'), page(''));
			await writeFile(join(dir, '404.html'), page('<script>1</script>'));
			await writeFile(join(dir, 'a.js'), '"<head></head>"');
			const lines: string[] = [];
			await csp().hooks['astro:build:done']!({
				dir: pathToFileURL(`${dir}/`),
				logger: { info: (line: string) => lines.push(line) },
			} as never);
			for (const name of ['404.html', 'deep/er/index.html']) {
				expect(await readFile(join(dir, name), 'utf8'), name).toContain('content-security-policy');
			}
			expect(await readFile(join(dir, 'a.js'), 'utf8')).toBe('"<head></head>"');
			expect(lines).toEqual(['every inline script hashed on 2 pages']);
		} finally {
			await rm(dir, { recursive: true });
		}
	});
});
