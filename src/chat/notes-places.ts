/**
 * Notes on what stands where the chat protocol has nothing: one row for each kind of oddity.
 *
 * The message keeps the oddities in the order of their frames; a frame with several of a kind has one note.
 */
import { firstIndexWhere } from './first-index.ts';
import { note, type NoteRow } from './note-row.ts';
import type { Oddity, OddityKind } from './oddities.ts';
import type { NoteContext } from './types.ts';
import { quote } from './wording.ts';

interface Values {
	readonly place: string;
	readonly detail: string;
	readonly [name: string]: string;
}

export const PLACE_NOTES = [
	odd(
		'content-form',
		({ place, detail }) =>
			`${typed(place)} is ${detail} where chat chunks have a string. Its text parts are shown as text, its thinking parts as reasoning; a client that appends it to a string as it is shows something else.`
	),
	odd(
		'odd-place',
		({ place, detail }) =>
			`This carries ${detail} in ${typed(place)}, where chat chunks have none. It is shown all the same; a client that knows only the usual places misses it.`
	),
	odd(
		'same-twice',
		({ place }) =>
			`The same text is also in ${typed(place)}. It counts once; a client that reads both fields shows it twice.`
	),
	odd(
		'sent-again',
		({ detail }) =>
			`What came before is sent again here${detail === '' ? '' : ` (${detail})`}. Only what is new counts; a client that appends everything shows it twice.`
	),
	odd(
		'arguments-form',
		({ detail }) =>
			`The arguments of ${call(detail)} are a JSON value, where the API has a string of JSON. They are shown as JSON; a client that expects a string fails here.`
	),
	odd(
		'function-call',
		() =>
			'A `function_call`, which tool calls have replaced. It is shown as a tool call without an id.'
	),
	odd(
		'calls-merged',
		({ detail }) =>
			`The arguments of ${call(detail)} were complete, yet more follow without a new name or id. If these belong to another call, the two were merged: nothing tells them apart.`
	),
	odd(
		'call-id-changed',
		({ detail }) =>
			`The id of a call changes to ${detail} before its arguments are complete. It is treated as the same call, under its first id; if it is another, the two were merged.`
	),
	odd(
		'index-form',
		({ place, detail }) =>
			`${typed(place)} is ${detail === 'text' ? 'text, not a number' : 'missing'}. Pieces without it are joined by position, id and name; a client that relies on the index fails or mixes them up.`
	),
	odd(
		'choices-form',
		() =>
			'The choices are not in a list named `choices`. They are read where they are; a client that reads `choices[0]` finds nothing.'
	),
	odd('wrapped', ({ detail }) =>
		detail === 'a list'
			? 'This frame holds a JSON list of chunks. Each is read in turn; a client that expects one chunk finds no `choices` in it.'
			: 'This chunk is JSON inside a JSON string: it was encoded twice. It is read all the same; a client that parses it once gets a string.'
	),
	odd(
		'finish-taken-back',
		({ detail }) =>
			`The finish reason ${detail} had come, yet the answer goes on. So it does not count; a client that stops at it loses the rest.`
	),
	odd(
		'finish-passed-over',
		({ detail }) =>
			`The finish reason ${detail} comes after one that better fits what was sent. The earlier one counts.`
	),
	odd(
		'usage-place',
		({ place }) =>
			`Token counts in ${typed(place)}, not in \`usage\` of the chunk. A client that looks only at \`usage\` finds none.`
	),
	odd(
		'usage-names',
		({ place }) =>
			`The token counts in ${typed(place)} have the names of another API. They are shown under those of chat completions.`
	),
	odd(
		'event-missing',
		({ place, detail }) =>
			`${typed(place)} of ${detail} has not come. What did come is read all the same; a client that waits for that event loses it.`
	),
	odd(
		'event-order',
		({ detail }) =>
			`An event out of order: ${detail}. It is read all the same; a client that keeps track of what has begun may fail here.`
	),
	odd(
		'whole-differs',
		({ detail }) =>
			`The whole ${detail} is sent here once more, and differs from what the pieces add up to. The pieces count.`
	),
	odd(
		'unshown',
		({ place, detail }) =>
			`This carries ${detail} in ${typed(place)}, which cannot be shown here. It can still be seen in the chunk.`
	),
];

/** The oddities of one frame. Each frame's stand together, in the order of the frames: a binary search finds them. */
export function odditiesOfFrame(oddities: readonly Oddity[], frameIndex: number): Oddity[] {
	const from = firstIndexWhere(oddities, (one) => one.frameIndex >= frameIndex);
	const to = firstIndexWhere(oddities, (one) => one.frameIndex > frameIndex);
	return oddities.slice(from, to);
}

function odd<const Kind extends OddityKind>(
	kind: Kind,
	textOf: (values: Values) => string
): NoteRow<Kind> {
	return note(kind, (context: NoteContext) => valuesOf(context, kind), textOf);
}

function valuesOf({ frame, message }: NoteContext, kind: OddityKind): Values | undefined {
	const found = odditiesOfFrame(message.oddities, frame.index).filter((one) => one.kind === kind);
	if (found.length === 0) return undefined;
	const isName = kind === 'call-id-changed' || kind.startsWith('finish');
	const details = listed(found.map(({ detail }) => (isName ? quote(detail) : detail)));
	return { place: listed(found.map(({ place }) => place)), detail: details };
}

const listed = (words: readonly string[]) =>
	[...new Set(words)].filter((word) => word !== '').join(', ');

const typed = (places: string) =>
	places
		.split(', ')
		.map((place) => `\`${place}\``)
		.join(' and ');

const call = (name: string) => (name === '' ? 'this call' : quote(name));
