/**
 * What LaunchDarkly's contract tests for SSE clients ask of a parser, as cases of our own.
 *
 * Each send is one read, and its events must come with that read: a client under those tests gets no
 * further byte. Left out: what is about connections (headers, redirects, reconnecting), which a decoder
 * has none of. Their comments come by the line; ours come with the frame that they stand in.
 *
 * Source  https://github.com/launchdarkly/sse-contract-tests, `ssetests/`.
 */
import { describe, expect, test } from 'vitest';
import { createFrameDecoder } from '../../../src/sse/index.ts';
import { createRandom } from '../../support/random.ts';
import { bytes, cutAt } from '../../support/sse.ts';

interface Event {
	readonly type: string;
	readonly data: string;
	readonly id: string;
}

/** The events that each read brings, from first to last. */
function receive(reads: readonly (string | Uint8Array)[]) {
	const decoder = createFrameDecoder({ maxFrameBytes: 16_000_000 });
	return reads.map((read) => {
		const frames = decoder.push(typeof read === 'string' ? bytes(read) : read);
		const events = frames.flatMap(({ data, event: type, lastEventId: id }): Event[] =>
			data === undefined ? [] : [{ type, data, id }]
		);
		return { events, comments: frames.flatMap(({ comments }) => [...comments]) };
	});
}

const eventsOf = (...reads: (string | Uint8Array)[]) => receive(reads).map(({ events }) => events);
const message = (data: string, id = ''): Event => ({ type: 'message', data, id });
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Reads, and for each of them the events that it completes. */
const PARSING: [name: string, reads: string[], events: Event[][]][] = [
	['a one-line message', ['data: Hello\n\n'], [[message('Hello')]]],
	[
		'two messages in three reads that share one',
		['data: test', 'test\n\ndata:', 'test\n\n'],
		[[], [message('testtest')], [message('test')]],
	],
	['a message in two reads', ['data: Hel', 'lo\n\n'], [[], [message('Hello')]]],
	[
		'two messages in one read',
		['data: Hello\n\ndata: World\n\n'],
		[[message('Hello'), message('World')]],
	],
	['a two-line message', ['data: Hello\ndata:World\n\n'], [[message('Hello\nWorld')]]],
	['empty data', ['data:\n\n'], [[message('')]]],
	['a type', ['event: greeting\ndata: Hello\n\n'], [[{ type: 'greeting', data: 'Hello', id: '' }]]],
	['an id', ['id: abc\ndata: Hello\n\n'], [[message('Hello', 'abc')]]],
	[
		'a type and an id in any order',
		['data: Hello\nid: abc\nevent: greeting\n\n'],
		[[{ type: 'greeting', data: 'Hello', id: 'abc' }]],
	],
	['an id with U+0000, which is ignored', ['id: a\0bc\ndata: Hello\n\n'], [[message('Hello')]]],
	[
		'an id that persists',
		['id: abc\ndata: first\n\n', 'data: second\n\n'],
		[[message('first', 'abc')], [message('second', 'abc')]],
	],
	[
		'an id reset by an empty one',
		['id: abc\ndata: first\n\n', 'id: \ndata: second\n\n'],
		[[message('first', 'abc')], [message('second')]],
	],
	['an unknown field', ['color: blue\ndata: Hello\n\n'], [[message('Hello')]]],
	[
		'fields without a space',
		['event:greeting\ndata:Hello\n\n'],
		[[{ type: 'greeting', data: 'Hello', id: '' }]],
	],
	[
		'fields with an extra space',
		['event:  greeting\ndata:  Hello\n\n'],
		[[{ type: ' greeting', data: ' Hello', id: '' }]],
	],
	['fields without a colon', ['data\n\ndata\ndata\n\n'], [[message(''), message('\n')]]],
	['characters of several bytes', ['data: €豆腐\n\n'], [[message('€豆腐')]]],
	[
		'a CR LF cut between its halves',
		['data: Hello\r', '\ndata: World\r', '\n\r\ndata: OK\r', '\n', '\r', '\n'],
		[[], [], [message('Hello\nWorld')], [], [], [message('OK')]],
	],
];

describe('basic parsing', () => {
	test.each(PARSING)('%s', (_name, reads, events) => {
		expect(eventsOf(...reads)).toEqual(events);
	});

	test('a hundred messages in one read, in order', () => {
		const all = Array.from({ length: 100 }, (_, i) => `message ${i}`);
		const wire = all.map((data) => `data: ${data}\n\n`).join('');
		expect(eventsOf(wire)).toEqual([all.map((data) => message(data))]);
	});

	test('characters of several bytes, byte by byte', () => {
		const reads = Array.from(bytes('data: €豆腐\n\n'), (byte) => Uint8Array.of(byte));
		expect(eventsOf(...reads).at(-1)).toEqual([message('€豆腐')]);
	});

	test('a large message, in one read and in two', () => {
		const random = createRandom(1);
		const large = Array.from({ length: 80_000 }, () => random().toString(36)).join('');
		const found = (...reads: string[]) => eventsOf(...reads).at(-1)?.[0]?.data === large;
		expect(found(`data: ${large}\n\n`)).toBe(true);
		expect(found(`data: ${large.slice(0, 7)}`, `${large.slice(7)}\n\n`)).toBe(true);
	});
});

describe('a byte order mark', () => {
	const BOM = '\xef\xbb\xbf';

	test.each([
		['is stripped at the start', [`${BOM}data: Hello\n\n`], [[message('Hello')]]],
		[
			'is stripped once',
			[`${BOM}data: First\n\ndata: Second\n\n`],
			[[message('First'), message('Second')]],
		],
		[
			'is data anywhere else',
			['data: First\n\n', `data: ${BOM}Second\n\n`],
			[[message('First')], [message('\ufeffSecond')]],
		],
		['may be cut in two', ['\xef\xbb', '\xbfdata: Hello\n\n'], [[], [message('Hello')]]],
		[
			'may come byte by byte',
			['\xef', '\xbb', '\xbf', 'data: Hello\n\n'],
			[[], [], [], [message('Hello')]],
		],
		[
			'is data right after the first field name',
			[`${BOM}data: ${BOM}Hello\n\n`],
			[[message('\ufeffHello')]],
		],
		['may stand before a comment', [`${BOM}:c\ndata: Hello\n\n`], [[message('Hello')]]],
		['may stand before empty data', [`${BOM}data:\n\n`], [[message('')]]],
	])('%s', (_name, reads, events) => {
		expect(eventsOf(...reads.map(latin1))).toEqual(events);
	});
});

describe('comments', () => {
	test.each([
		[':Hello\n\n', ['Hello']],
		[': Hello\n\n', ['Hello']],
		[':Hello\n:World\n\n', ['Hello', 'World']],
		[':\n\n', ['']],
		[':Hello\ndata: Hello\n\n', ['Hello']],
		['data: Hello\n:Hello\n\n', ['Hello']],
	])('%j', (wire, comments) => {
		expect(receive([wire])[0]?.comments).toEqual(comments);
	});
});

describe.each([
	['LF', '\n'],
	['CR LF', '\r\n'],
	['CR', '\r'],
])('lines that end in %s', (_name, end) => {
	test.each([
		['a one-line event', ['data: event 1', '', ''], ['event 1']],
		[
			'a one-line event and one of two lines',
			['data: event 1', '', 'data: line 1', 'data: line 2', '', ''],
			['event 1', 'line 1\nline 2'],
		],
		['an empty line first', ['data:', 'data: 2', 'data: 3', '', ''], ['\n2\n3']],
		['an empty line in the middle', ['data: 1', 'data:', 'data: 3', '', ''], ['1\n\n3']],
		['an extra empty line', ['data: 1', '', '', 'data: 2', '', ''], ['1', '2']],
		['two extra empty lines', ['data: 1', '', '', '', 'data: 2', '', ''], ['1', '2']],
	])('%s, in reads of any size, without waiting for more', (_case, lines, data) => {
		const wire = bytes(lines.join(end));
		for (const size of [wire.length, 1, 2, 3, 5]) {
			const cuts = Array.from(
				{ length: Math.ceil(wire.length / size) - 1 },
				(_, i) => (i + 1) * size
			);
			const events = eventsOf(...cutAt(wire, cuts)).flat();
			expect(events, `in reads of ${size}`).toEqual(data.map((one) => message(one)));
		}
	});
});
