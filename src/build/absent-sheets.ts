/**
 * Takes the names of style sheets that were not built out of the scripts.
 *
 * Astro puts the sheets that an island needs into the page's head, and drops their files; Vite may have listed
 * them among what a lazy part has to preload. The part would then fail with "Unable to preload CSS" for a sheet
 * that the page has.
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
							// The list is used by position: the script's own name, which is there, keeps the place.
							sheet in bundle ? named : `${quote}${chunk.fileName}${quote}`
					);
				}
			},
		},
	};
}
