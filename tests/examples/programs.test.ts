/**
 * Every program that a page prints, run unchanged, as a process, against servers that behave and
 * servers that do not. The texts are what a reader sees in the terminal, so they are pinned whole.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createDemoHandler } from '../../src/demo/index.ts';
import { serveHandler, serveReply, type Loopback, type Reply } from '../support/loopback.ts';
import { runProgram, trimmed, type Settings } from '../support/program.ts';
import { examplePath, folderFor, lineOf } from '../support/reader-folders.ts';
import {
	byteByByte,
	bytes,
	chunk,
	crlf,
	data,
	done,
	opening,
	refusal,
	reply,
	story,
	whole,
} from './streams.ts';

// Importing `openai` takes Python over a second, and far more on a machine with much else to do.
vi.setConfig({ testTimeout: 120_000 });

const python = ['python/stream.py', 'python/stream_async.py'];
const sdk = ['javascript/stream.mjs', 'javascript/stream.mts'];
const fetchClient = 'browser/terminal.mjs';
const parserModule = 'browser/stream-chat-eventsource-parser.js';
/** The same terminal program over the same `streamChat`, made with the package. */
const parserClient = 'browser/terminal.mjs with eventsource-parser';
const parserProgram = join(folderFor(lineOf(parserModule)), 'terminal.mjs');
writeFileSync(
	parserProgram,
	readFileSync(examplePath(fetchClient), 'utf8').replace(
		'./stream-chat.js',
		'./stream-chat-eventsource-parser.js'
	)
);
const programs = [...python, ...sdk, fetchClient, parserClient];

interface Situation {
	readonly reply: Reply;
	/** What a program prints on standard error; with nothing there it must end well. */
	readonly says: { readonly python: string; readonly sdk: string; readonly fetch: string };
	readonly code: number;
	/** The story unless given. */
	readonly prints?: string;
}

const nothing = { python: '', sdk: '', fetch: '' };
const cutOff = {
	python: 'The answer is incomplete: the stream ended without a finish reason.',
	sdk: 'The answer is incomplete: the stream stopped without a finish reason.',
	fetch: 'The stream ended mid-answer: no finish reason.',
};
const outOfMemory = { message: 'Out of memory.', type: 'server_error', param: null, code: 500 };

const situations: Readonly<Record<string, Situation>> = {
	'prints the whole answer, past a comment and past chunks without choices or delta': {
		reply: reply(
			data({ choices: [{ index: 0, finish_reason: null }] }) + data({ choices: null }) + whole
		),
		says: nothing,
		code: 0,
	},
	'prints the whole answer from lines that end in CR LF, in reads of one byte': {
		reply: { reads: byteByByte(crlf(whole)) },
		says: nothing,
		code: 0,
	},
	'takes an answer without [DONE] for whole': {
		reply: reply(opening + chunk({}, 'stop')),
		says: nothing,
		code: 0,
	},
	'notes that the token limit cut the answer': {
		reply: reply(opening + chunk({}, 'length') + done),
		says: {
			python: 'The finish reason is length, not stop.',
			sdk: 'The finish reason is length, not stop.',
			fetch: 'The finish reason is length, not stop.',
		},
		code: 0,
	},
	'fails for a stream that ends in good order without a finish reason': {
		reply: reply(opening),
		says: cutOff,
		code: 1,
	},
	'fails when the connection breaks': {
		reply: reply(opening, { end: 'cut' }),
		says: {
			python: 'The answer is incomplete: Connection error.',
			sdk: 'The answer is incomplete: terminated',
			fetch: 'The connection broke mid-answer.',
		},
		code: 1,
	},
	"gives the API's own message for an error inside the stream": {
		reply: reply(opening + data({ error: outOfMemory }) + done),
		says: {
			python: 'The answer is incomplete: Out of memory.',
			sdk: 'The answer is incomplete: Out of memory.',
			fetch: 'The API stopped with an error: Out of memory.',
		},
		code: 1,
	},
	'fails for an error in the shape that both packages overlook': {
		reply: reply(opening + data({ object: 'error', ...outOfMemory }) + done),
		says: { ...cutOff, fetch: 'The API stopped with an error: Out of memory.' },
		code: 1,
	},
	'fails for a frame that is not JSON': {
		reply: reply(`${opening}data: {"choices"\n\n`),
		says: {
			python: `The answer is incomplete: Expecting ':' delimiter: line 1 column 11 (char 10)`,
			sdk: 'The answer is incomplete: Error reading response: malformed server-sent event JSON.',
			fetch: 'The API sent a frame that is not JSON: {"choices"',
		},
		code: 1,
	},
	'fails for a web page in place of a stream': {
		reply: { headers: { 'content-type': 'text/html' }, reads: [bytes('<!doctype html>')] },
		says: {
			...cutOff,
			fetch: 'The API answered 200: text/html, not text/event-stream. Is the base URL right?',
		},
		code: 1,
		prints: '',
	},
	'gives status and message of an HTTP error': {
		reply: refusal(404, { error: { message: 'The model `x` does not exist.' } }),
		says: {
			python: 'The answer is incomplete: Error code: 404 - The model `x` does not exist.',
			sdk: 'The answer is incomplete: 404 The model `x` does not exist.',
			fetch: 'The API answered 404: The model `x` does not exist.',
		},
		code: 1,
		prints: '',
	},
};

const run = (file: string, settings: Settings) =>
	runProgram(file === parserClient ? parserProgram : file, settings);

const expected = (file: string, says: Situation['says']) =>
	says[python.includes(file) ? 'python' : sdk.includes(file) ? 'sdk' : 'fetch'];

const asThePageSays = {
	method: 'POST',
	url: '/v1/chat/completions',
	headers: expect.objectContaining({ authorization: 'Bearer sk-of-mine' }),
	body: {
		model: 'vllm-primary',
		messages: [{ role: 'user', content: 'Tell me a story' }],
		stream: true,
	},
};

/** Programs part what they print from what they complain about with line ends; those are not the point. */
describe.each(Object.entries(situations))(
	'%s:',
	(_, { reply: sent, says, code, prints = story }) => {
		test.concurrent.each(programs)('%s', async (file) => {
			const server = await serveReply(sent);
			try {
				const settings = { baseURL: `${server.origin}/v1`, apiKey: 'sk-of-mine' };
				const printed = await run(file, settings);
				expect(trimmed(printed)).toEqual({ stdout: prints, stderr: expected(file, says), code });
				expect(server.asked).toEqual([asThePageSays]);
			} finally {
				await server.close();
			}
		});
	}
);

describe('against the demo API', () => {
	let demo: Loopback;
	let answer: string;

	beforeAll(async () => {
		demo = await serveHandler(createDemoHandler({ pace: 0 }));
		const response = await fetch(`${demo.origin}/v1/chat/completions`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: 'Bearer sk-test' },
			body: JSON.stringify({
				model: 'vllm-primary',
				messages: [{ role: 'user', content: 'Tell me a story' }],
			}),
		});
		const completion = (await response.json()) as { choices: { message: { content: string } }[] };
		answer = completion.choices[0]!.message.content;
	});

	afterAll(() => demo.close());

	test.concurrent.each(programs)('%s prints the whole story', async (file) => {
		const printed = await run(file, { baseURL: `${demo.origin}/v1` });
		expect(answer.length).toBeGreaterThan(500);
		expect(trimmed(printed)).toEqual({ stdout: answer.trimEnd(), stderr: '', code: 0 });
	});

	test.concurrent.each(programs)('%s says that a key is wrong', async (file) => {
		const printed = await run(file, { baseURL: `${demo.origin}/v1`, apiKey: 'sk-invalid' });
		expect(printed.code).toBe(1);
		expect(printed.stdout).toBe('');
		expect(printed.stderr).toMatch(/401.*API key/s);
	});
});
