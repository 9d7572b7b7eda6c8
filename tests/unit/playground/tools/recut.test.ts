import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { snapshotOf, type Recording } from '../../../../src/run/index.ts';
import { recut, type Way } from '../../../../src/playground/tools/recut.ts';
import { bytes, text } from '../../run/support.ts';

function recordingOf(reads: readonly Uint8Array[]): Recording {
	return {
		version: 1,
		startedAt: '2026-11-20T10:00:00.000Z',
		request: { method: 'POST', url: 'https://api.example/v1', headers: [], body: undefined },
		response: { status: 200, statusText: 'OK', headers: [], atMs: 5 },
		reads: reads.map((read, i) => ({ atMs: 10 * (i + 1), bytes: read })),
		end: { kind: 'closed', atMs: 10 * (reads.length + 1) },
	};
}

const readsOf = (recording: Recording) => recording.reads.map((read) => text(read.bytes));
const joined = (recording: Recording) => recording.reads.flatMap((read) => [...read.bytes]);

const ways: fc.Arbitrary<Way> = fc.oneof(
	fc.constantFrom<Way>({ by: 'byte' }, { by: 'line' }, { by: 'frame' }, { by: 'whole' }),
	fc.record({ by: fc.constant('bytes' as const), size: fc.integer({ min: 1, max: 50 }) }),
	fc.record({
		by: fc.constant('random' as const),
		most: fc.integer({ min: 1, max: 50 }),
		seed: fc.nat(),
	})
);
const someReads = fc.array(
	fc.oneof(
		fc.constantFrom('data: {"a":1}\n\n', 'data: 🚀\r\n\r\n', ': ping\r', '\n', 'da', '').map(bytes),
		fc.uint8Array({ maxLength: 40 })
	),
	{ maxLength: 12 }
);

describe('recut()', () => {
	const stream = recordingOf([
		bytes('data: a\n\nda'),
		bytes('ta: é\r\n\r\n: p'),
		bytes('ing\n\nend'),
	]);

	test('cuts at line ends, at frame ends, at every n bytes, and not at all', () => {
		expect(readsOf(recut(stream, { by: 'line' }))).toEqual([
			'data: a\n',
			'\n',
			'data: é\r\n',
			'\r\n',
			': ping\n',
			'\n',
			'end',
		]);
		expect(readsOf(recut(stream, { by: 'frame' }))).toEqual([
			'data: a\n\n',
			'data: é\r\n\r\n',
			': ping\n\n',
			'end',
		]);
		expect(recut(stream, { by: 'bytes', size: 7 }).reads.map((read) => read.bytes.length)).toEqual([
			7, 7, 7, 7, 4,
		]);
		expect(recut(stream, { by: 'whole' }).reads).toHaveLength(1);
		expect(recut(stream, { by: 'byte' }).reads.every((read) => read.bytes.length === 1)).toBe(true);
	});

	test('gives a read the time at which its last byte arrived', () => {
		expect(recut(stream, { by: 'frame' }).reads.map(({ atMs }) => atMs)).toEqual([10, 20, 30, 30]);
		expect(recut(stream, { by: 'whole' }).reads[0]!.atMs).toBe(30);
		expect(recut(stream, { by: 'bytes', size: 11 }).reads.map(({ atMs }) => atMs)).toEqual([
			10, 20, 30,
		]);
	});

	test('cuts at random in one way for a seed, and in another for another', () => {
		const sizes = (seed: number) =>
			recut(stream, { by: 'random', most: 6, seed }).reads.map((read) => read.bytes.length);
		expect(sizes(1)).toEqual(sizes(1));
		expect(sizes(1)).not.toEqual(sizes(2));
		expect(Math.max(...sizes(1), ...sizes(2))).toBeLessThanOrEqual(6);
	});

	test('whatever came and however it is cut: the same bytes, no empty read, times that never go back', () => {
		fc.assert(
			fc.property(someReads, ways, (reads, way) => {
				const before = recordingOf(reads);
				const after = recut(before, way);
				expect(joined(after)).toEqual(joined(before));
				expect(after.reads.every((read) => read.bytes.length > 0)).toBe(true);
				const times = after.reads.map(({ atMs }) => atMs!);
				expect(times).toEqual(times.toSorted((a, b) => a - b));
				const frames = (recording: Recording) =>
					snapshotOf(recording).frames.map(({ start, end }) => [start, end]);
				expect(frames(after)).toEqual(frames(before));
			})
		);
	});
});
