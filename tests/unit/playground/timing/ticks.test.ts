import { describe, expect, test } from 'vitest';
import { COLUMNS, createTicks, type TickPath } from '../../../../src/playground/timing/ticks.ts';
import { snapshotOf, type Recording, type Snapshot } from '../../../../src/run/index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const chunk = (delta: object, finish_reason: string | null = null) =>
	`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;

type Timed = readonly [atMs: number | undefined, frame: string];

/** Frames, each in a read of its own, at these times. */
const readsOf = (frames: readonly Timed[]) =>
	frames.map(([atMs, frame]) => ({ atMs, bytes: bytes(frame) }));

function runOfReads(reads: Recording['reads']): Snapshot {
	const recording: Recording = {
		version: 1,
		startedAt: undefined,
		request: { method: 'POST', url: 'https://a.test/', headers: [], body: undefined },
		response: { status: 200, statusText: '', headers: [], atMs: 0 },
		reads,
		end: { kind: 'closed', atMs: reads.at(-1)?.atMs },
	};
	return snapshotOf(recording);
}

const runOf = (frames: readonly Timed[]) => runOfReads(readsOf(frames));

const columnsOf = (paths: readonly TickPath[], grain: TickPath['grain']) =>
	paths
		.filter((path) => path.grain === grain)
		.flatMap(({ d }) => Array.from(d.matchAll(/M(\d+) /g), ([, column]) => Number(column)))
		.toSorted((a, b) => a - b);

const toneAt = (paths: readonly TickPath[], column: number) =>
	paths.find(({ grain, d }) => grain === 'fine' && d.includes(`M${column} `))?.tone;

describe('createTicks()', () => {
	test('draws a tick for each read, in the colour of what it brought', () => {
		const run = runOf([
			[0, chunk({ role: 'assistant' })],
			[300, chunk({ reasoning: 'Hm.' })],
			[600, chunk({ content: 'Once' })],
			[900, chunk({ tool_calls: [{ index: 0, function: { name: 'f', arguments: '{}' } }] })],
			[999, 'data: {"error":{"message":"x"}}\n\n'],
		]);
		const paths = createTicks()(run, 1000, true);
		expect(columnsOf(paths, 'fine')).toEqual([0, 240, 480, 720, 798]);
		expect([0, 240, 480, 720, 798].map((column) => toneAt(paths, column))).toEqual([
			'plain',
			'reasoning',
			'text',
			'tool',
			'error',
		]);
	});

	test('a read in the middle of a frame has a tick without a colour', () => {
		const [head, tail] = [
			chunk({ content: 'Once' }).slice(0, 20),
			chunk({ content: 'Once' }).slice(20),
		];
		const paths = createTicks()(
			runOf([
				[0, head],
				[500, tail],
			]),
			1000,
			true
		);
		expect([toneAt(paths, 0), toneAt(paths, 399)]).toEqual(['quiet', 'text']);
	});

	test('moments that would run together share a tick, with the colour that matters most', () => {
		const many = Array.from({ length: 2_000 }, (_, i) => [i / 2, chunk({ content: 'a' })] as const);
		const paths = createTicks()(runOf([...many, [999.9, 'data: {"error":"x"}\n\n']]), 1000, true);
		for (const [grain, width] of [
			['fine', 3],
			['coarse', 9],
		] as const) {
			const columns = columnsOf(paths, grain);
			expect(columns).toHaveLength(Math.ceil(COLUMNS / width));
			expect(columns.every((column, i) => i === 0 || column - columns[i - 1]! >= width)).toBe(true);
		}
		expect(toneAt(paths, 798)).toBe('error');
	});

	test('asked again and again while a run grows, it draws what it would draw at once', () => {
		const reads = readsOf(
			Array.from({ length: 60 }, (_, i) => [
				i * 15,
				i % 7 === 0 ? ': ping\n\n' : chunk({ content: 'word' }),
			])
		);
		const growing = createTicks();
		for (let length = 1; length <= reads.length; length += 4) {
			const run = runOfReads(reads.slice(0, length));
			expect(run.recording.reads[0], 'the same read as before').toBe(reads[0]);
			expect(growing(run, 2000, true)).toEqual(createTicks()(run, 2000, true));
		}
		// Another scale, then another run.
		const run = runOfReads(reads);
		expect(growing(run, 5000, true)).toEqual(createTicks()(run, 5000, true));
		const other = runOf([[100, chunk({ content: 'x' })]]);
		expect(growing(other, 5000, true)).toEqual(createTicks()(other, 5000, true));
	});

	test('without times, a tick for each frame, evenly spaced', () => {
		const run = runOf([
			[undefined, chunk({ content: 'a' })],
			[undefined, chunk({ content: 'b' })],
			[undefined, 'data: [DONE]\n\n'],
		]);
		const paths = createTicks()(run, 1, false);
		expect(columnsOf(paths, 'fine')).toEqual([198, 399, 600]);
		expect(toneAt(paths, 600)).toBe('end');
	});

	test('draws nothing before there is a run', () => {
		expect(createTicks()(undefined, 2000, true)).toEqual([]);
	});
});
