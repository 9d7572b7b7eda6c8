/**
 * A hex dump, sixteen bytes a line: offset in the body, bytes, and the same as ASCII. At a read boundary the
 * space before the next byte becomes a `|`.
 */
import { hexOf } from './visible-bytes.ts';

export interface HexLine {
	readonly offset: string;
	readonly bytes: string;
	readonly ascii: string;
}

const WIDTH = 16;

export function hexLines(
	bytes: Uint8Array,
	start: number,
	boundaries: ReadonlySet<number>
): HexLine[] {
	const lines: HexLine[] = [];
	for (let from = 0; from < bytes.length; from += WIDTH) {
		const row = bytes.subarray(from, from + WIDTH);
		let text = '';
		for (let i = 0; i < WIDTH; i++) {
			const byte = row[i];
			text += boundaries.has(from + i) && byte !== undefined ? '|' : ' ';
			// A wider gap in the middle makes it easier to count.
			if (i === WIDTH / 2) text += ' ';
			text += byte === undefined ? '  ' : hexOf(byte);
		}
		lines.push({
			offset: (start + from).toString().padStart(8),
			bytes: text,
			ascii: [...row]
				.map((byte) => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '.'))
				.join(''),
		});
	}
	return lines;
}
