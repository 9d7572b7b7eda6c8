import type { Frame } from '../sse/index.ts';
import type { Meaning, Message, Note } from './types.ts';

export interface NoteContext {
	readonly frame: Frame;
	readonly meaning: Meaning;
	/** The message as far as it has come. */
	readonly message: Message;
	/** Which reads carried the frame, and how many frames the last of them completed. `undefined`: unknown. */
	readonly reads:
		{ readonly first: number; readonly last: number; readonly framesInLast: number } | undefined;
}

/** What is worth a remark about one frame. */
export function notesFor({ meaning }: NoteContext): Note[] {
	return meaning.kind === 'done'
		? [{ id: 'done', text: 'The stream is done.', anchor: '/#response-format' }]
		: [];
}
