/** The first frame of each kind in a run, in wire order, with its label and colours. */
import type { Snapshot } from '../run/index.ts';
import { inkFrame, type Span, labelOf } from '../playground/frames/index.ts';

export interface Kind {
	readonly word: string;
	readonly frameIndex: number;
	readonly spans: readonly Span[];
}

export function kindsOf({ frames, meanings }: Snapshot): Kind[] {
	const kinds = new Map<string, Kind>();
	for (const { index, raw } of frames) {
		const { word } = labelOf(meanings[index]);
		if (kinds.has(word)) continue;
		const spans = inkFrame(new TextDecoder().decode(raw).trimEnd());
		kinds.set(word, { word, frameIndex: index, spans });
	}
	return [...kinds.values()];
}
