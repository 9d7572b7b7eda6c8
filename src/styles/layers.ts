/**
 * The cascade layers of the whole site, weakest first. This is the only place that gives them their order:
 * a layer keeps the rank at which it was first named, so `astro.config.mjs` writes this statement into the
 * head of every page, before any style sheet. No sheet of ours may name an order of its own.
 *
 * Starlight's are as its own `style/layers.css` has them; tests/e2e/styles.spec.ts fails when they change.
 */
export const LAYERS = [
	'starlight.base',
	'starlight.reset',
	'starlight.core',
	'starlight.content',
	'starlight.components',
	'starlight.utils',
	/** Tokens, and what the site changes of Starlight's pages. */
	'site.base',
	/** Style sheets of packages, imported with `layer(site.vendor)`. */
	'site.vendor',
	/** What rooms share: resets, buttons, fields, tones. Any rule of a room outranks it. */
	'site.parts',
	/** The components, figures and rooms themselves. */
	'site.components',
	/** The colours of what frames bring: they outrank a room's own. */
	'site.tones',
] as const;

export const layerOrder = `@layer ${LAYERS.join(', ')};`;
