import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { piecesOfRow } from '../../../../src/playground/frames/row-pieces.ts';
import { inkFrame } from '../../../../src/playground/frames/ink.ts';

const frame = 'data: {"id":"abc","object":"x.chunk","choices":[{"delta":{"content":"Once"}}]}';

/** `…` for what gives way, `|7|` where read 7 ends, `<>` around what is found, `⏎` for a line end. */
const row = (marks: Partial<Parameters<typeof piecesOfRow>[1]>, text = frame) =>
	piecesOfRow(inkFrame(text), { boundaries: [], match: undefined, ...marks })
		.map(({ text: piece, givesWay, isMatch, afterRead, lineEnd }) => {
			const shown = givesWay ? '…' : isMatch ? `<${piece}>` : lineEnd ? `⏎${lineEnd} ` : piece;
			return afterRead === undefined ? shown : `|${afterRead}|${shown}`;
		})
		.join('');

const find = (text: string) => ({
	start: frame.indexOf(text),
	end: frame.indexOf(text) + text.length,
});

describe('piecesOfRow()', () => {
	test('lets what repeats give way, between the beginning and the key of what is new', () => {
		expect(row({})).toBe('data: {…"content":"Once"}}]}');
	});

	test('lets the rest of the envelope give way, too', () => {
		const long = frame.replace('}}]}', '},"logprobs":null,"finish_reason":null}],"usage":null}');
		expect(row({}, long)).toBe('data: {…"content":"Once"…');
	});

	test('keeps the word of a frame that brings nothing new', () => {
		expect(row({}, 'data: {"id":"abc","choices":[]}')).toBe('data: {…');
	});

	test('marks line ends inside a frame, whatever they are', () => {
		const lines = 'event: message\r\n: note\rdata: {"id":"abc",\ndata: "object":"x.chunk"}';
		expect(row({}, lines)).toBe(
			'event: message⏎CRLF : note⏎CR data: {…⏎LF data: "object":"x.chunk"}'
		);
	});

	test('marks where a read ends, even inside what gives way', () => {
		expect(row({ boundaries: [{ at: 20, read: 3 }] })).toBe('data: {…|3|…"content":"Once"}}]}');
		const at = frame.indexOf('nce"');
		expect(row({ boundaries: [{ at, read: 0 }] })).toBe('data: {…"content":"O|0|nce"}}]}');
	});

	test('keeps a search match in sight', () => {
		expect(row({ match: find('chunk') })).toBe('data: {…<chunk>…"content":"Once"}}]}');
		expect(row({ match: find('"Once"') })).toBe('data: {…"content":<"Once">}}]}');
		expect(row({ match: find('content":"On') })).toBe('data: {…"<content":><"On>ce"}}]}');
	});

	test('loses and adds nothing, and draws every boundary once', () => {
		const anyPlaces = fc.uniqueArray(fc.integer({ min: 1, max: frame.length - 1 }), {
			maxLength: 6,
		});
		fc.assert(
			fc.property(anyPlaces, fc.nat(frame.length - 1), fc.nat(9), (places, start, length) => {
				const boundaries = places.toSorted((a, b) => a - b).map((at, read) => ({ at, read }));
				const match = { start, end: Math.min(frame.length, start + length + 1) };
				const pieces = piecesOfRow(inkFrame(frame), { boundaries, match });
				expect(pieces.map(({ text }) => text).join('')).toBe(frame);
				const drawn = pieces.flatMap(({ afterRead }) => afterRead ?? []);
				expect(drawn).toEqual(boundaries.map(({ read }) => read));
				const matched = pieces.filter(({ isMatch }) => isMatch).map(({ text }) => text);
				expect(matched.join('')).toBe(frame.slice(match.start, match.end));
				expect(pieces.some(({ givesWay, isMatch }) => givesWay && isMatch)).toBe(false);
			})
		);
	});
});
