/** Bodies that fast-check makes up, thick with what the event stream cares about. */
import * as fc from 'fast-check';
import { bytes, cutAt } from './sse.ts';

const BOM = [0xef, 0xbb, 0xbf];
/** Pieces of the format, whole and broken, so that most bodies mean something. */
const PIECES = [
	['\n', '\r', '\r\n', '\n\n', '\r\n\r\n', ':', ' ', '  ', ': ', '\0', '7', '42', 'x', '\t'],
	['data', 'data:', 'data: ', 'event:', 'event: ', 'id:', 'id: ', 'retry:', 'retry: '],
	['Data:', 'dat', 'datax:', ' data:', 'é', '流', '🚀', '\u2028', '\u0085', '\v', '\ufeff'],
	['data: {"a":1}\n\n', 'id: 1\n', 'retry: 10\n', ': ping\n\n'],
]
	.flat()
	.map((piece) => Array.from(bytes(piece)));
/** Cut characters and bytes that UTF-8 never has. */
const BROKEN = [[0xef], [0xbb], [0xbf], [0xf0, 0x9f], [0xe6, 0xb5], [0x80], [0xc0], [0xff]];

export const body = fc
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
/** Places to cut at, for a body of any length: see `cutWithin`. */
export const cuts = fc.array(fc.nat(200), { maxLength: 12 });

export const cutWithin = (wire: Uint8Array, places: readonly number[]) =>
	cutAt(
		wire,
		places.map((place) => place % (wire.length + 1))
	);
