/**
 * The cascade layers of the whole site, weakest first. This is the only place that sets their order. A layer
 * keeps the rank at which it is first named, so `astro.config.mjs` writes this statement into the head of
 * every page, before any style sheet. No sheet may declare an order of its own.
 *
 * Starlight's layers are in the order of its `style/layers.css`; tests/e2e/layers.spec.ts fails if that changes.
 */
export const LAYERS = [
	'starlight.base',
	'starlight.reset',
	'starlight.core',
	'starlight.content',
	'starlight.components',
	'starlight.utils',
	/** Tokens, and the site's changes to Starlight's pages. */
	'site.base',
	/** Style sheets of packages, imported with `layer(site.vendor)`. */
	'site.vendor',
	/** Shared by the rooms: resets, buttons, fields, tones. Any rule of a room outranks it. */
	'site.parts',
	/** The components, figures and rooms themselves. */
	'site.components',
	/** The colours of tones, which outrank a room's own. */
	'site.tones',
] as const;

export const layerOrder = `@layer ${LAYERS.join(', ')};`;
