/**
 * A row of the table of notes: when the note is due, the values it is about, and what it says of them.
 * Where the pages say more is no business of the core: `src/playground/frames/note-anchors.ts` knows.
 */
import type { NoteContext } from './types.ts';

export type NoteValues = Readonly<Record<string, string | number>>;

/** A remark on one frame: what it means, and why it is so. */
export interface NoteOf<Id extends string> {
	/** Stable, e.g. `usage-chunk`. */
	readonly id: Id;
	/** What is special about this frame: names, numbers. Empty where the note says the same of every frame. */
	readonly values: NoteValues;
	/** Plain text; backticks stand around names to be typed. */
	readonly text: string;
}

export interface NoteRow<Id extends string> {
	readonly id: Id;
	/** The whole text, where it is the same for every frame. */
	readonly fixedText: string | undefined;
	readonly read: (context: NoteContext) => NoteOf<Id> | undefined;
}

/** A note that says the same wherever it stands. */
export function fixedNote<const Id extends string>(
	id: Id,
	isDue: (context: NoteContext) => boolean,
	text: string
): NoteRow<Id> {
	const remark = { id, values: {}, text };
	return { id, fixedText: text, read: (context) => (isDue(context) ? remark : undefined) };
}

/** A note about values found in the frame; `find` returns `undefined` where it is not due. */
export function note<const Id extends string, Values extends NoteValues>(
	id: Id,
	find: (context: NoteContext) => Values | undefined,
	textOf: (values: Values) => string
): NoteRow<Id> {
	const read = (context: NoteContext) => {
		const values = find(context);
		return values && { id, values, text: textOf(values) };
	};
	return { id, fixedText: undefined, read };
}
