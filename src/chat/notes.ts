/**
 * Remarks on frames: what a frame means, and why it is so.
 *
 * In      A frame with its meaning, the message, and the reads that carried it, if known.
 * Out     `Note`s in the order of the table in `notes-table.ts`; none for a frame like any other.
 * Cost    A walk over the table: meant for the frames on the screen, not for every frame of a stream.
 *
 * Whatever a note needs from other frames is in the message, which only grows; so once a frame has been added,
 * its notes never change.
 */
import type { NoteOf } from './note-row.ts';
import { EVENT_NOTES, NOTES } from './notes-table.ts';
import type { NoteContext } from './types.ts';

export type NoteId = (typeof NOTES)[number]['id'];
export type Note = NoteOf<NoteId>;

/** Notes about one frame. */
export function notesFor(context: NoteContext): Note[] {
	const { meaning } = context;
	const isEvent = meaning.kind === 'chunk' && meaning.event !== undefined;
	return (isEvent ? EVENT_NOTES : NOTES)
		.map(({ read }): Note | undefined => read(context))
		.filter((one) => one !== undefined);
}
