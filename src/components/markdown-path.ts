/**
 * The address of a page's Markdown: `/python.md` for `/python/`. The build writes the file for each page with a
 * link to it in its head (`src/build/docs-markdown.ts`).
 */
import { addressOf } from '../address.ts';

/** `undefined` for the 404 page, which has no address. */
export function markdownPathOf({ id }: { readonly id: string }): string | undefined {
	if (id === '404') return undefined;
	// The home page has the empty one.
	return addressOf(`/${id || 'index'}.md`);
}
