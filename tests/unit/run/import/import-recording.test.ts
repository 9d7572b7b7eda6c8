import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	RecordingError,
	exportHAR,
	exportSSE,
	importRecording,
	saveRecording,
	snapshotOf,
} from '../../../../src/run/index.ts';
import { example, recordings } from '../recordings.ts';
import { DONE, answer, bytes, chunk, text } from '../support.ts';

const har = (name: string) =>
	readFileSync(new URL(`../../../fixtures/har/${name}.har`, import.meta.url), 'utf8');
const capture = (name: string) =>
	new Uint8Array(readFileSync(new URL(`../../../fixtures/captures/${name}`, import.meta.url)));

/** A HAR as Firefox's `har-builder.js` writes it. */
function firefoxHAR(entry: {
	response?: object;
	content?: object;
	request?: object;
	time?: number;
}) {
	const { request, response, content, time = 900 } = entry;
	return JSON.stringify({
		log: {
			version: '1.2',
			creator: { name: 'Firefox', version: '153.0' },
			pages: [],
			entries: [
				{
					startedDateTime: '2026-11-22T11:42:30.156+01:00',
					time,
					request: {
						bodySize: 20,
						method: 'POST',
						url: 'https://api.example/v1/chat/completions',
						headers: [{ name: 'Content-Type', value: 'application/json' }],
						postData: {
							mimeType: 'application/json',
							params: [],
							text: '{"model":"m","messages":[]}',
						},
						...request,
					},
					response: {
						status: 200,
						statusText: 'OK',
						headers: [{ name: 'Content-Type', value: 'text/event-stream' }],
						content: { mimeType: 'text/event-stream', size: 0, text: '', ...content },
						...response,
					},
					timings: { blocked: 0, dns: 0, connect: 0, ssl: 0, send: 0, wait: 250, receive: 650 },
					_securityState: 'secure',
				},
			],
		},
	});
}

describe('importRecording() of a HAR', () => {
	test.each([['chromium-156'], ['chromium-156-sanitized']])(
		'takes request, head, body and the time of each event from %s',
		(name) => {
			const recording = importRecording(har(name));
			expect(recording).toMatchObject({
				startedAt: '2026-11-22T10:42:30.156Z',
				request: {
					method: 'POST',
					body: {
						model: 'vllm-primary',
						stream: true,
						messages: [{ role: 'user', content: 'Hi' }],
					},
				},
				response: { status: 200, statusText: 'OK', atMs: 68.126 },
				end: { kind: 'closed', atMs: 342.427 },
			});
			// Chromium dates the first event before the head; two events arrived at once.
			expect(recording.reads.map((read) => read.atMs)).toEqual([68.126, 191.927, 252.406, 313.01]);
			const { frames, message, outcome, timing } = snapshotOf(recording);
			expect(frames).toHaveLength(6);
			expect(message.choices[0]?.text).toBe('café 🚀.');
			expect(outcome?.kind).toBe('complete');
			expect(timing).toMatchObject({ headMs: 68.126, firstTextMs: 191.927, endMs: 342.427 });
		}
	);

	test('drops the key, which devtools save by default', () => {
		expect(har('chromium-156')).toContain('sk-secret-in-har');
		const echoed = har('chromium-156').replace('"req-1"', '"for sk-secret-in-har"');
		const recording = importRecording(echoed);
		expect(saveRecording(recording)).not.toContain('sk-secret-in-har');
		expect(recording.request.headers.map(([name]) => name)).not.toContain('authorization');
	});

	test('drops a key in the URL', () => {
		const url = 'https://api.example/v1/chat/completions?subscription-key=SECRETSECRET&key=short1';
		const content = { text: 'data: SECRETSECRET\n\n' };
		const recording = importRecording(firefoxHAR({ request: { url }, content }));
		expect(saveRecording(recording)).not.toMatch(/SECRETSECRET|short1/);
	});

	test('reads a body whose events have no times as one read of unknown time', () => {
		const recording = importRecording(firefoxHAR({ content: { text: answer.join('') } }));
		expect(recording).toMatchObject({
			startedAt: '2026-11-22T10:42:30.156Z',
			response: { headers: [['content-type', 'text/event-stream']], atMs: 250 },
			reads: [{ atMs: undefined, bytes: bytes(answer.join('')) }],
			end: { kind: 'closed', atMs: 900 },
		});
		expect(snapshotOf(recording)).toMatchObject({
			outcome: { kind: 'complete' },
			timing: { headMs: 250, firstTextMs: undefined, endMs: 900 },
		});
	});

	test('decodes a base64 body', () => {
		const body = Uint8Array.of(0x64, 0x61, 0x74, 0x61, 0x3a, 0xff, 0x0a, 0x0a);
		const content = { text: btoa(String.fromCharCode(...body)), encoding: 'base64' };
		expect(importRecording(firefoxHAR({ content })).reads[0]?.bytes).toEqual(body);
		expect(() => importRecording(firefoxHAR({ content: { ...content, text: 'ZGFhZ' } }))).toThrow(
			expect.objectContaining({ code: 'recording-damaged' })
		);
	});

	test('says so if the HAR has less than the whole body', () => {
		const content = { size: 2_000_000, text: answer[0]! };
		expect(importRecording(firefoxHAR({ content })).end).toEqual({
			kind: 'failed',
			message: `The HAR holds ${answer[0]!.length} bytes of a body of 2000000.`,
			atMs: 900,
		});
	});

	test('recognises a request that got no response, or lost it', () => {
		const none = { status: 0, _error: 'net::ERR_CONNECTION_REFUSED' };
		expect(snapshotOf(importRecording(firefoxHAR({ response: none })))).toMatchObject({
			recording: { response: undefined, end: { kind: 'blocked', message: none['_error'] } },
			outcome: { kind: 'blocked' },
		});
		const aborted = { status: 0, _error: 'net::ERR_ABORTED' };
		expect(snapshotOf(importRecording(firefoxHAR({ response: aborted }))).outcome).toEqual({
			kind: 'stopped',
			reason: 'The client gave up before a response came.',
		});
		const cut = { _error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' };
		const recording = importRecording(firefoxHAR({ response: cut, content: { text: answer[1] } }));
		expect(recording.end).toMatchObject({ kind: 'failed', message: cut['_error'] });
	});

	test('imports the last of several chat requests', () => {
		const log = JSON.parse(firefoxHAR({ content: { text: answer.join('') } })).log;
		const [entry] = log.entries;
		const preflight = { ...entry, request: { ...entry.request, method: 'OPTIONS' } };
		const page = { request: { method: 'GET', url: 'https://api.example/' }, response: {} };
		const entries = [page, entry, { ...entry, time: 901 }, preflight, page];
		expect(importRecording(JSON.stringify({ log: { ...log, entries } })).end?.atMs).toBe(901);
	});

	test('imports a stream from another URL only if there is no chat request', () => {
		const { log } = JSON.parse(firefoxHAR({ content: { text: answer.join('') } }));
		const [entry] = log.entries;
		const reload = {
			...entry,
			request: { method: 'GET', url: 'https://api.example/live-reload' },
			time: 5000,
		};
		const endOf = (...entries: object[]) =>
			importRecording(JSON.stringify({ log: { ...log, entries } })).end?.atMs;
		expect(endOf(entry, reload)).toBe(900);
		expect(endOf(reload)).toBe(5000);
	});

	test('refuses a request that is nested too deeply', () => {
		const depth = 20_000;
		const sent = `{"model":${'['.repeat(depth)}${']'.repeat(depth)}}`;
		expect(() => importRecording(firefoxHAR({ request: { postData: { text: sent } } }))).toThrow(
			expect.objectContaining({ code: 'recording-damaged' })
		);
	});

	test('says so if there is none', () => {
		expect(() => importRecording('{"log":{"entries":[{},null,7]}}')).toThrow(
			expect.objectContaining({ code: 'har-without-chat', pointer: '/log/entries' })
		);
	});

	test('throws only RecordingErrors, whatever is changed in it', () => {
		const whole = har('chromium-156');
		const change = fc.tuple(
			fc.nat(whole.length),
			fc.nat(40),
			fc.constantFrom('', '0', '"', 'null', '{}', '[1]')
		);
		fc.assert(
			fc.property(change, ([at, length, by]) => {
				const changed = whole.slice(0, at) + by + whole.slice(at + length);
				expect(() => onlyRecordingErrors(changed)).not.toThrow();
			}),
			{ numRuns: 300 }
		);
	});
});

function onlyRecordingErrors(input: string) {
	try {
		importRecording(input);
	} catch (error) {
		if (!(error instanceof RecordingError)) throw error;
	}
}

describe('importRecording() of text and bytes', () => {
	test.each(['llama-server.stream.sse', 'llama-server.x_ping.sse', 'mock-llm.stream_usage.sse'])(
		'takes the body of a stream as it is: %s',
		(name) => {
			const recording = importRecording(capture(name), { name });
			expect(recording).toMatchObject({ startedAt: undefined, response: undefined });
			expect(recording.reads).toEqual([{ atMs: undefined, bytes: capture(name) }]);
			expect(recording.end).toEqual({ kind: 'closed', atMs: undefined });
			expect(exportSSE(recording)).toEqual(capture(name));
			const { timing, outcome, frames } = snapshotOf(recording);
			expect(frames.length).toBeGreaterThan(0);
			expect(outcome?.kind).not.toBe('blocked');
			expect(timing).toMatchObject({
				firstByteMs: undefined,
				firstTextMs: undefined,
				endMs: undefined,
			});
		}
	);

	test('imports a pasted stream, and one that starts with a BOM or a comment', () => {
		for (const start of ['', '\uFEFF', ': hello\n\n', '\n\n', 'event: message\n']) {
			const { message } = snapshotOf(importRecording(start + answer.join('')));
			expect(message.choices[0]?.text, JSON.stringify(start)).toBe('café 🚀.');
		}
	});

	test("imports the output of `curl -i`, even with a proxy's heads", () => {
		const head = text(capture('llama-server.stream.headers'));
		const curl = `HTTP/1.1 200 Connection established\r\n\r\nHTTP/2 100\r\n\r\n${head}`;
		const recording = importRecording(curl + text(capture('llama-server.stream.sse')));
		expect(recording.response?.status).toBe(200);
		expect(recording.response?.headers).toContainEqual(['content-type', 'text/event-stream']);
		expect(exportSSE(recording)).toEqual(capture('llama-server.stream.sse'));
	});

	test('imports the whole body after a head that is not UTF-8, and skips headers without a colon', () => {
		const head = 'HTTP/1.1 200 OK\r\nx-name: caf\xe9\xe8\r\nnocolon\r\nx-last: 1\r\n\r\n';
		const latin1 = Uint8Array.from(head, (character) => character.charCodeAt(0));
		const recording = importRecording(new Uint8Array([...latin1, ...bytes(answer.join(''))]));
		expect(text(exportSSE(recording))).toBe(answer.join(''));
		expect(recording.response?.headers.map(([name]) => name)).toEqual(['x-name', 'x-last']);
	});

	test('imports an error printed by `curl -i`', () => {
		const head = 'HTTP/2 429\r\ncontent-type: application/json\r\nset-cookie: a=b\r\n\r\n';
		const recording = importRecording(`${head}{"error":{"message":"Slow down."}}`);
		expect(recording.response).toMatchObject({
			status: 429,
			headers: [['content-type', 'application/json']],
		});
		expect(snapshotOf(recording).outcome?.kind).toBe('http-error');
	});

	test('imports our own file, as text or bytes', () => {
		expect(importRecording(saveRecording(example))).toEqual(example);
		expect(importRecording(bytes(`\uFEFF${saveRecording(example)}`))).toEqual(example);
	});

	test('rejects anything else, and says what it is', () => {
		const words = (input: string, name?: string) => {
			try {
				importRecording(input, name === undefined ? {} : { name });
			} catch (error) {
				return `${(error as RecordingError).code}: ${(error as Error).message}`;
			}
			return 'taken';
		};
		expect(words('Dear reader,', 'letter.txt')).toMatchInlineSnapshot(
			`"recording-unknown: "letter.txt" has no line that starts with "data:"."`
		);
		expect(words('')).toMatchInlineSnapshot(
			`"recording-unknown: The text has no line that starts with "data:"."`
		);
		expect(words('{"error":"Unauthorized"}', 'body.json')).toMatchInlineSnapshot(
			`"recording-unknown: "body.json" is JSON, but neither a recording of ours nor a HAR, nor chunks."`
		);
		expect(words('{"error":', 'body.json')).toMatchInlineSnapshot(
			`"recording-unknown: "body.json" starts like JSON, but is not: Unexpected end of JSON input."`
		);
		expect(words(saveRecording(example).slice(0, 80))).toMatchInlineSnapshot(
			`"recording-damaged: The recording is not valid JSON: Unterminated string in JSON at position 80 (line 4 column 28)."`
		);
		expect(words('<!doctype html><title>502</title>')).toMatchInlineSnapshot(
			`"recording-unknown: The text is a web page, not a stream."`
		);
	});
});

describe('exportHAR()', () => {
	test('reads back as the same recording, byte for byte', () => {
		fc.assert(
			fc.property(recordings, (recording) => {
				// A HAR is known by its chat request or by its stream.
				const known = {
					...recording,
					request: { ...recording.request, method: 'POST', url: example.request.url },
				};
				expect(importRecording(exportHAR(known))).toEqual(known);
			})
		);
	});

	test('has everything that HAR 1.2 and Chromium require', () => {
		const headers = [['content-type', 'text/event-stream; charset=utf-8']] as const;
		const response = { ...example.response!, headers };
		const [entry] = JSON.parse(exportHAR({ ...example, response })).log.entries;
		expect(entry).toMatchObject({
			startedDateTime: '2026-11-22T00:00:00.000Z',
			time: 300,
			request: { method: 'POST', queryString: [], cookies: [], headersSize: -1, bodySize: 82 },
			response: { content: { mimeType: 'text/event-stream', encoding: 'base64' }, redirectURL: '' },
			timings: { send: 0, wait: 120.5, receive: 179.5 },
		});
		expect(entry.request.postData.text).toHaveLength(entry.request.bodySize);
	});

	test('lists the events with the times of the reads that completed them, as Chromium does', () => {
		const reads = [
			{ atMs: 10, bytes: bytes(`${answer[0]!}: ping\n\n${answer[1]!.slice(0, 9)}`) },
			{ atMs: 20, bytes: bytes(answer[1]!.slice(9)) },
			{ atMs: 30, bytes: bytes(chunk({}, 'stop') + DONE) },
		];
		const [entry] = JSON.parse(exportHAR({ ...example, reads })).log.entries;
		const startSeconds = Date.parse(example.startedAt!) / 1000;
		expect(
			entry['_eventSourceMessages'].map(({ time }: { time: number }) =>
				Math.round((time - startSeconds) * 1000)
			)
		).toEqual([10, 20, 30, 30]);
		expect(entry['_eventSourceMessages'].at(-1)).toMatchObject({
			eventName: 'message',
			data: '[DONE]',
		});
	});

	test('can be read by other programs: without our own field it is still the run', () => {
		const whole = JSON.parse(exportHAR(example));
		delete whole.log.entries[0]['_recording'];
		const recording = importRecording(JSON.stringify(whole));
		expect(exportSSE(recording)).toEqual(exportSSE(example));
		expect(recording.request).toEqual(example.request);
		expect(recording.response).toEqual(example.response);
	});

	test.each([
		['more than its body', [10, 4096], '/1/bytes'],
		['less than its body', [10], ''],
		['lengths that go back', [10, -5, 20], '/1/bytes'],
		['lengths that are no whole numbers', [10.5], '/0/bytes'],
	])('is refused where its reads are %s', (_what, lengths, pointer) => {
		const whole = JSON.parse(exportHAR(example));
		whole.log.entries[0]['_recording'].reads = lengths.map((length) => ({ bytes: length }));
		expect(() => importRecording(JSON.stringify(whole))).toThrow(
			expect.objectContaining({
				code: 'recording-damaged',
				pointer: `/log/entries/0/_recording/reads${pointer}`,
			})
		);
	});
});
