/**
 * A completion as Responses and Messages tell it: blocks of text, reasoning and tool calls, one after the other.
 *
 * In      Chunks, with whatever a fault has made of them; of several choices the first.
 * Out     Steps in the rhythm of the chunks: a block starts, grows by pieces, stops; then why the answer ended.
 */
import type { Delta, Usage } from '../../chat/index.ts';
import type { TimedChunk } from '../chunks.ts';

export interface Block {
	readonly type: 'text' | 'reasoning' | 'call';
	/** As far as it has come; of a call, its arguments. */
	text: string;
	readonly id: string;
	readonly name: string;
}

export interface Head {
	readonly id: string;
	readonly model: string;
	readonly created: number;
}

export interface Ending {
	readonly finishReason: string;
	readonly usage: Usage | undefined;
}

export type Step = { readonly afterMs: number; readonly isClosing?: boolean } & (
	| { readonly kind: 'begin'; readonly head: Head }
	| { readonly kind: 'start' | 'stop'; readonly index: number; readonly block: Block }
	| { readonly kind: 'piece'; readonly index: number; readonly block: Block; readonly text: string }
	| ({ readonly kind: 'end'; readonly head: Head; readonly blocks: readonly Block[] } & Ending)
	| { readonly kind: 'done' }
);

export function* stepsOf(chunks: Iterable<TimedChunk>): Generator<Step> {
	const blocks: Block[] = [];
	let head: Head | undefined;
	let isOpen = false;
	let finishReason: string | undefined;
	let hasEnded = false;

	/** The open block, closed if another kind of delta comes. */
	function* blockFor(type: Block['type'], call?: { id: string; name: string }): Generator<Step> {
		if (isOpen && call === undefined && blocks.at(-1)?.type === type) return;
		yield* stop();
		const block = { type, text: '', id: call?.id ?? '', name: call?.name ?? '' };
		isOpen = true;
		yield { kind: 'start', afterMs: 0, index: blocks.push(block) - 1, block };
	}

	function* stop(isClosing = false): Generator<Step> {
		const block = blocks.at(-1);
		if (!isOpen || block === undefined) return;
		isOpen = false;
		yield { kind: 'stop', afterMs: 0, isClosing, index: blocks.length - 1, block };
	}

	function* end(usage: Usage | undefined): Generator<Step> {
		if (hasEnded || finishReason === undefined || head === undefined) return;
		hasEnded = true;
		yield { kind: 'end', afterMs: 0, isClosing: true, head, blocks, finishReason, usage };
	}

	for (const { afterMs, chunk } of chunks) {
		const made: Step[] = [];
		if (chunk === '[DONE]')
			made.push(...end(undefined), { kind: 'done', afterMs: 0, isClosing: true });
		else {
			const { id = '', model = '', created = 0, choices, usage } = chunk;
			if (head === undefined) {
				head = { id, model, created };
				made.push({ kind: 'begin', afterMs: 0, head });
			}
			const choice = choices?.find(({ index }) => index === 0);
			for (const [type, text, call] of partsOf(choice?.delta ?? {})) {
				made.push(...blockFor(type, call));
				const block = blocks.at(-1);
				if (block === undefined || text === '') continue;
				block.text += text;
				made.push({ kind: 'piece', afterMs: 0, index: blocks.length - 1, block, text });
			}
			if (choice?.finish_reason) {
				finishReason = choice.finish_reason;
				made.push(...stop(true));
			}
			if (usage) made.push(...end(usage));
		}
		const [first, ...rest] = made;
		if (first !== undefined) yield { ...first, afterMs };
		yield* rest;
	}
}

type Part = readonly [Block['type'], string, { id: string; name: string }?];

function partsOf({ content, reasoning, tool_calls: calls }: Delta): Part[] {
	const parts: Part[] = [];
	if (reasoning) parts.push(['reasoning', reasoning]);
	if (content) parts.push(['text', content]);
	for (const { id, function: called } of calls ?? []) {
		const text = called?.arguments ?? '';
		parts.push(id ? ['call', text, { id, name: called?.name ?? '' }] : ['call', text]);
	}
	return parts;
}
