/**
 * The sentences about each fault on the page about faults, from the data of `GET /faults`. Code in them is in
 * backticks, which `piecesOf` splits off.
 */
import type { FaultDescription } from '../demo/index.ts';

/** Where `npm start` serves the demo API by default. */
export const ORIGIN = 'http://localhost:4321';

const KEPT = {
	whole: 'It has the whole text.',
	part: 'It keeps the text that came.',
	none: 'It has no text to show.',
} as const;

export function goodClient({ client }: FaultDescription): string {
	const says = client.error === null ? 'Nothing is wrong.' : `It says: ${client.error}`;
	const retries = client.retries ? ' It may ask again by itself.' : '';
	return `${KEPT[client.text]} ${says}${retries} Outcome: \`${client.outcome}\`.`;
}

/** `preset` is written as in a base URL: `after=20`. */
export function optionsOf({ options }: FaultDescription): { preset: string; words: string }[] {
	return Object.entries(options).map(([name, option]) => {
		const others =
			'words' in option
				? `Or ${option.words
						.filter((word) => word !== option.default)
						.map((word) => `\`${word}\``)
						.join(', ')}.`
				: `From ${count(option.least)} to ${count(option.most)}.`;
		return { preset: `${name}=${option.default}`, words: `${option.what}. ${others}` };
	});
}

export interface Piece {
	readonly text: string;
	readonly isCode: boolean;
}

export function piecesOf(sentence: string): Piece[] {
	return sentence
		.split('`')
		.map((text, index) => ({ text, isCode: index % 2 === 1 }))
		.filter(({ text }) => text !== '');
}

function count(value: number): string {
	return value.toLocaleString('en');
}
