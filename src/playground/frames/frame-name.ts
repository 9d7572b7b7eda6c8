/** A frame in words, what matters first: `Frame 268, text " with"`. For screen readers, whose users hear it. */
import type { Meaning } from '../../chat/index.ts';
import type { Frame } from '../../sse/index.ts';
import { inkFrame } from './ink.ts';
import { labelOf } from './meaning-labels.ts';

/** What a frame brings may be long; its beginning says which it is. */
const MAX_CHARACTERS = 80;
const MAX_BYTES = 2_000;

export function nameOfFrame({ index, raw }: Frame, meaning: Meaning | undefined): string {
	const { word, tone } = labelOf(meaning);
	const brought = inkFrame(new TextDecoder().decode(raw.subarray(0, MAX_BYTES)))
		.filter((span) => span.tone === tone)
		.map(({ text }) => text.trim())
		.join(' ');
	return `Frame ${index + 1}, ${`${word} ${brought}`.trim().slice(0, MAX_CHARACTERS)}`;
}
