/**
 * Chunks -> message: what a stream's chunks add up to.
 *
 * In      Meanings in the order of their frames. Their JSON may hold anything: types are checked here.
 * Out     The same `Message` object, appended to in place, so both `m = addChunk(m, x)` and
 *         `addChunk(m, x)` do.
 * Units   Indices of frames and choices; text as JavaScript strings.
 * Errors  None. What has no place here (a choice index past 127, a number as content) stays in the chunk
 *         of its frame, and `strayFrames` names frames whose choice or tool call was left out.
 * Cost    Per chunk: a few field reads, one string append and two numbers a part that grew.
 *
 * What is decided here, and why:
 * - Nothing is added after `[DONE]`: both official SDKs stop there, so a reader's client shows the same.
 * - Choices fill up to the highest index seen, so `choices[0]` exists when index 1 comes first
 *   (llama.cpp). The limit of 128 is OpenAI's for `n`, and openai-node's; it bounds what a wild index costs.
 * - A choice without an index is taken by its position in the chunk.
 * - Reasoning comes as `reasoning` or `reasoning_content`; a gateway that sends both sends it twice, so
 *   the second counts only where the first is missing or empty.
 * - A list of content parts adds its text parts, in order.
 * - Empty strings say nothing: Azure's first chunk has an empty `id` and `model`.
 * - Usage, finish reason and role: the last one counts, as in openai-node.
 * - The legacy `function_call` is not added up; it stays in the chunks.
 */
import { addStretch, createLinks } from './links.ts';
import { addToolCalls } from './tool-calls.ts';
import type { Choice, Chunk, Delta, Meaning, Message } from './types.ts';

const MAX_CHOICES = 128;

export function createMessage(): Message {
	return {
		id: undefined,
		model: undefined,
		models: [],
		systemFingerprint: undefined,
		usage: undefined,
		usageFrameIndex: undefined,
		choices: [],
		doneFrameIndex: undefined,
		strayFrames: [],
		tally: { textCharacters: 0, reasoningCharacters: 0, characters: 0, deltas: 0 },
	};
}

/** Adds what one frame brought. Meanings without a chunk add nothing; `[DONE]` ends the message. */
export function addChunk(message: Message, meaning: Meaning): Message {
	if (message.doneFrameIndex !== undefined) return message;
	if (meaning.kind === 'done') {
		message.doneFrameIndex = meaning.frameIndex;
		return message;
	}
	if (meaning.kind !== 'chunk' && meaning.kind !== 'api-error') return message;
	const { chunk, frameIndex } = meaning;
	if (chunk === undefined) return message;

	addHead(message, chunk, frameIndex);
	if (meaning.kind === 'chunk' && meaning.usage !== undefined) {
		message.usage = meaning.usage;
		message.usageFrameIndex ??= frameIndex;
	}
	const { choices } = chunk;
	if (!Array.isArray(choices)) return message;
	for (let position = 0; position < choices.length; position++) {
		addChoice(message, choices[position], position, frameIndex);
	}
	return message;
}

function addHead(message: Message, chunk: Chunk, frameIndex: number): void {
	const { id, model, system_fingerprint: fingerprint } = chunk;
	if (isText(id)) message.id = id;
	if (isText(fingerprint)) message.systemFingerprint = fingerprint;
	if (isText(model) && model !== message.model) {
		message.model = model;
		message.models.push({ model, frameIndex });
	}
}

function addChoice(message: Message, sent: unknown, position: number, frameIndex: number): void {
	if (typeof sent !== 'object' || sent === null) return;
	const { index, delta, finish_reason: reason, logprobs } = sent as Record<string, unknown>;
	const choice = choiceAt(message, index ?? position);
	if (choice === undefined) {
		message.strayFrames.push(frameIndex);
		return;
	}
	choice.firstFrameIndex ??= frameIndex;
	if (typeof delta === 'object' && delta !== null)
		addDelta(message, choice, delta as Delta, frameIndex);
	if (isText(reason) && reason !== choice.finishReason) {
		choice.finishReason = reason;
		choice.finishFrameIndex = frameIndex;
	}
	if (typeof logprobs === 'object' && logprobs !== null) addLogprobs(choice, logprobs);
}

function choiceAt(message: Message, index: unknown): Choice | undefined {
	if (!Number.isInteger(index)) return undefined;
	const at = index as number;
	if (at < 0 || at >= MAX_CHOICES) return undefined;
	const { choices } = message;
	while (choices.length <= at) choices.push(createChoice(choices.length));
	return choices[at];
}

function createChoice(index: number): Choice {
	return {
		index,
		role: undefined,
		text: '',
		reasoning: '',
		refusal: '',
		toolCalls: [],
		finishReason: undefined,
		finishFrameIndex: undefined,
		firstFrameIndex: undefined,
		logprobs: undefined,
		links: { text: createLinks(), reasoning: createLinks(), refusal: createLinks() },
	};
}

function addDelta(message: Message, choice: Choice, delta: Delta, frameIndex: number): void {
	const { tally } = message;
	const { role, content, reasoning, reasoning_content, refusal, tool_calls: toolCalls } = delta;
	if (isText(role)) choice.role = role;

	const thought = isText(reasoning) ? reasoning : reasoning_content;
	if (isText(thought)) {
		choice.reasoning += thought;
		addStretch(choice.links.reasoning, frameIndex, choice.reasoning.length);
		tally.reasoningCharacters += thought.length;
		tally.characters += thought.length;
		tally.deltas++;
	}
	const text = typeof content === 'string' ? content : textOfParts(content);
	if (text !== '') {
		choice.text += text;
		addStretch(choice.links.text, frameIndex, choice.text.length);
		tally.textCharacters += text.length;
		tally.characters += text.length;
		tally.deltas++;
	}
	if (isText(refusal)) {
		choice.refusal += refusal;
		addStretch(choice.links.refusal, frameIndex, choice.refusal.length);
		tally.characters += refusal.length;
		tally.deltas++;
	}
	if (Array.isArray(toolCalls)) addToolCalls(message, choice, toolCalls, frameIndex);
}

/** The text in a list of content parts: `[{ "type": "text", "text": "..." }]`. */
function textOfParts(content: unknown): string {
	if (!Array.isArray(content)) return '';
	let text = '';
	for (const part of content) if (isText(part?.text)) text += part.text;
	return text;
}

function addLogprobs(choice: Choice, sent: object): void {
	const { content, refusal } = sent as Record<string, unknown>;
	choice.logprobs ??= { content: [], refusal: [] };
	if (Array.isArray(content)) for (const entry of content) choice.logprobs.content.push(entry);
	if (Array.isArray(refusal)) for (const entry of refusal) choice.logprobs.refusal.push(entry);
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}
