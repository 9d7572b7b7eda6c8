/**
 * Adds a Content-Security-Policy to every built page, with the hash of each inline script on it.
 *
 * Astro's own `security.csp` hashes the scripts that Astro bundles, but not the `is:inline` ones of
 * Starlight and Expressive Code. Reading the built page finds them all.
 *
 * Out     The same HTML, byte for byte, plus one `<meta>` before everything it governs.
 * Errors  `AstroError`, which stops the build, for an inline event handler or a `javascript:` URL, which no
 *         hash can allow, and for a page without `<head>`.
 * Source  https://www.w3.org/TR/CSP3/
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { AstroError } from 'astro/errors';
import { inspect } from './page.ts';
import { SANDBOX_FILE } from './sandbox.ts';

/** The inline code of a page. The order does not matter. */
interface Inline {
	readonly scripts: readonly string[];
	readonly styles: readonly string[];
}

export function policyFor({ scripts, styles }: Inline): string {
	const directives = {
		'default-src': ["'self'"],
		// `wasm-unsafe-eval` lets Pagefind compile its search engine; it allows no `eval` of script.
		'script-src': ["'self'", ...scripts.map(hash), "'wasm-unsafe-eval'"],
		// For browsers without the two directives below (Safari before 15.4). Others ignore it.
		'style-src': ["'self'", "'unsafe-inline'"],
		'style-src-elem': ["'self'", ...styles.map(hash)],
		// Expressive Code colours tokens, and Starlight sizes icons, with `style` attributes.
		'style-src-attr': ["'unsafe-inline'"],
		'img-src': ["'self'", 'data:'],
		// The reader enters the endpoint, which may be on their own machine without TLS.
		'connect-src': ["'self'", 'http:', 'https:'],
		// The sandbox in which the reader's own client runs.
		'frame-src': ["'self'"],
		'object-src': ["'none'"],
		'base-uri': ["'none'"],
		'form-action': ["'none'"],
		// Text becomes markup or script only through the policy in `trusted-types.ts`.
		'require-trusted-types-for': ["'script'"],
		'trusted-types': ['default'],
	};
	return serialise(directives);
}

/** The sandbox runs the reader's code, which may compute but not connect to anything. */
export function sandboxPolicyFor({ scripts }: Pick<Inline, 'scripts'>): string {
	return serialise({
		'default-src': ["'none'"],
		// The reader's code and its Worker are blobs. No `eval`, and no script from a URL.
		'script-src': [...scripts.map(hash), 'blob:'],
		'worker-src': ['blob:'],
		'connect-src': ["'none'"],
		'base-uri': ["'none'"],
		'form-action': ["'none'"],
	});
}

function serialise(directives: Readonly<Record<string, readonly string[]>>): string {
	return Object.entries(directives)
		.map(([name, sources]) => `${name} ${[...new Set(sources)].join(' ')}`)
		.join('; ');
}

/** Returns the page with its policy. `name` is its path in the build: it identifies the sandbox. */
export function withPolicy(html: string, name: string): string {
	const page = inspect(html);
	if (page.forbidden.length > 0) {
		throw new AstroError(
			`${name} has inline code that the Content-Security-Policy blocks: ${page.forbidden.join(', ')}.`,
			'Move it into a `<script>` and `addEventListener`: scripts are allowed by their hash.'
		);
	}
	if (page.headStart === undefined) {
		throw new AstroError(
			`${name} has no <head>, so there is no place for its Content-Security-Policy.`,
			'Write the page with `<html>` and `<head>`, or through a layout that has them.'
		);
	}
	const policy = name === SANDBOX_FILE ? sandboxPolicyFor(page) : policyFor(page);
	const meta = `<meta http-equiv="content-security-policy" content="${policy}">`;
	return html.slice(0, page.headStart) + meta + html.slice(page.headStart);
}

function hash(text: string): string {
	return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Must be the last integration: a script added by a later one would have no hash. */
export function csp(): AstroIntegration {
	return {
		name: 'content-security-policy',
		hooks: {
			'astro:build:done': async ({ dir, logger }) => {
				const files = await readdir(fileURLToPath(dir), { recursive: true });
				const pages = files.filter((file) => file.endsWith('.html'));
				await Promise.all(
					pages.map(async (page) => {
						const url = new URL(page.replaceAll('\\', '/'), dir);
						await writeFile(url, withPolicy(await readFile(url, 'utf8'), page));
					})
				);
				logger.info(`every inline script hashed on ${pages.length} pages`);
			},
		},
	};
}
