/**
 * How clients behave under each fault of the demo API: `public/board.json`, which `npm run board` writes by
 * running them. Pages take what they say of a client from here.
 *
 * Errors  A name that the board lacks is an exception, which stops the build.
 */
import data from '../../public/board.json';

export interface Cell {
	/**
	 * `right`: the whole answer; or, where a good client cannot have it, an error and all the text that came.
	 * `loud`: an error that a good client would not have, or less text than came. `silent`: wrong, or
	 * waiting still, and not a word of it.
	 */
	readonly verdict: 'right' | 'loud' | 'silent';
	/** How much of the answer it gave. `other`: a text that is neither the answer nor its start. */
	readonly text: 'whole' | 'part' | 'none' | 'more' | 'other';
	/** Its last words, where it failed. */
	readonly error?: string;
	/** Had not ended after 20 seconds. */
	readonly isWaiting?: true;
}

export interface BoardClient {
	/** Never renamed: pages name it. */
	readonly id: string;
	readonly name: string;
	/** What pages print, a package as its own documentation uses it, or the loop that people write first. */
	readonly kind: 'printed' | 'package' | 'obvious';
	/** What it is built on; nothing, where it is built on `fetch` alone. */
	readonly package?: string;
	/** Of the package, when the board was written. */
	readonly version?: string;
}

export interface Row {
	/** The fault with its options, as in a base URL. */
	readonly case: string;
	readonly fault: string;
	/** What the server does, and what a good client makes of it. */
	readonly sent: string;
	readonly expected: string;
	/** One for each client, in their order. */
	readonly cells: readonly Cell[];
}

export interface Board {
	/** When it was written, `YYYY-MM-DD`. */
	readonly date: string;
	readonly clients: readonly BoardClient[];
	readonly rows: readonly Row[];
}

// Written by code of ours with these types, and held to them by a test.
export const board = data as Board;

/** As it is called where its column is not in sight. */
export const fullName = ({ name, kind }: BoardClient) =>
	kind === 'obvious' ? `Obvious loop, ${name}` : name;

/** What the client made of the fault, in a few words. */
export function cellWords({ text, error, isWaiting }: Cell): string {
	const amount = {
		whole: 'The whole text',
		part: 'Part of the text',
		none: 'No text',
		more: 'More than the answer',
		other: 'Wrong text',
	}[text];
	if (isWaiting) return `${amount}, and still waiting.`;
	return error === undefined ? `${amount}, and no error.` : `${amount}. ${error}`;
}

export function cellOf(clientId: string, faultCase: string): Cell {
	const column = board.clients.findIndex(({ id }) => id === clientId);
	const cell = board.rows.find((row) => row.case === faultCase)?.cells[column];
	if (cell === undefined) {
		throw new Error(
			`The board has no cell for the client \`${clientId}\` under \`${faultCase}\`. ` +
				`Clients: ${board.clients.map(({ id }) => id).join(', ')}.`
		);
	}
	return cell;
}

/** How often a client is right, loud and silent. */
export function tallyOf(clientId: string): Record<Cell['verdict'], number> {
	const column = board.clients.findIndex(({ id }) => id === clientId);
	const tally = { right: 0, loud: 0, silent: 0 };
	for (const { cells } of board.rows) {
		const verdict = cells[column]?.verdict;
		if (verdict) tally[verdict]++;
	}
	return tally;
}
