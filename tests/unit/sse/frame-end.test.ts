import { describe, expect, test } from 'vitest';
import { lastFrameEnd } from '../../../src/sse/frame-end.ts';
import { bytes } from '../../support/sse.ts';

function find(
	wire: string,
	{ firstLine = 0, isAfterCR = false, scanned = 0, isLast = false } = {}
) {
	const body = bytes(wire);
	return lastFrameEnd({ bytes: body, firstLine, isAfterCR, scanned, to: body.length, isLast });
}

describe('lastFrameEnd()', () => {
	test.each([
		['a\n\n', 3],
		['a\r\r', 3],
		['a\r\r\r', 4],
		['a\r\rb', 3],
		['a\r\n\r\n', 5],
		['a\r\n\r', -1],
		['a\r\n\rb', 4],
		['a\n\r\nb', 4],
		['a\r\r\n', 3],
		['a\r\r\n\n', 5],
		['a\r\r\n\r', 3],
		['a\r\n\n\r', 4],
		['a\r\n', -1],
		['a\nb\n', -1],
		['\n', 1],
		['\r\n', 2],
		['\r', -1],
		['\rb', 1],
		['a\n\nb\n\nc\nd', 6],
		['a\n\n\n\n', 5],
		['', -1],
	])('of %j is %i', (wire, end) => {
		expect(find(wire)).toBe(end);
	});

	test('lets a CR end a frame if nothing can follow it', () => {
		expect(find('a\n\r', { isLast: true })).toBe(3);
		expect(find('\r', { isLast: true })).toBe(1);
		expect(find('a\r', { isLast: true })).toBe(-1);
	});

	test('ends a frame at a CR alone right after another CR', () => {
		expect(find('\r', { isAfterCR: true })).toBe(1);
		expect(find('\r\n', { isAfterCR: true })).toBe(1);
		expect(find('\n\r', { firstLine: 1 })).toBe(-1);
	});

	test('ignores line ends before the first line', () => {
		expect(find('\n\nab\n', { firstLine: 2 })).toBe(-1);
		expect(find('\n\n\n', { firstLine: 2 })).toBe(3);
	});

	test('finds a frame end at any distance from the end of the input', () => {
		for (let before = 0; before < 20; before++) {
			for (let after = 0; after < 20; after++) {
				const wire = `${'a'.repeat(before)}\n\n${'b'.repeat(after)}`;
				expect(find(wire), JSON.stringify(wire)).toBe(before + 2);
				const none = `${'a'.repeat(before)}x\n${'b'.repeat(after)}`;
				expect(find(none), JSON.stringify(none)).toBe(-1);
			}
		}
	});

	test('looks at each byte of a long frame once, however small the reads', () => {
		let looks = 0;
		const body = new Proxy(bytes(`data: ${'a'.repeat(10_000)}`), {
			get(target, key) {
				looks++;
				return Reflect.get(target, key) as unknown;
			},
		});
		const length = 10_006;
		for (let scanned = 0; scanned < length; scanned += 2) {
			lastFrameEnd({
				bytes: body,
				firstLine: 0,
				isAfterCR: false,
				scanned,
				to: scanned + 2,
				isLast: false,
			});
		}
		// Two at the border of each read: the new bytes, and the old one that may have been a CR.
		expect(looks).toBeLessThan(2 * length);
	});
});
