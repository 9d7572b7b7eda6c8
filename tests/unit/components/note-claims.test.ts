/** What the notes on frames say of SDKs is what the board saw of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cellOf, type Cell } from '../../../src/components/board.ts';

type Claim = readonly [client: string, fault: string, holds: (cell: Cell) => boolean];

const isSilent = ({ verdict }: Cell) => verdict === 'silent';
const isPart = ({ text }: Cell) => text === 'part';
const isWhole = ({ verdict, text }: Cell) => verdict === 'right' && text === 'whole';
const raises =
	(name = '') =>
	({ error = '' }: Cell) =>
		error !== '' && error.includes(name);

/** By the id of the note. */
const claims: Readonly<Record<string, readonly Claim[]>> = {
	error: ['openai-py', 'openai-node', 'ai-sdk', 'langchain'].map((client) => [
		client,
		'error-midway',
		isPart,
	]),
	'error-flat': [
		['openai-py', 'error-midway;shape=vllm-old', isSilent],
		['openai-node', 'error-midway;shape=vllm-old', isSilent],
	],
	'error-event': [
		['openai-py', 'error-midway;shape=event', isSilent],
		['openai-node', 'error-midway;shape=event', raises()],
	],
	'done-inexact': [
		['openai-py', 'done-tail', isWhole],
		['openai-node', 'done-tail', raises('SyntaxError')],
	],
	'after-done': [
		['openai-py', 'data-after-done', isWhole],
		['openai-node', 'data-after-done', isWhole],
		['ai-sdk', 'data-after-done', ({ text }) => text === 'more'],
	],
	'retry-block': [['openai-py', 'retry-lines', raises('JSONDecodeError')]],
	'event-without-data': [
		['openai-py', 'event-lines', raises('JSONDecodeError')],
		['openai-node', 'event-lines', raises('SyntaxError')],
	],
	'not-json': [
		['openai-py', 'malformed-json', raises('JSONDecodeError')],
		['openai-node', 'malformed-json', raises('SyntaxError')],
	],
};

/** What the board does not show, and where it was seen. */
const elsewhere: Readonly<Record<string, string>> = {
	'id-in-force': 'openai-python 3.57.0, of a comment after an id: no fault of the demo sends one',
};

const folder = new URL('../../../src/chat/', import.meta.url);
const rows = readdirSync(folder)
	.filter((name) => name.startsWith('notes-'))
	.flatMap((name) =>
		readFileSync(new URL(name, folder), 'utf8')
			.split(/^\t(?=(?:fixedNote|note)\()/m)
			.slice(1)
	);

describe('what a note says of an SDK', () => {
	test('is in the list', () => {
		const named = rows.filter((row) => /SDK|openai-(?:node|python)|@ai-sdk/.test(row));
		expect(named.map((row) => /'([\w-]+)'/.exec(row)?.[1] ?? '').toSorted()).toEqual(
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
