/**
 * The address of a page's Markdown: `/python.md` for `/python/`. The build writes the file for each page with a
 * link to it in its head (`src/build/docs-markdown.ts`).
 */
import { addressOf } from '../address.ts';

export interface PageEntry {
	readonly id: string;
	readonly data: { readonly template?: string };
}

/** `undefined` for pages without text: the playground's and the 404 page. */
export function markdownPathOf({ id, data }: PageEntry): string | undefined {
	if (data.template === 'splash' || id === '404') return undefined;
	// The home page has the empty one.
	return addressOf(`/${id || 'index'}.md`);
}
