/**
 * Phrases that reasons, advice and notes share.
 *
 * Units   Frames and characters are counted from 1 in sentences, as readers count; `choices[1]` is the
 *         API's own name for a choice.
 */
import type { ApiError } from './chunk-types.ts';

/** Longest quotation, in characters: a whole HTML page is no reason. */
const MAX_QUOTE = 300;

export const frameName = (frameIndex: number): string => `frame ${frameIndex + 1}`;

export function plural(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function shorten(text: string, limit = MAX_QUOTE): string {
	if (text.length <= limit) return text;
	// Not between the halves of a character beyond U+FFFF.
	const end = /[\uD800-\uDBFF]/.test(text[limit - 1]!) ? limit - 1 : limit;
	return `${text.slice(0, end)}…`;
}

export function quote(text: string): string {
	return `"${shorten(text.trim().replace(/\s+/g, ' '))}"`;
}

/** The API's own message, then its type, its code and the provider, where it gave any. */
export function errorText({ message, type, code, provider }: ApiError): string {
	const labels = [type, code, provider && `from ${provider}`].filter(
		(label) => label !== undefined
	);
	return quote(message) + (labels.length > 0 ? ` (${labels.join(', ')})` : '');
}

/** The transport's own words, in brackets. */
export function inBrackets(text: string | undefined): string {
	return text ? ` (${shorten(text.trim())})` : '';
}

export function seconds(ms: number): string {
	return `${Number((ms / 1000).toFixed(1))} s`;
}
