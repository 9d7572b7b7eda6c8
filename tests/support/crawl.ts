/**
 * Every address of this site that a build writes: in pages, style sheets, scripts, Markdown, the sitemap and
 * `_headers`; and whether the build has a file for it.
 *
 * In      The folder of a build, the origin and the path it was built for.
 * Out     How many there are, in which files, and a sentence for each that does not answer or leaves the site.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { isDemoPath } from '../../src/demo/index.ts';

interface Site {
	readonly dist: string;
	readonly origin: string;
	readonly base: string;
}

export interface Crawl {
	readonly addresses: number;
	readonly problems: readonly string[];
}

export function crawl(site: Site): Crawl {
	const problems: string[] = [];
	let addresses = 0;
	for (const file of filesIn(site.dist)) {
		const find = FINDERS[extname(file) || file];
		if (!find) continue;
		const page = `${site.origin}${site.base}/${file.replace(/(^|\/)index\.html$/, '$1')}`;
		for (const address of find(readFileSync(join(site.dist, file), 'utf8'))) {
			const url = new URL(address, page);
			// Other sites; and the demo API of `npm start`, which stands at the root of its own server.
			if (url.origin !== site.origin || isDemoPath(url.pathname)) continue;
			addresses++;
			const problem = problemWith(url, site);
			if (problem) problems.push(`${file}: ${address} ${problem}`);
		}
	}
	return { addresses, problems };
}

function filesIn(dist: string): string[] {
	return readdirSync(dist, { recursive: true, encoding: 'utf8' })
		.map((file) => file.replaceAll('\\', '/'))
		.filter((file) => !file.startsWith('pagefind/'));
}

function problemWith({ pathname }: URL, { dist, base }: Site): string | undefined {
	if (!pathname.startsWith(`${base}/`)) return `leaves ${base}/`;
	const file = join(dist, decodeURIComponent(pathname.slice(base.length)));
	// As a host does; a folder without its slash would be a redirect.
	const found = pathname.endsWith('/') ? join(file, 'index.html') : file;
	return existsSync(found) && statSync(found).isFile() ? undefined : 'does not answer';
}

const matches = (pattern: RegExp) => (text: string) =>
	Array.from(text.matchAll(pattern), ([, address = '']) => address);

const inCSS = matches(/url\(["']?(?!data:|#)([^"')]+)/g);

/** By a file's ending, or its name where it has none. */
const FINDERS: Readonly<Record<string, (text: string) => string[]>> = {
	'.html': inHTML,
	'.css': inCSS,
	'.js': matches(/["'`]((?:\/[\w-]+)*\/_astro\/[\w.-]+)["'`]/g),
	'.md': inMarkdown,
	'.txt': inMarkdown,
	'.xml': matches(/<loc>([^<]+)/g),
	_headers: matches(/^(\/[^*\n]*)$/gm),
};

/** Links, and addresses that stand alone; code is left out. */
function inMarkdown(text: string): string[] {
	const prose = text.replaceAll(/^( *)(`{3,})[^]*?^\1\2$/gm, '').replaceAll(/`[^`\n]*`/g, '');
	return matches(/(?:\]\(|<|: )((?:https?:\/)?\/[^\s)>]+)/g)(prose);
}

function inHTML(text: string): string[] {
	return [...walk(parse(text))].flatMap(({ tagName, attrs, childNodes }) => {
		const content = childNodes.map((node) => ('value' in node ? node.value : '')).join('');
		const found = attrs.flatMap(({ name, value }) => {
			if (name === 'style') return inCSS(value);
			if (name === 'srcset') return value.split(',').map((one) => one.trim().split(' ')[0]!);
			const isLink = (name === 'href' || name === 'src') && !/^(?:#|[a-z]+:(?!\/\/))/.test(value);
			// Any other attribute with an address in it, such as those that scripts read.
			return isLink || /^(?:https?:\/)?\/[^\s/]\S*$/.test(value) ? [value] : [];
		});
		if (tagName === 'style') found.push(...inCSS(content));
		if (attrs.some(({ value }) => value === 'speculationrules')) {
			found.push(...matches(/"href_matches":"([^"*]*)/g)(content));
		}
		return found;
	});
}

function* walk(node: Tree.ParentNode): Generator<Tree.Element> {
	for (const child of node.childNodes) {
		if (!('tagName' in child)) continue;
		yield child;
		yield* walk(child);
		if ('content' in child) yield* walk(child.content);
	}
}
