/**
 * Maps the characters of rendered Markdown to its source.
 *
 * Out     A `TextMap` whose `shown` is the text that `Markdown.tsx` renders. A test compares the two, and a view
 *         with any other text on the screen does not use the map.
 * Cost    Each block is mapped once, on demand; a lookup then walks over the blocks.
 */
import type { Token } from 'marked';
import { createBlockReader } from '../markdown-blocks.ts';
import { mapBlock, type MappedBlock } from './markdown-walk.ts';
import { shownOf, sourceOf } from './text-map.ts';
import type { Shift, Span, TextMap } from './text-map.ts';

/** @returns A function for one growing text. Settled blocks are not mapped again. */
export function createMarkdownMapper(): (text: string, isFinal: boolean) => TextMap {
	const read = createBlockReader();
	const mapped = new WeakMap<Token, MappedBlock>();

	return (text, isFinal) => {
		const toText = lineEndsOf(text);
		let shown = '';
		const placed = read(text, isFinal).map(({ start, token }) => {
			let block = mapped.get(token);
			if (block === undefined) mapped.set(token, (block = mapBlock(token)));
			const shift: Shift = { shown: shown.length, source: start };
			shown += block.shown;
			return { segments: block.segments, shift, end: shown.length };
		});
		return {
			shown,
			toSource: (offset) => {
				const block = placed.find(({ end }) => end > offset);
				const found = block && sourceOf(block.segments, offset, block.shift);
				return found && { start: toText.original(found.start), end: toText.original(found.end) };
			},
			toShown: (source) => {
				const start = toText.read(source.start);
				const end = toText.read(source.end);
				let found: Span | undefined;
				for (const { segments, shift } of placed) {
					const part = shownOf(segments, { start: start - shift.source, end: end - shift.source });
					if (part === undefined) continue;
					found = {
						start: found?.start ?? part.start + shift.shown,
						end: part.end + shift.shown,
					};
				}
				return found;
			},
		};
	};
}

/** Blocks count a CR LF as one character; this converts between their offsets and those of the text. */
function lineEndsOf(text: string) {
	// The position after each CR LF, in block offsets.
	const after = [...text.matchAll(/\r\n/g)].map(({ index }, i) => index + 1 - i);
	const countUpTo = (limit: (at: number, i: number) => boolean) => {
		const i = after.findIndex((at, position) => !limit(at, position));
		return i === -1 ? after.length : i;
	};
	return {
		original: (offset: number) => offset + countUpTo((at) => at <= offset),
		read: (offset: number) => offset - countUpTo((at, i) => at + i < offset),
	};
}
