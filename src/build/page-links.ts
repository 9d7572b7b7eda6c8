/**
 * Astro's own Markdown processor, as the pages want it.
 *
 * Lets pages link to each other as if the site were at the root of its host: `[Errors](/errors/)`. When it is built
 * for a path, the links get it here, before the link validator reads them.
 */
import { satteri } from '@astrojs/markdown-satteri';
import { addressOf } from '../address.ts';

export function markdownUnder(base: string) {
	return satteri({
		// Pages have notes for where a claim comes from, and for nothing else.
		features: { gfm: { footnotes: { label: 'Sources' } } },
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
