/** What the figure of Stop counts on both sides, against the demo API at no pace. */
import { describe, expect, test } from 'vitest';
import { createDemoHandler } from '../../../../../src/demo/index.ts';
import {
	lessonOf,
	runStopLab,
	type StopView,
} from '../../../../../src/playground/tools/runs/stop-lab.ts';
import { asFetch } from '../../../../support/demo.ts';

const fetch = asFetch(createDemoHandler({ pace: 0 }));

/** Runs it, and presses Stop when the client has so many frames. */
async function run(passesOn: boolean, stopAt = Infinity) {
	const stop = new AbortController();
	const views: StopView[] = [];
	let nowMs = 0;
	await runStopLab({
		fetch,
		clock: { now: () => nowMs++ },
		passesOn,
		stop: stop.signal,
		show(view) {
			views.push(view);
			if (view.client.frames >= stopAt) stop.abort();
		},
	});
	return views.at(-1)!;
}

describe('runStopLab()', () => {
	test('gives both sides every frame where nobody stops', async () => {
		const view = await run(true);
		expect(view.client.frames).toBeGreaterThan(20);
		expect(view.server.frames).toBe(view.client.frames);
		expect(lessonOf(view)).toBe('The answer was over before Stop was pressed. Run it again.');
	});

	test('stops the server with the client where the close is passed on', async () => {
		const view = await run(true, 5);
		expect([view.client.frames, view.server.frames]).toEqual([5, 5]);
		expect(lessonOf(view)).toBe('The server made nothing more after Stop. Both have 5 frames.');
	});

	test('lets the server write to the end for nobody where it is not', async () => {
		const { frames } = (await run(true)).server;
		const view = await run(false, 5);
		expect([view.client.frames, view.server.frames]).toEqual([5, frames]);
		expect(view.server.ms).toBeGreaterThan(view.client.ms);
		expect(lessonOf(view)).toBe(
			`The server made ${frames - 5} more frames after Stop, for nobody.`
		);
	});
});
