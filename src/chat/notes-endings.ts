/**
 * Notes on error frames and on `[DONE]`.
 *
 * Source  Official SDKs: openai-python, openai-node.
 */
import { fixedNote, note } from './note-row.ts';
import { frameName, shorten } from './wording.ts';

export const ENDING_NOTES = [
	fixedNote(
		'error',
		({ meaning }) => meaning.kind === 'api-error',
		'An error inside a response whose status was 2xx: the status had been sent before the error happened. The text before it stays; no SDK retries by itself.'
	),
	fixedNote(
		'error-flat',
		({ meaning, frame }) =>
			meaning.kind === 'api-error' && /"object"\s*:\s*"error"/.test(frame.data ?? ''),
		'The error is not inside an `error` field, as in old versions of vLLM. Both official SDKs silently ignore it, and the answer seems complete.'
	),
	fixedNote(
		'error-event',
		({ meaning, frame }) =>
			meaning.kind === 'api-error' &&
			frame.event === 'error' &&
			!/"error"\s*:/.test(frame.data ?? ''),
		'Only the name of the event says that this is an error. openai-node throws it; openai-python silently ignores it.'
	),
	fixedNote(
		'done',
		({ meaning }) => meaning.kind === 'done' && meaning.sent === undefined,
		'`[DONE]` says that nothing will follow. It is not JSON, so look for it before parsing. Some servers never send it: the finish reason tells whether the answer is complete.'
	),
	note(
		'done-inexact',
		({ meaning }) =>
			meaning.kind === 'done' && meaning.sent !== undefined ? { sent: meaning.sent } : undefined,
		({ sent }) =>
			`The end mark, though not exactly \`[DONE]\`: ${JSON.stringify(shorten(sent))}. openai-node accepts only those six characters, and stops here with an error; openai-python accepts anything that starts with them.`
	),
	note(
		'after-done',
		({ frame, message: { doneFrameIndex: done } }) =>
			done !== undefined && frame.index > done ? { done: frameName(done) } : undefined,
		({ done }) =>
			`It comes after \`[DONE]\` in ${done}. Both official SDKs ignore it; @ai-sdk/openai-compatible adds it to the text.`
	),
];
