/**
 * The decoder against the standard's own wording (`support/sse-oracle.ts`), on bytes made up by
 * fast-check that are thick with what the format cares about.
 */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes, decode, joined, type Decoded } from '../../support/sse.ts';
import { body, cuts, cutWithin } from '../../support/sse-bodies.ts';
import { interpret } from '../../support/sse-oracle.ts';

const blocks = ({ frames }: Decoded) =>
	frames.map(({ event, data, lastEventId, retryMs, comments }) => {
		return { event, data, lastEventId, retryMs, comments: [...comments] };
	});

describe.each([false, true])('createFrameDecoder({ shareReads: %s })', (shareReads) => {
	test('reads any bytes as the standard words it, wherever they are cut', () => {
		fc.assert(
			fc.property(body, cuts, (wire, places) => {
				const decoded = decode(cutWithin(wire, places), { shareReads });
				expect(blocks(decoded)).toEqual(interpret(wire).blocks);
			}),
			{ numRuns: 3000 }
		);
	});

	test('gives every byte back, in frames that lie end to end', () => {
		fc.assert(
			fc.property(body, cuts, (wire, places) => {
				const decoded = decode(cutWithin(wire, places), { shareReads });
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
					// After a frame that ended with CR, a first LF belongs to that CR.
					const before = decoded.frames[index - 1]?.raw.at(-1) === 0x0d ? '\r' : '\n';
					const alone = interpret(index === 0 ? raw : Uint8Array.from([...bytes(before), ...raw]));
					const own = index === 0 ? alone.blocks : alone.blocks.slice(1);
					expect(
						own.map((block) => block.data),
						`raw of frame ${index}`
					).toEqual([data]);
					expect(alone.unfinished).toBe('');
				}
				const restText = new TextDecoder('utf-8', { ignoreBOM: decoded.frames.length > 0 })
					.decode(decoded.frames.at(-1)?.raw.at(-1) === 0x0d ? afterCR(decoded.rest) : decoded.rest)
					.replace(/\r\n|\r/g, '\n');
				expect(restText, 'rest is what no blank line ended').toBe(interpret(wire).unfinished);
			}),
			{ numRuns: 1000 }
		);
	});
});

/** An LF after a frame that ended with CR is the second half of that line end. */
function afterCR(rest: Uint8Array): Uint8Array {
	return rest[0] === 0x0a ? rest.subarray(1) : rest;
}
