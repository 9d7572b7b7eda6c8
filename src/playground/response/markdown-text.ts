/**
 * Resolves entities in Markdown text. In one place, so that what is drawn (`Markdown.tsx`) and its
 * mapping back to the source (`links/markdown-map.ts`) agree.
 */
import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import type { MarkedToken, Token, Tokens } from 'marked';

const ENTITY = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w{1,31}));/g;

/** Resolves `&amp;` and other entities, which Marked leaves to HTML. */
export function unescape(text: string): string {
	return text.replace(ENTITY, decode);
}

/** The text split at each entity, with what is shown for each piece. */
export function piecesOf(text: string): { raw: string; shown: string }[] {
	const pieces: { raw: string; shown: string }[] = [];
	let from = 0;
	for (const match of text.matchAll(ENTITY)) {
		const [raw, decimal, hex, name] = match;
		const before = text.slice(from, match.index);
		if (before !== '') pieces.push({ raw: before, shown: before });
		pieces.push({ raw, shown: decode(raw, decimal, hex, name) });
		from = match.index + raw.length;
	}
	const rest = text.slice(from);
	if (rest !== '') pieces.push({ raw: rest, shown: rest });
	return pieces;
}

function decode(raw: string, decimal?: string, hex?: string, name?: string): string {
	if (name !== undefined) return decodeNamedCharacterReference(name) || raw;
	const code = decimal === undefined ? parseInt(hex ?? '', 16) : parseInt(decimal, 10);
	const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
	return isCharacter ? String.fromCodePoint(code) : '\uFFFD';
}

/** Marked leaves its `Token` open for extensions. There are none here, so these are all. */
export const known = (token: Token) => token as MarkedToken;

/** Prefix of a linked image's text; its name or URL follows. */
export const IMAGE_WORD = 'Image: ';

export const nameSource = (image: Tokens.Image) => image.text || image.href;
export const nameOf = (image: Tokens.Image) => IMAGE_WORD + unescape(nameSource(image));
