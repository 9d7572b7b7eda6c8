import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldsOf } from '../../../../src/playground/frames/fields.ts';
import { hexLines } from '../../../../src/playground/frames/hex.ts';
import { treeOf } from '../../../../src/playground/frames/json-tree.ts';
import type { Entry } from '../../../../src/playground/frames/json-tree.ts';
import { visibleBytes } from '../../../../src/playground/frames/visible-bytes.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const joined = (spans: readonly { text: string }[]) => spans.map(({ text }) => text).join('');

const textOf = (entries: readonly Entry[]): string =>
	entries
		.map((entry) =>
			entry.kind === 'leaf'
				? joined(entry.spans)
				: joined(entry.open) + textOf(entry.entries) + joined(entry.close)
		)
		.join('');

/** An entry a line, indented, as the view lays it out. */
const laidOut = (entries: readonly Entry[], indent = ''): string =>
	entries
		.map((entry) => {
			if (entry.kind === 'leaf') return indent + joined(entry.spans);
			const inside = laidOut(entry.entries, `${indent}  `);
			return `${indent}${joined(entry.open)}\n${inside}\n${indent}${joined(entry.close)}`;
		})
		.join('\n');

describe('treeOf()', () => {
	test('lays JSON out as sent: one entry per line, numbers and escapes untouched', () => {
		const tree = treeOf('{"a":1.50,"b":[1,{"c":"\\u00e9"}],"d":{},"e":null}');
		expect(laidOut(tree)).toMatchInlineSnapshot(`
			"{
			  "a": 1.50,
			  "b": [
			    1,
			    {
			      "c": "\\u00e9"
			    }
			  ],
			  "d": {

			  },
			  "e": null
			}"
		`);
	});

	test('has the same value as the text, whatever it is', () => {
		fc.assert(
			fc.property(fc.json({ maxDepth: 6 }), (json) => {
				expect(JSON.parse(textOf(treeOf(json)))).toEqual(JSON.parse(json));
			})
		);
	});

	test('drops nothing of a text that is truncated anywhere, or is not JSON at all', () => {
		const withoutSpace = (text: string) => text.replaceAll(/\s/g, '');
		const anyText = fc
			.array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', 'x', '"'), { maxLength: 30 })
			.map((all) => all.join(''));
		fc.assert(
			fc.property(anyText, (text) => {
				expect(withoutSpace(textOf(treeOf(text)))).toBe(text);
			}),
			{ numRuns: 2000 }
		);
	});

	test('keeps separate words separate, so that broken JSON stays broken', () => {
		expect(textOf(treeOf('[1 2]'))).toBe('[1 2]');
		expect(textOf(treeOf('{"a" "b": tru e}'))).toBe('{"a" "b": tru e}');
	});

	test('limits nesting', () => {
		const deep = '['.repeat(5000) + ']'.repeat(5000);
		expect(textOf(treeOf(deep))).toBe(deep);
		let depth = 0;
		for (let entry = treeOf(deep)[0]; entry?.kind === 'branch'; entry = entry.entries[0]) depth++;
		expect(depth).toBeLessThan(50);
	});
});

describe('visibleBytes()', () => {
	/** Signs in braces, boundaries as `|read+bytes|`. */
	const seen = (bytes: Uint8Array, boundaries: { at: number; read: number }[] = []) =>
		visibleBytes(bytes, boundaries)
			.map((glyph) => {
				if (glyph.kind === 'text') return glyph.text;
				if (glyph.kind === 'boundary') return `|${glyph.read}+${glyph.bytesInside}|`;
				return `{${glyph.sign}}${glyph.breaksLine ? '\n' : ''}`;
			})
			.join('');

	test('gives every invisible character a sign, and breaks lines where the stream does', () => {
		expect(seen(bytesOf('\uFEFFa\r\nb\rc\nd \t\u200b\0\u202e\u00a0e'))).toBe(
			'{BOM}a{CR}{LF}\nb{CR}\nc{LF}\nd {TAB}{ZWSP}{NUL}{U+202E}{NBSP}e'
		);
	});

	test('shows the bytes of invalid UTF-8', () => {
		expect(seen(Uint8Array.of(0x61, 0xff, 0xf0, 0x9f, 0x62))).toBe('a{FF}{F0}{9F}b');
		expect(seen(bytesOf('é🚀').subarray(0, 5))).toBe('é{F0}{9F}{9A}');
	});

	test('says where a read ended, even inside a character', () => {
		expect(seen(bytesOf('ab🚀c'), [{ at: 1, read: 4 }])).toBe('a|4+0|b🚀c');
		expect(
			seen(bytesOf('ab🚀c'), [
				{ at: 3, read: 5 },
				{ at: 5, read: 6 },
				{ at: 6, read: 7 },
			])
		).toBe('ab|5+1||6+3|🚀|7+0|c');
	});

	test('leaves visible text as it is, in any script', () => {
		const visible = fc.string({ unit: fc.constantFrom(...'aé漢🚀 ß-"{'), maxLength: 30 });
		fc.assert(
			fc.property(visible, (text) => {
				expect(seen(bytesOf(text))).toBe(text);
			})
		);
	});
});

describe('hexLines()', () => {
	test('shows offset, bytes and ASCII, and a bar where a read ended', () => {
		const lines = hexLines(bytesOf('data: café\n\nand on'), 100, new Set([4, 16]));
		expect(lines.map(({ offset, bytes, ascii }) => `${offset} ${bytes}  ${ascii}`).join('\n'))
			.toMatchInlineSnapshot(`
			"     100  64 61 74 61|3A 20 63 61  66 C3 A9 0A 0A 61 6E 64  data: caf....and
			     116 |20 6F 6E                                           on"
		`);
	});

	test('lines have the same width, and contain every byte in order', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
				const lines = hexLines(bytes, 0, new Set());
				const back = lines.flatMap((line) => line.bytes.match(/[\dA-F]{2}/g) ?? []);
				expect(back.map((hex) => parseInt(hex, 16))).toEqual([...bytes]);
				expect(new Set(lines.map((line) => line.bytes.length)).size).toBeLessThanOrEqual(1);
			})
		);
	});
});

describe('fieldsOf()', () => {
	test('names fields and comments, removes one space, and says what is ignored', () => {
		const text = '\uFEFFevent: x\r\ndata:  two\ndata\n: ping\nretry: 5s\nid: a\0b\nfoo: bar\n\n';
		expect(fieldsOf(text)).toEqual([
			{ name: 'event', value: 'x', ignored: undefined },
			{ name: 'data', value: ' two', ignored: undefined },
			{ name: 'data', value: '', ignored: undefined },
			{ name: 'comment', value: ' ping', ignored: undefined },
			{ name: 'retry', value: '5s', ignored: 'ignored: not a whole number' },
			{ name: 'id', value: 'a\0b', ignored: 'ignored: it contains NUL' },
			{ name: 'foo', value: 'bar', ignored: 'ignored: not a field of the standard' },
		]);
	});
});
