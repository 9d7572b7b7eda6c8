/**
 * Our frames against eventsource-parser, the decoder most clients are built on: the same events for
 * any bytes, but for the differences listed, each of which must still be one.
 */
import { createParser } from 'eventsource-parser';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes, decode } from '../../support/sse.ts';
import { body, cuts, cutWithin } from '../../support/sse-bodies.ts';

interface Seen {
	events: { data: string; event: string | undefined; id: string | undefined }[];
	comments: string[];
	retries: number[];
}

/** As its README has it, with the decoder of the caller's choice. */
function theirs(reads: readonly Uint8Array[], decoder = new TextDecoder()): Seen {
	const seen: Seen = { events: [], comments: [], retries: [] };
	const parser = createParser({
		onEvent: ({ data, event, id }) => void seen.events.push({ data, event, id }),
		onComment: (comment) => void seen.comments.push(comment),
		onRetry: (retry) => void seen.retries.push(retry),
	});
	for (const read of reads) parser.feed(decoder.decode(read, { stream: true }));
	parser.feed(decoder.decode());
	return seen;
}

function ours(reads: readonly Uint8Array[]): Seen {
	const { frames } = decode(reads);
	return {
		events: frames.flatMap(({ data, event, lastEventId }) =>
			data === undefined ? [] : [{ data, event, id: lastEventId }]
		),
		comments: frames.flatMap(({ comments }) => comments),
		retries: frames.flatMap(({ retryMs }) => retryMs ?? []),
	};
}

const DIFFERENCES: {
	difference: string;
	reason: string;
	body: string;
	look: (seen: Seen) => unknown;
	ours: unknown;
	theirs: unknown;
}[] = [
	{
		difference: 'the id of an event whose block has none',
		reason: 'The standard keeps the last event ID; theirs is the field of the block, `onId` aside.',
		body: 'id: 1\ndata: a\n\ndata: b\n\n',
		look: ({ events }) => events.map(({ id }) => id),
		ours: ['1', '1'],
		theirs: ['1', undefined],
	},
	{
		difference: 'the name of an event that gives none',
		reason: 'The standard dispatches it as `message`; theirs leaves the name to the caller.',
		body: 'data: a\n\nevent:\ndata: b\n\n',
		look: ({ events }) => events.map(({ event }) => event),
		ours: ['message', 'message'],
		theirs: [undefined, undefined],
	},
	{
		difference: 'a comment and a retry field in a block that never ended',
		reason:
			'Ours belong to frames, so what no blank line ended is in `rest`; theirs come by the line.',
		body: ': a\nretry: 1\n',
		look: ({ comments, retries }) => ({ comments, retries }),
		ours: { comments: [], retries: [] },
		theirs: { comments: ['a'], retries: [1] },
	},
	{
		difference: 'a retry field that another in its block overrules',
		reason: 'A frame has one retry time, the last; theirs calls back for each field.',
		body: 'retry: 1\nretry: 2\n\n',
		look: ({ retries }) => retries,
		ours: [2],
		theirs: [1, 2],
	},
	{
		difference: 'a second BOM',
		reason:
			'The standard strips one. Their decoder and their parser each do, unless told otherwise.',
		body: '\ufeff\ufeffdata: a\n\ndata: b\n\n',
		look: ({ events }) => events.map(({ data }) => data),
		ours: ['b'],
		theirs: ['a', 'b'],
	},
	{
		difference: 'the letters that a BOM looks like in Latin-1',
		reason: 'They are text, as any other; theirs takes them for a BOM decoded byte by byte.',
		body: 'ï»¿data: a\n\ndata: b\n\n',
		look: ({ events }) => events.map(({ data }) => data),
		ours: ['b'],
		theirs: ['a', 'b'],
	},
];

describe('frames and the events of eventsource-parser', () => {
	test('carry the same data and names, wherever any bytes are cut', () => {
		fc.assert(
			fc.property(body, cuts, (wire, places) => {
				const reads = cutWithin(wire, places);
				const ourEvents = ours(reads).events.map(({ data, event }) => ({ data, event }));
				const keepsBOM = new TextDecoder('utf-8', { ignoreBOM: true });
				const theirEvents = theirs(reads, keepsBOM).events.map(({ data, event = 'message' }) => {
					return { data, event };
				});
				expect(ourEvents).toEqual(theirEvents);
			}),
			{ numRuns: 3000 }
		);
	});

	test.each(DIFFERENCES)('differ, on purpose, in $difference', (row) => {
		const reads = [bytes(row.body)];
		expect(row.ours, 'a difference that is none').not.toEqual(row.theirs);
		expect(row.look(ours(reads)), row.reason).toEqual(row.ours);
		expect(row.look(theirs(reads)), 'theirs has changed: is this still a difference?').toEqual(
			row.theirs
		);
	});
});
