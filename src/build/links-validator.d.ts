/**
 * A declaration that `starlight-links-validator`, which ships its source, expects from
 * `@astrojs/markdown-remark`. Astro 7 uses another processor, so without this the type check fails inside
 * the package.
 */
export type Frontmatter = Record<string, string | object>;

declare module 'vfile' {
	interface DataMap {
		astro: { frontmatter?: Frontmatter };
	}
}
