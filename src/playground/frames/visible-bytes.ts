/**
 * Bytes as text with nothing invisible: line ends, control characters, zero-width spaces, invalid UTF-8 and
 * read boundaries are all shown.
 *
 * Out     Runs of plain text, signs that each stand for one character, and boundaries, in byte order. No byte
 *         is left out.
 */
import type { ReadBoundary } from '../../run/index.ts';

export type Glyph =
	| { readonly kind: 'text'; readonly text: string }
	/** `sign` stands for an invisible character; `breaksLine` if a line ends after it. */
	| {
			readonly kind: 'sign';
			readonly sign: string;
			readonly name: string;
			readonly breaksLine: boolean;
	  }
	/** A read ends here, after `bytesInside` bytes of the next character. */
	| { readonly kind: 'boundary'; readonly read: number; readonly bytesInside: number };

/** Characters with a name that developers use; the rest are shown by code point. */
const NAMES: Readonly<Record<string, readonly [sign: string, name: string]>> = {
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

// Control and format characters (including bidirectional ones and tags), and separators other than U+0020.
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]$|^(?! )\p{Zs}$/u;

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
		let next = boundaries[boundary];
		for (; next && next.at < at + length; next = boundaries[++boundary]) {
			flush();
			glyphs.push({ kind: 'boundary', read: next.read, bytesInside: next.at - at });
		}
		const isEndOfLine = character === '\n' || (character === '\r' && bytes[at + length] !== 0x0a);
		if (character === undefined) {
			flush();
			const hex = [...bytes.subarray(at, at + length)].map(hexOf).join(' ');
			glyphs.push({ kind: 'sign', sign: hex, name: 'not UTF-8', breaksLine: false });
		} else if (INVISIBLE.test(character)) {
			flush();
			glyphs.push({ kind: 'sign', ...signOf(character), breaksLine: isEndOfLine });
		} else plain += character;
		at += length;
	}
	flush();
	return glyphs;
}

function signOf(character: string): { sign: string; name: string } {
	const known = NAMES[character];
	if (known) return { sign: known[0], name: known[1] };
	const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
	return { sign: `U+${code}`, name: 'invisible character' };
}

export const hexOf = (byte: number) => byte.toString(16).toUpperCase().padStart(2, '0');

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The character that begins at a byte; `undefined` for a byte that begins no valid character. */
function characterAt(
	bytes: Uint8Array,
	at: number
): { character: string | undefined; length: number } {
	const first = bytes[at] ?? 0;
	if (first < 0x80) return { character: String.fromCharCode(first), length: 1 };
	const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
	try {
		return { character: utf8.decode(bytes.subarray(at, at + length)), length };
	} catch {
		return { character: undefined, length: 1 };
	}
}
