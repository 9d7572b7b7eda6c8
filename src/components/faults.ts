/**
 * The sentences about each fault on the page about faults, from the data of `GET /faults`. Code in them is in
 * backticks, which `piecesOf` splits off.
 */
import { goodClientWords, type FaultDescription } from '../demo/index.ts';

export function goodClient(fault: FaultDescription): string {
	return `${goodClientWords(fault)} Outcome: \`${fault.client.outcome}\`.`;
}

/** The APIs beside chat that the demo answers with this fault. */
export function alsoFor({ protocols }: FaultDescription): string | undefined {
	const others = protocols
		.filter((name) => name !== 'chat')
		.map((name) => `\`/v1/${name}\``)
		.join(' and ');
	return others === '' ? undefined : `${others}.`;
}

/** What becomes of it where the demo API is a worker; undefined where that changes nothing. */
export function asWorker({ breaksConnection }: FaultDescription): string | undefined {
	switch (breaksConnection) {
		case 'in the body':
			return '501 on Cloudflare Workers and Bun, which cannot break the connection there; Deno can.';
		case 'before the head':
			return '501: no runtime can break the connection before the headers.';
		case null:
			return undefined;
	}
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
