/**
 * 2,000 and 10,000 frames as fast as they can be read, as plain text and as Markdown: the playground against the
 * least that shows a stream (stage.ts).
 *
 * Run     `npm run build`, then `npm run bench -- view`, or this file with `node`. Any number after it
 *         below 240,000 takes one round.
 * Errors  exit code 1 for a page that lost text or frames, and for a row that is missed.
 */
import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { chatStream, cutReads } from './fixtures.ts';
import { EVENTS, median, verdict } from './harness.ts';
import { markdownAnswer } from './markdown.ts';
import { openStage, withoutSpace, type Measured, type Name, type Stream } from './stage.ts';

const ROUNDS = EVENTS < 240_000 ? 1 : 5;
const SIZES = [2_000, 10_000] as const;
const VIEWS = ['plain', 'markdown'] as const;
/** Times the floor's main-thread CPU time. */
const MOST_TIMES_FLOOR = { plain: 1.3, markdown: 1.5 };
const MOST_GROWTH_A_FRAME = 1.2;
const MOST_TIMES_THE_ROWS = 1.5;
const MOST_TASK_MS = 50;

const streams = VIEWS.flatMap((view) => SIZES.map((events) => createStream(view, events)));

function createStream(view: Stream['view'], events: number): Stream {
	// The first delta and the last bring no text.
	const answer = markdownAnswer({ pieces: events - 2, seed: events });
	const { bytes, payloads } = chatStream({
		events,
		seed: events,
		...(view === 'markdown' && { pieces: answer.pieces }),
	});
	const deltas = payloads.map((payload) => JSON.parse(payload).choices[0].delta.content);
	const text = withoutSpace(deltas.join(''));
	return {
		name: `${view}-${events}`,
		view,
		frames: events + 1,
		text: { ours: view === 'markdown' ? answer.shown : text, floor: text },
		// A write a frame, and none waits for anything but that the one before has left.
		async write(send) {
			for (const read of cutReads(bytes, 'frame')) {
				await send(read);
				await setImmediate();
			}
		},
	};
}

/** A task as Chromium's trace tells of it, in µs: by the clock, and of the thread's own CPU time. */
interface Task {
	readonly name: string;
	readonly pid: number;
	readonly tid: number;
	readonly tdur?: number;
	readonly args: { name?: string };
}

/** The CPU time of the longest task of a main thread, in ms. */
function longestTask(trace: Buffer): number {
	const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: Task[] };
	const isMain = ({ name, args }: Task) => name === 'thread_name' && args.name === 'CrRendererMain';
	// The other page's main thread is among them, and idle.
	const threads = new Set(traceEvents.filter(isMain).map(({ pid, tid }) => `${pid} ${tid}`));
	const tasks = traceEvents.filter(
		({ name, pid, tid }) => name.endsWith('::RunTask') && threads.has(`${pid} ${tid}`)
	);
	assert.notEqual(tasks.length, 0, 'the trace has no task of a main thread');
	return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
}

const stage = await openStage(streams);
type Results = Record<Name, Measured[]>;
const results = new Map<string, Results>(
	streams.map(({ name }) => [name, { ours: [], floor: [] }])
);
for (let round = -1; round < ROUNDS; round++) {
	for (const stream of streams) {
		for (const name of ['ours', 'floor'] as const) {
			const measured = await stage.measure(name, stream);
			// The first round compiles and loads, and does not count.
			if (round >= 0) results.get(stream.name)![name].push(measured);
		}
	}
}
// Apart from the rounds above: a trace has a cost. By CPU time, for the clock also holds what else runs here.
const longestCpuMs = new Map<string, number>();
for (const stream of streams) {
	const rounds: number[] = [];
	for (let round = 0; round < Math.min(ROUNDS, 3); round++) {
		const { trace } = await stage.measure('ours', stream, { isTraced: true });
		rounds.push(longestTask(trace!));
	}
	longestCpuMs.set(stream.name, median(rounds));
}
await stage.close();

const middle = (all: readonly Measured[], of: 'totalMs' | 'cpuMs') =>
	median(all.map((one) => one[of]));

for (const { name, view, frames } of streams) {
	const { ours, floor } = results.get(name)!;
	const [ourMs, floorMs] = [middle(ours, 'totalMs'), middle(floor, 'totalMs')];
	console.log(
		`${(frames - 1).toLocaleString('en')} frames, ${view}: ${ourMs.toFixed(0)} ms, floor ${floorMs.toFixed(0)} ms; ` +
			`main thread ${middle(ours, 'cpuMs').toFixed(0)} ms, floor ${middle(floor, 'cpuMs').toFixed(0)} ms`
	);
	const times = middle(ours, 'cpuMs') / middle(floor, 'cpuMs');
	verdict("times the floor's main thread", times, { atMost: MOST_TIMES_FLOOR[view] });
	const limitMs = { atMost: MOST_TASK_MS };
	verdict('longest task, by its CPU time', longestCpuMs.get(name)!, limitMs, ' ms');
}
for (const view of VIEWS) {
	const [few, many] = SIZES;
	const of = (events: number) => results.get(`${view}-${events}`)!.ours;
	const aFrame = (events: number) => middle(of(events), 'totalMs') / events;
	console.log(`${view}, ${many.toLocaleString('en')} frames against ${few.toLocaleString('en')}`);
	verdict('times the time a frame', aFrame(many) / aFrame(few), { atMost: MOST_GROWTH_A_FRAME });
	const rows = (events: number) => Math.max(...of(events).map((one) => one.rows));
	// The first paint of a list has no rows beside those in sight; a list with all would have five times as many.
	console.log(`  rows in the page: ${rows(few)} and ${rows(many)}`);
	verdict('times the rows', rows(many) / rows(few), { atMost: MOST_TIMES_THE_ROWS });
}
