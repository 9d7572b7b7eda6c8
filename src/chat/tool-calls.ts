/**
 * Adds the pieces of tool calls to a choice.
 *
 * In      `delta.tool_calls` of one chunk: any list.
 * Out     `choice.toolCalls`, in the order in which the calls first came.
 * Errors  None. A piece past the limit of 128 calls is left out and its frame named in `strayFrames`.
 * Source  OpenAI sends index, id and name with the first piece, then `{index, arguments}`. What other
 *         servers do: openai-python issues 3201 and 3203 (several pieces of one call in one chunk, seen on
 *         vLLM), 2806 (no index).
 *
 * To which call a piece belongs:
 * 1. One with an index: to the last call of that index, wherever in the list it stands. But an id that
 *    differs from that call's, together with a name, starts another call: servers that send whole calls
 *    at once number them all 0. A new id without a name is the same call, its id sent anew.
 * 2. One without an index: to the call of its id; a new id starts a call; no id at all means the last call.
 */
import { addStretch, createLinks } from './links.ts';
import type { Choice, Message, ToolCall } from './types.ts';

/** openai-node's limit too. It bounds the search below, so a piece costs O(1). */
const MAX_TOOL_CALLS = 128;

export function addToolCalls(
	message: Message,
	choice: Choice,
	sent: readonly unknown[],
	frameIndex: number
): void {
	for (const piece of sent) {
		if (typeof piece !== 'object' || piece === null) continue;
		const { index, id: sentId, function: sentFunction } = piece as Record<string, unknown>;
		const { name: sentName, arguments: added } = (
			typeof sentFunction === 'object' && sentFunction !== null ? sentFunction : {}
		) as Record<string, unknown>;
		const id = textOrNone(sentId);
		const name = textOrNone(sentName);

		const call = callOf(choice.toolCalls, index, id, name);
		if (call === undefined) {
			message.strayFrames.push(frameIndex);
			continue;
		}
		call.id ??= id;
		if (name !== undefined) call.name = joinName(call.name, name);
		if (typeof added === 'string' && added !== '') {
			call.arguments += added;
			addStretch(call.links, frameIndex, call.arguments.length);
			message.tally.characters += added.length;
			message.tally.deltas++;
		}
	}
}

function callOf(
	calls: ToolCall[],
	index: unknown,
	id: string | undefined,
	name: string | undefined
): ToolCall | undefined {
	if (typeof index === 'number' && Number.isSafeInteger(index) && index >= 0) {
		const call = calls.findLast((one) => one.index === index);
		const isAnother =
			id !== undefined && name !== undefined && call?.id !== undefined && call.id !== id;
		return call === undefined || isAnother ? start(calls, index) : call;
	}
	if (id === undefined) return calls.at(-1) ?? start(calls, 0);
	return calls.findLast((one) => one.id === id) ?? start(calls, calls.length);
}

function start(calls: ToolCall[], index: number): ToolCall | undefined {
	if (calls.length >= MAX_TOOL_CALLS) return undefined;
	const call: ToolCall = {
		index,
		id: undefined,
		name: undefined,
		arguments: '',
		links: createLinks(),
	};
	calls.push(call);
	return call;
}

/** A name may come in pieces, or whole again with every piece, or grow: all three end up whole. */
function joinName(name: string | undefined, piece: string): string {
	if (name === undefined || piece.startsWith(name)) return piece;
	return name + piece;
}

function textOrNone(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
