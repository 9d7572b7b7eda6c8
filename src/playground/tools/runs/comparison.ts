/** The figures of two ended runs side by side. Unknown values are a dash. */
import type { Snapshot } from '../../../run/index.ts';
import { endingOf } from '../../ending/index.ts';
import { formatBytes, formatMs } from '../../format.ts';
import { answerOf } from '../../state/index.ts';

export interface Row {
	readonly name: string;
	readonly values: readonly [string, string];
}

const figures: Readonly<Record<string, (snapshot: Snapshot) => string>> = {
	'How it ended': ({ outcome, message }) => (outcome ? endingOf(outcome, message).title : '–'),
	'HTTP status': ({ recording }) => recording.response?.status.toString() ?? '–',
	Model: (snapshot) => answerOf(snapshot)?.model ?? '–',
	'First byte': ({ timing }) => formatMs(timing.firstByteMs),
	'First text': ({ timing }) => formatMs(timing.firstTextMs),
	Total: ({ timing }) => formatMs(timing.endMs),
	'Median gap': ({ timing }) => formatMs(timing.gaps?.medianMs),
	'Tokens a second': ({ timing: { rate } }) =>
		rate
			? `${Math.round(rate.tokensPerSecond)}${rate.source === 'estimated' ? ' (estimated)' : ''}`
			: '–',
	Frames: ({ frames }) => frames.length.toLocaleString('en'),
	Reads: ({ recording }) => recording.reads.length.toLocaleString('en'),
	Bytes: ({ timing }) => formatBytes(timing.bytes),
};

export function compare(first: Snapshot, second: Snapshot): Row[] {
	return Object.entries(figures).map(([name, figure]) => ({
		name,
		values: [figure(first), figure(second)],
	}));
}
