import { describe, expect, test } from 'vitest';
import { bodyOf, chunkOf } from '../../support/chat-stream.ts';
import { done, protocols, sse, stop, text, judged } from '../../support/odd-streams.ts';

describe.each(protocols)('a stream of %s', (name, body, how = {}) => {
	test('is named, called whole by its own rules, and never cut', () => {
		const run = judged(body, how);
		expect(run).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining(name) });
		expect(run.reason).not.toMatch(/cut|has not come/);
		expect(run.advice).toMatch(/chat|chunks/i);
	});

	test('is named all the same where it ends early', () => {
		const bytes = new TextEncoder().encode(body);
		const half = body.lastIndexOf(
			how.contentType === 'application/json' ? '}' : '\n',
			body.length - 4
		);
		if (half < bytes.length / 3) return;
		expect(judged(body.slice(0, half + 1), how)).toMatchObject({
			kind: 'unreadable',
			reason: expect.stringContaining(name),
		});
	});

	test('stays the reader’s where the reader stopped it before its end', () => {
		const first = body.slice(0, body.indexOf('\n\n') + 2);
		if (first.length < 3 || judged(first, how).reason.includes('is complete')) return;
		expect(judged(first, { ...how, end: 'stopped' }).kind).toBe('stopped');
	});
});

test('a chat stream is no other protocol, whatever else it carries', () => {
	const odd = bodyOf({
		...chunkOf({ content: 'a' }),
		candidates: [],
		response: 'x',
		type: 'message_start',
	});
	expect(judged(odd + stop + done).kind).toBe('complete');
	expect(judged(sse({ candidates: [] }) + text).kind).toBe('truncated');
});
