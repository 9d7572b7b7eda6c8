/** Notes on finish reasons: what each says about the answer. */
import { fixedNote, note } from './note-row.ts';
import { finishedHere } from './notes-context.ts';
import type { NoteContext } from './types.ts';
import { quote } from './wording.ts';

export const FINISH_NOTES = [
	fixedNote(
		'finish-stop',
		finishedWith('stop'),
		'The model ended its answer, or met a stop sequence: the answer is whole, with or without a `[DONE]` after it.'
	),
	fixedNote(
		'finish-length',
		finishedWith('length'),
		'The answer was cut at the token limit: `max_tokens` of the request, or what the model can hold. The stream itself is in order.'
	),
	fixedNote(
		'finish-tool-calls',
		finishedWith('tool_calls'),
		'The model asks for its tools: the arguments are whole only now. The answer goes on when the results have been sent back.'
	),
	fixedNote(
		'finish-content-filter',
		finishedWith('content_filter'),
		'A content filter cut the answer. Text that has been shown may not be meant to be kept.'
	),
	fixedNote(
		'finish-function-call',
		finishedWith('function_call'),
		'The model asks for a function, in the way that tool calls have replaced.'
	),
	fixedNote(
		'finish-error',
		finishedWith('error'),
		'The server gave up on this answer. OpenRouter sends this reason with an `error` beside it (documented).'
	),
	note(
		'finish-unknown',
		unknownReasons,
		({ reasons }) =>
			`The finish reason ${reasons} is none of OpenAI's. The choice has ended, but do not take it for whole.`
	),
];

function finishedWith(reason: string): (context: NoteContext) => boolean {
	return (context) => finishedHere(context).some(({ finishReason }) => finishReason === reason);
}

const KNOWN_REASONS = new Set([
	'stop',
	'length',
	'tool_calls',
	'content_filter',
	'function_call',
	'error',
]);

function unknownReasons(context: NoteContext): { reasons: string } | undefined {
	const reasons = finishedHere(context)
		.map(({ finishReason }) => finishReason ?? '')
		.filter((reason) => !KNOWN_REASONS.has(reason));
	return reasons.length > 0 ? { reasons: reasons.map(quote).join(', ') } : undefined;
}
