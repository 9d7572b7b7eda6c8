/**
 * The table of notes: when one is due, what it says, and where the pages say more.
 *
 * Source  What servers send and SDKs do, as observed or documented; a text names the server or the SDK's
 *         version. Official SDKs: openai-python 3.22.1, openai-node 7.57.0.
 * Length  One table: a row is a fact, and rows are read one by one.
 */
import { stretchesOfFrame } from './links.ts';
import type { Choice, ChunkChoice, NoteContext } from './types.ts';
import { frameName, quote } from './wording.ts';

export interface NoteRow {
	/** Stable: pages may link to it. */
	readonly id: string;
	readonly test: (context: NoteContext) => boolean;
	readonly text: string | ((context: NoteContext) => string);
	/** From the site's root. A test holds that the page has it. */
	readonly anchor: string;
}

const FORMAT = '/#response-format';
const KINDS = '/on-the-wire/#what-one-answer-brings';
const BORDERS = '/on-the-wire/#why-a-read-border-means-nothing';
const RULES = '/on-the-wire/#the-rules';
const COMMENTS = '/on-the-wire/#comments';
const DONE = '/on-the-wire/#the-end-done';
const ERROR_FRAMES = '/errors/#after-the-first-byte';
const FALLBACK = '/errors/#500-502-503-and-504';
const UNREADABLE = '/connection-drops/#unreadable';
const USAGE = '/usage-and-timing/';
const TOOLS = '/tool-calls-and-reasoning/';

export const NOTES: readonly NoteRow[] = [
	{
		id: 'role',
		test: (context) =>
			startedHere(context).length > 0 &&
			choicesIn(context).some((choice) => choice?.delta?.role) &&
			stretchesOfFrame(context.message, context.frame.index).length === 0,
		text: 'The first chunk of a choice names the role and brings no text yet, so a program can open the message. The time to first text is that of a later frame.',
		anchor: KINDS,
	},
	{
		id: 'reasoning',
		test: (context) => reasoningField(context) !== undefined,
		text: (context) =>
			`Reasoning begins, in \`delta.${reasoningField(context)}\`. Servers name this field \`reasoning\` (vLLM, Ollama) or \`reasoning_content\`; a client that knows only the other name shows nothing.`,
		anchor: TOOLS,
	},
	{
		id: 'tool-call',
		test: ({ frame, message }) =>
			message.choices.some(({ toolCalls }) =>
				toolCalls.some(({ links }) => links.frames[0] === frame.index)
			),
		text: 'The arguments of a tool call begin. They come in pieces of one JSON text, put together by `index`, and can be parsed only once the choice has finished.',
		anchor: TOOLS,
	},
	finish(
		'stop',
		'The model ended its answer, or met a stop sequence: the answer is whole, with or without a `[DONE]` after it.'
	),
	finish(
		'length',
		'The answer was cut at the token limit: `max_tokens` of the request, or what the model can hold. The stream itself is in order.'
	),
	finish(
		'tool_calls',
		'The model asks for its tools: the arguments are whole only now. The answer goes on when the results have been sent back.',
		TOOLS
	),
	finish(
		'content_filter',
		'A content filter cut the answer. Text that has been shown may not be meant to be kept.'
	),
	finish(
		'function_call',
		'The model asks for a function, in the way that tool calls have replaced.',
		TOOLS
	),
	finish(
		'error',
		'The server gave up on this answer. OpenRouter sends this reason with an `error` beside it (documented).',
		ERROR_FRAMES
	),
	{
		id: 'finish-unknown',
		test: (context) => unknownReasons(context).length > 0,
		text: (context) =>
			`The finish reason ${unknownReasons(context).map(quote).join(', ')} is none of OpenAI's. The choice has ended, but do not take it for whole.`,
		anchor: FORMAT,
	},
	{
		id: 'usage-chunk',
		test: (context) => hasUsage(context) && choicesIn(context).length === 0,
		text: 'Token counts in a chunk of their own: `choices` is empty, so a program that reads `choices[0]` of every chunk fails here. OpenAI sends it where the request has `stream_options.include_usage`; it may be missing where the stream is interrupted.',
		anchor: USAGE,
	},
	{
		id: 'usage-with-finish',
		test: (context) => hasUsage(context) && finishedHere(context).length > 0,
		text: 'Token counts in the chunk of the finish reason. Transformers sends them here (observed), OpenAI in a chunk of their own: look for `usage` in every chunk.',
		anchor: USAGE,
	},
	{
		id: 'usage-running',
		test: (context) =>
			hasUsage(context) &&
			context.message.usageFrameIndex === context.frame.index &&
			choicesIn(context).length > 0 &&
			finishedHere(context).length === 0,
		text: 'Token counts while the answer goes on: running totals, on every chunk from here. vLLM does so with `continuous_usage_stats` (documented). The last ones count; to add them up is wrong.',
		anchor: USAGE,
	},
	{
		id: 'no-choices',
		test: (context) =>
			context.meaning.kind === 'chunk' && !hasUsage(context) && choicesIn(context).length === 0,
		text: 'A chunk without choices and without token counts adds nothing. Azure starts its streams with one that holds content-filter results (documented).',
		anchor: KINDS,
	},
	{
		id: 'other-model',
		test: ({ frame, message, requestedModel }) =>
			requestedModel !== undefined &&
			message.models[0]?.frameIndex === frame.index &&
			message.models[0].model !== requestedModel,
		text: ({ message, requestedModel }) =>
			`The request asked for ${quote(requestedModel!)}, the answer is from ${quote(message.models[0]!.model)}. An alias stands for another name, and a gateway may turn to a fallback model where the first is down.`,
		anchor: FALLBACK,
	},
	{
		id: 'model-changed',
		test: (context) => modelChange(context) > 0,
		text: (context) => {
			const { models } = context.message;
			const at = modelChange(context);
			return `The model changes from ${quote(models[at - 1]!.model)} to ${quote(models[at]!.model)} within the answer. A gateway may turn to a fallback model where the first fails.`;
		},
		anchor: FALLBACK,
	},
	{
		id: 'error',
		test: ({ meaning }) => meaning.kind === 'api-error',
		text: 'An error inside a response whose status was good: the status had left before the error happened. What came before stays; no SDK sends the request again by itself.',
		anchor: ERROR_FRAMES,
	},
	{
		id: 'error-flat',
		test: ({ meaning, frame }) =>
			meaning.kind === 'api-error' && /"object"\s*:\s*"error"/.test(frame.data ?? ''),
		text: 'The error is not inside an `error` field, as in old versions of vLLM. Both official SDKs pass over it in silence (observed), and the answer seems whole.',
		anchor: ERROR_FRAMES,
	},
	{
		id: 'error-event',
		test: ({ meaning, frame }) =>
			meaning.kind === 'api-error' &&
			frame.event === 'error' &&
			!/"error"\s*:/.test(frame.data ?? ''),
		text: 'Only the name of the event says that this is an error. openai-node throws it, openai-python passes over it in silence (observed).',
		anchor: ERROR_FRAMES,
	},
	{
		id: 'done',
		test: ({ meaning }) => meaning.kind === 'done',
		text: '`[DONE]` says that nothing will follow. It is not JSON, so look for it before parsing. Some servers never send it: the finish reason tells whether the answer is whole.',
		anchor: DONE,
	},
	{
		id: 'after-done',
		test: ({ frame, message }) => frame.index > (message.doneFrameIndex ?? Infinity),
		text: ({ message }) =>
			`It comes after \`[DONE]\` in ${frameName(message.doneFrameIndex!)}. Both official SDKs ignore it; @ai-sdk/openai-compatible 3.0.92 adds it to the text (observed).`,
		anchor: DONE,
	},
	{
		id: 'keep-alive',
		test: ({ meaning, frame }) => meaning.kind === 'comment' && frame.lastEventId === '',
		text: 'A comment, sent to keep the connection open: many proxies close one on which nothing passes for a while. Clients skip it.',
		anchor: COMMENTS,
	},
	{
		id: 'retry-block',
		test: ({ meaning, frame }) => meaning.kind === 'no-data' && frame.retryMs !== undefined,
		text: 'A `retry:` field without data. By the standard nothing is dispatched; openai-python raises a JSONDecodeError here (observed).',
		anchor: RULES,
	},
	{
		id: 'id-in-force',
		test: ({ meaning, frame }) =>
			(meaning.kind === 'comment' || meaning.kind === 'no-data') && frame.lastEventId !== '',
		text: 'No data, while an `id:` is in force. By the standard nothing is dispatched; openai-python raises a JSONDecodeError at a comment after an `id:` (observed).',
		anchor: RULES,
	},
	{
		id: 'event-without-data',
		test: ({ meaning, frame }) => meaning.kind === 'no-data' && frame.event !== 'message',
		text: ({ frame }) =>
			`The event ${quote(frame.event)} has no data, so by the standard nothing is dispatched. openai-python raises a JSONDecodeError here, openai-node a SyntaxError (observed).`,
		anchor: RULES,
	},
	{
		id: 'no-data',
		test: ({ meaning, frame }) =>
			meaning.kind === 'no-data' &&
			frame.event === 'message' &&
			frame.retryMs === undefined &&
			frame.lastEventId === '',
		text: 'No line of this frame is one that the standard knows, so nothing is dispatched.',
		anchor: RULES,
	},
	{
		id: 'not-json',
		test: ({ meaning }) => meaning.kind === 'not-json',
		text: 'This data is not JSON. Both official SDKs stop here with an error (observed), and what follows is lost to them.',
		anchor: UNREADABLE,
	},
	{
		id: 'other',
		test: ({ meaning }) => meaning.kind === 'other',
		text: 'JSON, but neither a chunk nor an error. A client passes over it.',
		anchor: KINDS,
	},
	{
		id: 'named-chunk',
		test: ({ meaning, frame }) => meaning.kind === 'chunk' && frame.event !== 'message',
		text: ({ frame }) =>
			`A chunk in an event named ${quote(frame.event)}. Chat clients read it as any other; a browser's EventSource would hand it only to listeners for that name.`,
		anchor: RULES,
	},
	{
		id: 'stray',
		test: ({ frame, message }) => message.strayFrames.includes(frame.index),
		text: 'The index of a choice or tool call is out of bounds, so this piece is in no choice. It stays in the chunk.',
		anchor: KINDS,
	},
	{
		id: 'split',
		test: ({ reads }) => reads !== undefined && reads.last > reads.first,
		text: ({ reads }) =>
			`Reads ${reads!.first + 1} to ${reads!.last + 1} brought this frame in pieces: the network cuts bytes anywhere. A program that takes each read for whole lines loses it.`,
		anchor: BORDERS,
	},
	{
		id: 'shared-read',
		test: ({ reads }) =>
			reads !== undefined && reads.framesInLast > 1 && reads.positionInLast === 0,
		text: ({ reads }) =>
			`${reads!.framesInLast} frames came in one read, this one first: reads and frames have nothing to do with each other. Many at once after a silence mean that something on the way holds the stream back.`,
		anchor: BORDERS,
	},
];

function finish(reason: string, text: string, anchor = FORMAT): NoteRow {
	return {
		id: `finish-${reason.replaceAll('_', '-')}`,
		test: (context) => finishedHere(context).some(({ finishReason }) => finishReason === reason),
		text,
		anchor,
	};
}

const KNOWN_REASONS = new Set([
	'stop',
	'length',
	'tool_calls',
	'content_filter',
	'function_call',
	'error',
]);

function unknownReasons(context: NoteContext): string[] {
	const reasons = finishedHere(context).map(({ finishReason }) => finishReason ?? '');
	return reasons.filter((reason) => !KNOWN_REASONS.has(reason));
}

function startedHere({ frame, message }: NoteContext): Choice[] {
	return message.choices.filter(({ firstFrameIndex }) => firstFrameIndex === frame.index);
}

function finishedHere({ frame, message }: NoteContext): Choice[] {
	return message.choices.filter(({ finishFrameIndex }) => finishFrameIndex === frame.index);
}

/** The choices that the frame's chunk sent, unchecked. */
function choicesIn({ meaning }: NoteContext): readonly (ChunkChoice | null | undefined)[] {
	const choices = meaning.kind === 'chunk' ? meaning.chunk.choices : [];
	return Array.isArray(choices) ? choices : [];
}

function hasUsage({ meaning }: NoteContext): boolean {
	return meaning.kind === 'chunk' && meaning.usage !== undefined;
}

/** The field that brought the first reasoning of a choice, if this frame did. */
function reasoningField(context: NoteContext): 'reasoning' | 'reasoning_content' | undefined {
	const { frame, message } = context;
	if (!message.choices.some(({ links }) => links.reasoning.frames[0] === frame.index))
		return undefined;
	return choicesIn(context).some((choice) => choice?.delta?.reasoning)
		? 'reasoning'
		: 'reasoning_content';
}

/** The position in `models` of the one that this frame changed to; 0 or less: it changed nothing. */
function modelChange({ frame, message }: NoteContext): number {
	return message.models.findIndex(({ frameIndex }) => frameIndex === frame.index);
}
