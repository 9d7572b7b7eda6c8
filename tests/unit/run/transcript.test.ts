import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { concat } from '../../../src/run/bytes.ts';
import { createTranscript } from '../../../src/run/transcript.ts';
import type { Recording } from '../../../src/run/index.ts';
import { DONE, answer, bytes, chunk, text } from './support.ts';

// Everything a cut can break: four-byte characters, CR LF pairs, a comment, a tail without an end.
const wire = bytes(
	[
		...answer.slice(0, 2),
		': ping\r\n\r\n',
		answer[2]!.replaceAll('\n', '\r\n'),
		answer[3],
		'data: [DO',
	].join('')
);

const stream: NonNullable<Recording['response']> = {
	status: 200,
	statusText: 'OK',
	headers: [['content-type', 'text/event-stream; charset=utf-8']],
	atMs: 1,
};

function transcribe(reads: readonly Uint8Array[], head: Recording['response'] = stream) {
	const transcript = createTranscript();
	if (head) transcript.head(head);
	for (const [i, read] of reads.entries()) transcript.push({ atMs: 2 + i, bytes: read });
	transcript.finish({ kind: 'closed', atMs: 2 + reads.length });
	const { frames, meanings, message } = transcript;
	const { reads: _reads, endMs: _endMs, ...timing } = transcript.timing();
	const figures = { frames: timing.frames, bytes: timing.bytes, headMs: timing.headMs };
	return {
		frames,
		meanings,
		message,
		rest: transcript.rest(),
		figures,
		outcome: transcript.verdict()?.outcome,
	};
}

describe('createTranscript()', () => {
	test('gives the same frames, message and outcome wherever the bytes are cut', () => {
		const whole = transcribe([wire]);
		expect(whole.frames).toHaveLength(5);
		expect(whole.message.choices[0]?.text).toBe('café 🚀.');
		expect(text(whole.rest)).toBe('data: [DO');
		expect(whole.outcome?.kind).toBe('complete-without-done');
		for (let cut = 0; cut <= wire.length; cut++) {
			const halves = [wire.subarray(0, cut), wire.subarray(cut)];
			expect(transcribe(halves), `cut at byte ${cut}`).toEqual(whole);
		}
		expect(transcribe(Array.from(wire, (byte) => Uint8Array.of(byte)))).toEqual(whole);
	});

	test('gives every byte back: all frames, then the rest, are the body', () => {
		const { frames, rest } = transcribe([wire]);
		expect(concat([...frames.map(({ raw }) => raw), rest])).toEqual(wire);
	});

	test('shows frames as soon as their read has arrived', () => {
		const transcript = createTranscript();
		transcript.head(stream);
		transcript.push({ atMs: 5, bytes: bytes(answer[0]! + answer[1]!.slice(0, 40)) });
		expect(transcript.frames).toHaveLength(1);
		transcript.push({ atMs: 9, bytes: bytes(answer[1]!.slice(40)) });
		expect(transcript.frames).toHaveLength(2);
		expect(transcript.timing()).toMatchObject({ firstByteMs: 5, firstTextMs: 9, reads: 2 });
		expect(transcript.verdict()).toBeUndefined();
	});

	test('is settled once [DONE] or an error has come', () => {
		for (const [last, isSettled] of [
			[DONE, true],
			['data: {"error":{"message":"no"}}\n\n', true],
			[chunk({}, 'stop'), false],
		] as const) {
			const transcript = createTranscript();
			transcript.push({ atMs: 1, bytes: bytes(last) });
			expect(transcript.isSettled(), last).toBe(isSettled);
		}
	});

	test('keeps what arrived before a frame that is too long, and says so', () => {
		const long = bytes(`data: ${'x'.repeat(9 * 1024 * 1024)}`);
		const { frames, outcome, rest } = transcribe([bytes(answer[0]!), long, bytes('\n\n' + DONE)]);
		expect(frames).toHaveLength(1);
		expect(outcome).toMatchObject({ kind: 'unreadable' });
		expect(outcome?.reason).toContain('8388608 bytes');
		expect(rest).toHaveLength(long.length + 2 + DONE.length);
	});

	test('judges by what arrived before a frame that is too long', () => {
		const long = 'x'.repeat(9 * 1024 * 1024);
		const kindOf = (body: string, head = stream) => transcribe([bytes(body)], head).outcome?.kind;
		expect({
			'after [DONE]': kindOf(answer.join('') + long),
			'after the finish reason': kindOf(answer.slice(0, -1).join('') + long),
			'after an error': kindOf(`data: {"error":{"message":"boom"}}\n\n${long}`),
			'in an HTTP error': kindOf(long, { ...stream, status: 502, headers: [] }),
		}).toEqual({
			'after [DONE]': 'complete',
			// As a frame that is not JSON there.
			'after the finish reason': 'unreadable',
			'after an error': 'api-error',
			'in an HTTP error': 'http-error',
		});
	});

	test.each([
		['application/json', '{"error":{"message":"Busy."}}\n\n'],
		['text/html', '\n<!doctype html>\n\n<title>502</title>\n\n'],
		[undefined, '\uFEFF [1,\n\n2]'],
	])('cuts no document into frames: %s', (type, body) => {
		const headers = type === undefined ? [] : [['content-type', type] as const];
		const { frames, rest, outcome } = transcribe(
			Array.from(bytes(body), (byte) => Uint8Array.of(byte)),
			{ ...stream, headers }
		);
		expect(frames).toEqual([]);
		expect(text(rest)).toBe(body.replace('\uFEFF', ''));
		expect(outcome?.kind).not.toBe('complete');
	});

	test('reads a long document to the end, to say what it is', () => {
		const content = 'x'.repeat(200_000);
		const completion = JSON.stringify({ choices: [{ index: 0, message: { content } }] });
		const error = JSON.stringify({ detail: content, error: { message: 'Out of memory.' } });
		const headers = [['content-type', 'application/json']] as const;
		expect(transcribe([bytes(completion)], { ...stream, headers }).outcome?.reason).toBe(
			'The body, labelled application/json, is not an event stream but a whole chat completion, not streamed.'
		);
		expect(transcribe([bytes(error)], { ...stream, headers, status: 500 }).outcome?.reason).toBe(
			'The server answered HTTP 500 OK: "Out of memory.".'
		);
	});

	test('reads an answer that was not streamed at its end, whatever its label and wherever it is cut', () => {
		const content = 'café 🚀';
		const answered = bytes(JSON.stringify({ choices: [{ index: 0, message: { content } }] }));
		for (const type of ['application/json', 'text/event-stream', 'text/plain']) {
			for (let cut = 0; cut <= answered.length; cut++) {
				const transcript = createTranscript();
				transcript.head({ ...stream, headers: [['content-type', type]] });
				transcript.push({ atMs: 2, bytes: answered.subarray(0, cut) });
				transcript.push({ atMs: 3, bytes: answered.subarray(cut) });
				expect(transcript.unstreamed()).toBeUndefined();
				transcript.finish({ kind: 'closed', atMs: 4 });
				expect(transcript.unstreamed()!.choices[0]!.text, `${type}, ${cut}`).toBe(content);
				expect(transcript.message.choices).toEqual([]);
				expect(transcript.timing().firstTextMs).toBeUndefined();
			}
		}
	});

	test('takes no answer out of a body that a status of failure came with', () => {
		const transcript = createTranscript();
		transcript.head({ ...stream, status: 502 });
		transcript.push({ atMs: 2, bytes: bytes('{"choices":[{"message":{"content":"Once"}}]}') });
		transcript.finish({ kind: 'closed', atMs: 3 });
		expect(transcript.unstreamed()).toBeUndefined();
	});

	test.each([['text/plain'], ['application/json'], [undefined]])(
		'reads a stream that is labelled %s',
		(type) => {
			const headers = type === undefined ? [] : [['content-type', type] as const];
			const { frames, message } = transcribe([bytes('\n'), wire], { ...stream, headers });
			expect(frames).toHaveLength(6);
			expect(message.choices[0]?.text).toBe('café 🚀.');
		}
	);

	const captures = new URL('../../fixtures/captures/', import.meta.url);
	test.each(readdirSync(captures).filter((name) => name.endsWith('.sse')))(
		'transcribes the capture %s alike in one read and byte by byte',
		(name) => {
			const capture = new Uint8Array(readFileSync(new URL(name, captures))).subarray(0, 8192);
			const whole = transcribe([capture]);
			expect(whole.frames.length).toBeGreaterThan(0);
			expect(transcribe(Array.from(capture, (byte) => Uint8Array.of(byte)))).toEqual(whole);
		}
	);
});
