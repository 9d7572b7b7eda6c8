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
		'The model ended its answer, or met a stop sequence. Where nothing of the choice follows, it is all that the model had to say, with or without a `[DONE]`.'
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
		'finish-failed',
		(context) => reasonsOf(context, 'failed', 'blocked'),
		({ reasons }) =>
			`The finish reason ${reasons} is none of OpenAI's, and says that the answer was ended from outside. Keep the text, but do not take it for whole.`
	),
	note(
		'finish-synonym',
		(context) => reasonsOf(context, 'whole', 'limit', 'tools', 'filter'),
		({ reasons, means }) =>
			`The finish reason ${reasons} is none of OpenAI's, and means what \`${means}\` does. A client that looks for OpenAI's word alone takes the answer for cut.`
	),
	note(
		'finish-unknown',
		(context) => reasonsOf(context, 'unknown'),
		({ reasons }) =>
			`The finish reason ${reasons} is none of OpenAI's. The choice has ended, but do not take it for whole.`
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
