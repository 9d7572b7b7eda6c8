/** What several notes ask about the frame they stand at. */
import { entriesIn } from './choices.ts';
import type { Choice, NoteContext } from './types.ts';

export function startedHere({ frame, message }: NoteContext): Choice[] {
	return message.choices.filter(({ firstFrameIndex }) => firstFrameIndex === frame.index);
}

export function finishedHere({ frame, message }: NoteContext): Choice[] {
	return message.choices.filter(({ finishFrameIndex }) => finishFrameIndex === frame.index);
}

/** The choices that the frame's chunk sent, unchecked. */
export function choicesIn({ meaning }: NoteContext): readonly unknown[] {
	return meaning.kind === 'chunk' ? entriesIn(meaning) : [];
}

export function hasUsage({ meaning }: NoteContext): boolean {
	return meaning.kind === 'chunk' && meaning.usage !== undefined;
}
