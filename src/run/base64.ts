/** Bytes as base64 (RFC 4648, with padding) and back, with what every browser and Node have. */

/** What `fromBase64` takes; `public/recording.schema.json` says the same. */
export const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function toBase64(bytes: Uint8Array): string {
	let text = '';
	// In steps: a spread of all of it would pass the engine's limit of arguments.
	for (let at = 0; at < bytes.length; at += 8192) {
		text += String.fromCharCode(...bytes.subarray(at, at + 8192));
	}
	return btoa(text);
}

export function fromBase64(text: string): Uint8Array {
	return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
