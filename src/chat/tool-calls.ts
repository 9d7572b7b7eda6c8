/**
 * Adds the pieces of tool calls to a choice.
 *
 * In      Pieces in the order in which they came.
 * Out     `choice.toolCalls`, in the order in which the calls first came.
 * Source  OpenAI sends index, id and name with the first piece, then `{index, arguments}`. What other
 *         servers do: openai-python issues 3201 and 3203 (several pieces of one call in one chunk, seen on
 *         vLLM), 2806 (no index); ollama issues 7881 (no index) and 15457 (index 0 for every call).
 *
 * A piece is for the call of its index or, without one, of its id or else the last. From there on the
 * arguments decide:
 * 1. Not whole JSON yet: it is the same call, whatever its id says now. Only an id and a name that are both
 *    other than that call's start another.
 * 2. Whole JSON: a new name or a new id, or the name again with more arguments, starts another call.
 *    Arguments alone cannot be told apart: they are added, and an oddity says that calls were merged.
 */
import type { ToolPiece } from './brought.ts';
import { createGrowing, grow, isWhole, type GrowingJSON } from './growing-json.ts';
import { addStretch, createLinks } from './links.ts';
import type { OddityKind } from './oddities.ts';
import type { Choice, Message, ToolCall } from './types.ts';

/** openai-node's limit too. It bounds the search below, so a piece costs O(1). */
const MAX_TOOL_CALLS = 128;

/** Adds the pieces. Returns whether any of them brought something new. */
export function addToolPieces(
	message: Message,
	choice: Choice,
	pieces: readonly ToolPiece[],
	frameIndex: number
): boolean {
	const { toolCalls: calls, index } = choice;
	let isNew = false;
	const note = (kind: OddityKind, detail = '') => {
		message.oddities.push({ kind, frameIndex, choice: index, place: 'delta.tool_calls', detail });
	};
	for (const piece of pieces) {
		const known = candidate(calls, piece);
		const fate = known === undefined ? 'start' : fateOf(known, piece);
		if (known !== undefined && fate === 'repeat') {
			note('sent-again', known.name ?? '');
			continue;
		}
		const call = known === undefined || fate === 'start' ? start(calls, piece) : known;
		if (call === undefined) {
			message.strayFrames.push(frameIndex);
			continue;
		}
		if (fate === 'merge') note('calls-merged', call.name ?? '');
		if (fate === 'add' && piece.id !== undefined && (call.id ?? piece.id) !== piece.id) {
			note('call-id-changed', piece.id);
		}
		if (addPiece(message, call, piece, frameIndex) || fate === 'start') isNew = true;
	}
	return isNew;
}

function candidate(calls: readonly ToolCall[], piece: ToolPiece): ToolCall | undefined {
	const { index, id, name, position, of } = piece;
	const known = id === undefined ? undefined : calls.findLast((call) => call.id === id);
	if (index !== undefined) {
		// Parallel calls that all have the same index are told apart by their ids.
		if (known?.index === index) return known;
		return calls.findLast((call) => call.index === index);
	}
	if (known !== undefined) return known;
	// A list of nothing but arguments: one for each call.
	if (id === undefined && name === undefined && of > 1) return calls[position] ?? calls.at(-1);
	return calls.at(-1);
}

type Fate = 'add' | 'start' | 'merge' | 'repeat';

function fateOf(call: ToolCall, piece: ToolPiece): Fate {
	const { id, name, args, position, index } = piece;
	const isNewId = id !== undefined && id !== call.id;
	const isNewName = name !== undefined && name !== call.name;
	const hasArguments = args.trim() !== '';

	if (!mayBeAnother(piece) || !isWhole(growingOf(call))) {
		const isOther = isNewName && call.name !== undefined && !name.startsWith(call.name);
		if (isOther && isNewId && call.id !== undefined) return 'start';
		// Two entries of one list, each with a name and neither with a number or an id.
		if (isOther && index === undefined && position > 0) return 'start';
		return isOther && call.arguments.trim() !== '' ? 'merge' : 'add';
	}
	if (!hasArguments) {
		const isLate = call.name === undefined || name === undefined;
		return isNewName && !isLate
			? 'start'
			: isNewId && !isLate && call.id !== undefined
				? 'start'
				: 'add';
	}
	if (!isNewId && !isNewName && args === call.arguments && (id ?? name) !== undefined) {
		// Without an id, the same call may be intended twice.
		return id === undefined ? 'start' : 'repeat';
	}
	return isNewId || name !== undefined ? 'start' : 'merge';
}

/** Of the calls of which it was ever asked whether they are whole, which for most is never. */
const growings = new WeakMap<ToolCall, GrowingJSON>();

function growingOf(call: ToolCall): GrowingJSON {
	const known = growings.get(call);
	if (known !== undefined) return known;
	const growing = createGrowing(call.arguments);
	growings.set(call, growing);
	return growing;
}

/** Whether to check if the call is whole; nearly every piece is just more arguments, and skips that. */
function mayBeAnother({ id, name, args }: ToolPiece): boolean {
	return id !== undefined || name !== undefined || /^\s*[{[]/.test(args);
}

function start(calls: ToolCall[], { index, isFunctionCall }: ToolPiece): ToolCall | undefined {
	if (calls.length >= MAX_TOOL_CALLS) return undefined;
	const call: ToolCall = {
		index: index ?? calls.length,
		id: undefined,
		name: undefined,
		arguments: '',
		isFunctionCall,
		links: createLinks(),
	};
	calls.push(call);
	return call;
}

/** Returns whether the call grew. */
function addPiece(message: Message, call: ToolCall, piece: ToolPiece, frameIndex: number): boolean {
	const { id, name, args } = piece;
	const isNamed = call.name === undefined && name !== undefined;
	call.id ??= id;
	// A name is whole once its arguments have begun.
	if (name !== undefined && (call.name === undefined || call.arguments === '')) {
		call.name = joinName(call.name, name);
	}
	if (args === '') return isNamed;
	call.arguments += args;
	const growing = growings.get(call);
	if (growing) grow(growing, args);
	addStretch(call.links, frameIndex, call.arguments.length);
	message.tally.characters += args.length;
	message.tally.deltas++;
	return true;
}

/** A name may come in pieces, or whole again with every piece, or grow: all three end up whole. */
function joinName(name: string | undefined, piece: string): string {
	if (name === undefined || piece.startsWith(name)) return piece;
	return name + piece;
}

/** The part of the calls in `message` that earlier pieces have not brought. */
export function withoutKnown(
	calls: readonly ToolCall[],
	pieces: readonly ToolPiece[]
): readonly ToolPiece[] {
	return pieces.flatMap((piece) => {
		const known =
			(piece.id !== undefined && calls.findLast(({ id }) => id === piece.id)) ||
			calls.find(
				({ name, arguments: args }) => name === piece.name && args.trim() === piece.args.trim()
			);
		if (!known || !piece.args.startsWith(known.arguments)) return [piece];
		const args = piece.args.slice(known.arguments.length);
		return args === '' ? [] : [{ ...piece, args }];
	});
}
