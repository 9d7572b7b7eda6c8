import { describe, expect, test } from 'vitest';
import { decode } from '../../support/sse.ts';

/** Rules of "Interpreting an event stream", one a row: the frame that a block makes. */
const RULES: {
	rule: string;
	block: string | Uint8Array;
	makes: {
		event?: string;
		data?: string | undefined;
		retryMs?: number | undefined;
		lastEventId?: string;
		comments?: string[];
	};
}[] = [
	{ rule: 'drops one space after the colon', block: 'data: a', makes: { data: 'a' } },
	{ rule: 'drops no second space', block: 'data:  a', makes: { data: ' a' } },
	{ rule: 'drops no tab', block: 'data:\ta', makes: { data: '\ta' } },
	{ rule: 'needs no space', block: 'data:a', makes: { data: 'a' } },
	{ rule: 'drops one space in every field', block: 'event:  a', makes: { event: ' a' } },
	{ rule: 'splits at the first colon', block: 'data: a: b', makes: { data: 'a: b' } },
	{ rule: 'joins data lines with LF', block: 'data: a\ndata: b', makes: { data: 'a\nb' } },
	{ rule: 'keeps an empty data line', block: 'data: a\ndata:\ndata', makes: { data: 'a\n\n' } },
	{ rule: 'dispatches data without a value', block: 'data', makes: { data: '' } },
	{ rule: 'dispatches data with an empty value', block: 'data:', makes: { data: '' } },
	{ rule: 'takes a lone space for an empty value', block: 'data: ', makes: { data: '' } },
	{ rule: 'dispatches two empty data lines as LF', block: 'data\ndata', makes: { data: '\n' } },
	{ rule: 'dispatches nothing without data', block: 'event: a', makes: { data: undefined } },
	{ rule: 'takes the last event field', block: 'event: a\nevent: b', makes: { event: 'b' } },
	{ rule: 'is a message unless named', block: 'data: a', makes: { event: 'message' } },
	{
		rule: 'is a message where the name is empty',
		block: 'event: a\nevent:',
		makes: { event: 'message' },
	},
	{ rule: 'takes the last id', block: 'id: 1\nid: 2', makes: { lastEventId: '2' } },
	{ rule: 'ignores an id with U+0000', block: 'id: 1\nid: 2\0', makes: { lastEventId: '1' } },
	{ rule: 'resets an empty id', block: 'id: 1\nid:', makes: { lastEventId: '' } },
	{ rule: 'resets an id without a colon', block: 'id: 1\nid', makes: { lastEventId: '' } },
	{ rule: 'takes digits for retry', block: 'retry: 0250', makes: { retryMs: 250 } },
	{ rule: 'takes the last good retry', block: 'retry: 1\nretry: 2', makes: { retryMs: 2 } },
	{ rule: 'ignores a bad retry', block: 'retry: 1\nretry: 2s', makes: { retryMs: 1 } },
	{ rule: 'ignores a negative retry', block: 'retry: -1', makes: { retryMs: undefined } },
	{ rule: 'ignores a fraction as retry', block: 'retry: 1.5', makes: { retryMs: undefined } },
	{ rule: 'ignores an exponent as retry', block: 'retry: 1e3', makes: { retryMs: undefined } },
	{ rule: 'ignores an empty retry', block: 'retry', makes: { retryMs: undefined } },
	{ rule: 'ignores digits after two spaces', block: 'retry:  1', makes: { retryMs: undefined } },
	{ rule: 'ignores digits that are not ASCII', block: 'retry: ١', makes: { retryMs: undefined } },
	{
		rule: 'drops one space from a comment',
		block: ': a',
		makes: { comments: ['a'], data: undefined },
	},
	{ rule: 'drops no second space from a comment', block: ':  a', makes: { comments: [' a'] } },
	{
		rule: 'keeps every comment, in order',
		block: ':\n:a\n::b',
		makes: { comments: ['', 'a', ':b'] },
	},
	{ rule: 'takes no field from a comment', block: ':data: a', makes: { data: undefined } },
	{ rule: 'knows names by their case', block: 'Data: a\nDATA: b', makes: { data: undefined } },
	{ rule: 'ignores other fields', block: 'dat: a\ndatax: b\nfoo', makes: { data: undefined } },
	{ rule: 'takes no name after a space', block: ' data: a', makes: { data: undefined } },
	{ rule: 'takes no name before a space', block: 'data : a', makes: { data: undefined } },
	{
		rule: 'takes no name after a second BOM',
		block: '\ufeff\ufeffdata: a',
		makes: { data: undefined },
	},
	{ rule: 'drops one BOM at the start', block: '\ufeffdata: a', makes: { data: 'a' } },
	{ rule: 'keeps a BOM in a value', block: 'data: \ufeff', makes: { data: '\ufeff' } },
	{ rule: 'keeps U+0000 in data', block: 'data: a\0', makes: { data: 'a\0' } },
	{
		rule: 'ends a line at nothing but CR and LF',
		block: 'data: a\u2028b\u2029c\u0085d\ve\ff',
		makes: { data: 'a\u2028b\u2029c\u0085d\ve\ff' },
	},
	{
		rule: 'ends lines at CR, LF and CR LF alike',
		block: 'data: a\rdata: b\ndata: c\r\ndata: d',
		makes: { data: 'a\nb\nc\nd' },
	},
	{
		rule: 'reads invalid UTF-8 as U+FFFD, one for each maximal invalid part',
		block: Uint8Array.of(0x64, 0x61, 0x74, 0x61, 0x3a, 0xf0, 0x9f, 0x9a, 0xc0, 0xff, 0x41),
		makes: { data: '\ufffd\ufffd\ufffdA' },
	},
	{
		rule: 'does not let a truncated character swallow the line end',
		block: Uint8Array.of(0x64, 0x61, 0x74, 0x61, 0x3a, 0xe6, 0xb5),
		makes: { data: '\ufffd' },
	},
];

describe('the fields of a frame', () => {
	test.each(RULES)('$rule', ({ block, makes }) => {
		const body = typeof block === 'string' ? new TextEncoder().encode(block) : block;
		const { frames } = decode([body, Uint8Array.of(0x0a, 0x0a)]);
		expect(frames).toHaveLength(1);
		expect(frames[0]).toMatchObject(makes);
	});

	test('last until the blank line: only the id carries over to the next frame', () => {
		const { frames } = decode(
			'event: a\nid: 1\nretry: 5\n: c\ndata: x\n\ndata: y\n\nid\n\ndata: z\n\n'
		);
		expect(frames[1]).toMatchObject({
			event: 'message',
			data: 'y',
			lastEventId: '1',
			retryMs: undefined,
			comments: [],
		});
		expect(frames.map(({ lastEventId }) => lastEventId)).toEqual(['1', '1', '', '']);
	});

	test('takes the id of a frame that dispatches nothing', () => {
		const { frames } = decode('id: 1\n\ndata: a\n\n');
		expect(frames.map(({ data, lastEventId }) => [data, lastEventId])).toEqual([
			[undefined, '1'],
			['a', '1'],
		]);
	});

	test('rounds a retry too large for an integer to the nearest number', () => {
		expect(decode('retry: 9007199254740993\n\n').frames[0]!.retryMs).toBe(9_007_199_254_740_992);
		expect(decode(`retry: ${'9'.repeat(400)}\n\n`).frames[0]!.retryMs).toBe(Infinity);
	});

	test('cost no more per line in a frame with very many', () => {
		// Each of these was quadratic in some version of the decoder: lines without a colon, comments,
		// empty data, CR alone. A quadratic decoder takes minutes for a megabyte; ours, a fraction of a second.
		for (const line of ['x\n', ':\n', 'data\n', 'data\r', 'x\r']) {
			const lines = 1_000_000 / line.length;
			const { frames } = decode(`${line.repeat(lines)}${line.at(-1)}`, {
				maxFrameBytes: 2_000_000,
			});
			expect(frames.length, JSON.stringify(line)).toBe(1);
		}
	});
});
