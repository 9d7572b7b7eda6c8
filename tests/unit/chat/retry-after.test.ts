import { describe, expect, test } from 'vitest';
import { retryAfter } from '../../../src/chat/retry-after.ts';

function wait(
	value: string,
	{ receivedAtMs, date }: { receivedAtMs?: number; date?: string } = {}
) {
	const headers: [string, string][] = [['RETRY-AFTER', value]];
	if (date !== undefined) headers.push(['date', date]);
	return retryAfter({ status: 429, statusText: '', headers }, receivedAtMs)?.seconds;
}

describe('retryAfter()', () => {
	const until = 'Sun, 22 Nov 2026 09:00:30 GMT';
	const untilMs = Date.parse(until);

	test('reads seconds', () => {
		expect(wait('20')).toBe(20);
		expect(wait(' 0 ')).toBe(0);
	});

	test('reads a date relative to the arrival of the head', () => {
		expect(wait(until, { receivedAtMs: untilMs - 30_000 })).toBe(30);
		expect(wait(until, { receivedAtMs: untilMs - 1 })).toBe(1);
		expect(wait(until, { receivedAtMs: untilMs + 5000 })).toBe(0);
	});

	test('prefers the server’s own clock: the reader’s may be wrong', () => {
		const date = 'Sun, 22 Nov 2026 09:00:10 GMT';
		expect(wait(until, { receivedAtMs: 0, date })).toBe(20);
		expect(wait(until, { date })).toBe(20);
	});

	test('reckons dates as `Date` does, in leap years and at the ends of months', () => {
		for (let day = 0; day < 366 * 8; day++) {
			const atMs = Date.UTC(2096, 0, 1 + day, 23, 59, day % 60);
			const text = new Date(atMs).toUTCString();
			expect(wait(text, { receivedAtMs: 0 }), text).toBe(atMs / 1000);
		}
	});

	test.each([
		'',
		'soon',
		'-5',
		'1.5',
		'99999999999',
		'2026-11-22T09:00:30Z',
		'Sun, 22 Foo 2026 09:00:30 GMT',
		'Sun, 22 anF 2026 09:00:30 GMT',
	])('makes nothing of %j', (value) => {
		expect(wait(value, { receivedAtMs: 0 })).toBeUndefined();
	});

	test('ignores a date without a clock, and a missing header', () => {
		expect(wait(until)).toBeUndefined();
		expect(retryAfter({ status: 503, statusText: '', headers: [] }, 0)).toBeUndefined();
	});
});
