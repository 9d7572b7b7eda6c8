/** Writes `_headers`, which Netlify and Cloudflare Pages read, for the pages that were built. */
import { readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { headersFile } from './formats.ts';
import { SANDBOX_PATH } from './headers.ts';

export function hostHeaders(base: string): AstroIntegration {
	return {
		name: 'host-headers',
		hooks: {
			'astro:build:done': async ({ dir }) => {
				const files = await readdir(fileURLToPath(dir), { recursive: true });
				const pages = files
					.map((file) => `/${file.replaceAll('\\', '/')}`)
					.filter((file) => file.endsWith('.html') && file !== SANDBOX_PATH)
					.map((file) => file.replace(/\/index\.html$/, '/'))
					.toSorted();
				await writeFile(new URL('./_headers', dir), headersFile(pages, base));
			},
		},
	};
}
