/**
 * Where a page's Markdown is: `/python.md` for `/python/`. The build writes the file for each page whose
 * head names it (`src/build/docs-markdown.ts`).
 */
export interface PageEntry {
	readonly id: string;
	readonly data: { readonly template?: string };
}

/** `undefined` for pages without text of their own: the playground's, and the one for what is not found. */
export function markdownPathOf({ id, data }: PageEntry, pathname: string): string | undefined {
	if (data.template === 'splash' || id === '404') return undefined;
	return pathname === '/' ? '/index.md' : `${pathname.replace(/\/$/, '')}.md`;
}
