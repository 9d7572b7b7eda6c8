/** Describes how a good client handles a fault. */
import type { FaultDescription } from '../../../demo/index.ts';
import { ENDINGS } from '../../ending/index.ts';

const KEPT = {
	whole: 'It has the whole text.',
	part: 'It keeps the text that came.',
	none: 'It has no text to show.',
} as const;

export function goodClient({ client }: FaultDescription): string {
	const { text, error, retries, outcome } = client;
	const title = ENDINGS[outcome].title;
	return [
		KEPT[text],
		error === null ? 'Nothing is wrong.' : `It says: ${error}`,
		...(retries ? ['It may ask again by itself.'] : []),
		// Only a client that retries gets the whole text; the printed example leaves that to the reader.
		retries && text === 'whole'
			? `The run above asks once: press Run again until it ends as “${title}”.`
			: `The run above ends as “${title}”.`,
	].join(' ');
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
