/**
 * Parts of a built page that HTML and Markdown write differently, as elements that `page-markdown.ts` can convert.
 *
 * `rewrite` is how each writes what it contains.
 */
import { select, selectAll } from 'hast-util-select';

export type Element = NonNullable<ReturnType<typeof select>>;
export type ElementContent = Element['children'][number];
export type Rewrite = (nodes: readonly ElementContent[]) => ElementContent[];

const isElement = (node: ElementContent): node is Element => node.type === 'element';

/** An Expressive Code block as plain code, below its file name if it has one. */
export function program(box: Element): ElementContent[] {
	return selectAll('figure', box).flatMap((figure) => {
		const lines = selectAll('.ec-line .code', figure).map((line) =>
			textOf(line).replace(/\n$/, '')
		);
		const lang = String(select('pre', figure)?.properties['dataLanguage'] ?? '');
		const code = element('code', [text(lines.join('\n'))]);
		code.properties['className'] = [`language-${lang}`];
		const name = textOf(select('figcaption .title', figure));
		const named = name === '' ? [] : [element('p', [element('code', [text(name)]), text(':')])];
		return named.concat(element('pre', [code]));
	});
}

/** The panels one after another, each below its label. */
export function tabs(group: Element, rewrite: Rewrite): ElementContent[] {
	const panels = selectAll('[role="tabpanel"]', group);
	return selectAll('[role="tab"]', group).flatMap((tab, index) =>
		[strong(textOf(tab).trim())].concat(rewrite(panels[index]?.children ?? []))
	);
}

export function aside(box: Element, rewrite: Rewrite): ElementContent {
	const title = strong(textOf(select('.starlight-aside__title', box)));
	const content = select('.starlight-aside__content', box);
	return element('blockquote', [title, ...rewrite(content?.children ?? [])]);
}

/** Each term with what is said of it, as an item: `- name, type, required: what it is`. */
export function descriptions(list: Element, rewrite: Rewrite): ElementContent {
	const parts = list.children
		.filter(isElement)
		.flatMap((part) => (part.tagName === 'div' ? part.children.filter(isElement) : [part]));
	const items = parts.flatMap((part, index) => {
		if (part.tagName !== 'dd') return [];
		const before = parts[index - 1];
		const term = before?.tagName === 'dt' ? inWords(before, rewrite) : [];
		const colon = term.length > 0 ? [text(': ')] : [];
		return [element('li', [...term, ...colon, ...rewrite(part.children)])];
	});
	return element('ul', items);
}

/** The elements of a term, with commas between them. A term of text alone is that text. */
function inWords(term: Element, rewrite: Rewrite): ElementContent[] {
	const parts = term.children.filter(isElement);
	if (parts.length === 0) return rewrite(term.children);
	return parts
		.map((part) => rewrite([part]))
		.filter((part) => part.length > 0)
		.flatMap((part, index) => (index === 0 ? part : [text(', ')].concat(part)));
}

/** A list whose items are rows: `<ol data-markdown="table" data-columns="Part|What it is">`. */
export function table(list: Element, rewrite: Rewrite): ElementContent {
	const columns = String(list.properties['dataColumns'] ?? '').split('|');
	const row = (tag: string, cells: ElementContent[][]) =>
		element(
			'tr',
			cells.map((cell) => element(tag, cell))
		);
	const head = row(
		'th',
		columns.map((name) => [text(name)])
	);
	const rows = list.children.filter(isElement).map((item) =>
		row(
			'td',
			item.children.filter(isElement).map((cell) => rewrite([cell]))
		)
	);
	return element('table', [element('thead', [head]), element('tbody', rows)]);
}

/** `user-content-fn-openai`, which the id of a note and the links to it share, as `openai`. */
export const noteName = (address: unknown) => String(address).replace(/^#?user-content-fn-/, '');

/** The notes at the foot of a page, each without the arrows back to its marks. */
export function notes(section: Element, rewrite: Rewrite): ElementContent[] {
	return selectAll('li', section).map((item) => {
		const note = element('note', rewrite(item.children));
		note.properties['id'] = noteName(item.properties['id']);
		return note;
	});
}

/** What a live part shows, in words: the content of the `<template data-markdown>` beside it. */
export function inPlaceOf(live: Element, rewrite: Rewrite): ElementContent[] {
	const words = select('template[data-markdown]', live)?.content?.children ?? [];
	return rewrite(words.filter((node) => node.type === 'element' || node.type === 'text'));
}

export function textOf(node: Element | ElementContent | undefined): string {
	if (node?.type === 'text') return node.value;
	return node?.type === 'element' ? node.children.map(textOf).join('') : '';
}

export const text = (value: string): ElementContent => ({ type: 'text', value });

export const strong = (value: string): ElementContent =>
	element('p', [element('strong', [text(value)])]);

export function link(href: string, inside: ElementContent[]): Element {
	return { ...element('a', inside), properties: { href } };
}

export function element(tagName: string, children: ElementContent[]): Element {
	return { type: 'element', tagName, properties: {}, children };
}
