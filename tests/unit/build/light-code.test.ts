import { describe, expect, test } from 'vitest';
import { withLightCode as lighter } from '../../../src/build/light-code.ts';

const themes = ['#e6ddd1', '#2b241e'].map((ink) => ({ colors: { 'editor.foreground': ink } }));
const withLightCode = (html: string) => lighter(html, themes);
const token = (style: string, text: string) => `<span style="${style}">${text}</span>`;
const line = (code: string) => `<div class="ec-line"><div class="code">${code}</div></div>`;
const figure = (code: string, copied: string) =>
	`<figure class="frame not-content"><pre><code>${code}</code></pre>` +
	`<div class="copy"><button title="Copy" data-copied="Copied!" data-code="${copied}"></button></div></figure>`;
const page = (body: string) =>
	`<!doctype html><html><head><title>x</title></head><body>${body}</body></html>`;

const QUIET = '--0:#A3968A;--1:#695E53';
const COMMENT = '--0:#A3968A;--0fs:italic;--1:#695E53;--1fs:italic';

describe('withLightCode()', () => {
	test('puts each style into the head once, for both themes', () => {
		const code = line(token(QUIET, '=') + token(COMMENT, '# a') + token(QUIET, ';'));
		const html = withLightCode(page(figure(code, '')));
		expect(html).toContain(
			'<span class="c0">=</span><span class="c1"># a</span><span class="c0">;</span>'
		);
		expect(html).toContain(
			'<style>@layer site.components{.ec-line .c0{color:#695E53}.ec-line .c1{color:#695E53;font-style:italic}' +
				'@media screen and (scripting:enabled),screen and (prefers-color-scheme:dark){' +
				':root[data-theme=dark] .ec-line .c0{color:#A3968A}' +
				':root[data-theme=dark] .ec-line .c1{color:#A3968A;font-style:italic}}}</style></head>'
		);
		expect(html).not.toContain('style="');
	});

	const codeIn = (html: string) => /<div class="code">(.*?)<\/div>/.exec(html)?.[1];
	const PLAIN = '--0:#E6DDD1;--1:#2B241E';
	const KEYWORD = '--0:#C9A2E6;--1:#6A3D8A';

	test('joins what looks the same, blanks with it, and leaves what looks as all code does without an element', () => {
		const code =
			'<span class="indent">  </span>' +
			token(KEYWORD, 'return') +
			token(PLAIN, ' a') +
			token(PLAIN.toLowerCase(), ' ') +
			token(QUIET, '&lt;') +
			token(PLAIN, ' ') +
			token(QUIET, '&amp;');
		const html = withLightCode(page(figure(line(code), '')));
		expect(codeIn(html)).toBe(
			'  <span class="c0">return</span> a <span class="c1">&lt; &amp;</span>'
		);
	});

	test('leaves a blank that can be seen, and the elements of a line that wraps or is marked', () => {
		const striked = '--0:#A3968A;--0td:underline;--1:#695E53';
		const seen = withLightCode(page(figure(line(token(QUIET, 'a') + token(striked, ' ')), '')));
		expect(codeIn(seen)).toBe('<span class="c0">a</span><span class="c1"> </span>');

		const tokens = token(PLAIN, 'a') + token(PLAIN, 'b');
		const wrapped = figure(line(`<span class="indent"> </span>${tokens}`), '').replace(
			'<pre>',
			'<pre class="wrap">'
		);
		const [each, marked] = [
			'<span class="c0">a</span><span class="c0">b</span>',
			`<mark>${tokens}</mark>`,
		];
		expect(codeIn(withLightCode(page(wrapped)))).toBe(`<span class="indent"> </span>${each}`);
		expect(codeIn(withLightCode(page(figure(line(marked), ''))))).toBe(`<mark>${each}</mark>`);
	});

	test.each([
		['--0:#E6DDD1', 'color:#E6DDD1', 'color:inherit'],
		[
			'--1:#2B241E;--0fs:italic',
			'color:inherit;font-style:italic',
			'color:#2B241E;font-style:inherit',
		],
		['--1bg:#FFF', 'background-color:transparent', 'background-color:#FFF'],
	])('%s: what a theme does not say is not taken from the other', (style, dark, light) => {
		const html = withLightCode(page(figure(line(token(style, 'x')), '')));
		expect(html).toContain(`{.ec-line .c0{${light}}@media`);
		expect(html).toContain(`{:root[data-theme=dark] .ec-line .c0{${dark}}}`);
	});

	test('takes the copied text away where the lines say it, and nowhere else', () => {
		const code = line('a &lt; b') + line('\n') + line(`  ${token(QUIET, '&quot;c&quot;')}`);
		expect(withLightCode(page(figure(code, 'a &lt; b\u007F\u007F  &quot;c&quot;')))).not.toContain(
			'data-code'
		);
		// A comment that is not copied.
		const kept = figure(line('# note') + line('npm start'), 'npm start');
		expect(withLightCode(page(kept))).toContain('data-code="npm start"');
	});

	test('takes it once from a frame that stands in another figure', () => {
		const html = withLightCode(page(`<figure>${figure(line('a'), 'a')}</figure>`));
		expect(html).toContain('<button title="Copy" data-copied="Copied!" ></button>');
	});

	test('leaves a page without code as it is', () => {
		const plain = page('<p style="color: red">x</p>');
		expect(withLightCode(plain)).toBe(plain);
	});

	test('stops the build at a style that it does not know', () => {
		const code = figure(line(token('--0:#FFF;--0zz:1', 'x')), '');
		expect(() => withLightCode(page(code))).toThrow('`--0zz:1` in the style of a code token');
	});
});
