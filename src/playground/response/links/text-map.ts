/**
 * Maps offsets in the text on the screen to offsets in its source, and back. Markup is not on the screen,
 * so it maps to `undefined`.
 *
 * In      Segments in screen order, which is also source order.
 * Units   UTF-16 offsets, `end` exclusive.
 * Cost    O(log n) per lookup.
 */
import { firstIndexWhere } from '../../../chat/index.ts';

export interface Span {
	readonly start: number;
	readonly end: number;
}

/** A piece of the screen and its source. If their lengths are equal, the characters match one to one. */
export interface Segment {
	readonly shown: Span;
	readonly source: Span;
}

/** Added to the offsets of segments that belong to a larger text. */
export interface Shift {
	readonly shown: number;
	readonly source: number;
}

export interface TextMap {
	/** The whole text on the screen. */
	readonly shown: string;
	/** The source of the character at `offset` on the screen. */
	toSource(offset: number): Span | undefined;
	/** The part of the screen that a span of the source takes up, from first to last visible character. */
	toShown(source: Span): Span | undefined;
}

export function sourceOf(
	segments: readonly Segment[],
	offset: number,
	shift: Shift
): Span | undefined {
	const at = offset - shift.shown;
	const segment = segments[firstIndexWhere(segments, ({ shown }) => shown.end > at)];
	if (segment === undefined || segment.shown.start > at) return undefined;
	const { shown, source } = segment;
	const start = source.start + shift.source;
	if (!isExact(segment)) return { start, end: source.end + shift.source };
	const place = start + at - shown.start;
	return { start: place, end: place + 1 };
}

export function shownOf(segments: readonly Segment[], { start, end }: Span): Span | undefined {
	let found: Span | undefined;
	const first = firstIndexWhere(segments, ({ source }) => source.end > start);
	for (const segment of segments.slice(first)) {
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

/** For text shown unchanged, from `offset` in its source on. */
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
