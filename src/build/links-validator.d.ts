/**
 * What `starlight-links-validator`, which ships its source, expects Astro's remark processor to declare.
 * Without it the type check fails inside the package: Astro 7 has another processor, so nothing here
 * brings `@astrojs/markdown-remark`.
 */
export type Frontmatter = Record<string, string | object>;

declare module 'vfile' {
	interface DataMap {
		astro: { frontmatter?: Frontmatter };
	}
}
