/**
 * JSON as a tree that can be folded, with its text as sent: numbers, escapes and the order of keys.
 *
 * In      Text that begins like JSON; truncated anywhere, valid or not.
 * Out     Branches and leaves. Their texts joined are the input without the white space between tokens. An
 *         unclosed bracket has no closing text; a stray closing bracket is a leaf.
 */
import { tokens, tonesFor } from './ink.ts';
import type { Span } from './ink.ts';

export interface Leaf {
	readonly kind: 'leaf';
	readonly spans: readonly Span[];
}

export interface Branch {
	readonly kind: 'branch';
	/** The key, if it has one, and the opening bracket. */
	readonly open: readonly Span[];
	readonly entries: readonly Entry[];
	/** The closing bracket, and the comma after it. */
	readonly close: readonly Span[];
}

export type Entry = Leaf | Branch;

/** Deeper branches become plain lines: a frame of nothing but brackets must not nest without limit. */
const MAX_DEPTH = 40;

interface Building {
	open: Span[];
	entries: Entry[];
	close: Span[];
}

/** Length of the first `most` tokens of a text. Each token is drawn as at least one element. */
export function lengthOfTokens(text: string, most: number): number {
	let length = 0;
	for (const token of tokens(text).slice(0, most)) length += token.text.length;
	return length;
}

export function treeOf(text: string): Entry[] {
	const top: Building = { open: [], entries: [], close: [] };
	const stack: Building[] = [top];
	const open = () => stack.at(-1) ?? top;
	let tooDeep = 0;
	// The tokens so far of the entry being read: its key, its value.
	let line: Span[] = [];
	let closed: Building | undefined;

	const endLine = () => {
		if (line.length > 0) open().entries.push({ kind: 'leaf', spans: line });
		line = [];
		closed = undefined;
	};

	const toneOf = tonesFor(text);
	let wasWord = false;
	for (const token of tokens(text)) {
		if (token.kind === 'space') continue;
		const isWord = token.kind === 'key' || token.kind === 'value';
		// Two words in a row are not valid JSON; keep them apart, so that they do not look like one.
		const span = { text: (isWord && wasWord ? ' ' : '') + token.text, tone: toneOf(token) };
		wasWord = isWord;
		if (token.kind === 'open' && stack.length <= MAX_DEPTH && tooDeep === 0) {
			const branch: Building = { open: [...line, span], entries: [], close: [] };
			line = [];
			open().entries.push({ kind: 'branch', ...branch });
			stack.push(branch);
			closed = undefined;
		} else if (token.kind === 'close' && tooDeep === 0 && stack.length > 1) {
			endLine();
			closed = stack.pop();
			closed?.close.push(span);
		} else if (token.kind === 'comma' && tooDeep === 0) {
			if (closed) closed.close.push(span);
			else line.push(span);
			endLine();
		} else {
			if (token.kind === 'open') tooDeep++;
			if (token.kind === 'close' && tooDeep > 0) tooDeep--;
			closed = undefined;
			line.push(token.kind === 'colon' ? { text: ': ', tone: 'quiet' } : span);
		}
	}
	while (stack.length > 1) {
		endLine();
		stack.pop();
	}
	endLine();
	return top.entries;
}
