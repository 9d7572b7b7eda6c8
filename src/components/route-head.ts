/**
 * Adds to each page's head a link to the page as Markdown, and the image shown where the page is shared.
 * Also gives pages without a sidebar the menu that other pages have on a phone; `styles/page.css` hides it where the
 * header has room for links. Starlight calls this for each page.
 */
import { defineRouteMiddleware } from '@astrojs/starlight/route-data';
import { addressOf } from '../address.ts';
import { markdownPathOf } from './markdown-path.ts';

const IMAGE = { path: '/social.png', width: '1200', height: '630' };

export const onRequest = defineRouteMiddleware(({ locals, site }) => {
	const route = locals.starlightRoute;
	const { entry, siteTitle } = route;
	// The 404 page has no address of its own.
	const isNowhere = entry.id === '404';
	const head = route.head.filter(
		({ attrs }) => !isNowhere || (attrs?.rel !== 'canonical' && attrs?.property !== 'og:url')
	);
	route.head = head;
	if (!route.hasSidebar) {
		route.hasSidebar = true;
		head.push({ tag: 'meta', attrs: { name: 'menu', content: 'narrow' } });
	}
	const markdown = markdownPathOf(entry);
	if (markdown !== undefined) {
		head.push({
			tag: 'link',
			attrs: { rel: 'alternate', type: 'text/markdown', href: markdown },
		});
	}
	const address = new URL(addressOf(IMAGE.path), site).href;
	const alt = `${siteTitle}: streaming, frame by frame.`;
	for (const [property, content] of [
		['og:image', address],
		['og:image:width', IMAGE.width],
		['og:image:height', IMAGE.height],
		['og:image:alt', alt],
	] as const) {
		head.push({ tag: 'meta', attrs: { property, content } });
	}
	head.push({ tag: 'meta', attrs: { name: 'twitter:image', content: address } });
	head.push({ tag: 'meta', attrs: { name: 'twitter:image:alt', content: alt } });
});
