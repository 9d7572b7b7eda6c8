/**
 * The figures of a run, each with a line that explains it, in the order in which things happen. What is
 * unknown for this run is a dash.
 */
import type { Timing } from '../../../chat/index.ts';
import { count, formatMs } from '../../format.ts';

export interface Explained {
	readonly name: string;
	readonly value: string;
	readonly meaning: string;
}

export function explain({ firstByteMs, firstTextMs, gaps, rate, stalls }: Timing): Explained[] {
	return [
		{
			name: 'First byte',
			value: formatMs(firstByteMs),
			meaning: 'From sending to the first byte of the body: the network, the queue, the prompt.',
		},
		{
			name: 'First text',
			value: formatMs(firstTextMs),
			meaning:
				'To the first frame with text, which is what a reader waits for. A role alone does not count.',
		},
		{
			name: 'Median gap',
			value: formatMs(gaps?.medianMs),
			meaning: 'Between reads that completed a frame: half of the gaps are no longer than this.',
		},
		{
			name: 'p95 gap',
			value: formatMs(gaps?.p95Ms),
			meaning:
				'95 of 100 gaps are no longer than this. If it is far above the median, the text comes in bursts.',
		},
		{
			name: 'Longest gap',
			value: formatMs(gaps?.longestMs),
			meaning: 'A client’s timeout between reads must be longer than this.',
		},
		{
			name: rate?.source === 'estimated' ? 'Tokens a second, estimated' : 'Tokens a second',
			value: rate ? oneDigit(rate.tokensPerSecond) : '–',
			meaning:
				rate?.source === 'estimated'
					? 'One token counted for each delta, since no usage was sent. From first text to last.'
					: 'The server’s own count of tokens, from first text to last. The wait before is not included.',
		},
		{
			name: 'Characters a second',
			value: rate ? oneDigit(rate.charactersPerSecond) : '–',
			meaning: 'From first text to last.',
		},
		{
			name: 'Stalls',
			value: stalls.length.toLocaleString('en'),
			meaning: 'Silences of at least half a second and ten times the median gap.',
		},
	].filter(({ name }) => name !== 'Characters a second' || rate !== undefined);
}

/** How many incidents are listed; the rest are counted. */
const MAX_LISTED = 3;

/** Stalls and bursts, one sentence each. */
export function incidents({ stalls, bursts }: Timing): string[] {
	const sentences = [
		...stalls.map(
			({ fromMs, toMs }) => `No frame for ${formatMs(toMs - fromMs)}, from ${formatMs(fromMs)} on.`
		),
		...bursts.map(
			({ frames, silenceMs }) =>
				`${count(frames, 'frame')} in one read after ${formatMs(silenceMs)}: something between you and the model buffers, or this machine was busy.`
		),
	];
	const more = sentences.length - MAX_LISTED;
	if (more <= 0) return sentences;
	return [...sentences.slice(0, MAX_LISTED), `And ${more.toLocaleString('en')} more like these.`];
}

function oneDigit(perSecond: number): string {
	return perSecond.toLocaleString('en', { maximumFractionDigits: 1 });
}
