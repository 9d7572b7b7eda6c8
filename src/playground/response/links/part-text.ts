/**
 * The text nodes of one part of the answer, read as one text: DOM positions to text offsets, and back.
 *
 * In      An element with `data-part`, `data-choice` and `data-tool-call`, and with `data-start` and
 *         `data-end` if only a piece of the part's text is drawn.
 * Units   UTF-16 offsets.
 * Cost    One walk over the nodes; the result is valid until the element changes.
 */
import { firstIndexWhere } from '../../../chat/index.ts';
import type { PartAddress, PartName } from '../../../chat/index.ts';
import { graphemesOf } from '../../../graphemes.ts';
import type { Span } from './text-map.ts';

export interface PartText {
	readonly text: string;
	/** `undefined` if the node is not in this part. */
	offsetOf(node: Node, offset: number): number | undefined;
	rangeOf(span: Span): Range | undefined;
}

export const PART_SELECTOR = '[data-part]';

export function addressOf(element: HTMLElement): PartAddress {
	const { part, choice, toolCall } = element.dataset;
	return {
		// Written there by our own components.
		part: part as PartName,
		choice: Number(choice ?? 0),
		toolCall: toolCall === undefined ? undefined : Number(toolCall),
	};
}

export function readPart(element: HTMLElement): PartText {
	const nodes: { node: Text; start: number }[] = [];
	let text = '';
	const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
		if (!(node instanceof Text)) continue;
		nodes.push({ node, start: text.length });
		text += node.data;
	}
	const starts = new Map<Node, number>(nodes.map(({ node, start }) => [node, start]));

	/** The last node that starts at or before the offset, by binary search. */
	function nodeAt(offset: number) {
		return nodes[Math.max(0, firstIndexWhere(nodes, ({ start }) => start > offset) - 1)];
	}

	return {
		text,
		offsetOf: (node, offset) => {
			const start = starts.get(node);
			return start === undefined ? undefined : start + offset;
		},
		rangeOf: (span) => {
			const { start, end } = wholeCharacters(text, span);
			const first = nodeAt(start);
			const last = nodeAt(end - 1);
			if (first === undefined || last === undefined || start >= end) return undefined;
			const range = document.createRange();
			range.setStart(first.node, start - first.start);
			range.setEnd(last.node, end - last.start);
			return range;
		},
	};
}

/**
 * Extends the span to whole graphemes: a server may split an emoji in two, and half of one cannot be marked.
 */
export function wholeCharacters(text: string, { start, end }: Span): Span {
	// The longest graphemes have a few dozen code units, so a slice of the text is enough.
	const from = Math.max(0, start - 64);
	const to = Math.min(text.length, end + 64);
	const characters = Array.from(graphemesOf(text.slice(from, to)));
	const at = (offset: number) => characters.findLast(({ index }) => index <= offset - from);
	const first = at(start);
	const last = at(end - 1);
	return {
		start: first ? from + first.index : start,
		end: last ? from + last.index + last.segment.length : end,
	};
}
