/** Notes on what a chunk says beside its choices: token counts, the model, nothing at all. */
import { fixedNote, note } from './note-row.ts';
import { choicesIn, finishedHere, hasUsage } from './notes-context.ts';
import type { NoteContext } from './types.ts';
import { quote } from './wording.ts';

export const HEAD_NOTES = [
	fixedNote(
		'usage-chunk',
		(context) => hasUsage(context) && choicesIn(context).length === 0,
		'Token counts in a chunk of their own: `choices` is empty, so a program that reads `choices[0]` of every chunk fails here. OpenAI sends it where the request has `stream_options.include_usage`; it may be missing where the stream is interrupted.'
	),
	fixedNote(
		'usage-with-finish',
		(context) => hasUsage(context) && finishedHere(context).length > 0,
		'Token counts in the chunk of the finish reason. Transformers sends them here, and vLLM with `continuous_usage_stats` (both observed), OpenAI in a chunk of their own: look for `usage` in every chunk.'
	),
	fixedNote(
		'usage-running',
		(context) =>
			hasUsage(context) &&
			context.message.usageFrameIndex === context.frame.index &&
			choicesIn(context).length > 0 &&
			finishedHere(context).length === 0,
		'Token counts while the answer goes on: running totals, on every chunk from here. vLLM does so with `continuous_usage_stats`. The last ones count; to add them up is wrong.'
	),
	fixedNote(
		'no-choices',
		(context) =>
			context.meaning.kind === 'chunk' && !hasUsage(context) && choicesIn(context).length === 0,
		'A chunk without choices and without token counts adds nothing. Azure starts its streams with one that holds content-filter results (documented).'
	),
	note(
		'other-model',
		otherModel,
		({ asked, answered }) =>
			`The request asked for ${quote(asked)}, the answer is from ${quote(answered)}. An alias stands for another name, and a gateway may turn to a fallback model where the first is down.`
	),
	note(
		'model-changed',
		modelChange,
		({ from, to }) =>
			`The model changes from ${quote(from)} to ${quote(to)} within the answer. A gateway may turn to a fallback model where the first fails.`
	),
];

function otherModel({ frame, message, requestedModel }: NoteContext) {
	const first = message.models[0];
	if (first?.frameIndex !== frame.index || requestedModel === undefined) return undefined;
	if (first.model === requestedModel) return undefined;
	return { asked: requestedModel, answered: first.model };
}

function modelChange({ frame, message }: NoteContext) {
	const at = message.models.findIndex(({ frameIndex }) => frameIndex === frame.index);
	const [from, to] = [message.models[at - 1], message.models[at]];
	return from && to && { from: from.model, to: to.model };
}
