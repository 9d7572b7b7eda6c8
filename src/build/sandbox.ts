/**
 * Adds `/sandbox.html`, in which the playground runs the reader's own client. It is an Astro endpoint, not a
 * page, so it is not in the sitemap or the search index.
 */
import type { AstroIntegration } from 'astro';
import { scriptText } from './script-text.ts';

export const SANDBOX_FILE = 'sandbox.html';

export function sandbox(): AstroIntegration {
	return {
		name: 'sandbox',
		hooks: {
			'astro:config:setup': ({ injectRoute, updateConfig }) => {
				updateConfig({ vite: { plugins: [scriptText()] } });
				injectRoute({
					pattern: `/${SANDBOX_FILE}`,
					entrypoint: './src/playground/tools/clients/sandbox/page.ts',
				});
			},
		},
	};
}
