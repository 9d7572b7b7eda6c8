/**
 * Parts that come in pieces and then, once more, whole: only what the pieces did not bring is new.
 *
 * In      Where the part stands: its item's place in `output`, and its own place in the item.
 * Out     A delta in the words of chat chunks, with nothing in it where nothing is new.
 */
import type { JSONObject, Remark } from '../chat/index.ts';
import { textIn } from './event.ts';

export type PartKind = 'text' | 'refusal' | 'reasoning' | 'summary' | 'call';

const FIELDS = {
	text: 'content',
	refusal: 'refusal',
	reasoning: 'reasoning',
	summary: 'reasoning',
} as const;

const WORDS = { ...FIELDS, content: 'text', text: 'text', call: 'arguments' } as const;

export function createWholes() {
	const soFar = new Map<string, string>();
	const named = new Set<unknown>();
	let remarks: Remark[] = [];

	function piece(kind: PartKind, at: unknown, inner: unknown, text: string): JSONObject {
		const key = `${kind} ${String(at)} ${kind === 'call' ? '' : String(inner)}`;
		soFar.set(key, (soFar.get(key) ?? '') + text);
		return deltaOf(kind, at, text);
	}

	function whole(kind: PartKind, at: unknown, inner: unknown, text: string): JSONObject {
		const key = `${kind} ${String(at)} ${kind === 'call' ? '' : String(inner)}`;
		const before = soFar.get(key) ?? '';
		if (text === before || text === '') return {};
		if (!text.startsWith(before)) {
			remarks.push({ kind: 'whole-differs', place: '', detail: WORDS[kind] });
			return {};
		}
		soFar.set(key, text);
		return deltaOf(kind, at, text.slice(before.length));
	}

	/** A tool call: its name and id the first time, and of its arguments what is new. */
	function call(at: unknown, item: JSONObject, text: string, isWhole: boolean): JSONObject {
		const isNamed = named.has(at);
		const rest = isWhole ? whole('call', at, 0, text) : piece('call', at, 0, text);
		if (isNamed) return rest;
		named.add(at);
		const [arrived] = Array.isArray(rest['tool_calls']) ? rest['tool_calls'] : [];
		const args = textIn(arrived?.function?.arguments);
		const name = { name: item['name'], arguments: args };
		return { tool_calls: [{ index: at, id: item['call_id'], type: 'function', function: name }] };
	}

	return {
		piece,
		whole,
		call,
		/** What was odd since it was last asked. */
		remarks(): readonly Remark[] {
			const since = remarks;
			remarks = [];
			return since;
		},
	};
}

function deltaOf(kind: PartKind, at: unknown, text: string): JSONObject {
	if (kind !== 'call') return { [FIELDS[kind]]: text };
	return { tool_calls: [{ index: at, function: { arguments: text } }] };
}
