/** Markdown that is meant to hurt: nesting and long runs of every sign, alone and mixed. */
import * as fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { Token } from 'marked';
import { createBlockReader } from '../../../../src/playground/response/markdown-blocks.ts';
import {
	MAX_BLOCK_DEPTH,
	MAX_INLINE_DEPTH,
	STEPS,
	STEPS_PER_CHARACTER,
	lexBounded,
} from '../../../../src/playground/response/markdown-lexer.ts';
import { Markdown } from '../../../../src/playground/response/Markdown.tsx';

const draw = (text: string) =>
	renderToStaticMarkup(createElement(Markdown, { text, isFinal: true }));

/** How deep the tokens are nested, a list and its items as one level each. */
function depthOf(tokens: readonly Token[]): number {
	let deepest = 0;
	for (const token of tokens) {
		const inside: Token[] = [
			...('tokens' in token ? (token.tokens ?? []) : []),
			...(token.type === 'list' ? token['items'] : []),
		];
		deepest = Math.max(deepest, 1 + depthOf(inside));
	}
	return deepest;
}

// A list in a list is two levels of tokens for one of blocks, and text in an item one more.
const deepest = 4 * MAX_BLOCK_DEPTH + 2 * MAX_INLINE_DEPTH;
const budget = (text: string) => 2 * (STEPS + STEPS_PER_CHARACTER * text.length);

const signs = [
	'> ', '>', '1. ', '- ', '* ', '  - ', '#', '# ', '=', '-', '|', '|-', 'a|b\n-|-\n', '*', '**', '_',
	'__', '~', '~~', '`', '``', '```\n', '[', ']', '(', ')', '![', '[a](', '[a](b) ', '[a]: b\n', '[^',
	'<', '<!', '<!--', '<a ', '<b>', '</', '&', '&amp;', '\\', '!', '"', 'a', 'a.', 'a_', 'a@', 'www.a',
	'http://', '*a ', '**a* ', '_a ', '~~a', '`a', ' ', '\t', '\u00a0', '\n', '\n\n', '\n> ', '\n- ',
	'\n1. ', '    a\n', 'a  \n', 'é', '🚀', '\u202e', '\0',
]; // prettier-ignore

describe('hostile Markdown', () => {
	test.each(signs)('is drawn within its steps and depth: 64,000 characters of %j', (sign) => {
		for (const end of ['', '@', '*', ']', '\n\nend']) {
			const text = sign.repeat(Math.ceil(64_000 / sign.length)) + end;
			const { tokens, steps } = lexBounded(text);
			expect(steps, end).toBeLessThanOrEqual(budget(text));
			expect(depthOf(tokens), end).toBeLessThanOrEqual(deepest);
		}
		expect(draw(sign.repeat(3000))).toBeTypeOf('string');
	});

	test('is drawn within the limits on steps and depth, whatever is combined', () => {
		const runs = fc.tuple(fc.constantFrom(...signs), fc.integer({ min: 1, max: 1500 }));
		const hostile = fc.array(runs, { minLength: 1, maxLength: 8 }).map((all) =>
			all
				.map(([sign, times]) => sign.repeat(times))
				.join('')
				.slice(0, 20_000)
		);
		fc.assert(
			fc.property(hostile, (text) => {
				const { tokens, steps } = lexBounded(text);
				expect(steps).toBeLessThanOrEqual(budget(text));
				expect(depthOf(tokens)).toBeLessThanOrEqual(deepest);
			}),
			{ numRuns: 150 }
		);
	});

	test.each([
		['2,600 quotes', '> '.repeat(2600)],
		['3,000 lists', '1. '.repeat(3000)],
		['5,000 asterisks', '*'.repeat(5000)],
		['60,000 letters before an @', `${'a'.repeat(60_000)}@`],
		['100,000 blanks', `${' '.repeat(100_000)}x`],
	])('loses no character: %s', (_, text) => {
		const raw = lexBounded(text).tokens.map((token) => token.raw);
		expect(raw.join('').trimEnd()).toBe(text.trimEnd());
		expect(draw(text)).toBeTypeOf('string');
	});

	test('is reported, and only the part over the limit is left unparsed', () => {
		const text = `*well*\n\n${'**a* '.repeat(2000)}\n\n*well too*`;
		const blocks = createBlockReader()(text, true).filter(({ token }) => token.type !== 'space');
		expect(blocks.map(({ isLimited }) => isLimited)).toEqual([false, true, false]);
		expect(draw(text)).toMatch(
			/^<p dir="auto"><em>well<\/em><\/p>.*<p dir="auto"><em>well too<\/em><\/p>$/s
		);
	});
});

describe('lexBounded()', () => {
	test('does not affect what people and models write', () => {
		const long = 'A **long** answer with `code`, a [link](https://a.example/b) and more. '.repeat(
			60
		);
		const list = Array.from({ length: 300 }, (_, i) => `- item **${i}** of \`many\``).join('\n');
		const address = `See https://a.example/${'segment/'.repeat(120)}end.`;
		const nested = Array.from({ length: 8 }, (_, i) => `${'  '.repeat(i)}- level ${i}`).join('\n');
		for (const text of [long, list, address, nested, `${long}\n\n${list}\n\n${nested}`]) {
			const blocks = createBlockReader()(text, true);
			expect(
				blocks.some(({ isLimited }) => isLimited),
				text.slice(0, 40)
			).toBe(false);
		}
	});
});
