/** What search.ts imports that has no types. */
declare module 'virtual:starlight/pagefind-config' {
	export const pagefindUserConfig: Readonly<Record<string, unknown>>;
}

declare module '@pagefind/default-ui/npm_dist/mjs/ui-core.mjs' {
	/** Source: https://pagefind.app/docs/ui/ */
	export class PagefindUI {
		constructor(options: Readonly<Record<string, unknown>>);
		triggerSearch(words: string): void;
	}
}
