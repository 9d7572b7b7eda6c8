/**
 * Writes the site as Markdown for programs: a file beside each page, `llms.txt` with a list of them, and
 * `llms-full.txt` with all of them.
 *
 * In      The built pages with a Markdown alternate in their head, see `page-markdown.ts`.
 * Out     `/python.md` for `/python/`, `/index.md` for `/`.
 * Errors  `AstroError`, which stops the build, if no page has Markdown.
 * Source  https://llmstxt.org/
 */
import { readFile, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { AstroError } from 'astro/errors';
import { addressOf } from '../address.ts';
import { pageMarkdown, type PageMarkdown } from './page-markdown.ts';

interface Options {
	readonly title: string;
	readonly description: string;
	/** The origin of the site, for absolute links. */
	readonly site: string;
	/** The path that the site was built for; empty for the root. */
	readonly base: string;
	/** In reading order: a label, and the slugs of its pages. */
	readonly groups: readonly { readonly label: string; readonly slugs: readonly string[] }[];
}

/** `/python/` -> `python.md`. Pages link to it in their heads (`src/components/route-head.ts`). */
const markdownName = (slug: string) => `${slug}.md`;

const pathOf = (slug: string) => (slug === 'index' ? '/' : `/${slug}/`);

export function llmsText(
	{ title, description, site, base, groups }: Options,
	pages: PageMarkdown[]
) {
	const listed = groups.map(({ label, slugs }) => {
		const lines = slugs.flatMap((slug) => {
			const path = addressOf(pathOf(slug), base);
			const page = pages.find(({ url }) => url.pathname === path);
			if (!page) return [];
			const address = new URL(addressOf(`/${markdownName(slug)}`, base), site);
			return `- [${page.title}](${address}): ${page.description}`;
		});
		return `## ${label}\n\n${lines.join('\n')}\n`;
	});
	const all = `All pages in one file: ${new URL(addressOf('/llms-full.txt', base), site)}`;
	return [`# ${title}\n`, `> ${description}\n`, `${all}\n`, ...listed].join('\n');
}

export function docsMarkdown(options: Options): AstroIntegration {
	return {
		name: 'docs-markdown',
		hooks: {
			'astro:build:done': async ({ dir, logger }) => {
				const write = (name: string, text: string) => writeFile(new URL(`./${name}`, dir), text);
				const pages: PageMarkdown[] = [];
				for (const slug of options.groups.flatMap(({ slugs }) => slugs)) {
					const path = pathOf(slug);
					const html = await readFile(new URL(`.${path}index.html`, dir), 'utf8');
					const page = pageMarkdown(html, new URL(addressOf(path, options.base), options.site));
					if (!page) continue;
					pages.push(page);
					await write(markdownName(slug), page.markdown);
				}
				if (pages.length === 0) {
					throw new AstroError(
						'No page names a Markdown alternate, so there is nothing to write into llms.txt.',
						'`src/components/route-head.ts` puts the link into the head of each page.'
					);
				}
				await Promise.all([
					write('llms.txt', llmsText(options, pages)),
					write('llms-full.txt', pages.map(({ markdown }) => markdown).join('\n')),
				]);
				logger.info(`${pages.length} pages written as Markdown`);
			},
		},
	};
}
