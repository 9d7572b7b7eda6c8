import { describe, expect, test } from 'vitest';
import { advice, HIDDEN_REDIRECT, judge, type Evidence } from '../../../src/chat/index.ts';
import { FrameTooLongError } from '../../../src/sse/index.ts';
import { bodyOf, chunkOf, runOf, type HowItWent } from '../../support/chat-stream.ts';

function adviceOn(body: string, how?: HowItWent) {
	const { outcome, evidence } = runOf(body, how);
	return advice(outcome, evidence);
}

const refused = (status: number, error: object | string, how: HowItWent = {}) =>
	adviceOn(typeof error === 'string' ? error : JSON.stringify({ error }), {
		status,
		contentType: typeof error === 'string' ? 'text/html' : 'application/json',
		...how,
	});

const blocked = (url?: string, message?: string, keyHeader?: string) => {
	const evidence: Evidence = {
		...runOf('').evidence,
		response: undefined,
		end: { kind: 'blocked', message },
		url,
		keyHeader,
	};
	return advice(judge(evidence), evidence);
};

const v1 = 'https://api.solidrust.ai/v1/chat/completions';
const cut = bodyOf(chunkOf({ content: 'Once' }));

const wait = (value: string) =>
	refused(429, {}, { headers: [['retry-after', value]], receivedAtMs: Date.UTC(2026, 10, 22) });
const failed = (code: unknown, type?: string) =>
	adviceOn(cut + bodyOf({ error: { message: 'm', type, code } }));

describe('advice()', () => {
	test('leaves a whole answer alone, and one that the reader stopped', () => {
		expect(adviceOn(bodyOf(chunkOf({ content: 'a' }, 'stop'), '[DONE]'))).toBeUndefined();
		expect(adviceOn(bodyOf(chunkOf({ content: 'a' }, 'stop')))).toBeUndefined();
		expect(adviceOn(cut, { end: 'stopped' })).toBeUndefined();
	});

	test('says what each finish reason asks for', () => {
		const reasons = ['length', 'content_filter', 'tool_calls'];
		expect(reasons.map((reason) => adviceOn(bodyOf(chunkOf({}, reason))))).toMatchInlineSnapshot(`
			[
			  "The answer reached the token limit. Raise \`max_tokens\`, or send the answer back and ask the model to go on.",
			  "A content filter left out part of the answer. Word the request differently, and mark the text as incomplete.",
			  "The model is waiting for its tools: run them, and send each result in a message with the role \`tool\`.",
			]
		`);
	});

	test('says what to do about each status', () => {
		const model = { message: 'The model `x` does not exist.', code: 404 };
		expect({
			301: refused(301, '', { headers: [['location', 'https://api.solidrust.ai/v1/']] }),
			'304, no redirect': refused(304, ''),
			400: refused(400, { message: 'Must be at least 1.', param: 'max_tokens' }),
			401: refused(401, { message: 'Invalid key' }),
			403: refused(403, { message: 'No' }),
			'404, a model': refused(404, model, { url: v1 }),
			'404, a path': refused(404, '<html>', { url: 'https://api.solidrust.ai/chat/completions' }),
			'404, a path with /v1': refused(404, '<html>', { url: v1 }),
			405: refused(405, '<html>', { url: 'https://solidrust.ai/chat/completions' }),
			408: refused(408, ''),
			409: refused(409, '', { headers: [['retry-after', '5']] }),
			413: refused(413, ''),
			422: refused(422, { message: 'No' }),
			425: refused(425, ''),
			429: refused(429, { message: 'Slow down' }),
			500: refused(500, ''),
			501: refused(501, ''),
			503: refused(503, '', { headers: [['retry-after', '5']] }),
		}).toMatchInlineSnapshot(`
			{
			  "301": "The API is at another address: set the base URL to the one in the \`Location\` header.",
			  "304, no redirect": "The status is a redirect, but no \`Location\` header says where to: check the base URL.",
			  "400": "Change \`max_tokens\` in the request: sent again as it is, it will fail again.",
			  "401": "Check the API key: copy the whole key again, and make sure that it belongs to this base URL.",
			  "403": "The key is known but may not do this. Choose another model, or ask for access.",
			  "404, a model": "Choose a model that \`GET /models\` lists; names must match exactly.",
			  "404, a path": "Check the base URL: it probably lacks \`/v1\` at its end.",
			  "404, a path with /v1": "Check the base URL for a typo.",
			  "405": "Check the base URL: it probably lacks \`/v1\` at its end.",
			  "408": "This may pass. Wait a moment, then send the request again.",
			  "409": "This may pass. Wait 5 s, as \`Retry-After\` says, then send the request again.",
			  "413": "The request is too large. Shorten the messages.",
			  "422": "Change the request: sent again as it is, it will fail again.",
			  "425": "This may pass. Wait a moment, then send the request again.",
			  "429": "Too many requests. Wait a while, then send it again.",
			  "500": "The server has a problem that may pass. Wait a moment, then send the request again.",
			  "501": "The server has a problem. Sending the same request again may not help.",
			  "503": "The server has a problem that may pass. Wait 5 s, as \`Retry-After\` says, then send the request again.",
			}
		`);
	});

	test('gives the wait of Retry-After, in seconds or as a date', () => {
		expect(wait('20')).toContain('Wait 20 s, as `Retry-After` says');
		expect(wait('Sun, 22 Nov 2026 00:01:00 GMT')).toContain('Wait 60 s');
		expect(wait('later')).toContain('Wait a while');
	});

	test('tells an error worth another try from one that is not', () => {
		expect([failed('500'), failed(400)]).toMatchInlineSnapshot(`
			[
			  "Keep the text, and mark it as cut off. Send the request again after a short wait. The status was 2xx, so no SDK retries by itself.",
			  "Keep the text, and mark it as cut off. Change the request: sent again as it is, it will fail again.",
			]
		`);
		expect(failed(429)).toBe(failed('500'));
		expect(failed(undefined)).toBe(failed('500'));
		expect(failed('internal', 'server_error')).toBe(failed('500'));
		expect(failed(408)).toBe(failed('500'));
		for (const type of ['invalid_request_error', 'BadRequestError', 'permission_error']) {
			expect(failed(null, type), type).toBe(failed(400));
			expect(failed(503, type), type).toBe(failed(503));
		}
		expect(failed('context_length_exceeded')).toContain('Shorten the messages');
		expect(failed(1008), 'a number of its own, and no status').toBe(failed('500'));
	});

	test('says what a body is if it is not a stream, and where the fault may be', () => {
		expect({
			page: adviceOn('<html>', {
				contentType: 'text/html',
				url: 'https://solidrust.ai/chat/completions',
			}),
			error: adviceOn('{"error":"No key"}', { contentType: 'application/json' }),
			completion: adviceOn('{"choices":[]}', { contentType: 'application/json' }),
			text: adviceOn('Hello', { contentType: 'text/plain' }),
			'JSON of another API': adviceOn('{"status":"ok"}', { contentType: 'application/json' }),
			'not JSON': adviceOn('data: {\n\n'),
			'other JSON': adviceOn('data: {}\n\n'),
			'a frame too long': adviceOn(cut, {
				frameTooLong: new FrameTooLongError({ start: 9, maxFrameBytes: 99 }),
			}),
		}).toMatchInlineSnapshot(`
			{
			  "JSON of another API": "Check the base URL: what answers there is not a streaming chat API.",
			  "a frame too long": "The server, or something on the way, damaged the stream or speaks another protocol. Show the frame to whoever runs the server.",
			  "completion": "The server did not stream: check that the request says \`"stream": true\` and that the server can stream.",
			  "error": "Change the request: sent again as it is, it will fail again. The status was 2xx all the same, so both official SDKs return an empty answer.",
			  "not JSON": "The server, or something on the way, damaged the stream or speaks another protocol. Show the frame to whoever runs the server.",
			  "other JSON": "The server, or something on the way, damaged the stream or speaks another protocol. Show the frame to whoever runs the server.",
			  "page": "This is a web page, not the API. Check the base URL: it probably lacks \`/v1\` at its end.",
			  "text": "Check the base URL: what answers there is not a streaming chat API.",
			}
		`);
	});

	test('says what to do about an answer that is cut off, or stalls', () => {
		const nothing = '';
		expect([
			adviceOn(cut),
			adviceOn(cut, { end: 'stalled', stallMs: 5 }),
			adviceOn(nothing),
			adviceOn(nothing, { end: 'stalled', stallMs: 5 }),
		]).toMatchInlineSnapshot(`
			[
			  "Keep the text, and mark it as cut off. Send the request again from the start: a chat stream cannot be resumed.",
			  "Keep the text, and mark it as cut off. Send the request again. If it happens often, raise the limit: a model may think for a long time without sending a byte.",
			  "Send the request again from the start: a chat stream cannot be resumed.",
			  "Send the request again. If it happens often, raise the limit: a model may think for a long time without sending a byte.",
			]
		`);
	});

	test('names the likely causes if there was no response', () => {
		expect([blocked(v1), blocked('http://10.0.0.5:8000/v1/chat/completions')])
			.toMatchInlineSnapshot(`
				[
				  "Check the address for a typo, and the network. Then check the key: if a server answers a wrong key without CORS headers, as vLLM does, a page learns no more than this. If all of these are right, the server does not let web pages call it (CORS): it must send \`Access-Control-Allow-Origin\`, also with errors. vLLM allows no origin unless it is started with \`--allowed-origins\`.",
				  "Check the address for a typo, and the network. Then check the key: if a server answers a wrong key without CORS headers, as vLLM does, a page learns no more than this. If all of these are right, the server does not let web pages call it (CORS): it must send \`Access-Control-Allow-Origin\`, also with errors. vLLM allows no origin unless it is started with \`--allowed-origins\`. A page on https may not call an http address, unless it is on this machine.",
				]
			`);
		expect(blocked()).toBe(blocked(v1));
		expect(blocked(v1, undefined, 'x-api-key')!.replace(blocked(v1)!, '')).toBe(
			' The key was sent as `x-api-key`: `Access-Control-Allow-Headers` must name that, too. vLLM does not read that header: send it the key as `Authorization: Bearer`.'
		);
	});

	test('names a field that the request lacks, and no part of one', () => {
		const lacks = (error: object) => refused(400, error, { requestBody: { model: 'm' } });
		const openai = { message: "Missing required parameter: 'messages'.", param: 'messages' };
		expect(lacks(openai)).toContain('Add `messages`');
		expect(lacks({ message: 'Field required', param: 'body.messages.0.role' })).not.toContain(
			'Add'
		);
		expect(lacks({ message: 'Field required', param: 'body.colour' })).not.toContain('colour');
	});

	test('mentions the other address rather than CORS if a redirect was not followed', () => {
		const told = blocked(v1, HIDDEN_REDIRECT);
		expect(told).toMatch(/^The API is at another address/);
		expect(told).toContain('`Location`');
		expect(told).not.toMatch(/CORS|Access-Control|the key/);
		// A client may wrap the error in its own message.
		expect(blocked(v1, `Connection error: ${HIDDEN_REDIRECT}`)).toBe(told);
	});
});
