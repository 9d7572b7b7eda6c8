/** What the faults say of clients is what the board saw of them. */
import { describe, expect, test } from 'vitest';
import { cellOf, type Cell } from '../../../src/components/board.ts';
import { faultDescriptions } from '../../../src/demo/index.ts';
import { NAMED } from '../../support/named.ts';

type Claim = readonly [client: string, fault: string, holds: (cell: Cell) => boolean];

const BOTH = ['openai-py', 'openai-node'];
const both = (fault: string, holds: (cell: Cell) => boolean): Claim[] =>
	BOTH.map((client) => [client, fault, holds]);
const raises = (name: string) => (cell: Cell) =>
	cell.verdict === 'loud' && (cell.error ?? '').includes(name);
const isWhole = ({ verdict, text }: Cell) => verdict === 'right' && text === 'whole';
const isEmptyAndSilent = ({ verdict, text }: Cell) => verdict === 'silent' && text === 'none';

/** By the fault whose `seen` makes the claim. */
const claims: Readonly<Record<string, readonly Claim[]>> = {
	bom: [['openai-py', 'bom', isWhole]],
	'cut-then-whole': ['openai-py', 'openai-node', 'ai-sdk', 'langchain'].map((client) => [
		client,
		'cut-then-whole',
		({ text }) => text === 'part',
	]),
	'data-after-done': [['ai-sdk', 'data-after-done', ({ text }) => text === 'more']],
	'done-tail': [
		['openai-py', 'done-tail', isWhole],
		['openai-node', 'done-tail', raises('SyntaxError')],
	],
	'event-lines': [
		['openai-py', 'event-lines', raises('JSONDecodeError')],
		['openai-node', 'event-lines', raises('SyntaxError')],
	],
	'invalid-utf8': [['openai-py', 'invalid-utf8', raises('UnicodeDecodeError')]],
	'json-error-with-200': both('json-error-with-200', isEmptyAndSilent),
	'no-end': both('no-end', ({ verdict, text }) => verdict === 'silent' && text === 'part'),
	'other-protocol': ['responses', 'messages', 'ollama'].flatMap((as) =>
		both(as === 'responses' ? 'other-protocol' : `other-protocol;as=${as}`, isEmptyAndSilent)
	),
	'rate-limit': both('rate-limit-twice', isWhole),
	'retry-lines': [['openai-py', 'retry-lines', raises('JSONDecodeError')]],
	'stall-for-ever': [['openai-node', 'stall-for-ever', ({ isWaiting }) => isWaiting === true]],
};

/** What the board does not show, and where it was seen. */
const elsewhere: Readonly<Record<string, string>> = {
	'no-space': 'an issue of another project, named by its number',
	'one-byte-reads': 'openai-node’s own tests',
	'rate-limit-huge': 'how long a client waits shows in no cell',
};

describe('what a fault says of an SDK', () => {
	const named = faultDescriptions.filter(({ seen }) => /SDK|openai-(?:python|node)/.test(seen));

	test('is in the list', () => {
		expect(named.map(({ name }) => name).toSorted()).toEqual(
			[...Object.keys(claims), ...Object.keys(elsewhere)].toSorted()
		);
	});

	test.each(Object.entries(claims))('%s', (_, list) => {
		for (const [client, fault, holds] of list) {
			const cell = cellOf(client, fault);
			expect(holds(cell), `${client} under ${fault}: ${JSON.stringify(cell)}`).toBe(true);
		}
	});
});

test('what a fault says of a server or a package has a version, a source or a cell of the board', () => {
	const known = /\d+\.\d|#\d|\((?:\w+ )*(?:observed|documented|read|reported)\b/;
	const vague = faultDescriptions.filter(
		({ name, seen }) =>
			NAMED.test(seen) && !known.test(seen) && !(name in claims || name in elsewhere)
	);
	expect(vague.map(({ seen }) => seen)).toEqual([]);
});
