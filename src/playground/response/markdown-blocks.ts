/**
 * Markdown of a growing text, block by block, at a cost that follows what is new.
 *
 * In      The whole text so far; each call's text begins with the call's before.
 * Out     Top-level blocks. A block that is settled is the same object at every later call, so a
 *         view can skip it.
 * Units   `start` counts UTF-16 units, a CR LF as one.
 * Cost    Text appended to CommonMark can change the last block only (a paragraph becomes a
 *         heading, a list goes on, a fence closes), or join it to those before while it is young
 *         (`isYoung()`). So these are read again and no others. A link reference definition can change earlier blocks: those are caught by `final`, which
 *         reads everything once more.
 * Source  https://spec.commonmark.org/0.31.2/#phase-1-block-structure
 */
import type { Token } from 'marked';
import { isLimited, lexBounded } from './markdown-lexer.ts';

export interface Block {
	/** Offset of its first character. */
	readonly start: number;
	readonly token: Token;
	/** Some of it is left as it is written: it is nested or marked up too much to be drawn. */
	readonly isLimited: boolean;
}

export function createBlockReader() {
	let blocks: readonly Block[] = [];
	let textRead: string | undefined;
	let wasFinal = false;

	return function read(text: string, final: boolean): readonly Block[] {
		// A view draws for other reasons than new text.
		if (text === textRead && final === wasFinal) return blocks;
		textRead = text;
		wasFinal = final;

		// Marked rewrites CR line ends too, but then its tokens no longer tell offsets.
		const source = text.replace(/\r\n?/g, '\n');
		const kept = final ? 0 : countSettled(blocks);
		blocks = [...blocks.slice(0, kept), ...blocksFrom(source, blocks[kept]?.start ?? 0)];
		return blocks;
	};
}

function countSettled(blocks: readonly Block[]): number {
	// Blank lines after it do not settle a block: a list goes on after them.
	const last = lastText(blocks, blocks.length);
	if (last === -1 || !isYoung(blocks[last]!.token)) return Math.max(last, 0);
	// Two, not one: what looked like a table's header can have cut a paragraph before it in two.
	return Math.max(lastText(blocks, lastText(blocks, last)), 0);
}

/** Position of the last block before `end` that is not blank lines; -1: there is none. */
function lastText(blocks: readonly Block[], end: number): number {
	return blocks.slice(0, Math.max(end, 0)).findLastIndex(({ token }) => token.type !== 'space');
}

/**
 * Whether more text can make a block part of those before: `2` becomes `2.`, the next item of a list;
 * `#` and `***` become `#tag` and `***bold***`, which go on with a paragraph; a row of dashes under
 * a line, a table or nothing at all. A paragraph stays one, numbers aside.
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
