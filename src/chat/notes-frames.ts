/**
 * Notes on frames as frames: keep-alives, fields without data, data that is no JSON, and the reads that
 * brought them.
 *
 * Source  Official SDKs: openai-python, openai-node.
 */
import { fixedNote, note } from './note-row.ts';
import { damageOf } from './damage.ts';
import type { NoteContext } from './types.ts';
import { quote } from './wording.ts';

export const FRAME_NOTES = [
	fixedNote(
		'keep-alive',
		({ meaning, frame }) => meaning.kind === 'comment' && frame.lastEventId === '',
		'A comment, sent to keep the connection open: many proxies close a connection that is silent for a while. Clients skip it.'
	),
	note(
		'keep-alive-data',
		({ meaning }) =>
			meaning.kind === 'keep-alive'
				? { sent: meaning.sent.trim() === '' ? 'empty' : quote(meaning.sent) }
				: undefined,
		({ sent }) =>
			`A keep-alive sent as data (${sent}), where a comment would do. It carries nothing, and a program that treats all data as chunks fails here.`
	),
	fixedNote(
		'retry-block',
		({ meaning, frame }) => meaning.kind === 'no-data' && frame.retryMs !== undefined,
		'A `retry:` field without data. By the standard nothing is dispatched; openai-python raises a JSONDecodeError here.'
	),
	fixedNote(
		'id-in-force',
		({ meaning, frame }) =>
			(meaning.kind === 'comment' || meaning.kind === 'no-data') && frame.lastEventId !== '',
		'No data, while an `id:` is in force. By the standard nothing is dispatched; openai-python raises a JSONDecodeError at a comment after an `id:`.'
	),
	note(
		'event-without-data',
		({ meaning, frame: { event } }) =>
			meaning.kind === 'no-data' && event !== 'message' ? { event } : undefined,
		({ event }) =>
			`The event ${quote(event)} has no data, so by the standard nothing is dispatched. openai-python raises a JSONDecodeError here, openai-node a SyntaxError.`
	),
	note(
		'stray-text',
		({ meaning }) => {
			if (meaning.kind !== 'no-data' || meaning.text === undefined) return undefined;
			return { found: damageOf(meaning.text)?.replace(/^it is /, '') ?? quote(meaning.text) };
		},
		({ found }) =>
			`These lines are not fields of an event stream, but ${found}. By the standard, they are ignored.`
	),
	fixedNote(
		'no-data',
		({ meaning, frame }) =>
			meaning.kind === 'no-data' &&
			meaning.text === undefined &&
			frame.event === 'message' &&
			frame.retryMs === undefined &&
			frame.lastEventId === '',
		'This frame has no field that the standard knows, so nothing is dispatched.'
	),
	fixedNote(
		'not-json',
		({ meaning }) => meaning.kind === 'not-json',
		'This data is not JSON. Both official SDKs stop here with an error, and lose what follows.'
	),
	fixedNote(
		'other',
		({ meaning }) => meaning.kind === 'other',
		'Neither a chunk nor an error. A client ignores it.'
	),
	note(
		'named-chunk',
		({ meaning, frame: { event } }) =>
			meaning.kind === 'chunk' && event !== 'message' ? { event } : undefined,
		({ event }) =>
			`A chunk in an event named ${quote(event)}. Chat clients read it like any other; a browser's EventSource would hand it only to listeners for that name.`
	),
	note(
		'split',
		splitReads,
		({ first, last }) =>
			`This frame came in pieces, in reads ${first} to ${last}: the network may split the bytes anywhere. A program that assumes complete lines in each read loses it.`
	),
	note(
		'shared-read',
		sharedRead,
		({ frames }) =>
			`${frames} frames came in one read, this one first: reads and frames have nothing to do with each other. Many at once after a silence mean that something on the way buffers the stream, or that your machine was busy.`
	),
];

/** Counted from 1, as readers count. */
function splitReads({ reads }: NoteContext) {
	if (reads === undefined || reads.last <= reads.first) return undefined;
	return { first: reads.first + 1, last: reads.last + 1 };
}

function sharedRead({ reads }: NoteContext) {
	if (reads === undefined || reads.framesInLast <= 1 || reads.positionInLast !== 0)
		return undefined;
	return { frames: reads.framesInLast };
}
