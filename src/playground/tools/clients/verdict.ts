/** A comparison in words: how much was lost, the first lost frame, and the reads that carried it. */
import type { Arrival, Snapshot } from '../../../run/index.ts';
import { count } from '../../format.ts';
import type { Comparison } from './losses.ts';

export interface Verdict {
	readonly text: string;
	/** The first frame that shows it. */
	readonly frameIndex: number | undefined;
}

export function verdictOf(
	comparison: Comparison,
	{ arrivals }: Pick<Snapshot, 'arrivals'>
): Verdict {
	if (comparison.kind === 'same') return { text: 'Identical', frameIndex: undefined };
	if (comparison.kind === 'other') {
		const { at, frameIndex } = comparison;
		const where = frameIndex === undefined ? 'past the end' : `in frame ${frameIndex + 1}`;
		return {
			text: `Different text from character ${(at + 1).toLocaleString('en')} on, ${where}.`,
			frameIndex,
		};
	}
	const { losses, of, isRest } = comparison;
	// This kind of comparison has at least one.
	const { frameIndex, how } = losses[0]!;
	const reads = readsText(arrivals.of(frameIndex));
	const first = `frame ${frameIndex + 1}, ${reads}`;
	const share = `${percent(losses.length / of)} of the frames with text`;
	if (losses.length === of)
		return { text: `Lost all of it, from frame ${frameIndex + 1} on, ${reads}.`, frameIndex };
	if (losses.length === 1) return { text: `${lostOrMangled(how)} ${first}.`, frameIndex };
	if (isRest) {
		const after = losses.length - 1;
		return { text: `Lost ${first}, and the ${after} after it: ${share}.`, frameIndex };
	}
	return {
		text: `Lost ${count(losses.length, 'frame')}, ${share}. The first is ${first}.`,
		frameIndex,
	};
}

function lostOrMangled(how: 'missing' | 'mangled'): string {
	return how === 'missing' ? 'Lost' : 'Mangled';
}

/** Reads are numbered from 1 on the page, like frames. */
function readsText({ first, last }: Arrival): string {
	if (first === last) return `whole in read ${first + 1}`;
	if (last === first + 1) return `split over reads ${first + 1} and ${last + 1}`;
	return `split over reads ${first + 1} to ${last + 1}`;
}

/** Never 0 % for something, nor 100 % for less than all. */
function percent(share: number): string {
	if (share > 0 && share < 0.01) return 'less than 1 %';
	return `${share === 1 ? 100 : Math.min(99, Math.round(share * 100))} %`;
}
