/**
 * Frames -> chunks: what one frame means to a chat client.
 *
 * In      A frame of `src/sse`, whatever is in it.
 * Out     `Meaning`: a chunk, `[DONE]`, an API error, a comment, no data, other JSON, or no JSON.
 * Units   `at` is a UTF-16 offset in the frame's data.
 * Cost    `JSON.parse` and one look at the names of the chunk's fields; less where a chunk repeats another:
 *         see `repeated.ts`.
 *
 * What is decided here, and why:
 * - The event's name is no filter, as in both official SDKs: a chunk is a chunk under any name. Only
 *   `error` means something: whatever that event carries is an API error, even where it is not JSON. Empty
 *   data under any other name keeps the connection open.
 * - `[DONE]` with blanks or a tail ends the stream too, as in openai-python; `sent` keeps the original.
 * - A chunk has a `choices` list, or calls itself `chat.completion.chunk`, or brings `usage` and nothing of
 *   another protocol. So Azure's and OpenAI's `choices: []`, a missing or null `choices`, and usage alone are
 *   all chunks. `choices` as an object makes a chunk where choices can be found in it.
 * - Chunks in a JSON list, or as JSON in a JSON string, are chunks: `wrapping` says so.
 * - An `error` that is not empty makes an API error of a chunk; the chunk is kept beside it, for the text
 *   that came with it (OpenRouter).
 */
import type { Frame } from '../sse/index.ts';
import { errorInText, findError, toApiError } from './api-error.ts';
import { entriesOf } from './choices.ts';
import { damageOf } from './damage.ts';
import { isList, isObject, type JSONObject } from './json.ts';
import { jsonBreak } from './json-break.ts';
import { createRepeats } from './repeated.ts';
import { isAliveEvent, isAliveText, isAliveValue, isLooseDone } from './sentinel.ts';
import { strayText } from './stray-text.ts';
import type { Meaning } from './chunk-types.ts';
import { unwrap } from './unwrap.ts';
import { readUsage, type Usage } from './usage.ts';
import { plural } from './wording.ts';

/** Reads the frames of one stream, in order: a chunk that repeats the one before is read faster. */
export function createChunkReader(): (frame: Frame) => Meaning {
	const repeats = createRepeats();
	return (frame) => {
		const { data, event, index: frameIndex } = frame;
		const isPlainEvent = data !== undefined && event === 'message';
		const chunk = isPlainEvent ? repeats.read(data) : undefined;
		if (chunk !== undefined) return { kind: 'chunk', frameIndex, chunk, usage: undefined };
		const meaning = readChunk(frame);
		if (isPlainEvent && meaning.kind === 'chunk' && isPlain(meaning.chunk) && !meaning.usage) {
			repeats.differs(data, meaning.chunk);
		}
		return meaning;
	};
}

export function readChunk(frame: Frame): Meaning {
	const { data, event, index: frameIndex } = frame;
	if (data === undefined) return withoutData(frame);
	if (data === '[DONE]') return { kind: 'done', frameIndex };
	if (data.trim() === '') return emptyData(frame);

	let value: unknown;
	try {
		value = JSON.parse(data);
	} catch (error) {
		if (isLooseDone(data)) return { kind: 'done', frameIndex, sent: data };
		if (event === 'error') return apiError(frameIndex, data, undefined);
		if (isAliveText(data) || isAliveEvent(event))
			return { kind: 'keep-alive', frameIndex, sent: data };
		return notJson(frameIndex, data, error);
	}

	if (event === 'message' && isPlain(value)) {
		// The only place for token counts in a plain chunk.
		const usage = isObject(value['usage']) ? readUsage(value) : undefined;
		return { kind: 'chunk', frameIndex, chunk: value, usage };
	}
	const error = findError(value) ?? (event === 'error' ? toApiError(value) : undefined);
	const chunk = isObject(value) && isChunk(value) ? value : undefined;
	if (chunk === undefined) {
		const wrapped = readWrapped(frameIndex, value);
		if (wrapped !== undefined) return wrapped;
	}
	if (error !== undefined) {
		return { kind: 'api-error', frameIndex, error, chunk, usage: usageBeside(value) };
	}
	if (chunk !== undefined) return { kind: 'chunk', frameIndex, chunk, usage: readUsage(chunk) };
	if (typeof value === 'string' && isLooseDone(value))
		return { kind: 'done', frameIndex, sent: data };
	if (isAliveValue(value) || isAliveEvent(event))
		return { kind: 'keep-alive', frameIndex, sent: data };
	return { kind: 'other', frameIndex, value };
}

/** Chunks, or an error, in a list or in a string; `undefined` where it holds neither. */
function readWrapped(frameIndex: number, value: unknown): Meaning | undefined {
	const unwrapped = unwrap(value);
	if (unwrapped === undefined) return undefined;
	const { form, values } = unwrapped;
	const [chunk, ...more] = values.filter((one) => isObject(one)).filter(isChunk);
	const failed = values.find((one) => findError(one) !== undefined);
	const wrapping = { form, more };
	const usage = [chunk, ...more].map((one) => one && readUsage(one)).findLast(Boolean);
	const error = findError(failed);
	if (error !== undefined) {
		const counted = usage ?? usageBeside(failed);
		const around = chunk === undefined ? {} : { wrapping };
		return { kind: 'api-error', frameIndex, error, chunk, usage: counted, ...around };
	}
	return chunk && { kind: 'chunk', frameIndex, chunk, usage, wrapping };
}

/** Token counts beside an error, or inside it. */
function usageBeside(value: unknown): Usage | undefined {
	if (!isObject(value)) return undefined;
	const { error } = value;
	return readUsage(value) ?? (isObject(error) ? readUsage(error) : undefined);
}

/**
 * Whether it is a chunk with the usual fields only, none of which can hold an error. True of nearly every frame,
 * which then skips the search for errors.
 */
function isPlain(value: unknown): value is JSONObject {
	if (!isObject(value) || value['object'] !== 'chat.completion.chunk') return false;
	for (const field in value) if (!isPlainField(field)) return false;
	const { choices } = value;
	if (!isList(choices)) return false;
	for (let i = 0; i < choices.length; i++) {
		const choice = choices[i];
		if (!isObject(choice)) return false;
		for (const field in choice) if (!isPlainChoiceField(field)) return false;
	}
	return true;
}

// A `switch` costs a fraction of a `Set` lookup.
function isPlainField(field: string): boolean {
	switch (field) {
		case 'id':
		case 'object':
		case 'created':
		case 'model':
		case 'choices':
		case 'usage':
		case 'system_fingerprint':
		case 'service_tier':
		case 'obfuscation':
		case 'timings':
		case 'prompt_token_ids':
			return true;
		default:
			return false;
	}
}

function isPlainChoiceField(field: string): boolean {
	switch (field) {
		case 'index':
		case 'delta':
		case 'finish_reason':
		case 'logprobs':
		case 'stop_reason':
		case 'token_ids':
			return true;
		default:
			return false;
	}
}

/** Fields of events of other protocols that bring `usage`, too. */
const FOREIGN = ['type', 'response', 'output', 'candidates', 'delta', 'message', 'result', 'done'];

function isChunk(value: JSONObject): boolean {
	const { choices, object, usage } = value;
	if (Array.isArray(choices)) return true;
	if (object === 'chat.completion.chunk' || object === 'chat.completion') return true;
	if (isObject(choices) || typeof choices === 'string') return entriesOf({ choices }).length > 0;
	return isObject(usage) && !FOREIGN.some((field) => value[field] !== undefined);
}

/** Empty data is an error in an event named `error`; otherwise it keeps the connection open. */
function emptyData({ data = '', event, index: frameIndex }: Frame): Meaning {
	if (event !== 'error') return { kind: 'keep-alive', frameIndex, sent: data };
	return apiError(frameIndex, 'an event named "error", without a word', undefined);
}

function withoutData(frame: Frame): Meaning {
	const { comments, event, retryMs, index: frameIndex } = frame;
	const text = strayText(frame.raw);
	if (text !== undefined) {
		const error = errorInText(text);
		if (error !== undefined) return { kind: 'api-error', frameIndex, error, chunk: undefined };
		return { kind: 'no-data', frameIndex, text };
	}
	const isComment = comments.length > 0 && event === 'message' && retryMs === undefined;
	return { kind: isComment ? 'comment' : 'no-data', frameIndex };
}

function apiError(frameIndex: number, value: unknown, chunk: JSONObject | undefined): Meaning {
	return { kind: 'api-error', frameIndex, error: toApiError(value), chunk };
}

function notJson(frameIndex: number, data: string, error: unknown): Meaning {
	const at = jsonBreak(data);
	const place = breakText(data, at, error);
	const damage = damageOf(data);
	return { kind: 'not-json', frameIndex, message: damage ? `${damage} (${place})` : place, at };
}

function breakText(data: string, at: number | undefined, error: unknown): string {
	if (data === '') return 'the data is empty';
	// Valid JSON beyond a limit of the engine, which says so in its own words.
	if (at === undefined) return String(error);
	if (at === data.length) return `it ends too early, after ${plural(at, 'character')}`;
	// Before the end, so there is a character.
	return `${JSON.stringify(String.fromCodePoint(data.codePointAt(at)!))} is not allowed at character ${at + 1}`;
}
