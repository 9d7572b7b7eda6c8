/** What a run keeps once it is longer than its limits: the text whole, whole frames at both ends, and no more. */
import { array, assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat } from '../../../src/run/bytes.ts';
import { loadRecording, saveRecording } from '../../../src/run/file.ts';
import { keptReads } from '../../../src/run/keeper.ts';
import { exportHAR, exportSSE } from '../../../src/run/export/index.ts';
import { importRecording } from '../../../src/run/import/index.ts';
import { createTranscript } from '../../../src/run/transcript.ts';
import { DONE, bytes, chunk } from './support.ts';

const FIRST = 64;
const LIMITS = { frames: 100, bytes: 1_000_000 };
const STREAM = [['content-type', 'text/event-stream']] as const;

function head(headers: readonly (readonly [string, string])[] = STREAM) {
	return { status: 200, statusText: 'OK', headers, atMs: 1 };
}

function answerOf(frames: number): string[] {
	const pieces = Array.from({ length: frames }, (_, i) => chunk({ content: `w${i} ` }));
	return [...pieces, chunk({}, 'stop'), DONE];
}

function transcribe(reads: readonly Uint8Array[], limits = LIMITS) {
	const transcript = createTranscript({}, undefined, limits);
	transcript.head(head());
	reads.forEach((read, i) => transcript.push({ atMs: 2 + i, bytes: read }));
	transcript.finish({ kind: 'closed', atMs: 2 + reads.length });
	return transcript;
}

function recordingOf(transcript: ReturnType<typeof transcribe>) {
	const { frames, bytes: gone } = transcript.letGo()!;
	return {
		version: 1 as const,
		startedAt: undefined,
		request: { method: 'POST', url: 'https://x.test/v1/chat/completions', headers: [], body: {} },
		response: head(),
		reads: transcript.reads,
		end: { kind: 'closed' as const, atMs: 9999 },
		missing: { frames: frames.to - frames.from, bytes: gone },
	};
}

/** The same bytes, cut into reads of these lengths, in turn. */
function cut(body: Uint8Array, lengths: readonly number[]): Uint8Array[] {
	const reads: Uint8Array[] = [];
	for (let at = 0, i = 0; at < body.length; i++) {
		const end = at + lengths[i % lengths.length]!;
		reads.push(body.slice(at, end));
		at = end;
	}
	return reads;
}

describe('a run past its limits', () => {
	test('keeps the message, the figures and the verdict whole, and whole frames at both ends', () => {
		const lengths = array(integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 8 });
		assert(
			property(integer({ min: 300, max: 700 }), lengths, (count, some) => {
				const body = bytes(answerOf(count).join(''));
				const reads = cut(body, some);
				const whole = transcribe(reads, { frames: Infinity, bytes: Infinity });
				const kept = transcribe(reads);
				expect(kept.message).toEqual(whole.message);
				expect(kept.verdict()?.outcome).toEqual(whole.verdict()?.outcome);
				expect(kept.timing().bytes).toBe(body.length);
				expect(kept.timing().stalls).toEqual(whole.timing().stalls);

				const { from, to } = kept.letGo()!.frames;
				expect(from).toBe(FIRST);
				const isThere = (_: unknown, index: number) => index < from || index >= to;
				expect(kept.frames.filter(isThere)).toEqual(whole.frames.filter(isThere));
				expect(kept.meanings.filter(isThere)).toEqual(whole.meanings.filter(isThere));
				const most = LIMITS.frames * 1.25 + FIRST + Math.ceil(Math.max(...some) / 60);
				expect(count + 2 - (to - from)).toBeLessThanOrEqual(most);

				const ends = whole.frames.filter(isThere).map(({ raw }) => raw);
				const left = concat(keptReads(kept.reads).map((read) => read.bytes));
				// One read with both ends in it stays as it is.
				const isCut = kept.letGo()!.bytes > 0;
				expect(left).toEqual(isCut ? concat(ends) : body);
			}),
			{ numRuns: 60 }
		);
	});

	test('keeps the first meaning of each kind, by which a run is judged', () => {
		const early = 'data: {"error":{"message":"Overloaded","code":529}}\n\n';
		const wire = [...answerOf(80).slice(0, 80), early, ...answerOf(600)];
		const kept = transcribe(wire.map(bytes));
		expect(kept.letGo()!.frames.to).toBeGreaterThan(81);
		expect(kept.verdict()?.outcome).toMatchObject({ kind: 'api-error', frameIndex: 80 });
	});

	test('lets go by bytes, too, and never the frame that is still coming', () => {
		const long = Array.from({ length: 200 }, (_, i) => chunk({ content: 'x'.repeat(1000 + i) }));
		const reads = [...long, 'data: {"choices":[{"del'].map(bytes);
		const kept = transcribe(reads, { frames: 100_000, bytes: 50_000 });
		const { frames, bytes: gone } = kept.letGo()!;
		const size = concat(keptReads(kept.reads).map((read) => read.bytes)).length;
		const first = concat(reads.slice(0, FIRST)).length;
		expect(size - first).toBeLessThan(50_000 * 1.25);
		expect(size + gone).toBe(concat(reads).length);
		expect(frames.to).toBeGreaterThan(FIRST);
		expect(new TextDecoder().decode(kept.rest())).toBe('data: {"choices":[{"del');
	});

	test('keeps the start of a body that is no stream, and its length', () => {
		const transcript = createTranscript({}, undefined, { frames: 100, bytes: 10_000 });
		transcript.head(head([['content-type', 'text/html']]));
		for (let i = 0; i < 100; i++)
			transcript.push({ atMs: i, bytes: bytes('<p>page</p>'.repeat(100)) });
		transcript.finish({ kind: 'closed', atMs: 100 });
		expect(transcript.bodyStart()).toMatch(/^<p>page/);
		expect(transcript.timing().bytes).toBe(110_000);
		expect(transcript.letGo()).toEqual({ frames: { from: FIRST, to: FIRST }, bytes: 99_000 });
		expect(transcript.verdict()?.outcome.reason).toContain('a web page');
	});

	test('past a frame that is too long, holds no more than the limit', () => {
		const transcript = createTranscript({}, undefined, { frames: 100, bytes: 9_000_000 });
		transcript.head(head());
		const piece = bytes('data: '.padEnd(1_000_000, 'x'));
		for (let i = 0; i < 30; i++) transcript.push({ atMs: i, bytes: piece });
		const kept = keptReads(transcript.reads).length;
		expect(kept).toBeLessThan(12);
		transcript.finish({ kind: 'closed', atMs: 30 });
		expect(transcript.verdict()?.outcome.kind).toBe('unreadable');
	});

	test('is exported as whole frames, and says what it lacks', () => {
		const kept = transcribe(answerOf(500).map(bytes));
		const recording = recordingOf(kept);
		const loaded = loadRecording(saveRecording(recording));
		expect(loaded.missing).toEqual(recording.missing);
		expect(loaded.reads).toEqual(keptReads(kept.reads));
		const again = transcribe(
			loaded.reads.map((read) => read.bytes),
			{ frames: Infinity, bytes: Infinity }
		);
		expect(again.frames).toHaveLength(502 - recording.missing.frames);
		expect(again.meanings.every(({ kind }) => kind === 'chunk' || kind === 'done')).toBe(true);
		expect(exportSSE(recording)).toEqual(concat(loaded.reads.map((read) => read.bytes)));
		expect(importRecording(exportHAR(recording))).toMatchObject({ missing: recording.missing });
	});

	test('a file that says it wrongly is refused with the place', () => {
		const text = saveRecording(recordingOf(transcribe(answerOf(500).map(bytes))));
		const wrong = text.replace(/"missing": \{\s*"frames": \d+/, '"missing": { "frames": -1');
		expect(() => loadRecording(wrong)).toThrow('/missing/frames');
	});
});
