/**
 * The entries of a chunk's `choices`, whichever way they are listed.
 *
 * - The chunk of a server that lists none may be an entry itself: `{"object": "chat.completion.chunk", "delta": ...}`.
 * - An entry without an index is taken by its position; an index in digits is a number.
 */
import { indexOrNone, isList, isObject, isText, type JSONObject } from './json.ts';
import type { Meaning } from './chunk-types.ts';

/** The limit of 128 is OpenAI's for `n`, and openai-node's; it bounds what a wild index costs. */
const MAX_CHOICES = 128;

const ENTRY_FIELDS = ['delta', 'message', 'text', 'content', 'finish_reason'] as const;

/** The entries in order, as sent. */
export function entriesOf(chunk: JSONObject): readonly unknown[] {
	const { choices } = chunk;
	if (isList(choices)) return choices;
	if (isObject(choices)) return isEntry(choices) ? [choices] : numbered(choices);
	if (isText(choices)) return [{ text: choices }];
	return isEntry(chunk) ? [chunk] : [];
}

/** The entries of all chunks that a frame brought. */
export function entriesIn(meaning: Meaning): readonly unknown[] {
	if (meaning.kind !== 'chunk' && meaning.kind !== 'api-error') return [];
	const { chunk, wrapping } = meaning;
	if (chunk === undefined) return [];
	if (wrapping === undefined) return entriesOf(chunk);
	return [chunk, ...wrapping.more].flatMap(entriesOf);
}

function numbered(choices: JSONObject): readonly unknown[] {
	return Object.entries(choices)
		.filter(([key, entry]) => /^\d+$/.test(key) && isObject(entry))
		.map(([key, entry]) => Object.assign({ index: key }, entry));
}

function isEntry(value: JSONObject): boolean {
	return ENTRY_FIELDS.some((field) => value[field] !== undefined && value[field] !== null);
}

/** `undefined` for an invalid index. */
export function choiceIndexOf(sent: unknown, position: number): number | undefined {
	const index = sent === undefined || sent === null ? position : indexOrNone(sent);
	return index !== undefined && index < MAX_CHOICES ? index : undefined;
}
