/**
 * Chunks -> message: what a stream's chunks add up to.
 *
 * In      Meanings in the order of their frames. Their JSON may hold anything: `delta.ts` reads it.
 * Out     The same `Message` object, appended to in place, so both `m = addChunk(m, x)` and
 *         `addChunk(m, x)` do. `oddities` says what stood where the protocol has nothing, `unshown` what
 *         cannot be shown, `strayFrames` names frames whose choice or tool call was left out.
 * Units   Indices of frames and choices; text as JavaScript strings.
 * Cost    Per chunk: a few field reads, one string append and two numbers a part that grew.
 *
 * What is decided here, and why:
 * - Nothing is added after `[DONE]`: both official SDKs stop there, so a reader's client shows the same.
 * - Choices fill up to the highest index seen, so `choices[0]` exists when index 1 comes first (llama.cpp).
 * - Empty strings say nothing: Azure's first chunk has an empty `id` and `model`.
 * - Usage and role: the last one counts, as in openai-node. Finish reasons: see `finish.ts`.
 */
import { addBrought, addLogprobs, addOddity, addWhole, choiceAt } from './add-parts.ts';
import { choiceIndexOf, entriesOf } from './choices.ts';
import { readChoice } from './delta.ts';
import { addFinish, takeBackFinish } from './finish.ts';
import { isList, isNothing, isObject, isText, type JSONObject } from './json.ts';
import type { Meaning } from './chunk-types.ts';
import type { Message } from './types.ts';
import { findUsage, readUsage, type Usage } from './usage.ts';

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
		oddities: [],
		unshown: [],
		tally: { textCharacters: 0, reasoningCharacters: 0, characters: 0, deltas: 0, beside: [] },
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
	const { kind, chunk, frameIndex, usage, wrapping } = meaning;
	const event = kind === 'chunk' ? meaning.event : undefined;
	if (wrapping !== undefined) {
		const detail = wrapping.form === 'list' ? 'a list' : 'a string';
		addOddity(message, frameIndex, undefined, { kind: 'wrapped', place: 'data', detail });
	}
	if (chunk === undefined) addUsage(message, usage, frameIndex);
	else {
		const first = wrapping === undefined ? usage : readUsage(chunk);
		addOne(message, chunk, first, frameIndex, kind === 'api-error');
	}
	for (const one of wrapping?.more ?? []) addOne(message, one, readUsage(one), frameIndex, false);
	for (const remark of event?.remarks ?? []) addOddity(message, frameIndex, 0, remark);
	if (event?.isLast) message.doneFrameIndex = frameIndex;
	return message;
}

function addOne(
	message: Message,
	chunk: JSONObject,
	usage: Usage | undefined,
	frameIndex: number,
	isError: boolean
): void {
	addHead(message, chunk, frameIndex);
	if (usage !== undefined) {
		addUsage(message, usage, frameIndex);
		addUsageOddities(message, chunk, frameIndex);
	}
	const { choices, citations, search_results: results, web_search: web } = chunk;
	addBeside(message, citations, 'citations', frameIndex);
	addBeside(message, results, 'search_results', frameIndex);
	addBeside(message, web, 'web_search', frameIndex);
	const entries = isList(choices) ? choices : isError ? [] : entriesOf(chunk);
	for (let position = 0; position < entries.length; position++) {
		addEntry(message, entries[position], position, frameIndex);
	}
	addFinishBeside(message, chunk, frameIndex);
	if (entries !== choices && entries.length > 0) {
		addOddity(message, frameIndex, undefined, {
			kind: 'choices-form',
			place: 'choices',
			detail: '',
		});
	}
}

/** A finish reason beside the choices, not in one. With several choices it does not say whose it is. */
function addFinishBeside(message: Message, chunk: JSONObject, frameIndex: number): void {
	const { choices, finish_reason: reason } = chunk;
	const [choice] = message.choices;
	if (!isText(reason) || isNothing(reason) || !isList(choices)) return;
	if (choice === undefined || message.choices.length > 1) return;
	addFinish(message, choice, reason, frameIndex);
	const detail = 'a finish reason';
	addOddity(message, frameIndex, undefined, { kind: 'odd-place', place: 'finish_reason', detail });
}

/** Search results that servers send beside the choices, perhaps in every chunk; noted once. */
function addBeside(message: Message, sent: unknown, place: string, frameIndex: number): void {
	if (!isList(sent) || sent.length === 0) return;
	if (message.tally.beside.includes(place)) return;
	message.tally.beside.push(place);
	addOddity(message, frameIndex, undefined, { kind: 'unshown', place, detail: 'sources' });
}

function addUsage(message: Message, usage: Usage | undefined, frameIndex: number): void {
	if (usage === undefined) return;
	message.usage = usage;
	message.usageFrameIndex ??= frameIndex;
}

function addHead(message: Message, chunk: JSONObject, frameIndex: number): void {
	const { id, model, system_fingerprint: fingerprint } = chunk;
	if (isText(id)) message.id = id;
	if (isText(fingerprint)) message.systemFingerprint = fingerprint;
	if (isText(model) && model !== message.model) {
		message.model = model;
		message.models.push({ model, frameIndex });
	}
}

function addUsageOddities(message: Message, chunk: JSONObject, frameIndex: number): void {
	const found = findUsage(chunk);
	if (found === undefined) return;
	const { place, hasOtherNames } = found;
	const at = { place, detail: '' };
	if (place !== 'usage') addOddity(message, frameIndex, undefined, { kind: 'usage-place', ...at });
	if (hasOtherNames) addOddity(message, frameIndex, undefined, { kind: 'usage-names', ...at });
}

function addEntry(message: Message, sent: unknown, position: number, frameIndex: number): void {
	const entry = isText(sent) ? { text: sent } : sent;
	if (!isObject(entry)) return;
	const { index, finish_reason: reason, logprobs } = entry;
	const at = choiceIndexOf(index, position);
	if (at === undefined) {
		message.strayFrames.push(frameIndex);
		return;
	}
	const choice = choiceAt(message, at);
	choice.firstFrameIndex ??= frameIndex;
	if (typeof index !== 'number') addIndexOddity(message, frameIndex, at, index);

	const brought = readChoice(entry);
	if (brought.whole !== undefined) addWhole(choice, brought, brought.whole);
	const isNew = addBrought(message, choice, brought, frameIndex);
	if (isNew && choice.finishReason !== undefined) takeBackFinish(message, choice, frameIndex);
	addFinish(message, choice, isText(reason) ? reason : brought.finishReason, frameIndex);
	if (isObject(logprobs)) addLogprobs(choice, logprobs);
}

function addIndexOddity(
	message: Message,
	frameIndex: number,
	choice: number,
	index: unknown
): void {
	const detail = typeof index === 'string' ? 'text' : 'missing';
	addOddity(message, frameIndex, choice, { kind: 'index-form', place: 'choices[].index', detail });
}
