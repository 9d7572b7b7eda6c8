/**
 * Markdown of a growing text, block by block, at a cost that follows what is new.
 *
 * In      The whole text so far; each call's text begins with the call's before.
 * Out     Top-level blocks. A block that is settled is the same object at every later call, so a
 *         view can skip it.
 * Cost    Text appended to CommonMark can change the last block only (a paragraph becomes a
 *         heading, a list goes on, a fence closes), so only that one is read again. A link
 *         reference definition can change earlier blocks: those are caught by `final`, which
 *         reads everything once more.
 * Source  https://spec.commonmark.org/0.31.2/#phase-1-block-structure
 */
import { lexer } from 'marked';
import type { Token } from 'marked';

export interface Block {
	/** Offset of its first character. */
	readonly start: number;
	readonly token: Token;
}

export function createBlockReader() {
	let blocks: Block[] = [];

	return function read(text: string, final: boolean): readonly Block[] {
		// Marked rewrites CR line ends, so with them its tokens no longer tell offsets.
		if (final || text.includes('\r')) return (blocks = blocksFrom(text, 0));
		// Blank lines after it do not settle a block: a list goes on after them.
		const unsettled = blocks.findLastIndex((block) => block.token.type !== 'space');
		const from = blocks[unsettled]?.start ?? 0;
		blocks = [...blocks.slice(0, Math.max(unsettled, 0)), ...blocksFrom(text, from)];
		return blocks;
	};
}

function blocksFrom(text: string, from: number): Block[] {
	let start = from;
	return lexer(text.slice(from)).map((token) => {
		const block = { start, token };
		start += token.raw.length;
		return block;
	});
}
