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
import { findError, toApiError } from './api-error.ts';
import { jsonBreak } from './json-break.ts';
import type { Chunk, Meaning } from './types.ts';
import { plural } from './wording.ts';

export function readChunk(frame: Frame): Meaning {
	const { data, event, index: frameIndex } = frame;
	if (data === undefined) return withoutData(frame);
	if (data === '[DONE]') return { kind: 'done', frameIndex };

	let value: unknown;
	try {
		value = JSON.parse(data);
	} catch (error) {
		if (event === 'error' && data !== '') return apiError(frameIndex, data, undefined);
		return notJson(frameIndex, data, error);
	}

	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		const error = findError(value) ?? (event === 'error' ? toApiError(value) : undefined);
		if (error !== undefined) return { kind: 'api-error', frameIndex, error, chunk: undefined };
		return { kind: 'other', frameIndex, value };
	}
	const chunk = value as Chunk;
	const error = findError(chunk) ?? (event === 'error' ? toApiError(chunk) : undefined);
	if (error !== undefined) {
		return { kind: 'api-error', frameIndex, error, chunk: isChunk(chunk) ? chunk : undefined };
	}
	if (!isChunk(chunk)) return { kind: 'other', frameIndex, value };
	return { kind: 'chunk', frameIndex, chunk, usage: usageOf(chunk) };
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

function withoutData({ comments, event, retryMs, index: frameIndex }: Frame): Meaning {
	const isComment = comments.length > 0 && event === 'message' && retryMs === undefined;
	return { kind: isComment ? 'comment' : 'no-data', frameIndex };
}

function apiError(frameIndex: number, value: unknown, chunk: Chunk | undefined): Meaning {
	return { kind: 'api-error', frameIndex, error: toApiError(value), chunk };
}

function notJson(frameIndex: number, data: string, error: unknown): Meaning {
	const at = jsonBreak(data);
	return { kind: 'not-json', frameIndex, message: breakText(data, at, error), at };
}

function breakText(data: string, at: number | undefined, error: unknown): string {
	if (data === '') return 'the data is empty';
	// The grammar allows it and the engine does not: a limit of the engine, in its own words.
	if (at === undefined) return String(error);
	if (at === data.length) return `it ends too early, after ${plural(at, 'character')}`;
	return `${JSON.stringify(String.fromCodePoint(data.codePointAt(at)!))} cannot stand at character ${at + 1}`;
}
