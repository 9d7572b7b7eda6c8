/**
 * One entry of a chunk's `choices`: what it brings, in whichever field.
 *
 * In      Any JSON object.
 * Out     `Brought`. It depends on nothing but the entry, so a label and the message read the same.
 * Cost    The fields of an ordinary delta are read once each, as strings; all else goes the slow way.
 *
 * - Reasoning comes as `reasoning` (vLLM, Ollama, OpenRouter), `reasoning_content` (DeepSeek, LiteLLM),
 *   `reasoning_details`, `thinking`, or as parts of the content. Two fields with the same text say it once.
 * - `function_call` is read as a tool call, unless `tool_calls` stands beside it.
 * - `text` of the choice (the old completions API; Together sends it beside `delta`) is text.
 * - `message` in place of `delta` may hold a piece or all that has come so far: see `message.ts`.
 */
import { bring, createBrought, remark, type Brought, type TextPart } from './brought.ts';
import { isObject, isText, wordOrNone, type JSONObject } from './json.ts';
import { bringContent, mediaOf } from './parts.ts';
import { bringToolCalls } from './tool-pieces.ts';

/** Fields outside the protocol in which servers have been seen to send a part. */
const PLACES: ReadonlyMap<string, TextPart> = new Map([
	...[
		'text',
		'output_text',
		'generated_text',
		'response',
		'answer',
		'output',
		'completion',
		'parts',
		'value',
		'message',
		'delta',
	].map((key) => [key, 'text'] as const),
	...[
		'reasoning_details',
		'reasoning_text',
		'reasoning_summary',
		'reasoning.summary',
		'thinking',
		'thinking_content',
		'thinking_blocks',
		'thinking_text',
		'thought',
		'thoughts',
		'summary',
	].map((key) => [key, 'reasoning'] as const),
]);

const TOOL_FIELD = /^(tool_calls?|toolCalls?|functionCall)$/;
const MEDIA_FIELD =
	/^(audio|images?|image_url|videos?|files?|attachments|documents?|annotations|citations|references|executed_tools|search_results)$/;

/** Metadata of a delta, not part of the answer. */
const ASIDE =
	/^(name|id|type|object|index|obfuscation|token_?ids?|tokens?|channel|recipient|logprobs|provider_specific_fields|extra_content|extra_fields|created|model|phase|status|stop_reason|native_finish_reason)$|signature|opaque/i;

/** Reads the entry. `isMessage`: the chunk has no list of choices and is itself the entry. */
export function readChoice(choice: JSONObject): Brought {
	const brought = createBrought();
	const { delta, message, text, content, tool_calls: toolCalls } = choice;
	if (isObject(delta)) readDelta(brought, delta, 'delta');
	else if (delta !== undefined && delta !== null) bringOdd(brought, delta, 'delta', 'text');

	if (isText(text)) {
		bringOdd(brought, text, 'text', 'text');
	} else if (isObject(text)) bringOdd(brought, text, 'text', 'text');
	if (content !== undefined && content !== null) bringOdd(brought, content, 'content', 'text');
	if (toolCalls !== undefined && toolCalls !== null)
		bringOddCalls(brought, toolCalls, 'tool_calls');
	if (isObject(message)) {
		brought.whole = createBrought();
		readDelta(brought.whole, message, 'message');
	} else if (isText(message)) bringOdd(brought, message, 'message', 'text');
	return brought;
}

function readDelta(brought: Brought, delta: JSONObject, around: string): void {
	for (const key in delta) {
		const value = delta[key];
		if (value === null || value === '') continue;
		switch (key) {
			case 'content':
				if (typeof value === 'string' && brought.text === '') {
					brought.text = value;
					brought.textPlace = CONTENT_PLACE[around] ?? `${around}.content`;
				} else bringForm(brought, value, `${around}.content`, 'text');
				break;
			case 'role':
				if (typeof value === 'string') brought.role = value;
				break;
			case 'reasoning':
			case 'reasoning_content':
				if (typeof value === 'string') bring(brought, 'reasoning', value, `${around}.${key}`);
				else bringForm(brought, value, `${around}.${key}`, 'reasoning');
				break;
			case 'refusal':
				if (typeof value === 'string') bring(brought, 'refusal', value, `${around}.refusal`);
				else bringForm(brought, value, `${around}.refusal`, 'refusal');
				break;
			case 'tool_calls':
				bringToolCalls(brought, value, `${around}.tool_calls`);
				break;
			case 'function_call':
				bringFunctionCall(brought, delta, `${around}.function_call`);
				break;
			case 'finish_reason':
				brought.finishReason = wordOrNone(value);
				break;
			default:
				readOther(brought, value, key, `${around}.${key}`);
		}
	}
}

/** Made once, so that an ordinary delta allocates no string. */
const CONTENT_PLACE: Readonly<Record<string, string>> = {
	delta: 'delta.content',
	message: 'message.content',
};

function readOther(brought: Brought, value: unknown, key: string, place: string): void {
	const part = PLACES.get(key);
	if (part !== undefined) bringOdd(brought, value, place, part);
	else if (TOOL_FIELD.test(key)) bringOddCalls(brought, value, place);
	else if (MEDIA_FIELD.test(key)) bringMedia(brought, value, key, place);
	else if (!ASIDE.test(key) && hasText(value)) {
		remark(brought, 'unshown', place, 'a field that chat chunks do not have');
	}
}

/** Parts with a field and a format of their own. */
function bringForm(brought: Brought, value: unknown, place: string, part: TextPart): void {
	const before = brought.text.length + brought.reasoning.length + brought.refusal.length;
	bringContent(brought, value, place, part);
	const after = brought.text.length + brought.reasoning.length + brought.refusal.length;
	if (after > before && typeof value !== 'string') {
		remark(brought, 'content-form', place, formOf(value));
	}
}

function formOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** A part in a field that the protocol does not have. */
function bringOdd(brought: Brought, value: unknown, place: string, part: TextPart): void {
	const { text, reasoning, refusal } = brought;
	bringContent(brought, value, place, part);
	if (brought.text !== text) remark(brought, 'odd-place', place, 'text');
	if (brought.reasoning !== reasoning) remark(brought, 'odd-place', place, 'reasoning');
	if (brought.refusal !== refusal) remark(brought, 'odd-place', place, 'refusal');
}

function bringOddCalls(brought: Brought, value: unknown, place: string): void {
	const before = brought.toolPieces.length;
	// The same list in two places is one list.
	if (before > 0) return;
	bringToolCalls(brought, value, place);
	if (brought.toolPieces.length > before) remark(brought, 'odd-place', place, 'tool calls');
}

function bringFunctionCall(brought: Brought, delta: JSONObject, place: string): void {
	const { function_call: call, tool_calls: toolCalls } = delta;
	if (Array.isArray(toolCalls) && toolCalls.length > 0) return;
	bringToolCalls(brought, [call], place, { isFunctionCall: true });
	if (isObject(call)) remark(brought, 'function-call', place);
	else if (isText(call)) remark(brought, 'unshown', place, 'a text');
}

function bringMedia(brought: Brought, value: unknown, key: string, place: string): void {
	if (Array.isArray(value) ? value.length === 0 : typeof value !== 'object' && !isText(value))
		return;
	remark(brought, 'unshown', place, MEDIA_WORDS[key] ?? mediaOf(key));
	// An audio answer comes with its transcript.
	const transcript = isObject(value) ? value['transcript'] : undefined;
	if (isText(transcript)) bringOdd(brought, transcript, `${place}.transcript`, 'text');
}

const MEDIA_WORDS: Readonly<Record<string, string>> = {
	annotations: 'annotations',
	citations: 'citations',
	references: 'references',
	attachments: 'attachments',
	executed_tools: 'tools that the server ran',
	search_results: 'search results',
};

/** Whether it contains any text; numbers and flags alone are not part of an answer. */
function hasText(value: unknown, depth = 0): boolean {
	if (typeof value === 'string') return value !== '';
	if (typeof value !== 'object' || value === null || depth > 8) return false;
	return Object.values(value).some((one) => hasText(one, depth + 1));
}
