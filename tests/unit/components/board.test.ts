/**
 * The board of clients is of these faults and these versions. `tests/examples/faults.test.ts` holds what it says of
 * the printed programs; `npm run board` writes it anew.
 */
import { describe, expect, test } from 'vitest';
import { board, cellOf, cellWords, tallyOf } from '../../../src/components/board.ts';
import { goodClient } from '../../../src/components/faults.ts';
import { faultDescriptions } from '../../../src/demo/index.ts';
import { judgeCell } from '../../board/cell.ts';
import { clients, versionOf } from '../../board/clients.ts';
import { faultCases } from '../../support/fault-cases.ts';

describe('public/board.json', () => {
	test('has a row for every fault in each of its shapes, with what is said of it today', () => {
		const rows = faultCases(faultDescriptions).map(({ name, fault }) => ({
			case: name,
			fault: fault.name,
			sent: fault.what,
			expected: goodClient(fault),
		}));
		const found = board.rows.map(({ case: name, fault, sent, expected }) => ({
			case: name,
			fault,
			sent,
			expected,
		}));
		expect(found).toEqual(rows);
	});

	test('has a column for every client, of the version that is installed', () => {
		const columns = clients.map((client) => ({
			id: client.id,
			name: client.name,
			kind: client.kind,
			...(client.package && { package: client.package, version: versionOf(client) }),
		}));
		expect(board.clients).toEqual(columns);
		expect(board.rows.filter(({ cells }) => cells.length !== columns.length)).toEqual([]);
	});

	test('counts every cell once', () => {
		for (const { id } of board.clients) {
			const { right, loud, silent } = tallyOf(id);
			expect(right + loud + silent, id).toBe(board.rows.length);
		}
	});
});

test('a cell that the board lacks stops the build, and names the clients', () => {
	expect(() => cellOf('openai-py', 'no-such-fault')).toThrow(
		/no cell for the client `openai-py` under `no-such-fault`\. Clients: stream-py, /
	);
});

describe('judgeCell()', () => {
	const whole = 'Once upon a time';
	const fine = { text: 'whole', outcome: 'complete', error: null, retries: false } as const;
	const cut = { text: 'part', outcome: 'truncated', error: 'It is cut.', retries: false } as const;
	const printed = (stdout: string, code: number | null, stderr = '') => ({ stdout, stderr, code });
	const judge = (result: ReturnType<typeof printed>, expected: typeof fine | typeof cut) => {
		const cell = judgeCell(result, expected, whole, 'http://127.0.0.1:1');
		return `${cell.verdict}: ${cellWords(cell)}`;
	};

	test.each([
		['the whole answer', printed(`${whole}\n`, 0), fine, 'right: The whole text, and no error.'],
		['a byte that is no UTF-8', printed('Once \uFFFDupon a time', 0), fine, 'right: The whole'],
		['an error for a whole answer', printed('', 1, 'at x\nE: no'), fine, 'loud: No text. E: no'],
		['a wrong text', printed('Twice', 0), fine, 'silent: Wrong text, and no error.'],
		['text past the answer', printed(`${whole}, and`, 0), fine, 'silent: More than the answer'],
		['a cut that is told', printed('Once', 1, 'E: cut'), cut, 'right: Part of the text. E: cut'],
		['a cut that is not told', printed('Once', 0), cut, 'silent: Part of the text, and no'],
		['a cut whose text is lost', printed('', 1, 'E: cut'), cut, 'loud: No text. E: cut'],
		[
			'a wait without an end',
			printed('Once', null),
			cut,
			'silent: Part of the text, and still wai',
		],
	] as const)('%s', (_, result, expected, words) => {
		expect(judge(result, expected)).toContain(words);
	});
});
