/**
 * Converts a built page to Markdown: what a reader sees of it, with whole programs.
 *
 * It starts from the HTML, because the page's source only has `<Example file="…" />` in place of a program.
 * `starlight-llms-txt` renders the source again, but has no React renderer, so it fails on a page with the
 * playground.
 *
 * In      The HTML of a Starlight page, and its URL.
 * Out     `undefined` for a page without a Markdown alternate in its head.
 */
import { matches, select } from 'hast-util-select';
import rehypeParse from 'rehype-parse';
import rehypeRemark, { type Options } from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import {
	aside,
	descriptions,
	element,
	inPlaceOf,
	link,
	noteName,
	notes,
	program,
	strong,
	table,
	tabs,
	text,
	textOf,
	type ElementContent,
} from './markdown-parts.ts';

export interface PageMarkdown {
	readonly title: string;
	readonly description: string;
	readonly url: URL;
	readonly markdown: string;
}

/** Notes at the foot of a page have no HTML element of their own: `markdown-parts.ts` makes these two. */
const handlers: NonNullable<Options['handlers']> = {
	mark: (_state, { properties: { id } }) => ({
		type: 'footnoteReference',
		identifier: String(id),
	}),
	note: (state, node) => ({
		type: 'footnoteDefinition',
		identifier: String(node.properties['id']),
		children: state.toFlow(state.all(node)),
	}),
};

const toTree = unified().use(rehypeParse);
const toMarkdown = unified()
	.use(rehypeRemark, { handlers })
	.use(remarkGfm)
	.use(remarkStringify, { bullet: '-', rule: '-' });

/** Content that only makes sense on the screen. Components can mark theirs with `data-markdown="omit"`. */
const OMIT = [
	'script, style, template, noscript, svg, button:not([data-markdown="keep"])',
	'.sl-anchor-link, .sr-only, [hidden], [data-markdown="omit"], [data-footnote-backref]',
].join(', ');

export function pageMarkdown(html: string, url: URL): PageMarkdown | undefined {
	const page = toTree.parse(html);
	if (!select('link[rel="alternate"][type="text/markdown"]', page)) return undefined;
	const content = select('.sl-markdown-content', page);
	if (!content) return undefined;
	const title = textOf(select('h1', page));
	const description = String(select('meta[name="description"]', page)?.properties['content'] ?? '');

	const children = rewrite(content.children, url);
	const body = toMarkdown.stringify(toMarkdown.runSync({ type: 'root', children })).trim();
	return { title, description, url, markdown: `# ${title}\n\n<${url.href}>\n\n${body}\n` };
}

function rewrite(nodes: readonly ElementContent[], url: URL): ElementContent[] {
	const inner = (inside: readonly ElementContent[]) => rewrite(inside, url);
	return nodes.flatMap((node) => {
		if (node.type !== 'element') return node.type === 'comment' ? [] : [node];
		if (matches(OMIT, node)) return [];
		const inside = () => inner(node.children);

		if (node.tagName === 'island-note') {
			const onPage = element('p', [link(url.href, [text('Try it on the page.')])]);
			return [...inPlaceOf(node, inner), onPage];
		}
		if (matches('.expressive-code', node)) return program(node);
		if (node.tagName === 'starlight-tabs') return tabs(node, inner);
		if (matches('.starlight-aside', node)) return [aside(node, inner)];
		if (matches('[data-markdown="table"]', node)) return [table(node, inner)];
		if (node.tagName === 'dl') return [descriptions(node, inner)];
		if (matches('section[data-footnotes]', node)) return notes(node, inner);
		if (matches('a[data-footnote-ref]', node)) {
			const id = noteName(node.properties['href']);
			return [{ ...node, tagName: 'mark', properties: { id }, children: [] }];
		}
		if (node.tagName === 'button') return inside();
		if (node.tagName === 'summary') return [strong(textOf(node))];
		if (node.tagName === 'a' && node.properties['href'] !== undefined) {
			const href = String(node.properties['href']);
			// A link within the page, such as a heading's link to itself, becomes its text.
			return href.startsWith('#') ? inside() : [link(new URL(href, url).href, inside())];
		}
		return [{ ...node, children: inside() }];
	});
}
