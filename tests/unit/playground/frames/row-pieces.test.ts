import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { piecesOfRow } from '../../../../src/playground/frames/row-pieces.ts';
import { inkFrame } from '../../../../src/playground/frames/ink.ts';

const frame = 'data: {"id":"abc","object":"x.chunk","choices":[{"delta":{"content":"Once"}}]}';

/** As it reads on the screen: `…` for a fold, `|7|` where read 7 ends, `<>` around what is found. */
const row = (marks: Partial<Parameters<typeof piecesOfRow>[1]>) =>
	piecesOfRow(inkFrame(frame), { boundaries: [], match: undefined, ...marks })
		.map(({ text, isFolded, isMatch, afterRead }) => {
			const shown = isFolded ? '…' : isMatch ? `<${text}>` : text;
			return afterRead === undefined ? shown : `|${afterRead}|${shown}`;
		})
		.join('');

const find = (text: string) => ({
	start: frame.indexOf(text),
	end: frame.indexOf(text) + text.length,
});

describe('piecesOfRow()', () => {
	test('folds what repeats, up to the key of what is new', () => {
		expect(row({})).toBe('…"content":"Once"}}]}');
	});

	test('marks where a read ends, even inside a fold', () => {
		expect(row({ boundaries: [{ at: 20, read: 3 }] })).toBe('…|3|…"content":"Once"}}]}');
		const at = frame.indexOf('nce"');
		expect(row({ boundaries: [{ at, read: 0 }] })).toBe('…"content":"O|0|nce"}}]}');
	});

	test('opens a fold for a search match', () => {
		expect(row({ match: find('chunk') })).toBe('…<chunk>…"content":"Once"}}]}');
		expect(row({ match: find('"Once"') })).toBe('…"content":<"Once">}}]}');
		expect(row({ match: find('content":"On') })).toBe('…"<content":><"On>ce"}}]}');
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
				expect(pieces.some(({ isFolded, isMatch }) => isFolded && isMatch)).toBe(false);
			})
		);
	});
});
