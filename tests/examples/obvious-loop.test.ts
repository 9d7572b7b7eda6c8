/**
 * The loop that the guide shows as what not to copy, held to its faults. Each row is a claim of the
 * page, and a row that no longer fails as declared fails here: then the page says what is not so.
 */
import { describe, expect, test } from 'vitest';
import { obviousLoop } from '../../src/examples/browser/obvious-loop.js';
import { streamChat } from '../../src/examples/browser/stream-chat.js';
import { answering, outcomeOf, refusing, request } from './clients.ts';
import { bytes, chunk, crlf, data, done, inReads, opening, story, whole } from './streams.ts';

const oneFrameARead = (stream: string) => (stream.match(/.*?\n\n/gs) ?? []).map(bytes);

// Inside the four bytes of the rocket, and inside the first frame's JSON.
const insideACharacter = bytes(opening.slice(0, opening.indexOf('🚀'))).length + 2;
const cutAt = (stream: string, at: number) => [
	bytes(stream).subarray(0, at),
	bytes(stream).subarray(at),
];

const complete = { text: story, returned: 'stop' };
const error = {
	error: { message: 'Out of memory.', type: 'server_error', param: null, code: 500 },
};

interface Fault {
	readonly hazard: string;
	/** A new server for each client: a body can be read once. */
	readonly server: () => { fetch: () => Promise<Response> };
	readonly obvious: object;
	readonly right: object;
}

const faults: readonly Fault[] = [
	{
		hazard: 'a frame cut in its JSON ends the loop in a SyntaxError',
		server: () => answering(inReads(bytes(whole), 100)),
		obvious: { text: '', threw: expect.stringMatching(/JSON/) },
		right: complete,
	},
	{
		hazard: 'a frame cut in the word "data" is lost',
		server: () => answering([...cutAt(chunk({ content: 'Lost. ' }), 3), ...oneFrameARead(whole)]),
		obvious: { text: story, returned: undefined },
		right: { text: `Lost. ${story}`, returned: 'stop' },
	},
	{
		hazard: 'a character cut in two breaks its frame',
		server: () => answering(cutAt(whole, insideACharacter)),
		obvious: { text: story.slice(0, story.indexOf(' 🚀')), threw: expect.stringMatching(/JSON/) },
		right: complete,
	},
	{
		hazard: '[DONE] before a CR LF is taken for JSON',
		server: () =>
			answering(oneFrameARead(whole).map((read) => bytes(crlf(new TextDecoder().decode(read))))),
		obvious: { text: story, threw: expect.stringMatching(/DONE/) },
		right: complete,
	},
	{
		hazard: 'an error frame ends the loop in a TypeError of its own',
		server: () => answering(oneFrameARead(opening + data(error) + done)),
		obvious: { text: story, threw: expect.stringMatching(/^Cannot read properties of undefined/) },
		right: { text: story, threw: 'The API stopped with an error: Out of memory.' },
	},
	{
		hazard: 'a wrong key gives an empty answer',
		server: () =>
			refusing(401, '{"error":{"message":"No such key."}}', { 'content-type': 'application/json' }),
		obvious: { text: '', returned: undefined },
		right: { text: '', threw: 'The API answered 401: No such key.' },
	},
	{
		hazard: 'a stream that was cut off counts as complete',
		server: () => answering(oneFrameARead(opening)),
		obvious: { text: story, returned: undefined },
		right: { text: story, threw: 'The stream ended mid-answer: no finish reason.' },
	},
];

describe('obviousLoop()', () => {
	test('works where each read happens to be one frame', async () => {
		const { fetch } = answering(oneFrameARead(whole));
		expect(await outcomeOf(obviousLoop({ ...request, fetch }))).toEqual({
			text: story,
			returned: undefined,
		});
	});

	test.each(faults)('still fails, and streamChat() does not: $hazard', async (fault) => {
		const { server, obvious, right } = fault;
		expect(await outcomeOf(obviousLoop({ ...request, ...server() }))).toEqual(obvious);
		expect(await outcomeOf(streamChat({ ...request, ...server() }))).toEqual(right);
	});
});
