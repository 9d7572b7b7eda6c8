/**
 * Removes references to style sheets that were not built from the scripts.
 *
 * Astro links the sheets of an island in the page's head and drops their files, but Vite may have listed them
 * in the preloads of a lazy chunk. Loading it would then fail with "Unable to preload CSS", for a sheet that
 * the page already has.
 */
import type { Plugin } from 'vite';

export function absentSheets(): Plugin {
	return {
		name: 'absent-sheets',
		enforce: 'post',
		applyToEnvironment: ({ name }) => name === 'client',
		generateBundle: {
			order: 'post',
			handler(_options, bundle) {
				for (const chunk of Object.values(bundle)) {
					if (chunk.type !== 'chunk') continue;
					chunk.code = chunk.code.replaceAll(
						/(["'])(_astro\/[\w.-]+\.css)\1/g,
						(named, quote, sheet) =>
							// Entries are referred to by position, so the script's own name takes the place.
							sheet in bundle ? named : `${quote}${chunk.fileName}${quote}`
					);
				}
			},
		},
	};
}
