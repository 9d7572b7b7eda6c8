import * as fc from 'fast-check';
import { parseFragment } from 'parse5';
import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { createMarkdownMapper } from '../../../../../src/playground/response/links/markdown-map.ts';
import { Markdown } from '../../../../../src/playground/response/Markdown.tsx';
import { SUGGESTIONS } from '../../../../../src/demo/index.ts';
import { replyTo } from '../../../../../src/demo/replies/index.ts';

/** The text that a browser shows of the drawn Markdown, as its text nodes hold it. */
function drawn(text: string): string {
	const html = renderToStaticMarkup(createElement(Markdown, { text, isFinal: true }));
	const textIn = (node: Tree.Node): string =>
		node.nodeName === '#text'
			? (node as Tree.TextNode).value
			: ((node as Tree.ParentNode).childNodes ?? []).map(textIn).join('');
	return textIn(parseFragment(html));
}

const mapOf = (text: string) => createMarkdownMapper()(text, true);

/** The piece of the source behind a word on the screen. */
function behind(text: string, word: string): string {
	const map = mapOf(text);
	const at = map.shown.indexOf(word);
	expect(at, `${word} in ${JSON.stringify(map.shown)}`).not.toBe(-1);
	const first = map.toSource(at)!;
	const last = map.toSource(at + word.length - 1)!;
	return text.slice(first.start, last.end);
}

/** Words that stand once each, in every construct that the view draws. */
const everything = `# Alpha *beta* tail

Gamma **delta epsilon** \`zeta eta\` [theta](https://example.org/iota "kappa lambda") &amp; mu &#128640; nu \\* xi.
Next line\\
broken ![omicron](https://example.org/p.png) ~~pi~~ <b>rho</b>

> sigma tau
> > upsilon
> phi chi

1. 1 psi
2. 2 omega
   - [x] ant
   - bee cat

   loose dog

- - nested eel

| fox | goat |
|:----|-----:|
| hen \\| ibis | **jay** |
| | kite |

\`\`\`js
js lion
  mole
\`\`\`

    newt
    owl

<div>pig</div>

https://example.org/quail rat 🚀🧑‍🚀 end`;

describe('createMarkdownMapper()', () => {
	test('shows what the view draws', () => {
		expect(mapOf(everything).shown).toBe(drawn(everything));
		for (const { label, prompt } of SUGGESTIONS) {
			const text = replyTo(prompt);
			expect(mapOf(text).shown, label).toBe(drawn(text));
		}
	});

	test('finds every word of the screen in the source', () => {
		const words =
			'Alpha beta tail Gamma delta epsilon zeta eta theta mu nu xi Next broken omicron pi rho sigma tau upsilon phi chi psi omega ant bee cat loose dog nested eel fox goat hen ibis jay kite lion mole newt owl pig quail rat 🚀🧑‍🚀 end';
		for (const word of words.split(' ')) expect(behind(everything, word)).toBe(word);
	});

	test('does not mistake a marker, language or rule for the text after it', () => {
		expect(behind('1. 1 apple', '1 apple')).toBe('1 apple');
		expect(mapOf('1. 1 apple').toSource(0)).toEqual({ start: 3, end: 4 });
		expect(mapOf('```js\njs\n```').toSource(0)).toEqual({ start: 6, end: 7 });
		expect(mapOf('| - | b |\n|---|---|\n| - | c |').toSource(2)).toEqual({ start: 22, end: 23 });
	});

	test('maps a table cell within its bounds, even if another cell has the same text', () => {
		const map = mapOf('| x | y |\n|---|---|\na \\| b![c](d)| a | b |\n');
		const at = map.shown.indexOf('a | b');
		expect(map.toSource(at)).toEqual({ start: 20, end: 21 });
		expect(map.toSource(map.shown.indexOf('c'))).toEqual({ start: 28, end: 29 });
	});

	test('maps any part of an entity to the whole', () => {
		const map = mapOf('a &amp; b &#128640; c');
		expect(map.shown).toBe('a & b 🚀 c');
		expect(map.toSource(2)).toEqual({ start: 2, end: 7 });
		expect(map.toShown({ start: 4, end: 5 })).toEqual({ start: 2, end: 3 });
		expect(map.toShown({ start: 12, end: 13 })).toEqual({ start: 6, end: 8 });
	});

	test('maps markup to nothing on the screen', () => {
		const map = mapOf('a **bold** end');
		expect(map.toShown({ start: 2, end: 4 })).toBeUndefined();
		expect(map.toShown({ start: 0, end: 6 })).toEqual({ start: 0, end: 4 });
	});

	test('counts a CR LF of the source as two', () => {
		const text = 'one\r\n\r\ntwo\r\nthree\r\n\r\n- four';
		const map = mapOf(text);
		for (const word of ['one', 'two', 'three', 'four']) {
			expect(behind(text, word)).toBe(word);
			const start = text.indexOf(word);
			const shown = map.toShown({ start, end: start + word.length })!;
			expect(map.shown.slice(shown.start, shown.end)).toBe(word);
		}
	});

	test('holds for any Markdown: the text is as drawn, and mappings round-trip', () => {
		const pieces = fc.constantFrom(
			...'# |## |- |1. |> |  |    |\n|\n\n|**|*|_|~~|`|```\n|[a](http://b)|![c](d)|<b>|&amp;|&#x1F680;|\\*|---\n|https://e.org|🚀|é|word|and more| '.split(
				'|'
			),
			'| a | b |\n|---|---|\n| c | d |\n',
			'a \\| b'
		);
		const anyMarkdown = fc.array(pieces, { maxLength: 24 }).map((all) => all.join(''));
		fc.assert(
			fc.property(anyMarkdown, (text) => {
				const map = mapOf(text);
				expect(map.shown).toBe(drawn(text));
				let last = 0;
				for (let at = 0; at < map.shown.length; at++) {
					const source = map.toSource(at)!;
					expect(source.start, `never back, at ${at}`).toBeGreaterThanOrEqual(last);
					expect(source.end).toBeLessThanOrEqual(text.length);
					last = source.start;
					if (source.start === source.end) continue;
					const back = map.toShown(source)!;
					expect(back.start).toBeLessThanOrEqual(at);
					expect(back.end).toBeGreaterThan(at);
				}
			}),
			{ numRuns: 600 }
		);
	});

	test('maps only the new part of a growing text', () => {
		const grow = createMarkdownMapper();
		let text = '';
		for (let i = 0; i < 200; i++) {
			text += `Paragraph ${i} with *some* text.\n\n`;
			const map = grow(text, false);
			const at = map.shown.indexOf(`Paragraph ${i} `);
			expect(map.toSource(at)!.start).toBe(text.indexOf(`Paragraph ${i} `));
		}
		expect(grow(text, false).shown).toBe(drawn(text));
	});
});
