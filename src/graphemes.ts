/**
 * Text as the characters that readers see: a family emoji, a flag and an accented letter are one each.
 *
 * `Intl.Segmenter` is newer than our baseline. Without it a character is a code point: an emoji may fall into its
 * parts, but no surrogate pair does.
 */
export interface Grapheme {
	readonly segment: string;
	/** In code units. */
	readonly index: number;
}

let segmenter: Intl.Segmenter | undefined;

export function graphemesOf(text: string): Iterable<Grapheme> {
	if (!('Segmenter' in Intl)) return codePointsOf(text);
	// oxlint-disable-next-line baseline-js/use-baseline -- guarded above
	segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
	return segmenter.segment(text);
}

function* codePointsOf(text: string): Generator<Grapheme> {
	let index = 0;
	for (const segment of text) {
		yield { segment, index };
		index += segment.length;
	}
}
