import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstDifference } from '../../../../../src/playground/tools/runs/difference.ts';

describe('firstDifference()', () => {
	test('shows where texts first differ, and what follows in each', () => {
		expect(firstDifference('one two three', 'one two four')).toEqual({
			at: 8,
			before: 'one two ',
			first: 'three',
			second: 'four',
		});
	});

	test('is at the end of the shorter, where it is the start of the longer', () => {
		expect(firstDifference('one', 'one two')).toMatchObject({ at: 3, first: '', second: ' two' });
	});

	test('never splits a character', () => {
		// Both start with the same surrogate.
		expect(firstDifference('a😀', 'a😁')).toEqual({
			at: 1,
			before: 'a',
			first: '😀',
			second: '😁',
		});
	});

	test('exists exactly if the texts differ, and is right', () => {
		const text = fc.string({ unit: 'grapheme' });
		fc.assert(
			fc.property(text, text, text, (start, a, b) => {
				expect(firstDifference(start + a, start + a)).toBeUndefined();
				fc.pre(a !== b);
				const { at, first, second } = firstDifference(start + a, start + b)!;
				expect((start + a).slice(0, at)).toBe((start + b).slice(0, at));
				expect(first).not.toBe(second);
			})
		);
	});
});
