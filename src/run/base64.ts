/** Bytes as base64 (RFC 4648, with padding) and back, with what every browser and Node have. */
import { byteText } from './bytes.ts';

/** What `fromBase64` takes; `public/recording.schema.json` says the same. */
export const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function toBase64(bytes: Uint8Array): string {
	return btoa(byteText(bytes));
}

export function fromBase64(text: string): Uint8Array {
	return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** As other programs write it: padded or not, with line breaks, in the alphabet of URLs. `undefined`: it is none. */
export function fromAnyBase64(text: string): Uint8Array | undefined {
	const plain = text
		.replace(/\s/g, '')
		.replace(/=+$/, '')
		.replaceAll('-', '+')
		.replaceAll('_', '/');
	return /^[A-Za-z0-9+/]*$/.test(plain) && plain.length % 4 !== 1 ? fromBase64(plain) : undefined;
}
