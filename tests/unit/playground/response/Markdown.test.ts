import * as fc from 'fast-check';
import { parseFragment } from 'parse5';
import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { Markdown } from '../../../../src/playground/response/Markdown.tsx';

const drawn = (text: string) =>
	renderToStaticMarkup(createElement(Markdown, { text, isFinal: true }));
/** Without the `dir` of every block, which has its own test. */
const html = (text: string) => drawn(text).replaceAll(' dir="auto"', '');

/** All that may come out, whatever went in: elements, their attributes, and what those may say. */
const allowed: Record<string, Record<string, RegExp>> = {
	...Object.fromEntries(
		[
			'p',
			'h3',
			'h4',
			'h5',
			'h6',
			'strong',
			'em',
			'del',
			'br',
			'hr',
			'blockquote',
			'ul',
			'li',
			'span',
		]
			.concat('code', 'table', 'thead', 'tbody', 'tr')
			.map((name) => [name, {}])
	),
	pre: { tabindex: /^0$/ },
	ol: { start: /^\d{1,9}$/ },
	th: { align: /^(left|right|center)$/ },
	td: { align: /^(left|right|center)$/ },
	div: { class: /^pg-table$/, tabindex: /^0$/, role: /^group$/, 'aria-label': /^Table$/ },
	input: {
		type: /^checkbox$/,
		checked: /^$/,
		disabled: /^$/,
		readonly: /^$/,
		'aria-label': /^Task$/,
	},
	a: { href: /^(https?|mailto):/i, target: /^_blank$/, rel: /^noreferrer noopener$/ },
};

const isElement = (node: Tree.Node): node is Tree.Element => 'tagName' in node;

/** Every element of the page that a browser makes of the HTML. */
function elementsOf(text: string): Tree.Element[] {
	const found: Tree.Element[] = [];
	const walk = (node: Tree.ParentNode) => {
		for (const element of node.childNodes.filter(isElement)) {
			found.push(element);
			walk(element);
		}
	};
	walk(parseFragment(html(text)));
	return found;
}

/** What is not in the list above, as `<name attribute="value">`. */
function forbiddenIn(text: string): string[] {
	return elementsOf(text).flatMap(({ tagName, attrs }) => {
		const rules = Object.hasOwn(allowed, tagName) ? allowed[tagName]! : undefined;
		if (!rules) return [`<${tagName}>`];
		return attrs
			.filter(({ name, value }) => !(Object.hasOwn(rules, name) && rules[name]!.test(value)))
			.map(({ name, value }) => `<${tagName} ${name}="${value}">`);
	});
}

/** As a browser reads it: the protocol of each link. One that is no URL leads nowhere. */
const protocolsIn = (text: string) =>
	elementsOf(text)
		.flatMap(({ attrs }) => attrs.filter(({ name }) => name === 'href'))
		.flatMap(({ value }) => URL.parse(value, 'https://page.test/')?.protocol ?? []);

/** The words of the page, tags left out. */
function wordsOf(text: string): string {
	const walk = (node: Tree.Node): string =>
		'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(walk).join('') : '';
	return walk(parseFragment(html(text)));
}

const tags = (text: string) => text.replace(/[^<>]/g, '');

const rawHTML = [
	'<script>alert(1)</script>',
	'<SCRIPT SRC=//evil.test/x.js></SCRIPT>',
	'<scr<script>ipt>alert(1)</scr</script>ipt>',
	'<img src=x onerror=alert(1)>',
	'<img src="x" onerror="alert(1)"',
	'<svg onload=alert(1)><circle r="1"/></svg>',
	'<svg><script>alert(1)</script></svg>',
	'<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
	'<iframe srcdoc="<script>alert(1)</script>"></iframe>',
	'<a href="javascript:alert(1)">x</a>',
	'<a href="https://evil.test" onclick="alert(1)">x</a>',
	'<style>*{display:none}</style>',
	'<base href="https://evil.test/">',
	'<meta http-equiv="refresh" content="0;url=https://evil.test">',
	'<form action="https://evil.test"><button>x</button></form>',
	'<input autofocus onfocus=alert(1)>',
	'<details open ontoggle=alert(1)>x</details>',
	'<template><script>alert(1)</script></template>',
	'<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
	'<!--><img src=x onerror=alert(1)>-->',
	'<![CDATA[<script>alert(1)</script>]]>',
	'<?xml version="1.0"?><script>alert(1)</script>',
	'<x-element onclick=alert(1)>x</x-element>',
	'</p></div></section><h1>out of the box</h1>',
	'<b>bold</b>',
];

const hrefs = [
	'javascript:alert(1)',
	'JaVaScRiPt:alert(1)',
	' javascript:alert(1)',
	'javascript&colon;alert(1)',
	'javascript&#58;alert(1)',
	'javascript&#x3A;alert(1)',
	'java&#10;script:alert(1)',
	'java&#9;script:alert(1)',
	'java&Tab;script:alert(1)',
	'java&NewLine;script:alert(1)',
	'java\tscript:alert(1)',
	'\u0001javascript:alert(1)',
	'&#1;javascript:alert(1)',
	'&#106;avascript:alert(1)',
	'&#0000106avascript:alert(1)',
	'&amp;#106;avascript:alert(1)',
	'javascript\\:alert(1)',
	'javascript%3Aalert(1)',
	'javascript://https://x.test/%0Aalert(1)',
	'vbscript:msgbox(1)',
	'data:text/html,<script>alert(1)</script>',
	'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
	'DATA&colon;text/html,x',
	'data:image/svg+xml,<svg onload=alert(1)>',
	'blob:https://x.test/1',
	'file:///etc/passwd',
	'view-source:javascript:alert(1)',
	'//evil.test',
	'\\\\evil.test',
	'/relative',
	'#here',
	'',
	'feed:javascript:alert(1)',
	'x-https://evil.test',
	'h\u0000ttps://evil.test',
];

/** Each address in each place that Markdown has for one. */
const linkForms: Record<string, (href: string) => string> = {
	inline: (href) => `[x](${href})`,
	'inline in angle brackets': (href) => `[x](<${href}> "t")`,
	autolink: (href) => `<${href}>`,
	reference: (href) => `[x]\n\n[x]: ${href}`,
	'reference in angle brackets': (href) => `[x]\n\n[x]: <${href}>`,
	image: (href) => `![x](<${href}>)`,
	'image in a link': (href) => `[![x](<${href}>)](<${href}>)`,
	'in a table': (href) => `| [x](${href.replaceAll('|', '')}) |\n| - |\n| [y](<${href}>) |`,
	bare: (href) => href,
};

describe('<Markdown>', () => {
	test('gives each block the direction of its own text', () => {
		const blocks = drawn('# a\n\nb\n\n> c\n\n- d\n\n1. e\n\n|f|\n|-|\n|g|');
		for (const name of ['h3', 'p', 'blockquote', 'ul', 'ol', 'li', 'th', 'td']) {
			const opened = blocks.match(new RegExp(`<${name}[ >][^>]*`, 'g')) ?? [];
			expect(opened.length, name).toBeGreaterThan(0);
			for (const tag of opened) expect(`${tag}>`).toContain(' dir="auto"');
		}
	});

	// React says there what HTML would not nest, and which of a list's elements have no key.
	const complaints = vi.spyOn(console, 'error');
	afterAll(() => complaints.mockRestore());
	test.each(rawHTML)('shows HTML in the text as text: %s', (raw) => {
		for (const text of [
			raw,
			`words ${raw} words`,
			`- ${raw}`,
			`> ${raw}`,
			`# ${raw}`,
			`**${raw}**`,
		]) {
			expect(forbiddenIn(text), text).toEqual([]);
		}
		expect(tags(wordsOf(`words ${raw}`)), 'the tags are still there to read').toBe(tags(raw));
	});

	test.each(Object.keys(linkForms))('links nowhere but to http, https and mailto: %s', (form) => {
		for (const href of hrefs) {
			const text = linkForms[form]!(href);
			expect(forbiddenIn(text), text).toEqual([]);
			for (const protocol of protocolsIn(text)) {
				expect(['http:', 'https:', 'mailto:'], text).toContain(protocol);
			}
		}
	});

	test('shows a link that it does not follow as its text', () => {
		expect(html('a [b *c*](javascript:alert(1)) d')).toBe('<p>a <span>b <em>c</em></span> d</p>');
	});

	test('renders nothing else, whatever is combined', () => {
		const piece = fc.oneof(
			fc.constantFrom(...rawHTML, ...hrefs, '\n', '\n\n', '- ', '# ', '> ', '    ', '|', '\n|-|\n'),
			fc.constantFrom(
				'[',
				'](',
				')',
				'![',
				'<',
				'>',
				'"',
				"'",
				'`',
				'```\n',
				'**',
				'&',
				';',
				'&#',
				'\\',
				'[x]: '
			),
			fc.string({ unit: 'binary', maxLength: 8 })
		);
		const anyText = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
		fc.assert(
			fc.property(anyText, (text) => {
				expect(forbiddenIn(text)).toEqual([]);
				expect(protocolsIn(text).filter((name) => !/^(https?|mailto):$/.test(name))).toEqual([]);
			}),
			{ numRuns: 300 }
		);
	});

	test('links open a new tab without opener or referrer', () => {
		expect(
			html('[a](https://e.test/?a=1&amp;b=2 "title") <https://f.test> mail@g.test')
		).toMatchInlineSnapshot(
			`"<p><a href="https://e.test/?a=1&amp;b=2" target="_blank" rel="noreferrer noopener">a</a> <a href="https://f.test" target="_blank" rel="noreferrer noopener">https://f.test</a> <a href="mailto:mail@g.test" target="_blank" rel="noreferrer noopener">mail@g.test</a></p>"`
		);
	});

	test('loads no image, and links to it instead', () => {
		expect(html('![A &amp; B](https://e.test/x.png?q=secret)')).toMatchInlineSnapshot(
			`"<p><a href="https://e.test/x.png?q=secret" target="_blank" rel="noreferrer noopener">Image: A &amp; B</a></p>"`
		);
		expect(html('![](https://e.test/x.png)')).toMatchInlineSnapshot(
			`"<p><a href="https://e.test/x.png" target="_blank" rel="noreferrer noopener">Image: https://e.test/x.png</a></p>"`
		);
		expect(html('![x](data:image/png;base64,AAAA)')).toMatchInlineSnapshot(
			`"<p><span>Image: x</span></p>"`
		);
	});

	test('does not nest links for an image inside a link', () => {
		expect(
			html('[**![Build](https://e.test/b.svg)** of x](https://e.test/)')
		).toMatchInlineSnapshot(
			`"<p><a href="https://e.test/" target="_blank" rel="noreferrer noopener"><strong>Image: Build</strong> of x</a></p>"`
		);
	});

	test('decodes entities once, in text and not in code', () => {
		expect(wordsOf('&lt;b&gt; &amp;lt; &copy; &#233; &#x1F680; &NotEqualTilde;')).toBe(
			'<b> &lt; © é 🚀 ≂̸'
		);
		expect(wordsOf('`&lt;` &lt;\n\n    &amp;')).toBe('&lt; <&amp;');
		expect(wordsOf('&nosuch; &; &#; &#x; AT&T &constructor; &amp')).toBe(
			'&nosuch; &; &#; &#x; AT&T &constructor; &amp'
		);
		expect(wordsOf('&#0; &#xD800; &#x110000; &#9999999;')).toBe('\uFFFD \uFFFD \uFFFD \uFFFD');
	});

	test('shows escaped characters as they are', () => {
		expect(html('\\*no em\\* \\<b> \\& \\[x](y)')).toBe('<p>*no em* &lt;b&gt; &amp; [x](y)</p>');
	});

	test('draws headings below those of the page', () => {
		expect(html('# a\n## b\n### c\n#### d\n##### e\n###### f')).toBe(
			'<h3>a</h3><h3>b</h3><h4>c</h4><h5>d</h5><h6>e</h6><h6>f</h6>'
		);
	});

	test('draws every kind of text, nested in each other', () => {
		expect(html('**a *b* ~~c~~** `d` e  \nf\n\n---\n\n> g\n>\n> h')).toMatchInlineSnapshot(
			`"<p><strong>a <em>b</em> <del>c</del></strong> <code>d</code> e<br/>f</p><hr/><blockquote><p>g</p><p>h</p></blockquote>"`
		);
	});

	test('draws lists, nested, loose and from any number', () => {
		expect(html('3. a\n   - b\n     1. c\n4. d\n')).toMatchInlineSnapshot(
			`"<ol start="3"><li>a<ul><li>b<ol start="1"><li>c</li></ol></li></ul></li><li>d</li></ol>"`
		);
		expect(html('- a\n\n- b\n\n  c\n')).toMatchInlineSnapshot(
			`"<ul><li><p>a</p></li><li><p>b</p><p>c</p></li></ul>"`
		);
		expect(html('0. a')).toBe('<ol start="0"><li>a</li></ol>');
	});

	test('draws tasks as boxes that cannot be ticked', () => {
		expect(html('- [ ] a\n- [x] b')).toMatchInlineSnapshot(
			`"<ul><li><input type="checkbox" disabled="" aria-label="Task" readOnly=""/>a</li><li><input type="checkbox" disabled="" aria-label="Task" readOnly="" checked=""/>b</li></ul>"`
		);
	});

	test('draws tables in a scrolling box', () => {
		expect(
			html('| a | b | c |\n| :- | -: | - |\n| 1 | **2** | `3` |\n| 4 |\n')
		).toMatchInlineSnapshot(
			`"<div class="pg-table" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th align="left">a</th><th align="right">b</th><th>c</th></tr></thead><tbody><tr><td align="left">1</td><td align="right"><strong>2</strong></td><td><code>3</code></td></tr><tr><td align="left">4</td><td align="right"></td><td></td></tr></tbody></table></div>"`
		);
	});

	test('draws code to the letter, fenced and indented, whatever it is called', () => {
		expect(html('```js" onclick="x\n<b>&amp;\n\n  a\n```')).toMatchInlineSnapshot(`
			"<pre tabindex="0"><code>&lt;b&gt;&amp;amp;

			  a</code></pre>"
		`);
		expect(html('    a\n      b')).toMatchInlineSnapshot(`
			"<pre tabindex="0"><code>a
			  b</code></pre>"
		`);
	});

	test('draws nothing for nothing, and no definition', () => {
		for (const text of ['', ' ', '\n\n', '[a]: https://e.test/']) {
			expect(html(text), JSON.stringify(text)).toBe('');
		}
	});

	test('draws a text that is truncated anywhere', () => {
		const text =
			'# T\n\n- [x] a\n  - b\n\n| a | b |\n|-|-|\n| [c](https://e.test) | `d` |\n\n```\ne\n```\n\n**f** &amp; <b>';
		for (let cut = 0; cut <= text.length; cut++) {
			expect(forbiddenIn(text.slice(0, cut)), `cut at ${cut}`).toEqual([]);
		}
	});

	test('caused no React warnings in any of these tests', () => {
		expect(complaints).not.toHaveBeenCalled();
	});
});
