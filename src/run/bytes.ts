/** Joining bytes, and turning them into text. */

export function concat(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
	let at = 0;
	for (const piece of pieces) {
		joined.set(piece, at);
		at += piece.length;
	}
	return joined;
}

/** The first `count` bytes of a body, or all of it. */
export function firstBytes(
	reads: readonly { readonly bytes: Uint8Array }[],
	count: number
): Uint8Array {
	const pieces: Uint8Array[] = [];
	let left = count;
	for (const { bytes } of reads) {
		if (left <= 0) break;
		pieces.push(bytes.subarray(0, left));
		left -= bytes.length;
	}
	return concat(pieces);
}

/** UTF-8 as browsers decode it: invalid bytes become U+FFFD. A BOM is kept as the first character. */
export function decode(bytes: Uint8Array): string {
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** One character per byte, U+0000 to U+00FF. `TextDecoder('latin1')` would decode Windows-1252. */
export function byteText(bytes: Uint8Array): string {
	const pieces: string[] = [];
	// In slices: spreading a large array would exceed the engine's argument limit.
	for (let at = 0; at < bytes.length; at += 8192) {
		pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
	}
	return pieces.join('');
}
