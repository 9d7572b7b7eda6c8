/**
 * What Run would bring from the demo, worked out at once: the same bytes at the same times as in a run, which takes
 * as long as a model does. The same on the server and in the page.
 */
import { createDemoHandler } from '../../demo/index.ts';
import { streamChat } from '../../examples/browser/stream-chat.js';
import { requestIn } from '../../protocols/index.ts';
import { createRun } from '../../run/index.ts';
import type { Client, Snapshot } from '../../run/index.ts';
import { createInstantClock } from './instant-clock.ts';
import { readSettings, STALL_MS } from './settings.ts';
import type { Settings } from './settings.ts';

/** The day from which the demo's answers are dated. */
const START_MS = 1_793_491_200_000;

/** `undefined` where the settings have a problem, which Run then names. */
export async function rehearse(settings: Settings): Promise<Snapshot | undefined> {
	const { request } = readSettings({ ...settings, sendTo: 'demo' }, '');
	if (!request) return undefined;
	const { protocol = 'chat' } = request;
	const clock = createInstantClock(START_MS);
	const demo = createDemoHandler({ clock });
	const run = createRun({
		request: { ...request, body: requestIn(protocol, request.body) },
		fetch: (input, init) => demo(new Request(input, init)),
		clock,
		// A printed program carries no types; the run's own tests hold it to the shape. It reads chat alone.
		client: protocol === 'chat' ? (streamChat as Client) : undefined,
		stallMs: STALL_MS.demo,
	});
	return run.start();
}
