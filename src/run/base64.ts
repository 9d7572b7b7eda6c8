/** Bytes to base64 (RFC 4648, with padding) and back. */
import { byteText } from './bytes.ts';

/** What `fromBase64` accepts; `public/recording.schema.json` has the same pattern. */
export const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function toBase64(bytes: Uint8Array): string {
	return btoa(byteText(bytes));
}

export function fromBase64(text: string): Uint8Array {
	return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Base64 as other programs write it: unpadded, with line breaks, or URL-safe. `undefined` if it is not base64. */
export function fromAnyBase64(text: string): Uint8Array | undefined {
	const plain = text
		.replace(/\s/g, '')
		.replace(/=+$/, '')
		.replaceAll('-', '+')
		.replaceAll('_', '/');
	return /^[A-Za-z0-9+/]*$/.test(plain) && plain.length % 4 !== 1 ? fromBase64(plain) : undefined;
}
