/**
 * Tool calls as servers send them, in one shape.
 *
 * In      Whatever stands where tool calls stand: a list, one call, an object of calls by number.
 * Out     `ToolPiece`s in order. Anything that is not a call is left out.
 * Source  OpenAI `{index, id, function: {name, arguments}}`, `{custom: {name, input}}` and the old
 *         `function_call`; Anthropic `{type: "tool_use", id, name, input}`; OpenAI Responses
 *         `{type: "function_call", call_id, name, arguments}`; Gemini `{functionCall: {name, args}}`.
 */
import { remark, type Brought, type ToolPiece } from './brought.ts';
import { indexOrNone, isList, isObject, isText, jsonText, wordOrNone } from './json.ts';
import type { JSONObject } from './json.ts';

const INNER = ['function', 'custom', 'functionCall', 'function_call'] as const;
const ARGUMENTS = ['arguments', 'args', 'input', 'parameters', 'partial_json'] as const;
const IDS = ['id', 'call_id', 'tool_call_id', 'toolCallId', 'tool_use_id'] as const;

interface Options {
	readonly isFunctionCall?: boolean;
}

export function bringToolCalls(
	brought: Brought,
	value: unknown,
	place: string,
	options: Options = {}
): void {
	const sent = listOf(value);
	if (sent === undefined) {
		if (isText(value)) remark(brought, 'unshown', place, 'a text');
		return;
	}
	const pieces: ToolPiece[] = [];
	for (const [position, one] of sent.entries()) {
		if (!isObject(one)) continue;
		pieces.push(pieceOf(brought, one, place, { position, of: sent.length, ...options }));
	}
	if (pieces.length > 0) brought.toolPieces = [...brought.toolPieces, ...pieces];
}

function listOf(value: unknown): readonly unknown[] | undefined {
	if (isList(value)) return value;
	if (!isObject(value)) return undefined;
	const values = Object.entries(value);
	// Languages with one table type (Lua, PHP) encode a list as `{"0": ...}`.
	const isNumbered = values.length > 0 && values.every(([key]) => /^\d+$/.test(key));
	if (isNumbered) return values.map(([index, one]) => (isObject(one) ? { index, ...one } : one));
	return values.length === 0 ? [] : [value];
}

function pieceOf(
	brought: Brought,
	sent: JSONObject,
	place: string,
	{ position, of, isFunctionCall = false }: { position: number; of: number } & Options
): ToolPiece {
	const inner = INNER.map((key) => sent[key]).find((one) => one !== undefined && one !== null);
	const source = isObject(inner) ? inner : sent;
	const args = argumentsIn(source) ?? argumentsIn(sent);
	const name =
		wordOrNone(source['name']) ??
		wordOrNone(sent['name']) ??
		(typeof inner === 'string' ? wordOrNone(inner) : undefined);
	const id = IDS.map((key) => wordOrNone(sent[key])).find((one) => one !== undefined);
	const index = indexOrNone(sent['index']);
	if (!isFunctionCall && typeof sent['index'] !== 'number') {
		const form = typeof sent['index'] === 'string' ? 'text' : 'missing';
		remark(brought, 'index-form', `${place}[].index`, form);
	}
	if (args !== undefined && typeof args !== 'string') {
		remark(brought, 'arguments-form', place, name ?? '');
	}
	const text = typeof args === 'string' ? args : args === undefined ? '' : jsonText(args);
	if (text === undefined) remark(brought, 'unshown', place, 'deeply nested arguments');
	return { index, id, name, args: text ?? '', isFunctionCall, position, of };
}

function argumentsIn(sent: JSONObject): unknown {
	for (const key of ARGUMENTS) {
		const value = sent[key];
		if (value === undefined || value === null || value === '') continue;
		// Where Anthropic's pieces start: the input follows, as text.
		if (key === 'input' && isObject(value) && Object.keys(value).length === 0) continue;
		return value;
	}
	return undefined;
}
