/** What several notes ask about the frame they stand at. */
import type { Choice, ChunkChoice, NoteContext } from './types.ts';

export function startedHere({ frame, message }: NoteContext): Choice[] {
	return message.choices.filter(({ firstFrameIndex }) => firstFrameIndex === frame.index);
}

export function finishedHere({ frame, message }: NoteContext): Choice[] {
	return message.choices.filter(({ finishFrameIndex }) => finishFrameIndex === frame.index);
}

/** The choices that the frame's chunk sent, unchecked. */
export function choicesIn({ meaning }: NoteContext): readonly (ChunkChoice | null | undefined)[] {
	const choices = meaning.kind === 'chunk' ? meaning.chunk.choices : [];
	return Array.isArray(choices) ? choices : [];
}

export function hasUsage({ meaning }: NoteContext): boolean {
	return meaning.kind === 'chunk' && meaning.usage !== undefined;
}
