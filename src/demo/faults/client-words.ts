/** What a good client makes of a fault, in words: for the page about faults and for the playground. */
import type { FaultDescription } from './index.ts';

const KEPT = {
	whole: 'It has the whole text.',
	part: 'It keeps the text that came.',
	none: 'It has no text to show.',
} as const;

/** A sentence for what it has in the end, one for what it says, and one if it may ask again. */
export function goodClientWords({ client }: Pick<FaultDescription, 'client'>): string {
	const says = client.error === null ? 'It reports no error.' : `It reports: ${client.error}`;
	const retries = client.retries ? ' It may retry by itself.' : '';
	return `${KEPT[client.text]} ${says}${retries}`;
}
