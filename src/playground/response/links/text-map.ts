/**
 * From the characters on the screen to those of the text they were made of, and back.
 *
 * In      `Segment`s in the order of the screen; their places in the text only go forward.
 * Out     Places in the other text.
 * Units   UTF-16 offsets, `end` exclusive.
 * Errors  None. What is not on the screen (markup) has no place there: `undefined`.
 * Cost    O(log n) a question.
 */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** Characters on the screen and those they stand for. Of equal length, they are the same, one for one. */
export interface Segment {
	readonly shown: Span;
	readonly source: Span;
}

/** What to add to the places of segments that are part of more. */
export interface Shift {
	readonly shown: number;
	readonly source: number;
}

export interface TextMap {
	/** All that is on the screen. */
	readonly shown: string;
	/** Where the character at `offset` of the screen stands in the text. */
	toSource(offset: number): Span | undefined;
	/** Where a stretch of the text is on the screen, from its first character there to its last. */
	toShown(source: Span): Span | undefined;
}

export function sourceOf(
	segments: readonly Segment[],
	offset: number,
	shift: Shift
): Span | undefined {
	const at = offset - shift.shown;
	const segment = segments[firstPast(segments, at, 'shown')];
	if (segment === undefined || segment.shown.start > at) return undefined;
	const { shown, source } = segment;
	const start = source.start + shift.source;
	if (!isExact(segment)) return { start, end: source.end + shift.source };
	const place = start + at - shown.start;
	return { start: place, end: place + 1 };
}

export function shownOf(segments: readonly Segment[], { start, end }: Span): Span | undefined {
	let found: Span | undefined;
	for (let i = firstPast(segments, start, 'source'); i < segments.length; i++) {
		const segment = segments[i]!;
		const { shown, source } = segment;
		if (source.start >= end) break;
		if (source.start === source.end) continue;
		const exact = isExact(segment);
		const from = exact ? shown.start + Math.max(0, start - source.start) : shown.start;
		const to = exact ? shown.end - Math.max(0, source.end - end) : shown.end;
		found = { start: found?.start ?? from, end: to };
	}
	return found;
}

/** The text on the screen is the text itself, or its end. */
export function plainMap(shown: string, offset: number): TextMap {
	return {
		shown,
		toSource: (at) =>
			at < 0 || at >= shown.length ? undefined : { start: offset + at, end: offset + at + 1 },
		toShown: ({ start, end }) => {
			const from = Math.max(0, start - offset);
			const to = Math.min(shown.length, end - offset);
			return from < to ? { start: from, end: to } : undefined;
		},
	};
}

function isExact({ shown, source }: Segment): boolean {
	return shown.end - shown.start === source.end - source.start;
}

/** The position of the first segment that ends after `offset`. */
function firstPast(segments: readonly Segment[], offset: number, side: 'shown' | 'source'): number {
	let low = 0;
	let high = segments.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (segments[middle]![side].end > offset) high = middle;
		else low = middle + 1;
	}
	return low;
}
