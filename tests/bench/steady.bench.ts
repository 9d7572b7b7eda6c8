/**
 * 200 frames a second for five seconds, as a fast model sends them, at the machine's speed and at a quarter of it:
 * the playground against the least that shows a stream (stage.ts).
 *
 * Run     `npm run build`, then `npm run bench -- steady`. Any number after it below 240,000 takes one round.
 * Errors  exit code 1 for a page that lost text or frames, and for a row that is missed.
 */
import { setTimeout } from 'node:timers/promises';
import { chatStream, cutReads } from './fixtures.ts';
import { EVENTS, median, verdict } from './harness.ts';
import { openStage, type Measured, type Name, type Stream } from './stage.ts';

const ROUNDS = EVENTS < 240_000 ? 1 : 5;
const FRAMES = 1000;
const EVERY_MS = 5;

const { bytes } = chatStream({ events: FRAMES, seed: 1 });
const stream: Stream = {
	name: 'steady',
	view: 'plain',
	frames: FRAMES + 1,
	text: undefined,
	async write(send) {
		const startMs = performance.now();
		for (const [i, read] of cutReads(bytes, 'frame').entries()) {
			await send(read);
			const waitMs = startMs + (i + 1) * EVERY_MS - performance.now();
			// Timers are no finer.
			if (waitMs >= 1) await setTimeout(waitMs);
		}
	},
};

const stage = await openStage([stream]);
for (const rate of [1, 4]) {
	for (const name of ['ours', 'floor'] as const) await stage.slowDown(name, rate);
	const results: Record<Name, Measured[]> = { ours: [], floor: [] };
	for (let round = -1; round < ROUNDS; round++) {
		for (const name of ['ours', 'floor'] as const) {
			const measured = await stage.measure(name, stream);
			if (round >= 0) results[name].push(measured);
		}
	}
	const middle = (name: Name, of: (one: Measured) => number) => median(results[name].map(of));
	const share = (name: Name) => middle(name, ({ cpuMs, totalMs }) => cpuMs / totalMs);
	const percent = (name: Name) => `${(share(name) * 100).toFixed(0)} %`;
	console.log(
		`200 frames a second${rate === 1 ? '' : `, CPU ${rate} times slower`}: ` +
			`main thread ${percent('ours')}, floor ${percent('floor')}`
	);
	if (rate === 1) {
		verdict("times the floor's share", share('ours') / share('floor'), { atMost: 1.3 });
		continue;
	}
	const end = (name: Name) => middle(name, ({ totalMs }) => totalMs);
	const gap = (name: Name) => middle(name, ({ longestGapMs }) => longestGapMs);
	console.log(
		`  ends after ${end('ours').toFixed(0)} ms, floor ${end('floor').toFixed(0)}; ` +
			`longest gap ${gap('ours').toFixed(0)} ms, floor ${gap('floor').toFixed(0)}`
	);
	verdict("times the floor's end", end('ours') / end('floor'), { atMost: 1.05 });
	verdict("times the floor's longest gap between paints", gap('ours') / gap('floor'), {
		atMost: 2,
	});
}
await stage.close();
