/** Bytes joined, and as text. */

export function concat(pieces: readonly Uint8Array[]): Uint8Array {
	const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
	let at = 0;
	for (const piece of pieces) {
		joined.set(piece, at);
		at += piece.length;
	}
	return joined;
}

/** UTF-8 as browsers read it: what is no UTF-8 becomes U+FFFD. A BOM is kept, as the first character. */
export function decode(bytes: Uint8Array): string {
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** A character for each byte, U+0000 to U+00FF. A decoder for latin1 is one for Windows-1252, so it is not used. */
export function byteText(bytes: Uint8Array): string {
	const pieces: string[] = [];
	// In steps: a spread of all of it would pass the engine's limit of arguments.
	for (let at = 0; at < bytes.length; at += 8192) {
		pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
	}
	return pieces.join('');
}
