/**
 * Frames -> chunks: what one frame means to a chat client.
 *
 * In      A frame of `src/sse`, whatever is in it.
 * Out     `Meaning`: a chunk, `[DONE]`, an API error, a comment, no data, other JSON, or no JSON.
 * Units   `at` is a UTF-16 offset in the frame's data.
 * Errors  None. Expected bad input is a value; `tests/unit/chat/chunk.test.ts` fuzzes it.
 * Cost    `JSON.parse` and a handful of field reads; no walk over the chunk's fields.
 *
 * What is decided here, and why:
 * - The event's name is no filter, as in both official SDKs: a chunk is a chunk under any name. Only
 *   `error` means something: whatever that event carries is an API error, even where it is not JSON. Empty
 *   data carries nothing, and is `not-json` under any name.
 * - `[DONE]` is those six characters and no others, as in openai-node. ` [DONE]`, from two spaces after
 *   `data:`, and `[DONE] ` are no JSON either, so they are `not-json`. (openai-python takes
 *   anything that starts with `[DONE]`.)
 * - A chunk has a `choices` list, or calls itself `chat.completion.chunk`, or brings `usage`. So Azure's
 *   and OpenAI's `choices: []`, a missing or null `choices`, and usage alone are all chunks.
 * - An `error` that is not empty makes an API error of a chunk; the chunk is kept beside it, for the text
 *   that came with it (OpenRouter).
 */
import type { CompletionUsage } from 'openai/resources/completions';
import type { Frame } from '../sse/index.ts';
import { errorInText, findError, toApiError } from './api-error.ts';
import { damageOf } from './damage.ts';
import { isObject } from './error-fields.ts';
import { jsonBreak } from './json-break.ts';
import { isAliveEvent, isAliveText, isAliveValue, isLooseDone } from './sentinel.ts';
import { strayText } from './stray-text.ts';
import type { Chunk, Meaning } from './types.ts';
import { plural } from './wording.ts';

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

	const error = findError(value) ?? (event === 'error' ? toApiError(value) : undefined);
	const chunk = isObject(value) && isChunk(value) ? value : undefined;
	if (error !== undefined) return { kind: 'api-error', frameIndex, error, chunk };
	if (chunk !== undefined) return { kind: 'chunk', frameIndex, chunk, usage: usageOf(chunk) };
	if (typeof value === 'string' && isLooseDone(value))
		return { kind: 'done', frameIndex, sent: data };
	if (isAliveValue(value) || isAliveEvent(event))
		return { kind: 'keep-alive', frameIndex, sent: data };
	return { kind: 'other', frameIndex, value };
}

function isChunk(value: Chunk): boolean {
	return (
		Array.isArray(value.choices) ||
		value.object === 'chat.completion.chunk' ||
		usageOf(value) !== undefined
	);
}

/** Token counts, where there is an object of them: OpenAI sends `usage: null` on the other chunks. */
function usageOf({ usage }: Chunk): CompletionUsage | undefined {
	return typeof usage === 'object' && usage !== null && !Array.isArray(usage) ? usage : undefined;
}

/** Nothing in an event named `error` is an error all the same; else it keeps the connection open. */
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

function apiError(frameIndex: number, value: unknown, chunk: Chunk | undefined): Meaning {
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
	// The grammar allows it and the engine does not: a limit of the engine, in its own words.
	if (at === undefined) return String(error);
	if (at === data.length) return `it ends too early, after ${plural(at, 'character')}`;
	return `${JSON.stringify(String.fromCodePoint(data.codePointAt(at)!))} cannot stand at character ${at + 1}`;
}
