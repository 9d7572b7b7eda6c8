import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { notesFor, type FrameReads, type NoteContext } from '../../../src/chat/index.ts';
import { NOTES } from '../../../src/chat/notes-table.ts';
import { bodyOf, chunkOf, runOf } from '../../support/chat-stream.ts';

const fixture = (name: string) =>
	readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8');

/** The ids of the notes on each frame that has any: `{ frame index: ids }`. */
function idsOf(body: string, more: Partial<NoteContext> = {}): Record<number, string> {
	const { frames, meanings, message } = runOf(body);
	const rows = frames.map((frame, i) => {
		const notes = notesFor({ frame, meaning: meanings[i]!, message, ...more });
		return [frame.index, notes.map(({ id }) => id).join(' ')] as const;
	});
	return Object.fromEntries(rows.filter(([, ids]) => ids !== ''));
}

/** The first note of this id on any frame of the body. */
function textOf(id: string, body: string, more: Partial<NoteContext> = {}): string | undefined {
	const { frames, meanings, message } = runOf(body);
	return frames
		.flatMap((frame, i) => notesFor({ frame, meaning: meanings[i]!, message, ...more }))
		.find((note) => note.id === id)?.text;
}

const reads = (first: number, last: number, framesInLast = 1, positionInLast = 0): FrameReads => ({
	first,
	last,
	framesInLast,
	positionInLast,
});
const text = bodyOf(chunkOf({ content: 'a' }));

describe('notesFor()', () => {
	test('notes the beginning and the end of a plain answer', () => {
		expect(idsOf(fixture('chat/openai.sse'))).toEqual({
			0: 'role',
			4: 'finish-stop',
			5: 'usage-chunk',
			6: 'done',
		});
	});

	test.each<[string, Record<number, string>]>([
		[
			'chat/openai-tool-calls.sse',
			{ 0: 'role tool-call', 3: 'tool-call', 5: 'finish-tool-calls', 6: 'done' },
		],
		['chat/openai-content-filter.sse', { 0: 'role', 2: 'finish-content-filter', 3: 'done' }],
		[
			'chat/openai-function-call.sse',
			{
				0: 'role tool-call function-call',
				1: 'function-call',
				2: 'finish-function-call',
				3: 'done',
			},
		],
		['chat/vllm.sse', { 0: 'role', 1: 'reasoning', 5: 'finish-stop', 6: 'usage-chunk', 7: 'done' }],
		[
			'chat/vllm-continuous-usage.sse',
			{ 0: 'role usage-running', 3: 'finish-stop usage-with-finish', 4: 'usage-chunk', 5: 'done' },
		],
		['chat/vllm-error.sse', { 0: 'role', 2: 'error', 3: 'done' }],
		['chat/vllm-error-old.sse', { 0: 'role', 2: 'error error-flat', 3: 'done' }],
		[
			'chat/vllm-keep-alive.sse',
			{ 0: 'keep-alive', 1: 'keep-alive', 2: 'role', 4: 'finish-stop', 5: 'done' },
		],
		['chat/gateway-fallback.sse', { 1: 'model-changed', 2: 'finish-stop', 3: 'done' }],
		[
			'chat/gateway-reasoning.sse',
			{ 0: 'reasoning', 1: 'same-twice', 3: 'finish-stop', 4: 'done' },
		],
		['chat/openrouter-error.sse', { 0: 'keep-alive', 2: 'finish-error error', 3: 'done' }],
		['chat/transformers.sse', { 0: 'role', 3: 'finish-stop usage-with-finish' }],
		['chat/azure.sse', { 0: 'no-choices', 1: 'role', 4: 'finish-stop', 5: 'done' }],
		['chat/sdk-after-done.sse', { 0: 'role', 3: 'finish-stop', 4: 'done', 5: 'after-done' }],
		['chat/sdk-retry-block.sse', { 0: 'retry-block', 1: 'role', 4: 'finish-stop', 5: 'done' }],
		['chat/sdk-comment-after-id.sse', { 0: 'role', 2: 'id-in-force', 4: 'finish-stop', 5: 'done' }],
		[
			'chat/sdk-event-without-data.sse',
			{ 0: 'role', 2: 'event-without-data', 4: 'finish-stop', 5: 'done' },
		],
		['chat/sdk-error-event.sse', { 0: 'role', 2: 'error error-event', 3: 'done' }],
		['chat/sdk-malformed-json.sse', { 0: 'role', 2: 'not-json', 4: 'finish-stop', 5: 'done' }],
		[
			'captures/llama-server.stream_n2.sse',
			{ 0: 'role', 2: 'role', 9: 'finish-length', 11: 'finish-length', 12: 'done' },
		],
		['captures/mock-llm.stream.sse', { 0: 'finish-stop', 1: 'done' }],
	])('remarks on the frames of %s', (name, ids) => {
		expect(idsOf(fixture(name))).toEqual(ids);
	});

	test('remarks on a finish reason that nobody documents', () => {
		const body = bodyOf(chunkOf({}, 'moonset'));
		expect(idsOf(body)).toEqual({ 0: 'finish-unknown' });
		expect(textOf('finish-unknown', body)).toMatchInlineSnapshot(
			`"The finish reason "moonset" is not one of OpenAI's. The choice has ended, but do not treat it as complete."`
		);
	});

	test('remarks on what is no chunk, on a named chunk, and on a choice with no place', () => {
		expect(idsOf('data: {}\n\n')).toEqual({ 0: 'other' });
		expect(idsOf('<html>\n\n')).toEqual({ 0: 'stray-text' });
		expect(idsOf('event: error\ndata: {"error":"m"}\n\n')).toEqual({ 0: 'error' });
		expect(idsOf(`event: completion\n${text}`)).toEqual({ 0: 'named-chunk' });
		expect(idsOf(bodyOf(chunkOf({}, null, 500)))).toEqual({ 0: 'stray' });
	});

	test('names the field that brought the reasoning', () => {
		expect(textOf('reasoning', fixture('chat/vllm.sse'))).toContain('`delta.reasoning`');
		expect(textOf('reasoning', fixture('chat/gateway-reasoning.sse'))).toContain(
			'`delta.reasoning_content`'
		);
	});

	test('remarks on a model that is not the one asked for', () => {
		expect(idsOf(text + text, { requestedModel: 'vllm-primary' })).toEqual({});
		expect(idsOf(text + text, { requestedModel: 'x' })).toEqual({ 0: 'other-model' });
		expect(textOf('other-model', text, { requestedModel: 'x' })).toMatchInlineSnapshot(
			`"The request asked for "x"; the answer is from "vllm-primary". The name may be an alias, or a gateway may have fallen back to another model."`
		);
		expect(textOf('model-changed', fixture('chat/gateway-fallback.sse'))).toMatchInlineSnapshot(
			`"The model changes from "vllm-primary" to "gpt-5.2-mini" within the answer. A gateway may fall back to another model when the first one fails."`
		);
	});

	test('remarks on a frame split over reads, and on the first of several in one', () => {
		expect(idsOf(text, { reads: reads(3, 3) })).toEqual({});
		expect(idsOf(text, { reads: reads(3, 5) })).toEqual({ 0: 'split' });
		expect(idsOf(text, { reads: reads(3, 3, 14) })).toEqual({ 0: 'shared-read' });
		expect(idsOf(text, { reads: reads(3, 3, 14, 1) })).toEqual({});
		expect(textOf('split', text, { reads: reads(3, 5) })).toMatchInlineSnapshot(
			`"This frame came in pieces, in reads 4 to 6: the network may split the bytes anywhere. A program that assumes complete lines in each read loses it."`
		);
		expect(textOf('shared-read', text, { reads: reads(3, 3, 14) })).toMatchInlineSnapshot(
			`"14 frames came in one read, this one first: reads and frames have nothing to do with each other. Many at once after a silence mean that something on the way buffers the stream, or that your machine was busy."`
		);
	});

	test('says the same of a frame when more has come', () => {
		const body = fixture('chat/vllm.sse');
		const { frames, meanings, message: whole } = runOf(body);
		frames.forEach((frame, i) => {
			const { message } = runOf(body.slice(0, frame.end));
			const meaning = meanings[i]!;
			const then = notesFor({ frame, meaning, message });
			expect(notesFor({ frame, meaning, message: whole }), `frame ${i}`).toEqual(then);
		});
	});
});

describe('the table of notes', () => {
	test('has each id once', () => {
		expect(new Set(NOTES.map(({ id }) => id)).size).toBe(NOTES.length);
	});

	test('says all it has to say', () => {
		const fixed = NOTES.filter(({ fixedText }) => fixedText !== undefined);
		expect(Object.fromEntries(fixed.map(({ id, fixedText }) => [id, fixedText])))
			.toMatchInlineSnapshot(`
				{
				  "done": "\`[DONE]\` says that nothing will follow. It is not JSON, so look for it before parsing. Some servers never send it: the finish reason tells whether the answer is complete.",
				  "error": "An error inside a response whose status was 2xx: the status had been sent before the error happened. The text before it stays; no SDK retries by itself.",
				  "error-event": "Only the name of the event says that this is an error. openai-node throws it; openai-python silently ignores it.",
				  "error-flat": "The error is not inside an \`error\` field, as in old versions of vLLM. Both official SDKs silently ignore it, and the answer seems complete.",
				  "finish-content-filter": "A content filter cut the answer off. Perhaps not even the text so far should be kept.",
				  "finish-error": "The server gave up on this answer. OpenRouter sends this reason with an \`error\` beside it (documented).",
				  "finish-function-call": "The model calls a function, in the older form that tool calls replaced.",
				  "finish-length": "The answer was cut off at the token limit: the request’s \`max_tokens\`, or the model’s context length. The stream itself is valid.",
				  "finish-stop": "The model ended its answer, or reached a stop sequence. If nothing of this choice follows, the answer is complete, with or without \`[DONE]\`.",
				  "finish-tool-calls": "The model asks for its tools. Only now are the arguments complete. Send the results back, and the answer goes on.",
				  "id-in-force": "No data, while an \`id:\` is in force. By the standard nothing is dispatched; openai-python raises a JSONDecodeError at a comment after an \`id:\`.",
				  "keep-alive": "A comment, sent to keep the connection open: many proxies close a connection that is silent for a while. Clients skip it.",
				  "no-choices": "A chunk without choices and without token counts adds nothing. Azure starts its streams with one that holds content-filter results (documented).",
				  "no-data": "This frame has no field that the standard knows, so nothing is dispatched.",
				  "not-json": "This data is not JSON. Both official SDKs stop here with an error, and lose what follows.",
				  "other": "Neither a chunk nor an error. A client ignores it.",
				  "retry-block": "A \`retry:\` field without data. By the standard nothing is dispatched; openai-python raises a JSONDecodeError here.",
				  "role": "The first chunk of a choice names the role and carries no text yet. The time to first text is measured at a later frame.",
				  "stray": "The index of a choice or tool call is out of bounds, so this piece belongs to no choice. It can still be seen in the chunk.",
				  "tool-call": "A tool call begins, with its name. Its arguments are one JSON text that comes in pieces. Join them by \`index\`, and parse them only once the choice has finished.",
				  "usage-chunk": "Token counts in a chunk of their own: \`choices\` is empty, so a program that reads \`choices[0]\` of every chunk fails here. OpenAI sends it if the request has \`stream_options.include_usage\`; it may be missing if the stream is interrupted.",
				  "usage-running": "Token counts while the answer goes on: running totals, in every chunk from here on. vLLM sends them with \`continuous_usage_stats\`. Use the last ones; do not add them up.",
				  "usage-with-finish": "Token counts in the chunk with the finish reason. transformers serve sends them here, and so does vLLM with \`continuous_usage_stats\` (both observed). OpenAI sends them in a chunk of their own, so look for \`usage\` in every chunk.",
				}
			`);
	});
});
