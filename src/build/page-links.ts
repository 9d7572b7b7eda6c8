/**
 * Lets pages link to each other as if the site were at the root of its host: `[Errors](/errors/)`. When it is built
 * for a path, the links get it here, before the link validator reads them.
 */
import { satteri } from '@astrojs/markdown-satteri';
import { addressOf } from '../address.ts';

/** Astro's own Markdown processor, with this step. */
export function markdownUnder(base: string) {
	return satteri({
		mdastPlugins: [
			{
				name: 'page-links',
				link(node, context) {
					// `//host/` is another host.
					if (!/^\/(?!\/)/.test(node.url)) return;
					context.setProperty(node, 'url', addressOf(node.url, base));
				},
			},
		],
	});
}
