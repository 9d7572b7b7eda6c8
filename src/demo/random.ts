/**
 * Repeatable randomness: the same seed gives the same numbers in every engine.
 *
 * Out   32-bit hashes; numbers from 0 (inclusive) to 1 (exclusive).
 */

export type Random = () => number;

/**
 * FNV-1a over UTF-16 code units, with MurmurHash3's finalizer: without it, texts that differ only in their
 * last letters give similar numbers. Different `basis` values give independent hashes of one text.
 */
export function hash(text: string, basis = 0x811c9dc5): number {
	let state = basis;
	for (let i = 0; i < text.length; i++) {
		state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
	}
	state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
	state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
	return (state ^ (state >>> 16)) >>> 0;
}

/** Sixteen hexadecimal digits that look like an id and depend only on the text. */
export function hashId(text: string): string {
	return [0x811c9dc5, 0x9e3779b9]
		.map((basis) => hash(text, basis).toString(16).padStart(8, '0'))
		.join('');
}

/** Mulberry32: fast, and uniform enough for pauses and cuts. */
export function createRandom(seed: number): Random {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** A whole number from `least` to `most`, both inclusive. */
export function between(random: Random, least: number, most: number): number {
	return least + Math.floor(random() * (most - least + 1));
}
