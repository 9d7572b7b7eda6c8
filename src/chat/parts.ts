/**
 * Content that is more than a string: lists of parts, objects, numbers.
 *
 * In      Any JSON value that stands where content or reasoning stands.
 * Out     Its text, reasoning and refusal, tool calls; `unshown` remarks for what is none of them.
 * Source  OpenAI's content parts; Mistral `{type: "thinking", thinking: [{type: "text", text}]}` and
 *         `{type: "reference"}`; Anthropic's blocks; OpenRouter's `reasoning_details`; Gemini's parts.
 */
import { bring, remark, type Brought, type TextPart } from './brought.ts';
import { isList, isObject, isText, jsonText, type JSONObject } from './json.ts';
import { bringToolCalls } from './tool-pieces.ts';

/** Nobody nests parts deeper than this, and recursion needs a limit. */
const MAX_DEPTH = 12;

/** Fields that hold the text of an object, in the order in which they are shown. */
const TEXT_FIELDS = [
	'text',
	'content',
	'value',
	'summary',
	'thinking',
	'reasoning',
	'reasoning_content',
	'thought',
	'output_text',
	'transcript',
	'parts',
	'delta',
	'message',
] as const;

const REASONING = /think|reason|thought|summary/i;
const HIDDEN = /encrypted|redacted|signature/i;
const TOOL = /^(tool[_-]?(use|call)s?|function([_-]?call)?|functionCall)$/i;
const MEDIA = /image|audio|video|file|document|media|inline_?data/i;
/** Fields that identify media without a `type`. */
const MEDIA_FIELD = /^(images?|image_url|input_audio|audio|video|file|inline_?data|b64_json)$/i;
const MEDIA_TEXT_FIELDS = ['text', 'transcript'] as const;

type Found = Record<TextPart, string>;

/** Adds content in any form. `part` is the kind of its text unless the content says otherwise. */
export function bringContent(
	brought: Brought,
	value: unknown,
	place: string,
	part: TextPart = 'text'
): void {
	if (typeof value === 'string') {
		bring(brought, part, value, place);
		return;
	}
	const found: Found = { text: '', reasoning: '', refusal: '' };
	addValue({ brought, found, place }, value, part, 0);
	bring(brought, 'reasoning', found.reasoning, place);
	bring(brought, 'text', found.text, place);
	bring(brought, 'refusal', found.refusal, place);
}

interface Reading {
	readonly brought: Brought;
	/** The joined parts of one value, before it is compared with other fields. */
	readonly found: Found;
	readonly place: string;
}

function addValue(reading: Reading, value: unknown, part: TextPart, depth: number): void {
	const { brought, found, place } = reading;
	if (typeof value === 'string') found[part] += value;
	else if (typeof value === 'number') found[part] += String(value);
	else if (value === true) remark(brought, 'unshown', place, '`true`');
	else if (depth > MAX_DEPTH) remark(brought, 'unshown', place, 'a deeply nested value');
	else if (isList(value)) for (const one of value) addValue(reading, one, part, depth + 1);
	else if (isObject(value)) addPart(reading, value, part, depth + 1);
}

function addPart(reading: Reading, sent: JSONObject, part: TextPart, depth: number): void {
	const { brought, found, place } = reading;
	const type = isText(sent['type']) ? sent['type'] : '';
	const refusal = sent['refusal'];
	const media = MEDIA.test(type) ? type : Object.keys(sent).find((key) => MEDIA_FIELD.test(key));

	if (TOOL.test(type) || isObject(sent['functionCall']) || isObject(sent['function'])) {
		bringToolCalls(brought, [sent], place);
	} else if (isText(refusal)) {
		found.refusal += refusal;
	} else if (HIDDEN.test(type)) {
		remark(brought, 'unshown', place, 'encrypted reasoning');
		addFields(reading, sent, 'reasoning', depth);
	} else if (media !== undefined) {
		remark(brought, 'unshown', place, mediaOf(media));
		addFields(reading, sent, part, depth, MEDIA_TEXT_FIELDS);
	} else {
		const isReasoning = REASONING.test(type) || sent['thought'] === true;
		const hasText = addFields(reading, sent, isReasoning ? 'reasoning' : part, depth);
		if (!hasText) addOther(reading, sent, type, part);
	}
}

/** `image_url` and `output_image` are both an image. */
export function mediaOf(type: string): string {
	const word = /image|audio|video|file|document/i.exec(type)?.[0].toLowerCase() ?? 'media';
	if (word === 'audio' || word === 'media') return word;
	return word === 'image' ? 'an image' : `a ${word}`;
}

/** Adds the text of an object's fields. Returns whether it has any such field. */
function addFields(
	reading: Reading,
	sent: JSONObject,
	part: TextPart,
	depth: number,
	fields: readonly string[] = TEXT_FIELDS
): boolean {
	let hasField = false;
	for (const field of fields) {
		const value = sent[field];
		if (value === undefined || value === null || typeof value === 'boolean') continue;
		hasField = true;
		// `{ text: "a", content: "a" }` says it once.
		if (field !== 'text' && value === sent['text']) continue;
		const isReasoning = part === 'text' && field !== 'summary' && REASONING.test(field);
		addValue(reading, value, isReasoning ? 'reasoning' : part, depth);
	}
	return hasField;
}

/** An object that is not a part is shown as its JSON, as when a model answers in JSON. */
function addOther(
	{ brought, found, place }: Reading,
	sent: JSONObject,
	type: string,
	part: TextPart
): void {
	if (/text/i.test(type) || Object.keys(sent).length === 0) return;
	const json = type === '' && part === 'text' ? jsonText(sent) : undefined;
	if (json !== undefined) found.text += json;
	else remark(brought, 'unshown', place, type === '' ? 'an object' : `a part of type \`${type}\``);
}
