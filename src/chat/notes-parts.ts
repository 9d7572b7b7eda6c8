/**
 * Notes on what a chunk adds to the message: the role, reasoning, tool calls, pieces without a place.
 *
 * Source  What servers send and SDKs do, as observed or documented; a text names the server or the SDK's
 *         version. Official SDKs: openai-python, openai-node.
 */
import { contentsOf } from './contents.ts';
import { stretchesOfFrame } from './links.ts';
import { fixedNote, note } from './note-row.ts';
import { startedHere } from './notes-context.ts';
import type { NoteContext } from './types.ts';

export const PART_NOTES = [
	fixedNote(
		'role',
		(context) =>
			startedHere(context).length > 0 &&
			contentsOf(context.meaning).role &&
			stretchesOfFrame(context.message, context.frame.index).length === 0,
		'The first chunk of a choice names the role and carries no text yet. The time to first text is measured at a later frame.'
	),
	note(
		'reasoning',
		reasoningField,
		({ field }) =>
			`Reasoning begins, in \`${field}\`. Servers name this field \`reasoning\` (vLLM, Ollama) or \`reasoning_content\`; a client that knows only the other name shows nothing.`
	),
	note(
		'reasoning-tag',
		reasoningTag,
		({ tag }) =>
			`The text begins with \`${tag}\`: this server sends reasoning as part of the text, up to the closing tag. Remove it before you show the text or send it back. Some servers can be told to separate the two (vLLM: \`--reasoning-parser\`).`
	),
	fixedNote(
		'tool-call',
		namesTool,
		'A tool call begins, with its name. Its arguments are one JSON text that comes in pieces. Join them by `index`, and parse them only once the choice has finished.'
	),
	fixedNote(
		'stray',
		({ frame, message }) => message.strayFrames.includes(frame.index),
		'The index of a choice or tool call is out of bounds, so this piece belongs to no choice. It can still be seen in the chunk.'
	),
];

/** The field that brought the first reasoning of a choice, if this frame did. */
function reasoningField({ frame, message }: NoteContext): { field: string } | undefined {
	const choice = message.choices.find(({ links }) => links.reasoning.frames[0] === frame.index);
	return choice?.reasoningPlace === undefined ? undefined : { field: choice.reasoningPlace };
}

/** A tag with which the text of a choice begins, if it began in this frame. The tag may come in pieces. */
function reasoningTag({ frame, message }: NoteContext): { tag: string } | undefined {
	const choice = message.choices.find(({ links }) => links.text.frames[0] === frame.index);
	const tag = /^\s*(<(think|thinking|thought|reasoning)>)/i.exec(choice?.text ?? '')?.[1];
	return tag === undefined ? undefined : { tag };
}

/** A piece with a name, of a call whose arguments had not begun before: the name may be sent again with each piece. */
function namesTool({ meaning, frame, message }: NoteContext): boolean {
	if (!contentsOf(meaning).toolName) return false;
	const calls = message.choices.flatMap(({ toolCalls }) => toolCalls);
	return calls.some(({ links }) => (links.frames[0] ?? Infinity) >= frame.index);
}
