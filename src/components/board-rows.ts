/** Opens the rows of the board: see Board.astro. The board itself is fetched at the first press. */
import { cellWords, fullName, type Board, type Row } from './board.ts';
import { piecesOf } from './faults.ts';

const element = (name: string, ...children: (string | Node)[]) => {
	const made = document.createElement(name);
	made.append(...children);
	return made;
};

const prose = (text: string) =>
	piecesOf(text).map(({ text: piece, isCode }) => (isCode ? element('code', piece) : piece));

/** What was sent, what was expected, and what each client made of it; the pressed one's is marked. */
function details({ sent, expected, cells }: Row, { clients }: Board, pressed: number | undefined) {
	const list = element('dl');
	list.append(element('dt', 'Sent'), element('dd', ...prose(sent)));
	list.append(element('dt', 'Expected'), element('dd', ...prose(expected)));
	clients.forEach((client, i) => {
		const cell = cells[i];
		if (!cell) return;
		const term = element('dt', fullName(client));
		const words = element('dd', cellWords(cell));
		words.dataset['verdict'] = cell.verdict;
		if (i === pressed) term.dataset['pressed'] = words.dataset['pressed'] = '';
		list.append(term, words);
	});
	return list;
}

/** A row opens to what was sent, what was expected, and what each client made of it. */
export function openBoardRows(region: HTMLElement): void {
	let loading: Promise<Board> | undefined;
	const load = () =>
		(loading ??= fetch(region.dataset['board'] ?? '').then((response) => {
			if (!response.ok) throw new Error(`the server answered ${response.status}`);
			// Written by this site's own code, and held to this type by a test.
			return response.json() as Promise<Board>;
		}));

	async function toggle(row: HTMLTableRowElement, pressed: number | undefined) {
		const button = row.querySelector('button');
		const isOpen = row.nextElementSibling?.hasAttribute('data-details') ?? false;
		if (isOpen) row.nextElementSibling?.remove();
		button?.setAttribute('aria-expanded', String(!isOpen));
		if (isOpen) return;
		const cell = document.createElement('td');
		cell.colSpan = row.cells.length;
		const open = element('tr', cell);
		open.dataset['details'] = '';
		row.after(open);
		try {
			const board = await load();
			const found = board.rows[Number(row.dataset['row'])];
			if (found) cell.append(details(found, board, pressed));
		} catch (error) {
			loading = undefined;
			const reason = error instanceof Error ? error.message : String(error);
			cell.append(`The details could not be loaded: ${reason}. Close this row and open it again.`);
		}
	}

	for (const button of region.querySelectorAll('button')) button.disabled = false;
	region.addEventListener('click', ({ target }) => {
		const cell = target instanceof Element ? target.closest('[data-row] > *') : null;
		if (!(cell instanceof HTMLTableCellElement)) return;
		const row = cell.parentElement;
		if (!(row instanceof HTMLTableRowElement)) return;
		void toggle(row, cell.cellIndex === 0 ? undefined : cell.cellIndex - 1);
	});
}
