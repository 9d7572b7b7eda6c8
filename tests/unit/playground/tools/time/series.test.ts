import { describe, expect, test } from 'vitest';
import { sample } from '../../../../../src/playground/state/sample.ts';
import {
	frameNear,
	frameTimesOf,
	seriesOf,
} from '../../../../../src/playground/tools/time/series.ts';
import { snapshotOf } from '../../../../../src/run/index.ts';
import type { Recording } from '../../../../../src/run/index.ts';
import { example } from '../../../run/recordings.ts';
import { bytes, chunk, DONE } from '../../../run/support.ts';

/** Reads of text at given times. */
const recordingOf = (...reads: [atMs: number | undefined, text: string][]): Recording => ({
	...example,
	reads: reads.map(([atMs, text]) => ({ atMs, bytes: bytes(text) })),
	end: { kind: 'closed', atMs: reads.at(-1)?.[0] === undefined ? undefined : 4000 },
});

const usage = (tokens: number) =>
	`data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 1, completion_tokens: tokens, total_tokens: tokens + 1 } })}\n\n`;

describe('seriesOf()', () => {
	test('adds up what had arrived by each time, from 0 to the end', () => {
		const whole = chunk({ content: 'abc' });
		const snapshot = snapshotOf(
			recordingOf(
				[100, chunk({ reasoning: 'hm' })],
				// Two frames in one read, and the start of a third.
				[200, chunk({ content: 'ab' }) + chunk({ content: 'c' }) + whole.slice(0, 30)],
				[300, whole.slice(30)],
				[300, chunk({}, 'stop') + DONE]
			)
		);
		expect(seriesOf(snapshot)).toMatchObject({
			timesMs: [0, 100, 200, 300, 4000],
			text: [0, 0, 3, 6, 6],
			reasoning: [0, 2, 2, 2, 2],
			tokens: undefined,
			endMs: 4000,
			marks: [
				{ kind: 'first-byte', atMs: 100 },
				{ kind: 'first-text', atMs: 200 },
				{ kind: 'end', atMs: 4000 },
			],
		});
	});

	test('has for each frame its time, its read and what it brought', () => {
		const snapshot = snapshotOf(
			recordingOf([100, chunk({ content: 'ab' }) + chunk({ content: 'c' })], [200, DONE])
		);
		const { atMs, read, characters } = frameTimesOf(snapshot);
		expect([...atMs]).toEqual([100, 100, 200]);
		expect([...read]).toEqual([0, 0, 1]);
		expect([...characters]).toEqual([2, 1, 0]);
	});

	test('has tokens if the server reports running counts, and not if it only reports the sum', () => {
		const counting = recordingOf(
			[100, chunk({ content: 'a' })],
			[200, usage(1)],
			[300, chunk({ content: 'b' })],
			[400, usage(2)]
		);
		expect(seriesOf(snapshotOf(counting))?.tokens).toEqual([null, null, 1, null, 2, null]);
		expect(seriesOf(sample)?.tokens).toBeUndefined();
	});

	test('adds up to the text of the message, all choices together', () => {
		const text = sample.message.choices.reduce((sum, choice) => sum + choice.text.length, 0);
		const series = seriesOf(sample)!;
		expect(series.text.at(-1)).toBe(text);
		expect(series.timesMs.every((ms, i) => i === 0 || ms > series.timesMs[i - 1]!)).toBe(true);
	});

	test('places stalls and bursts', () => {
		const many = Array.from({ length: 6 }, (_, i) => chunk({ content: String(i) })).join('');
		const steady = [100, 110, 120, 130, 140].map((atMs): [number, string] => [
			atMs,
			chunk({ content: 'x' }),
		]);
		const snapshot = snapshotOf(recordingOf(...steady, [3240, many]));
		expect(seriesOf(snapshot)?.bursts).toEqual([
			{ readIndex: 5, frames: 6, silenceMs: 3100, atMs: 3240 },
		]);
		expect(seriesOf(snapshot)?.stalls[0]).toEqual({ fromMs: 140, toMs: 3240 });
	});

	test('is undefined if no time is known', () => {
		expect(
			seriesOf(snapshotOf({ ...recordingOf([undefined, DONE]), response: undefined }))
		).toBeUndefined();
	});
});

describe('frameNear()', () => {
	test('finds the nearest frame, and the first of several at the same time', () => {
		const atMs = Float64Array.of(100, 200, 200, 200, 300);
		const found = [0, 149, 151, 200, 249, 251, 900].map((ms) => frameNear(atMs, ms));
		expect(found).toEqual([0, 0, 1, 1, 1, 4, 4]);
		expect(frameNear(new Float64Array(), 5)).toBeUndefined();
	});
});
