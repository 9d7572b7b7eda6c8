import { describe, expect, test } from 'vitest';
import { firstIndexWhere } from '../../../src/chat/index.ts';

describe('firstIndexWhere()', () => {
	test('finds the same as a walk from the start, whatever the length and the place', () => {
		for (let length = 0; length <= 9; length++) {
			const items = Array.from({ length }, (_, index) => index * 2);
			for (let limit = -1; limit <= 2 * length; limit++) {
				const found = items.findIndex((item) => item >= limit);
				expect(
					firstIndexWhere(items, (item) => item >= limit),
					`${limit} in ${length} items`
				).toBe(found === -1 ? length : found);
			}
		}
	});

	test('looks at no more items than halving needs', () => {
		let looks = 0;
		const at = firstIndexWhere(new Float64Array(1024), () => {
			looks++;
			return false;
		});
		expect(at).toBe(1024);
		expect(looks).toBeLessThanOrEqual(11);
	});

	test('searches a list only as far as it is filled', () => {
		expect(firstIndexWhere(Float64Array.of(1, 5, 0, 0), (item) => item > 5, 2)).toBe(2);
	});
});
