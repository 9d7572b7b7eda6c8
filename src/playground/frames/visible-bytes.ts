/**
 * Bytes as text in which nothing is invisible: line ends, control characters, blanks of no width, bytes that
 * are no UTF-8, and the places where a read ended.
 *
 * In      The bytes of a frame, and the boundaries of reads in it.
 * Out     `Glyph`s: runs of plain text, signs that stand for one character, boundaries. The bytes they stand for,
 *         in order, are all the bytes.
 * Source  UTF-8 as the WHATWG Encoding Standard decodes it: each sequence that is none is one U+FFFD.
 */
import type { ReadBoundary } from '../../run/index.ts';

export type Glyph =
	| { readonly kind: 'text'; readonly text: string }
	/** `sign` stands for what cannot be seen; `breaksLine` where a line ends after it. */
	| {
			readonly kind: 'sign';
			readonly sign: string;
			readonly name: string;
			readonly breaksLine: boolean;
	  }
	/** A read ends here; so many bytes of the next character came before the boundary. */
	| { readonly kind: 'boundary'; readonly read: number; readonly bytesInside: number };

/** Control characters that have names a developer uses; the rest are called by their number. */
const names: Readonly<Record<string, readonly [sign: string, name: string]>> = {
	'\0': ['NUL', 'null'],
	'\t': ['TAB', 'tab'],
	'\n': ['LF', 'line feed'],
	'\r': ['CR', 'carriage return'],
	'\u001b': ['ESC', 'escape'],
	'\u007f': ['DEL', 'delete'],
	'\u00a0': ['NBSP', 'no-break space'],
	'\u00ad': ['SHY', 'soft hyphen'],
	'\u200b': ['ZWSP', 'zero width space'],
	'\u200c': ['ZWNJ', 'zero width non-joiner'],
	'\u200d': ['ZWJ', 'zero width joiner'],
	'\u200e': ['LRM', 'left-to-right mark'],
	'\u200f': ['RLM', 'right-to-left mark'],
	'\u2028': ['LS', 'line separator'],
	'\u2029': ['PS', 'paragraph separator'],
	'\u2060': ['WJ', 'word joiner'],
	'\ufeff': ['BOM', 'byte order mark'],
};

// Controls, formats (among them those that turn the writing direction), separators that are not U+0020, tags.
const invisible = /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]$|^(?! )\p{Zs}$/u;

export function visibleBytes(bytes: Uint8Array, boundaries: readonly ReadBoundary[]): Glyph[] {
	const glyphs: Glyph[] = [];
	let plain = '';
	let boundary = 0;
	const flush = () => {
		if (plain !== '') glyphs.push({ kind: 'text', text: plain });
		plain = '';
	};

	for (let at = 0; at < bytes.length;) {
		const { character, length } = characterAt(bytes, at);
		for (; boundary < boundaries.length && boundaries[boundary]!.at < at + length; boundary++) {
			flush();
			const { read, at: place } = boundaries[boundary]!;
			glyphs.push({ kind: 'boundary', read, bytesInside: place - at });
		}
		const isEndOfLine = character === '\n' || (character === '\r' && bytes[at + length] !== 0x0a);
		if (character === undefined) {
			flush();
			const hex = [...bytes.subarray(at, at + length)].map(hexOf).join(' ');
			glyphs.push({ kind: 'sign', sign: hex, name: 'not UTF-8', breaksLine: false });
		} else if (invisible.test(character)) {
			flush();
			glyphs.push({ kind: 'sign', ...signOf(character), breaksLine: isEndOfLine });
		} else plain += character;
		at += length;
	}
	flush();
	return glyphs;
}

function signOf(character: string): { sign: string; name: string } {
	const known = names[character];
	if (known) return { sign: known[0], name: known[1] };
	const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
	return { sign: `U+${code}`, name: 'invisible character' };
}

export const hexOf = (byte: number) => byte.toString(16).toUpperCase().padStart(2, '0');

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The character that begins at a byte; `undefined` for a byte that begins none. */
function characterAt(
	bytes: Uint8Array,
	at: number
): { character: string | undefined; length: number } {
	const first = bytes[at]!;
	if (first < 0x80) return { character: String.fromCharCode(first), length: 1 };
	const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
	try {
		return { character: utf8.decode(bytes.subarray(at, at + length)), length };
	} catch {
		return { character: undefined, length: 1 };
	}
}
