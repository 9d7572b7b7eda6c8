/** Sentences of pages that say what a client does: each still stands on its page, and the board saw it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { board, cellOf, type Cell } from '../../../src/components/board.ts';

type Holds = (cell: Cell) => boolean;

const isSilent: Holds = ({ verdict }) => verdict === 'silent';
const isEmptyAndSilent: Holds = (cell) => isSilent(cell) && cell.text === 'none';
const isPart: Holds = ({ text }) => text === 'part';
const has =
	(words: string): Holds =>
	({ error = '' }) =>
		error.includes(words);

const isTold: Holds = ({ verdict }) => verdict !== 'silent';

const EVERY_CASE = board.rows.map((row) => row.case);
const SDKS = ['openai-py', 'openai-node'];

interface Claim {
	readonly page: string;
	/** Without its marks for code and stress. */
	readonly says: string;
	readonly of: readonly string[];
	readonly under: readonly string[];
	readonly holds: Holds;
}

const claims: readonly Claim[] = [
	...[
		[
			'index',
			'When a stream ends without a finish reason, the package raises no error.',
			'openai-py',
		],
		[
			'index',
			'The package throws no error when the stream ends without a finish reason',
			'openai-node',
		],
		['index', 'It takes a truncated stream for a complete answer.', 'obvious-fetch'],
		['python', 'A plain loop over the openai stream notices nothing.', 'openai-py'],
		['javascript', 'It does not treat a truncated stream as an error.', 'openai-node'],
	].map(([page = '', says = '', client = '']) => ({
		page,
		says,
		of: [client],
		under: ['no-end'],
		holds: isSilent,
	})),
	{
		page: 'connection-drops',
		says: 'Both official SDKs raise nothing then.',
		of: SDKS,
		under: ['no-end'],
		holds: isSilent,
	},
	{
		page: 'connection-drops',
		says: 'After the headers they never retry',
		of: SDKS,
		under: ['cut-then-whole'],
		holds: isPart,
	},
	{
		page: 'errors',
		says: 'Both official SDKs then return an empty answer and no error.',
		of: SDKS,
		under: ['json-error-with-200', 'html-with-200'],
		holds: isEmptyAndSilent,
	},
	{
		page: 'servers-that-differ',
		says: 'Both official SDKs return an empty answer and no error.',
		of: SDKS,
		under: ['other-protocol', 'other-protocol;as=messages', 'other-protocol;as=ollama'],
		holds: isEmptyAndSilent,
	},
	{
		page: 'servers-that-differ',
		says: 'both official SDKs ignore it silently',
		of: SDKS,
		under: ['error-midway;shape=vllm-old'],
		holds: isSilent,
	},
	{
		page: 'troubleshooting',
		says: 'a loop over an SDK may end without text and without an error',
		of: SDKS,
		under: ['html-with-200'],
		holds: isEmptyAndSilent,
	},
	{
		page: 'index',
		says: 'A chunk that only carries token counts has no choices, and the loop ends in an IndexError.',
		of: ['obvious-py'],
		under: ['usage-apart'],
		holds: has('IndexError'),
	},
	{
		page: 'index',
		says: 'it is lost, or it ends the loop in a SyntaxError.',
		of: ['obvious-fetch'],
		under: ['one-byte-reads', 'random-reads'],
		holds: has('SyntaxError'),
	},
	{
		page: 'index',
		says: 'If lines end in CRLF, a carriage return and a line feed, it takes [DONE] for JSON and throws.',
		of: ['obvious-fetch'],
		under: ['crlf'],
		holds: has('[DONE]'),
	},
	{
		page: 'index',
		says: "The loop throws a TypeError, and the API's own message is lost.",
		of: ['obvious-fetch'],
		under: ['error-midway', 'error-first'],
		holds: has('TypeError'),
	},
	{
		page: 'index',
		says: 'It never looks at the HTTP status, so a wrong key gives an empty answer.',
		of: ['obvious-fetch'],
		under: ['http-401'],
		holds: isEmptyAndSilent,
	},
	{
		page: 'javascript',
		says: 'It fails on a chunk without choices.',
		of: ['stream-helper-mjs'],
		under: ['choices-missing'],
		holds: has('choices is not iterable'),
	},
	{
		page: 'javascript',
		says: 'It adds any text that follows to the answer.',
		of: ['ai-sdk'],
		under: ['data-after-done'],
		holds: ({ text }) => text === 'more',
	},
	{
		page: 'javascript',
		says: 'If the server keeps the connection open, it waits',
		of: ['ai-sdk'],
		under: ['done-then-open'],
		holds: ({ isWaiting }) => isWaiting === true,
	},
	{
		page: 'javascript',
		says: 'It mixes choices into one text',
		of: ['ai-sdk'],
		under: ['choices-interleaved'],
		holds: ({ text }) => text === 'other',
	},
	{
		page: 'python',
		says: 'It rejects any content type other than text/event-stream',
		of: ['httpx-sse'],
		under: ['wrong-content-type', 'wrong-content-type;as=json', 'wrong-content-type;as=none'],
		holds: has('SSEError'),
	},
	{
		page: 'python',
		says: 'It also yields events without data, so skip those.',
		of: ['httpx-sse'],
		under: ['event-lines', 'retry-lines'],
		holds: has('JSONDecodeError'),
	},
	{
		page: 'troubleshooting',
		says: 'httpx calls it peer closed connection without sending complete message body',
		of: ['stream-httpx-py', 'httpx-sse'],
		under: ['cut', 'cut-between-frames'],
		holds: has('peer closed connection without sending complete message body'),
	},
	{
		page: 'troubleshooting',
		says: 'No SDK retries by itself then',
		of: [...SDKS, 'ai-sdk', 'langchain'],
		under: ['cut-then-whole'],
		holds: isPart,
	},
	{
		page: 'python',
		says: 'A byte order mark raises nothing, but costs the first event.',
		of: ['openai-py'],
		under: ['bom'],
		holds: ({ error }) => error === undefined,
	},
	{
		page: 'javascript',
		says: 'finalChatCompletion() rejects if a choice has no finish reason.',
		of: ['stream-helper-mjs'],
		under: ['no-end'],
		holds: has('missing finish_reason for choice 0'),
	},
	{
		page: 'index',
		says: 'The second falls silent.',
		of: ['obvious-node'],
		under: ['stall-for-ever'],
		holds: ({ isWaiting }) => isWaiting === true,
	},
	{
		page: 'python',
		says: 'Under each of the faults it prints the complete answer, or says exactly why it cannot',
		of: ['stream-httpx-py'],
		under: EVERY_CASE,
		holds: isTold,
	},
	{
		page: 'browser',
		says: 'It makes four promises, which our tests check under every fault of the demo API',
		of: ['terminal-mjs'],
		under: EVERY_CASE,
		holds: isTold,
	},
	{
		page: 'troubleshooting',
		says: 'A client has to skip both, but some packages do not',
		of: SDKS,
		under: ['event-lines'],
		holds: ({ verdict }) => verdict === 'loud',
	},
];

/** A page's text without marks, links and line breaks. */
function plain(page: string): string {
	const source = new URL(`../../../src/content/docs/${page}.mdx`, import.meta.url);
	return readFileSync(source, 'utf8')
		.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replaceAll(/[`*]/g, '')
		.replaceAll(/\s+/g, ' ');
}

test.each(claims)('$page: $says', ({ page, says, of, under, holds }) => {
	expect(plain(page)).toContain(says);
	for (const client of of) {
		for (const fault of under) {
			const cell = cellOf(client, fault);
			expect(holds(cell), `${client} under ${fault}: ${JSON.stringify(cell)}`).toBe(true);
		}
	}
});
