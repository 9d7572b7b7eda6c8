/**
 * Parses a growing Markdown text block by block, incrementally.
 *
 * In      The whole text so far; each call's text starts with that of the call before.
 * Out     Top-level blocks. A settled block is the same object in every later call, so a view can skip it.
 * Units   `start` counts UTF-16 units, with CR LF as one.
 * Cost    Text appended to CommonMark can change only the last block (a paragraph becomes a heading, a
 *         list continues, a fence closes), or merge it with earlier ones while it is young
 *         (`isYoung()`), so only those are parsed again. A link reference definition can change any
 *         earlier block, which is why `final` parses everything once more.
 * Source  https://spec.commonmark.org/0.31.2/#phase-1-block-structure
 */
import type { Token } from 'marked';
import { isLimited, lexBounded } from './markdown-lexer.ts';

export interface Block {
	/** Offset of its first character. */
	readonly start: number;
	readonly token: Token;
	/** Some of it exceeds the lexer's limits and is shown unparsed. */
	readonly isLimited: boolean;
}

export function createBlockReader() {
	let blocks: readonly Block[] = [];
	let textRead: string | undefined;
	let wasFinal = false;

	return function read(text: string, final: boolean): readonly Block[] {
		// A view may rerender without new text.
		if (text === textRead && final === wasFinal) return blocks;
		textRead = text;
		wasFinal = final;

		// Marked would normalise CR line ends itself, but then its tokens' lengths would not match.
		const source = text.replace(/\r\n?/g, '\n');
		const kept = final ? 0 : countSettled(blocks);
		blocks = [...blocks.slice(0, kept), ...blocksFrom(source, blocks[kept]?.start ?? 0)];
		return blocks;
	};
}

function countSettled(blocks: readonly Block[]): number {
	// Blank lines do not settle a block: a list can continue after them.
	const last = lastText(blocks, blocks.length);
	const token = blocks[last]?.token;
	if (token === undefined || !isYoung(token)) return Math.max(last, 0);
	// Two, not one: something that looked like a table header may have split the paragraph before it.
	return Math.max(lastText(blocks, lastText(blocks, last)), 0);
}

/** Position of the last block before `end` that is not blank lines, or -1. */
function lastText(blocks: readonly Block[], end: number): number {
	return blocks.slice(0, Math.max(end, 0)).findLastIndex(({ token }) => token.type !== 'space');
}

/**
 * Whether more text can merge a block with those before it: `2` becomes `2.`, the next item of a list;
 * `#` and `***` become `#tag` and `***bold***`, which continue a paragraph; a row of dashes under a line
 * may become a table, or nothing. A paragraph stays one unless it is a number.
 */
function isYoung({ type, raw }: Token): boolean {
	if (type === 'paragraph') return /^ {0,3}\d{1,9}$/.test(raw);
	return raw.split('\n', 3).length <= 2;
}

function blocksFrom(source: string, from: number): Block[] {
	let start = from;
	return lexBounded(source.slice(from)).tokens.map((token) => {
		const block = { start, token, isLimited: isLimited(token) };
		start += token.raw.length;
		return block;
	});
}
