/**
 * Finds ids that only the built page has, for the link validator.
 *
 * The validator reads the pages' source and sees headings and literal ids, but not ids that a component
 * renders, such as those of the faults. So links it would reject are looked up in the HTML.
 *
 * In      The built site, and the path it was built for.
 * Out     Whether the linked page exists and has that id. False for a link without `#`, which the validator
 *         can check itself.
 */
import { existsSync, readFileSync } from 'node:fs';
import { inspect } from './page.ts';

interface Written {
	readonly link: string;
	/** The page that contains it, below `base`; empty for the home page at the root. */
	readonly slug: string;
}

export function createAnchorFinder(dist: URL, base = ''): (written: Written) => boolean {
	const known = new Map<string, ReadonlySet<string>>();

	function idsOf(file: URL): ReadonlySet<string> {
		const ids =
			known.get(file.href) ??
			new Set(existsSync(file) ? inspect(readFileSync(file, 'utf8')).ids : []);
		known.set(file.href, ids);
		return ids;
	}

	return ({ link, slug }) => {
		// On a made-up host: a link that resolves to another host is external.
		const page = new URL(slug === '' || slug === '/' ? '/' : `/${slug}/`, 'http://site.test');
		if (!URL.canParse(link, page)) return false;
		const { host, pathname, hash } = new URL(link, page);
		if (host !== page.host || hash === '' || !pathname.startsWith(`${base}/`)) return false;
		const path = pathname.slice(base.length);
		const file = new URL(`.${path.replace(/\/?$/, '/')}index.html`, dist);
		return idsOf(file).has(decodeURIComponent(hash.slice(1)));
	};
}
