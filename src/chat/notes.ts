/**
 * Remarks on frames: what a frame means, and why it is so.
 *
 * In      A frame with its meaning, the message, and the reads that carried it, if known.
 * Out     `Note`s in the order of the table in `notes-table.ts`; none for a frame like any other.
 * Cost    A walk over the table: meant for the frames on the screen, not for every frame of a stream.
 *
 * What a note needs to know of other frames stands in the message, which only grows: so a frame has the
 * same notes whenever they are asked for, once it has been added.
 */
import type { NoteOf } from './note-row.ts';
import { NOTES } from './notes-table.ts';
import type { NoteContext } from './types.ts';

export type NoteId = (typeof NOTES)[number]['id'];
export type Note = NoteOf<NoteId>;

/** What is worth a remark about one frame. */
export function notesFor(context: NoteContext): Note[] {
	return NOTES.map(({ read }): Note | undefined => read(context)).filter(
		(one) => one !== undefined
	);
}
