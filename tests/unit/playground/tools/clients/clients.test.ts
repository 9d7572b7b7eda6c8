/** The clients of the panel, over the demo's own bytes, recorded and cut in other places. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { recut, type Way } from '../../../../../src/playground/tools/recut.ts';
import { clients, example } from '../../../../../src/playground/tools/clients/clients.ts';
import { compareText } from '../../../../../src/playground/tools/clients/losses.ts';
import { runKnown } from '../../../../../src/playground/tools/clients/result.ts';
import { createRunOver } from '../../../../../src/playground/tools/run-over.ts';
import { verdictOf } from '../../../../../src/playground/tools/clients/verdict.ts';
import { loadRecording, snapshotOf, type Recording } from '../../../../../src/run/index.ts';

const file = new URL('../../../../../src/playground/state/sample.recording.json', import.meta.url);
const sample = loadRecording(readFileSync(file, 'utf8'));

/** What each client did, in one line each: how it ended, and what its text lacks. */
async function reports(recording: Recording): Promise<Record<string, string>> {
	const snapshot = snapshotOf(recording);
	const lines = clients.map(async ({ id, run }) => {
		const { text, ended } = await run(recording);
		return [id, `${ended}: ${verdictOf(compareText(snapshot.message, text), snapshot).text}`];
	});
	return Object.fromEntries(await Promise.all(lines));
}

const allRight = {
	example: 'returned: Identical',
	openai: 'returned: Identical',
	'eventsource-parser': 'returned: Identical',
};

describe('the clients', () => {
	test('agree if each read is a frame', async () => {
		expect(await reports(recut(sample, { by: 'frame' }))).toEqual({
			...allRight,
			obvious: 'returned: Identical',
		});
	});

	test.each<[string, Way, string]>([
		[
			'1,448-byte reads',
			{ by: 'bytes', size: 1448 },
			'threw: Lost frame 7, split over reads 1 and 2, and the 283 after it: 98 % of the frames with text.',
		],
		['one read', { by: 'whole' }, 'returned: Identical'],
		['line ends', { by: 'line' }, 'returned: Identical'],
		[
			'reads too short for the word data',
			{ by: 'bytes', size: 5 },
			'returned: Lost all of it, from frame 2 on, split over reads 48 to 91.',
		],
	])('but for the obvious loop they agree at %s', async (_, way, obvious) => {
		expect(await reports(recut(sample, way))).toEqual({ ...allRight, obvious });
	});

	test('are left waiting where the recorded run was stopped', async () => {
		const stopped = {
			...sample,
			reads: sample.reads.slice(0, 9),
			end: { kind: 'stopped', atMs: 9 },
		} as const;
		const { ended, text } = await clients[0]!.run(stopped);
		expect(ended).toBe('waiting');
		expect(text).toBe(snapshotOf(stopped).message.choices[0]!.text);
	});

	test('are reported if they cannot be loaded', async () => {
		const load = () => Promise.reject(new Error('offline'));
		expect(await runKnown(load, sample)).toMatchObject({
			ended: 'unstarted',
			error: 'offline',
		});
	});
});

describe('createRunOver()', () => {
	test('gives the reads, the times and the end that were recorded', async () => {
		for (const recording of [sample, recut(sample, { by: 'bytes', size: 700 })]) {
			const { recording: again, timing } = await createRunOver(recording, example).start();
			expect(again.reads).toEqual(recording.reads);
			expect(again.response?.atMs).toBe(recording.response?.atMs);
			expect(again.end).toEqual(recording.end);
			expect(timing.firstTextMs).toBe(snapshotOf(recording).timing.firstTextMs);
		}
	});

	test('gives a client neither an address nor a key', async () => {
		let seen: object = {};
		await createRunOver(sample, async function* (options) {
			seen = options;
			yield* [];
		}).start();
		expect(seen).toMatchObject({ baseURL: 'https://recorded.invalid/v1', apiKey: undefined });
		expect(seen).toMatchObject({ model: sample.request.body!.model });
	});
});
