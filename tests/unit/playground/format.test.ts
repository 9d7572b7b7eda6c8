import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, formatBytes, formatMs } from '../../../src/playground/format.ts';

function shownMs(ms: number): number {
	const [figure, unit] = formatMs(ms).split(' ');
	return Number(figure) * (unit === 's' ? 1000 : 1);
}

describe('formatMs()', () => {
	test('shows a time in the unit that suits it, and a dash for none', () => {
		expect([undefined, 0, 0.4, 248.4, 999, 1000, 4120, 9994, 61_400].map(formatMs))
			.toMatchInlineSnapshot(`
			[
			  "–",
			  "0 ms",
			  "0 ms",
			  "248 ms",
			  "999 ms",
			  "1.00 s",
			  "4.12 s",
			  "9.99 s",
			  "61.4 s",
			]
		`);
	});

	test('moves to the next unit if rounding would reach it', () => {
		expect([999.4, 999.5, 9994.9, 9995].map(formatMs)).toMatchInlineSnapshot(`
			[
			  "999 ms",
			  "1.00 s",
			  "9.99 s",
			  "10.0 s",
			]
		`);
	});

	test('never shows a longer time as less', () => {
		const ms = fc.double({ min: 0, max: 1e6, noNaN: true });
		fc.assert(
			fc.property(ms, ms, (a, b) => {
				const [less, more] = a < b ? [a, b] : [b, a];
				expect(shownMs(less), `${less} and ${more}`).toBeLessThanOrEqual(shownMs(more));
			})
		);
	});
});

describe('formatBytes()', () => {
	test('shows a size in the unit that suits it; 1000 bytes are a KB', () => {
		expect([0, 1, 999, 1000, 11_249, 999_949, 999_950, 5_000_000].map(formatBytes))
			.toMatchInlineSnapshot(`
			[
			  "0 B",
			  "1 B",
			  "999 B",
			  "1.0 KB",
			  "11.2 KB",
			  "999.9 KB",
			  "1.00 MB",
			  "5.00 MB",
			]
		`);
	});
});

describe('count()', () => {
	test('uses the singular for 1 and the plural for any other number', () => {
		expect([0, 1, 2, 10_000].map((n) => count(n, 'frame'))).toMatchInlineSnapshot(`
			[
			  "0 frames",
			  "1 frame",
			  "2 frames",
			  "10,000 frames",
			]
		`);
	});
});
