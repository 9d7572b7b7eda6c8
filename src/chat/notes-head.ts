/** Notes on what a chunk says beside its choices: token counts, the model, nothing at all. */
import { fixedNote, note } from './note-row.ts';
import { choicesIn, finishedHere, hasUsage } from './notes-context.ts';
import type { NoteContext } from './types.ts';
import { quote } from './wording.ts';

export const HEAD_NOTES = [
	fixedNote(
		'usage-chunk',
		(context) => hasUsage(context) && choicesIn(context).length === 0,
		'Token counts in a chunk of their own: `choices` is empty, so a program that reads `choices[0]` of every chunk fails here. OpenAI sends it if the request has `stream_options.include_usage`; it may be missing if the stream is interrupted.'
	),
	fixedNote(
		'usage-with-finish',
		(context) => hasUsage(context) && finishedHere(context).length > 0,
		'Token counts in the chunk with the finish reason. transformers serve sends them here, and so does vLLM with `continuous_usage_stats` (both observed). OpenAI sends them in a chunk of their own, so look for `usage` in every chunk.'
	),
	fixedNote(
		'usage-running',
		(context) =>
			hasUsage(context) &&
			context.message.usageFrameIndex === context.frame.index &&
			choicesIn(context).length > 0 &&
			finishedHere(context).length === 0,
		'Token counts while the answer goes on: running totals, in every chunk from here on. vLLM sends them with `continuous_usage_stats`. Use the last ones; do not add them up.'
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
			`The request asked for ${quote(asked)}; the answer is from ${quote(answered)}. The name may be an alias, or a gateway may have fallen back to another model.`
	),
	note(
		'model-changed',
		modelChange,
		({ from, to }) =>
			`The model changes from ${quote(from)} to ${quote(to)} within the answer. A gateway may fall back to another model when the first one fails.`
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
