/**
 * Tells the link validator of ids that only the finished page has.
 *
 * The validator reads the pages' source, where it sees headings and written ids. What a component
 * makes, such as the name of each fault, it cannot see; so what it would refuse is looked up in the HTML.
 *
 * In      a link as written, the page it stands on, and the folder of the finished site.
 * Out     whether the page that the link names is there and has that id. False for a link without `#`:
 *         of pages the validator knows more.
 */
import { existsSync, readFileSync } from 'node:fs';
import { inspect } from './page.ts';

interface Written {
	readonly link: string;
	/** Of the page it is written on; empty for the first page. */
	readonly slug: string;
}

export function createAnchorFinder(dist: URL): (written: Written) => boolean {
	const known = new Map<string, ReadonlySet<string>>();

	function idsOf(file: URL): ReadonlySet<string> {
		const ids =
			known.get(file.href) ??
			new Set(existsSync(file) ? inspect(readFileSync(file, 'utf8')).ids : []);
		known.set(file.href, ids);
		return ids;
	}

	return ({ link, slug }) => {
		// Of a made-up host: what resolves to another one is not ours.
		const page = new URL(slug === '' || slug === '/' ? '/' : `/${slug}/`, 'http://site.test');
		if (!URL.canParse(link, page)) return false;
		const { host, pathname, hash } = new URL(link, page);
		if (host !== page.host || hash === '') return false;
		const file = new URL(`.${pathname.replace(/\/?$/, '/')}index.html`, dist);
		return idsOf(file).has(decodeURIComponent(hash.slice(1)));
	};
}
