import { describe, expect, test } from 'vitest';
import { createMessage, judge, type BodyEnd, type OutcomeKind } from '../../../src/chat/index.ts';
import { bodyOf, chunkOf, runOf, type HowItWent } from '../../support/chat-stream.ts';

const cut = bodyOf(chunkOf({ role: 'assistant' }), chunkOf({ content: 'Once' }));
const whole = cut + bodyOf(chunkOf({}, 'stop'));
const done = bodyOf('[DONE]');
const error = bodyOf({ error: { message: 'Out of memory', type: 'server_error', code: 500 } });
const ends: BodyEnd['kind'][] = ['closed', 'failed', 'stopped', 'stalled', 'cancelled'];

const two = (second: string | null) =>
	bodyOf(chunkOf({ content: 'a' }), chunkOf({ content: 'b' }, second, 1), chunkOf({}, 'length'));

const outcomeOf = (body: string, how?: HowItWent) => runOf(body, how).outcome;
const reasonOf = (body: string, how?: HowItWent) => outcomeOf(body, how).reason;

function withoutResponse(kind: BodyEnd['kind'], message?: string, stallMs?: number) {
	const { evidence } = runOf('');
	return judge({ ...evidence, response: undefined, end: { kind, message }, stallMs });
}

describe('judge()', () => {
	test('takes a run without a response by how it ended', () => {
		expect([
			withoutResponse('blocked', 'Failed to fetch'),
			withoutResponse('blocked'),
			withoutResponse('failed', 'ECONNREFUSED'),
			withoutResponse('stopped'),
			withoutResponse('cancelled'),
			withoutResponse('stalled', undefined, 30_000),
		]).toMatchInlineSnapshot(`
			[
			  {
			    "kind": "blocked",
			    "reason": "No response came (Failed to fetch).",
			  },
			  {
			    "kind": "blocked",
			    "reason": "No response came.",
			  },
			  {
			    "kind": "blocked",
			    "reason": "No response came (ECONNREFUSED).",
			  },
			  {
			    "kind": "stopped",
			    "reason": "The run was stopped before a response came.",
			  },
			  {
			    "kind": "stopped",
			    "reason": "The client gave up before a response came.",
			  },
			  {
			    "kind": "stalled",
			    "reason": "No response came within 30 s.",
			  },
			]
		`);
	});

	test.each(ends)('takes a status outside 200 to 299 for an HTTP error, even if %s', (end) => {
		for (const status of [0, 199, 300, 304, 401, 503]) {
			expect(outcomeOf(whole + done, { status, end }).kind, `${status}`).toBe('http-error');
		}
		for (const status of [200, 201, 299]) {
			expect(outcomeOf(whole + done, { status, end }).kind, `${status}`).toBe('complete');
		}
	});

	test('gives the status, the API’s own message, its type and code', () => {
		const how = { status: 401, statusText: 'Unauthorized', contentType: 'application/json' };
		expect([
			reasonOf('{"error":{"message":"No key","type":"authentication_error","code":"x"}}', how),
			reasonOf('<html><title>Bad\nGateway</title>', { status: 502, contentType: 'text/html' }),
			reasonOf('', { status: 503 }),
		]).toMatchInlineSnapshot(`
			[
			  "The server answered HTTP 401 Unauthorized: "No key" (authentication_error, x).",
			  "The server answered HTTP 502 with a web page titled "Bad Gateway".",
			  "The server answered HTTP 503, and did not say why.",
			]
		`);
	});

	test.each(ends)('is complete with finish reason and [DONE], even if %s', (end) => {
		expect(outcomeOf(whole + done, { end })).toEqual({
			kind: 'complete',
			reason: 'The finish reason "stop" came in frame 3, and [DONE] in frame 4.',
			frameIndex: 2,
		});
	});

	test('is complete without [DONE] once there is a finish reason, however the body ended', () => {
		const outcomes = ends.map((end) => {
			const how = { end, ...(end === 'failed' && { endMessage: 'terminated' }), stallMs: 500 };
			return outcomeOf(whole, how);
		});
		expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['complete-without-done']));
		expect(outcomes.map(({ reason }) => reason)).toMatchInlineSnapshot(`
			[
			  "The finish reason "stop" came in frame 3, so the answer had ended, though the server closed the connection before [DONE].",
			  "The finish reason "stop" came in frame 3, so the answer had ended, though the connection broke (terminated) before [DONE].",
			  "The finish reason "stop" came in frame 3, so the answer had ended, though the run was stopped before [DONE].",
			  "The finish reason "stop" came in frame 3, so the answer had ended, though no byte came for 0.5 s before [DONE].",
			  "The finish reason "stop" came in frame 3, so the answer had ended, though the client stopped reading before [DONE].",
			]
		`);
	});

	test('is complete without [DONE] if [DONE] never became a frame', () => {
		expect(outcomeOf(`${whole}data: [DONE]`).kind).toBe('complete-without-done');
	});

	test.each<[BodyEnd['kind'], OutcomeKind]>([
		['closed', 'truncated'],
		['failed', 'truncated'],
		['stopped', 'stopped'],
		['stalled', 'stalled'],
		['cancelled', 'stopped'],
	])('without a finish reason, a body that is %s makes a run %s', (end, kind) => {
		expect(outcomeOf(cut, { end })).toMatchObject({ kind, frameIndex: 1 });
	});

	test('says where the stream ended, and what is missing', () => {
		const how = { end: 'failed', endMessage: 'terminated' } as const;
		expect({
			'after a frame': reasonOf(cut),
			'inside a frame': reasonOf(`${cut}data: {"choi`),
			'inside the first frame': reasonOf('data: {"choi'),
			'one byte into it': reasonOf('d'),
			'before any byte': reasonOf(''),
			'before any byte, broken': reasonOf('', how),
			broken: reasonOf(cut, how),
			'only comments': reasonOf(': ping\n\n: ping\n\n'),
			stopped: reasonOf(cut, { end: 'stopped' }),
			'stopped at once': reasonOf('', { end: 'stopped' }),
			'the client left': reasonOf(cut, { end: 'cancelled' }),
			stalled: reasonOf(cut, { end: 'stalled', stallMs: 1500 }),
		}).toMatchInlineSnapshot(`
			{
			  "after a frame": "The server closed the connection after frame 2: no finish reason and no [DONE] came, so the answer is cut off.",
			  "before any byte": "The server closed the connection before the first byte.",
			  "before any byte, broken": "The connection broke before the first byte (terminated).",
			  "broken": "The connection broke after frame 2 (terminated): no finish reason and no [DONE] came, so the answer is cut off.",
			  "inside a frame": "The server closed the connection after frame 2, 12 bytes into the next: no finish reason and no [DONE] came, so the answer is cut off.",
			  "inside the first frame": "The server closed the connection 12 bytes into frame 1: no finish reason and no [DONE] came, so the answer is cut off.",
			  "one byte into it": "The server closed the connection 1 byte into frame 1: no finish reason and no [DONE] came, so the answer is cut off.",
			  "only comments": "The server closed the connection after frame 2: no finish reason and no [DONE] came, so the answer is cut off.",
			  "stalled": "No byte came for 1.5 s after frame 2, before a finish reason.",
			  "stopped": "The run was stopped after frame 2, before a finish reason.",
			  "stopped at once": "The run was stopped before the first byte.",
			  "the client left": "The client stopped reading after frame 2, before a finish reason.",
			}
		`);
	});

	test('is truncated with [DONE] and no finish reason: the finish reason decides', () => {
		expect(outcomeOf(cut + done)).toMatchInlineSnapshot(`
			{
			  "frameIndex": 2,
			  "kind": "truncated",
			  "reason": "[DONE] came in frame 3, but no finish reason, so nothing says that the answer is complete.",
			}
		`);
		expect(outcomeOf(cut + done, { end: 'stopped' }).kind).toBe('truncated');
		expect(outcomeOf(done).kind).toBe('truncated');
	});

	test('takes an error frame for the end, wherever it is, unless after [DONE]', () => {
		expect(outcomeOf(cut + error + done)).toMatchInlineSnapshot(`
			{
			  "frameIndex": 2,
			  "kind": "api-error",
			  "reason": "The server answered HTTP 200, and then sent an error in frame 3: "Out of memory" (server_error, 500).",
			}
		`);
		expect(outcomeOf(error)).toMatchObject({ kind: 'api-error', frameIndex: 0 });
		expect(outcomeOf(whole + error + done)).toMatchObject({ kind: 'api-error', frameIndex: 3 });
		expect(outcomeOf(cut + error, { end: 'stopped' }).kind).toBe('api-error');
		expect(outcomeOf(whole + done + error).kind).toBe('complete');
	});

	test('takes the finish reason "error" for an error, for want of a better word', () => {
		expect(outcomeOf(bodyOf(chunkOf({}, 'error'), '[DONE]'))).toMatchInlineSnapshot(`
			{
			  "frameIndex": 0,
			  "kind": "api-error",
			  "reason": "The finish reason "error" came in frame 1: the answer failed, with no error to say why, so do not treat the answer as complete.",
			}
		`);
	});

	test('is unreadable if a frame is not JSON, even if everything else is whole', () => {
		const broken = 'data: {"choices":[}\n\n';
		expect(outcomeOf(cut + broken + whole + done)).toMatchInlineSnapshot(`
			{
			  "frameIndex": 2,
			  "kind": "unreadable",
			  "reason": "The data of frame 3 is not JSON: "}" is not allowed at character 13.",
			}
		`);
		expect(outcomeOf(whole + done + broken).kind).toBe('complete');
		expect(outcomeOf(broken + error).kind).toBe('unreadable');
		expect(outcomeOf(error + broken).kind).toBe('api-error');
	});

	test('is unreadable if the body is not an event stream, and says what it is', () => {
		const json = 'application/json';
		expect({
			page: reasonOf('<!doctype html>\n\n<title>Hi</title>\n\n', { contentType: 'text/html' }),
			error: reasonOf('{"error":"No key"}', { contentType: json }),
			'an error labelled as a stream': reasonOf('{"error":"No key"}\n\n'),
			completion: reasonOf('{"choices":[]}', { contentType: json }),
			text: reasonOf('Not found', { contentType: 'text/plain' }),
			'an error by its detail': reasonOf('{"detail":"Not Found"}', { contentType: json }),
			'a list of models': reasonOf('{"object":"list","data":[]}', { contentType: json }),
			'a list': reasonOf('[1,2]', { contentType: json }),
			'JSON cut short': reasonOf('{"id":"chatcmpl', { contentType: json }),
			'no label': judge({
				...runOf('Hello').evidence,
				response: { status: 200, statusText: '', headers: [] },
			}).reason,
			'other JSON': reasonOf('data: {"type":"message_start"}\n\ndata: 5\n\n'),
		}).toMatchInlineSnapshot(`
			{
			  "JSON cut short": "The body, labelled application/json, is not an event stream but JSON that starts "{"id":"chatcmpl".",
			  "a list": "The body, labelled application/json, is not an event stream but JSON that starts "[1,2]".",
			  "a list of models": "The body, labelled application/json, is not an event stream but JSON that starts "{"object":"list","data":[]}".",
			  "an error by its detail": "The server answered HTTP 200, and its body is an error: "Not Found".",
			  "an error labelled as a stream": "The server answered HTTP 200, and then sent an error in frame 1: "No key".",
			  "completion": "The body, labelled application/json, is not an event stream but a whole chat completion, not streamed.",
			  "error": "The server answered HTTP 200, and its body is an error: "No key".",
			  "no label": "The body, which has no content type, is not an event stream but text that starts "Hello".",
			  "other JSON": "The stream is in the format of the Anthropic Messages API, not in chat chunks, and its own end, \`message_stop\`, has not come.",
			  "page": "The body, labelled text/html, is not an event stream but a web page titled "Hi".",
			  "text": "The body, labelled text/plain, is not an event stream but text that starts "Not found".",
			}
		`);
		expect(outcomeOf('data: 5\n\n')).toMatchObject({ kind: 'unreadable', frameIndex: 0 });
	});

	test('takes no text for a stream because it starts with the name of a field', () => {
		const kindOf = (body: string) => outcomeOf(body, { contentType: 'text/plain' }).kind;
		for (const body of ['identity provider error', 'id rejected', 'event loop blocked']) {
			expect(kindOf(body), body).toBe('unreadable');
		}
		for (const body of ['id', 'event\n', 'event\rdata', 'data:', ':', 'ret', '']) {
			expect(kindOf(body), JSON.stringify(body)).toBe('truncated');
		}
	});

	test('ignores other JSON among chunks', () => {
		expect(outcomeOf(`data: {}\n\n${cut}`).kind).toBe('truncated');
		expect(outcomeOf(`data: {}\n\n${whole}${done}`).kind).toBe('complete');
	});

	test('looks past a BOM and white space at what a body is', () => {
		const kindOf = (bodyText: string) => judge({ ...runOf('\n').evidence, bodyText }).kind;
		expect(['\uFEFFdata: {"a', '\n\ndata: {"a', '\uFEFF\n: p'].map(kindOf)).toEqual(
			Array(3).fill('truncated')
		);
		expect(['\uFEFF{"error":"m"}', ' \n{"error":"m"}'].map(kindOf)).toEqual(
			Array(2).fill('api-error')
		);
	});

	test.each(['text/plain', 'application/json', 'text/html'])(
		'reads a good stream labelled %s',
		(contentType) => {
			expect(outcomeOf(whole + done, { contentType }).kind).toBe('complete');
			expect(outcomeOf(cut, { contentType }).kind).toBe('truncated');
			expect(outcomeOf('dat', { contentType }).kind).toBe('truncated');
		}
	);

	test('prefers the reader’s stop to what the body looks like', () => {
		expect(outcomeOf('<html>', { contentType: 'text/html', end: 'stopped' }).kind).toBe('stopped');
	});

	test('wants every choice to finish that began', () => {
		expect(outcomeOf(two('stop'))).toMatchObject({ kind: 'complete-without-done', frameIndex: 2 });
		expect(reasonOf(two('stop') + done)).toMatchInlineSnapshot(
			`"All 2 choices finished ("length", "stop"), the last in frame 3, and [DONE] in frame 4."`
		);
		expect(outcomeOf(two(null)).kind).toBe('truncated');
		expect(outcomeOf(two(null) + done).kind).toBe('complete');
		expect(reasonOf(two(null))).toMatchInlineSnapshot(
			`"The server closed the connection after frame 3: no finish reason for 1 of 2 choices and no [DONE] came, so the answer is cut off."`
		);
		expect(reasonOf(two(null) + done)).toMatchInlineSnapshot(
			`"1 of 2 choices finished ("length"), in frame 3, and [DONE] in frame 4. Nothing says how choices[1] ended."`
		);
	});

	test('expects as many choices as requested, unless [DONE] says that there are no more', () => {
		expect(outcomeOf(whole, { choicesAsked: 2 }).kind).toBe('truncated');
		expect(reasonOf(whole, { choicesAsked: 2 })).toMatchInlineSnapshot(
			`"The server closed the connection after frame 3: no finish reason for 1 of 2 choices and no [DONE] came, so the answer is cut off."`
		);
		expect(outcomeOf(whole + done, { choicesAsked: 2 }).kind).toBe('complete');
	});

	test('does not expect a choice that never began, even if a higher index did', () => {
		const second = bodyOf(chunkOf({ content: 'b' }, 'stop', 1));
		expect(outcomeOf(second + done).kind).toBe('complete');
		expect(outcomeOf(second).kind).toBe('complete-without-done');
	});

	test('judges from as little as a status', () => {
		const evidence = { meanings: [], message: createMessage(), bodyBytes: 0, restBytes: 0 };
		const response = { status: 204, statusText: 'No Content', headers: [] };
		const outcome = judge({ ...evidence, response, end: { kind: 'closed' }, bodyText: undefined });
		expect(outcome).toMatchObject({
			kind: 'unreadable',
			reason: expect.stringContaining('204 No Content'),
		});
	});
});
