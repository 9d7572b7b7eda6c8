/** Describes how a good client handles a fault. */
import { goodClientWords } from '../../../demo/index.ts';
import type { FaultDescription } from '../../../demo/index.ts';
import { ENDINGS } from '../../ending/index.ts';

export function goodClient(fault: FaultDescription): string {
	const { text, retries, outcome } = fault.client;
	const { title } = ENDINGS[outcome];
	// Whole only for a client that asks again, which the printed example leaves to the reader.
	const run =
		retries && text === 'whole'
			? `The run above does not retry: press Run again until it ends as “${title}”.`
			: `The run above ends as “${title}”.`;
	return `${goodClientWords(fault)} ${run}`;
}

/** In the order of the fault list. */
export const GROUP_NAMES: Readonly<Record<FaultDescription['group'], string>> = {
	cutting: 'Where reads are cut',
	format: 'The event stream',
	chat: 'What the chunks say',
	ends: 'How it ends',
	time: 'Time',
	http: 'HTTP',
};
