/** Notes on finish reasons: what each says about the answer. */
import { finishClass, isOpenAIReason } from './finish-reasons.ts';
import type { FinishClass } from './finish-reasons.ts';
import { fixedNote, note } from './note-row.ts';
import { finishedHere } from './notes-context.ts';
import type { NoteContext } from './types.ts';
import { quote } from './wording.ts';

export const FINISH_NOTES = [
	fixedNote(
		'finish-stop',
		finishedWith('stop'),
		'The model ended its answer, or reached a stop sequence. If nothing of this choice follows, the answer is complete, with or without `[DONE]`.'
	),
	fixedNote(
		'finish-length',
		finishedWith('length'),
		'The answer was cut off at the token limit: the request’s `max_tokens`, or the model’s context length. The stream itself is valid.'
	),
	fixedNote(
		'finish-tool-calls',
		finishedWith('tool_calls'),
		'The model asks for its tools. Only now are the arguments complete. Send the results back, and the answer goes on.'
	),
	fixedNote(
		'finish-content-filter',
		finishedWith('content_filter'),
		'A content filter cut the answer off. Perhaps not even the text so far should be kept.'
	),
	fixedNote(
		'finish-function-call',
		finishedWith('function_call'),
		'The model calls a function, in the older form that tool calls replaced.'
	),
	fixedNote(
		'finish-error',
		finishedWith('error'),
		'The server gave up on this answer. OpenRouter sends this reason with an `error` beside it (documented).'
	),
	note(
		'finish-failed',
		(context) => reasonsOf(context, 'failed', 'blocked'),
		({ reasons }) =>
			`The finish reason ${reasons} is not one of OpenAI's. It says that something other than the model ended the answer. Keep the text, but do not treat it as complete.`
	),
	note(
		'finish-synonym',
		(context) => reasonsOf(context, 'whole', 'limit', 'tools', 'filter'),
		({ reasons, means }) =>
			`The finish reason ${reasons} is not one of OpenAI's, but means the same as \`${means}\`. A client that knows only OpenAI's word takes the answer to be cut off.`
	),
	note(
		'finish-unknown',
		(context) => reasonsOf(context, 'unknown'),
		({ reasons }) =>
			`The finish reason ${reasons} is not one of OpenAI's. The choice has ended, but do not treat it as complete.`
	),
];

function finishedWith(reason: string): (context: NoteContext) => boolean {
	return (context) => finishedHere(context).some(({ finishReason }) => finishReason === reason);
}

const OPENAI_WORD: Readonly<Partial<Record<FinishClass, string>>> = {
	whole: 'stop',
	limit: 'length',
	tools: 'tool_calls',
	filter: 'content_filter',
};

/** The reasons of these classes that came here in words other than OpenAI's; `error` has a note of its own. */
function reasonsOf(context: NoteContext, ...classes: readonly FinishClass[]) {
	const reasons = finishedHere(context)
		.map(({ finishReason }) => finishReason ?? '')
		.filter((reason) => !isOpenAIReason(reason) && reason !== 'error')
		.filter((reason) => classes.includes(finishClass(reason)));
	const [first] = reasons;
	if (first === undefined) return undefined;
	const means = OPENAI_WORD[finishClass(first)] ?? '';
	return { reasons: reasons.map(quote).join(', '), means };
}
