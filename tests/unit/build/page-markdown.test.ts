import { describe, expect, test } from 'vitest';
import { llmsText } from '../../../src/build/docs-markdown.ts';
import { pageMarkdown } from '../../../src/build/page-markdown.ts';

const url = new URL('https://docs.test/python/');
const alternate = '<link rel="alternate" type="text/markdown" href="/python.md">';

const page = (content: string, head = alternate) =>
	`<!doctype html><head><meta name="description" content="About it.">${head}</head>` +
	`<body><h1>Python</h1><div class="sl-markdown-content">${content}</div></body>`;

/** What comes after the title and the address. */
function bodyOf(content: string): string | undefined {
	return pageMarkdown(page(content), url)?.markdown.split('\n').slice(4).join('\n');
}

const line = (html: string) => `<div class="ec-line"><div class="code">${html}</div></div>`;

describe('pageMarkdown()', () => {
	test('begins with the title and the address of the page', () => {
		expect(pageMarkdown(page('<p>Hello.</p>'), url)).toEqual({
			title: 'Python',
			description: 'About it.',
			url,
			markdown: '# Python\n\n<https://docs.test/python/>\n\nHello.\n',
		});
	});

	test('skips a page without a Markdown link', () => {
		expect(pageMarkdown(page('<p>Hello.</p>', ''), url)).toBeUndefined();
	});

	test('contains a program unchanged, with its language and its name', () => {
		const code =
			line('<span class="indent">  </span><span>if (a &lt; b)</span>') + line('\n') + line('```*_');
		expect(
			bodyOf(
				'<div class="expressive-code"><figure class="frame"><figcaption><span class="title">a.js</span>' +
					`</figcaption><pre data-language="js"><code>${code}</code></pre>` +
					'<div class="copy"><button title="Copy" data-code="x">Copy</button></div></figure></div>'
			)
		).toBe('`a.js`:\n\n````js\n  if (a < b)\n\n```*_\n````\n');
	});

	test('sets an aside apart, under its title', () => {
		expect(
			bodyOf(
				'<aside class="starlight-aside"><p class="starlight-aside__title"><svg></svg>Careful</p>' +
					'<div class="starlight-aside__content"><p>It <em>breaks</em>.</p></div></aside>'
			)
		).toBe('> **Careful**\n>\n> It *breaks*.\n');
	});

	test('writes tabs one after another', () => {
		expect(
			bodyOf(
				'<starlight-tabs><div><ul><li><a role="tab" href="#p">One</a></li><li><a role="tab">Two</a></li></ul></div>' +
					'<div role="tabpanel"><p>1</p></div><div role="tabpanel" hidden><p>2</p></div></starlight-tabs>'
			)
		).toBe('**One**\n\n1\n\n**Two**\n\n2\n');
	});

	test('keeps tables and makes links absolute', () => {
		expect(
			bodyOf(
				'<table><thead><tr><th>a</th></tr></thead><tbody><tr><td><a href="/errors/#x">b</a></td></tr></tbody></table>'
			)
		).toBe(`| a                                |
| -------------------------------- |
| [b](https://docs.test/errors/#x) |
`);
	});

	test('leaves out what is only for the pointer', () => {
		expect(
			bodyOf(
				'<h2>A<a class="sl-anchor-link" href="#a">#</a></h2><button>Copy</button>' +
					'<script>1</script><p data-markdown="omit">o</p>' +
					'<p><button data-markdown="keep">b</button></p>'
			)
		).toBe('## A\n\nb\n');
	});

	test('says in words what a live part shows, with a link to it', () => {
		expect(
			bodyOf(
				'<island-note><p hidden>x</p><astro-island><p>live</p></astro-island>' +
					'<template data-markdown><p>It <em>sends</em>.</p><ul><li>a</li></ul></template></island-note>'
			)
		).toBe('It *sends*.\n\n- a\n\n[Try it on the page.](https://docs.test/python/)\n');
	});

	test('writes descriptions as a list, a term with its parts in a line', () => {
		expect(
			bodyOf(
				'<dl><div id="x"><dt><a href="#x"><code>n</code></a> <span>string</span><span>required</span></dt>' +
					'<dd>It <code>is</code>.</dd></div></dl>' +
					'<dl><dt>One</dt><dd>1</dd><dt><span class="sr-only">One</span></dt><dd>2</dd></dl>'
			)
		).toBe('- `n`, string, required: It `is`.\n\n* One: 1\n* 2\n');
	});

	test('writes a list of rows as a table', () => {
		expect(
			bodyOf(
				'<ol data-markdown="table" data-columns="No.|What">' +
					'<li><span>1</span><span>an <em>a</em></span></li> <li><span>2</span><span>b</span></li></ol>'
			)
		).toBe('| No. | What   |\n| --- | ------ |\n| 1   | an *a* |\n| 2   | b      |\n');
	});

	test('keeps notes and their marks', () => {
		const mark = '<sup><a href="#user-content-fn-b" data-footnote-ref>1</a></sup>';
		expect(
			bodyOf(
				`<p>It is.${mark}</p><section data-footnotes="true"><h2>Sources</h2><ol>` +
					'<li id="user-content-fn-b"><p>Read. <a href="#r" data-footnote-backref>↩</a></p></li></ol></section>'
			)
		).toBe('It is.[^b]\n\n[^b]: Read.\n');
	});
});

describe('llmsText()', () => {
	test('lists the pages that have Markdown, in the order of the groups', () => {
		const text = llmsText(
			{
				title: 'Docs',
				description: 'About streams.',
				site: 'https://docs.test',
				base: '',
				groups: [{ label: 'Start', slugs: ['playground', 'python'] }],
			},
			[pageMarkdown(page(''), url)!]
		);
		expect(text).toMatchInlineSnapshot(`
			"# Docs

			> About streams.

			All pages in one file: https://docs.test/llms-full.txt

			## Start

			- [Python](https://docs.test/python.md): About it.
			"
		`);
	});
});
