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
import { matches, select, selectAll } from 'hast-util-select';
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';

export interface PageMarkdown {
	readonly title: string;
	readonly description: string;
	readonly url: URL;
	readonly markdown: string;
}

type Element = NonNullable<ReturnType<typeof select>>;
type ElementContent = Element['children'][number];

const toTree = unified().use(rehypeParse);
const toMarkdown = unified()
	.use(rehypeRemark)
	.use(remarkGfm)
	.use(remarkStringify, { bullet: '-', rule: '-' });

/** Content that only makes sense on the screen. Components can mark theirs with `data-markdown="omit"`. */
const OMIT = [
	'script, style, template, noscript, svg, button',
	'.sl-anchor-link, .sr-only, [hidden], [data-markdown="omit"]',
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
	return nodes.flatMap((node) => {
		if (node.type !== 'element') return node.type === 'comment' ? [] : [node];
		if (matches(OMIT, node)) return [];
		const inside = () => rewrite(node.children, url);

		// An island is interactive; Markdown can only link to it.
		if (node.tagName === 'astro-island') {
			return [element('p', [link(url.href, 'To be tried on the page itself.')])];
		}
		if (matches('.expressive-code', node)) return program(node);
		if (node.tagName === 'starlight-tabs') return tabs(node, url);
		if (matches('.starlight-aside', node)) {
			const title = strong(textOf(select('.starlight-aside__title', node)));
			const content = select('.starlight-aside__content', node);
			return [element('blockquote', [title, ...rewrite(content?.children ?? [], url)])];
		}
		if (node.tagName === 'summary') return [strong(textOf(node))];
		if (node.tagName === 'a' && node.properties['href'] !== undefined) {
			const href = String(node.properties['href']);
			// A link within the page, such as a heading's link to itself, becomes its text.
			return href.startsWith('#') ? inside() : [link(new URL(href, url).href, inside())];
		}
		return [{ ...node, children: inside() }];
	});
}

/** An Expressive Code block as plain code, below its file name if it has one. */
function program(box: Element): ElementContent[] {
	return selectAll('figure', box).flatMap((figure) => {
		const lines = selectAll('.ec-line .code', figure).map((line) =>
			textOf(line).replace(/\n$/, '')
		);
		const lang = String(select('pre', figure)?.properties['dataLanguage'] ?? '');
		const code = element('code', [{ type: 'text', value: lines.join('\n') }]);
		code.properties['className'] = [`language-${lang}`];
		const name = textOf(select('figcaption .title', figure));
		const named = name === '' ? [] : [element('p', [element('code', [text(name)]), text(':')])];
		return named.concat(element('pre', [code]));
	});
}

/** The panels one after another, each below its label. */
function tabs(group: Element, url: URL): ElementContent[] {
	const panels = selectAll('[role="tabpanel"]', group);
	return selectAll('[role="tab"]', group).flatMap((tab, index) =>
		[strong(textOf(tab).trim())].concat(rewrite(panels[index]?.children ?? [], url))
	);
}

function textOf(node: Element | ElementContent | undefined): string {
	if (node?.type === 'text') return node.value;
	return node?.type === 'element' ? node.children.map(textOf).join('') : '';
}

const text = (value: string): ElementContent => ({ type: 'text', value });

const strong = (value: string): ElementContent => element('p', [element('strong', [text(value)])]);

function link(href: string, inside: string | ElementContent[]): Element {
	const children = typeof inside === 'string' ? [text(inside)] : inside;
	return { ...element('a', children), properties: { href } };
}

function element(tagName: string, children: ElementContent[]): Element {
	return { type: 'element', tagName, properties: {}, children };
}
