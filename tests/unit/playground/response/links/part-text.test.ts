import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wholeCharacters } from '../../../../../src/playground/response/links/part-text.ts';

const marked = (text: string, start: number, end: number) => {
	const span = wholeCharacters(text, { start, end });
	return text.slice(span.start, span.end);
};

describe('wholeCharacters()', () => {
	test('marks a whole emoji, wherever a server split it', () => {
		const text = 'ab🧑‍🚀cd';
		for (let cut = 3; cut < 7; cut++) {
			expect(marked(text, 0, cut), `cut at ${cut}`).toBe('ab🧑‍🚀');
			expect(marked(text, cut, 8), `cut at ${cut}`).toBe('🧑‍🚀c');
		}
		expect(marked(text, 0, 2)).toBe('ab');
	});

	test('never splits a surrogate pair, and covers the whole span', () => {
		const anyText = fc.string({
			unit: fc.constantFrom('a', '🚀', 'é', '\u0301', '👍🏽', '\n'),
			minLength: 1,
		});
		fc.assert(
			fc.property(anyText, fc.nat(), fc.nat(), (text, from, length) => {
				const start = from % text.length;
				const end = Math.min(text.length, start + 1 + (length % 9));
				const span = wholeCharacters(text, { start, end });
				expect(span.start).toBeLessThanOrEqual(start);
				expect(span.end).toBeGreaterThanOrEqual(end);
				expect(text.slice(span.start, span.end).isWellFormed()).toBe(true);
			})
		);
	});
});
