/**
 * Adds `/sandbox.html`, the page in which the playground runs the reader's own client. It is an endpoint
 * and no page of Astro's, so it is in no sitemap and no search.
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
