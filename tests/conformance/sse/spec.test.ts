/**
 * The decoder against the standard's own wording (`support/sse-oracle.ts`), on bytes made up by
 * fast-check that are thick with what the format cares about.
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes, cutAt, decode, joined, type Decoded } from '../../support/sse.ts';
import { interpret } from '../../support/sse-oracle.ts';

const BOM = [0xef, 0xbb, 0xbf];
/** Pieces of the format, whole and broken, so that most bodies mean something. */
const PIECES = [
	['\n', '\r', '\r\n', '\n\n', '\r\n\r\n', ':', ' ', '  ', ': ', '\0', '7', '42', 'x', '\t'],
	['data', 'data:', 'data: ', 'event:', 'event: ', 'id:', 'id: ', 'retry:', 'retry: '],
	['Data:', 'dat', 'datax:', ' data:', 'é', '流', '🚀', '\u2028', '\u0085', '\v', '\ufeff'],
	['data: {"a":1}\n\n', 'id: 1\n', 'retry: 10\n', ': ping\n\n'],
]
	.flat()
	.map((piece) => [...bytes(piece)]);
/** Cut characters and bytes that UTF-8 never has. */
const BROKEN = [[0xef], [0xbb], [0xbf], [0xf0, 0x9f], [0xe6, 0xb5], [0x80], [0xc0], [0xff]];

const body = fc
	.tuple(
		fc.constantFrom([], BOM, [...BOM, ...BOM], BOM.slice(0, 2)),
		fc.array(
			fc.oneof(
				{ weight: 12, arbitrary: fc.constantFrom(...PIECES) },
				{ weight: 1, arbitrary: fc.constantFrom(...BROKEN) },
				{ weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }).map((byte) => [byte]) }
			),
			{ maxLength: 60 }
		)
	)
	.map(([start, pieces]) => Uint8Array.from([...start, ...pieces.flat()]));
const cuts = fc.array(fc.nat(200), { maxLength: 12 });

const blocks = ({ frames }: Decoded) =>
	frames.map(({ event, data, lastEventId, retryMs, comments }) => {
		return { event, data, lastEventId, retryMs, comments: [...comments] };
	});

const within = (wire: Uint8Array, places: readonly number[]) =>
	cutAt(
		wire,
		places.map((place) => place % (wire.length + 1))
	);

describe.each([false, true])('createFrameDecoder({ shareReads: %s })', (shareReads) => {
	test('reads any bytes as the standard words it, wherever they are cut', () => {
		fc.assert(
			fc.property(body, cuts, (wire, places) => {
				const decoded = decode(within(wire, places), { shareReads });
				expect(blocks(decoded)).toEqual(interpret(wire).blocks);
			}),
			{ numRuns: 3000 }
		);
	});

	test('gives every byte back, in frames that lie end to end', () => {
		fc.assert(
			fc.property(body, cuts, (wire, places) => {
				const decoded = decode(within(wire, places), { shareReads });
				expect(joined(decoded)).toEqual(wire);
				let end = 0;
				for (const [index, frame] of decoded.frames.entries()) {
					expect(frame.index).toBe(index);
					expect(frame.start, `frame ${index} starts where the last ended`).toBe(end);
					expect(frame.end - frame.start).toBe(frame.raw.length);
					end = frame.end;
				}
			}),
			{ numRuns: 1000 }
		);
	});

	test('puts each byte into the frame that it belongs to', () => {
		fc.assert(
			fc.property(body, (wire) => {
				const decoded = decode([wire], { shareReads });
				for (const [index, { raw, data }] of decoded.frames.entries()) {
					// A BOM is one only at the start of a body, so later ones need a byte before them.
					const alone = interpret(index === 0 ? raw : Uint8Array.from([...bytes('\n'), ...raw]));
					const own = index === 0 ? alone.blocks : alone.blocks.slice(1);
					expect(
						own.map((block) => block.data),
						`raw of frame ${index}`
					).toEqual([data]);
					expect(alone.unfinished).toBe('');
				}
				const restText = new TextDecoder('utf-8', { ignoreBOM: decoded.frames.length > 0 })
					.decode(decoded.rest)
					.replace(/\r\n|\r/g, '\n');
				expect(restText, 'rest is what no blank line ended').toBe(interpret(wire).unfinished);
			}),
			{ numRuns: 1000 }
		);
	});
});
