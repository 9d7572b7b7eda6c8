/** Gives Astro the directive `client:intent` (on-intent.ts), whose text goes into pages with islands. */
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { IntentOptions } from './on-intent.ts';

declare module 'astro' {
	interface AstroClientDirectives {
		'client:intent'?: IntentOptions;
	}
}

export function clientIntent(): AstroIntegration {
	return {
		name: 'client-intent',
		hooks: {
			'astro:config:setup': ({ addClientDirective }) => {
				addClientDirective({
					name: 'intent',
					entrypoint: fileURLToPath(new URL('./on-intent.ts', import.meta.url)),
				});
			},
		},
	};
}
