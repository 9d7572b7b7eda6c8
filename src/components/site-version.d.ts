interface ImportMetaEnv {
	/** The commit that the site was built from, or the package's version. `astro.config.mjs` sets it. */
	readonly SITE_VERSION: string;
}
