import { describe, expect, test } from 'vitest';
import {
	createRun,
	importRecording,
	replayFetch,
	snapshotOf,
	type Recording,
} from '../../../../src/run/index.ts';
import { example } from '../recordings.ts';
import { DONE, answer, bytes, fakeClock, request } from '../support.ts';

/** Head at 100 ms, reads at 250, 270 and 400 ms, end at 420 ms. */
const recording: Recording = {
	...example,
	response: { ...example.response!, atMs: 100 },
	reads: [
		{ atMs: 250, bytes: bytes(answer[0]! + answer[1]!) },
		{ atMs: 270, bytes: bytes(answer[2]!) },
		{ atMs: 400, bytes: bytes(answer[3]! + DONE) },
	],
	end: { kind: 'closed', atMs: 420 },
};

describe('snapshotOf()', () => {
	test('shows the whole run at once', () => {
		const snapshot = snapshotOf(recording);
		expect(snapshot).toMatchObject({ phase: 'ended', outcome: { kind: 'complete' } });
		expect(snapshot.recording).toBe(recording);
		expect(snapshot.timing).toMatchObject({ headMs: 100, firstTextMs: 250, endMs: 420 });
	});

	test('shows exactly what had arrived by any moment', () => {
		const seen = [0, 100, 249, 250, 270, 399, 400, 419, 420].map((atMs) => {
			const { phase, recording: so, frames } = snapshotOf(recording, atMs);
			return `${atMs}: ${phase}, ${so.response?.status ?? '-'}, ${frames.length}, ${so.end?.kind ?? '-'}`;
		});
		expect(seen).toEqual([
			'0: waiting, -, 0, -',
			'100: waiting, 200, 0, -',
			'249: waiting, 200, 0, -',
			'250: streaming, 200, 2, -',
			'270: streaming, 200, 3, -',
			'399: streaming, 200, 3, -',
			'400: streaming, 200, 5, -',
			'419: streaming, 200, 5, -',
			'420: ended, 200, 5, closed',
		]);
	});

	test('treats an event without a time, or with an earlier one, as simultaneous with the one before', () => {
		const [first, second, third] = recording.reads;
		const reads = [first!, { ...second!, atMs: undefined }, { ...third!, atMs: 3 }];
		const lengths = [249, 250].map(
			(atMs) => snapshotOf({ ...recording, reads }, atMs).frames.length
		);
		expect(lengths).toEqual([0, 5]);
		const end = { kind: 'closed', atMs: undefined } as const;
		expect(snapshotOf({ ...recording, end }, 400).phase).toBe('ended');
	});

	test('has a whole recording without times at 0', () => {
		const pasted = importRecording(answer.join(''));
		expect(snapshotOf(pasted, 0)).toMatchObject({ phase: 'ended', outcome: { kind: 'complete' } });
	});

	test('gives the same result as the live run', async () => {
		const fetch = replayFetch(recording, { clock: fakeClock(), speed: Infinity });
		const live = await createRun({ request, fetch, clock: fakeClock() }).start();
		const again = snapshotOf(live.recording);
		for (const part of [
			'outcome',
			'advice',
			'frames',
			'meanings',
			'message',
			'bodyText',
			'rest',
		] as const) {
			expect(again[part], part).toEqual(live[part]);
		}
		expect({ ...again.timing }).toEqual({ ...live.timing });
	});
});
