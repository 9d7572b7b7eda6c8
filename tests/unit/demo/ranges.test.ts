/** Which ranges are answered as ranges. */
import { describe, expect, test } from 'vitest';
import { isSingleRange } from '../../../src/demo/ranges.ts';

describe('isSingleRange()', () => {
	test.each(['bytes=0-0', 'bytes=0-', 'bytes=-5', 'bytes=2-2', 'BYTES=0-1', 'bytes=999-'])(
		'takes %s',
		(range) => {
			expect(isSingleRange(new Headers({ range }))).toBe(true);
		}
	);

	test.each([
		'',
		'bytes',
		'bytes=',
		'bytes=-',
		'bytes=5-2',
		'bytes=a-b',
		'bytes=0-1,3-4',
		'items=0-5',
		'0-5',
		'bytes=0x1-2',
	])('passes over %j', (range) => {
		expect(isSingleRange(new Headers({ range }))).toBe(false);
	});

	test('ignores one with a condition', () => {
		expect(isSingleRange(new Headers({ range: 'bytes=0-1', 'if-range': '"x"' }))).toBe(false);
	});
});
