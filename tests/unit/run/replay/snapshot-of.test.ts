import { describe, expect, test } from 'vitest';
import {
	createRun,
	exportHAR,
	exportSSE,
	importRecording,
	replayFetch,
	saveRecording,
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

	test.each([
		['chat', { choices: [{ index: 0, message: { content: 'café 🚀.' }, finish_reason: 'stop' }] }],
		[
			'Responses',
			{
				object: 'response',
				output: [{ type: 'message', content: [{ type: 'output_text', text: 'café 🚀.' }] }],
			},
		],
		['Messages', { type: 'message', content: [{ type: 'text', text: 'café 🚀.' }] }],
	])(
		'shows an answer of %s that was not streamed at the end of its body, out of any file',
		(_, answered) => {
			const whole = bytes(JSON.stringify(answered));
			const reads = [whole.subarray(0, 40), whole.subarray(40)].map((part, i) => ({
				atMs: 250 + i * 50,
				bytes: part,
			}));
			const headers = [['content-type', 'application/json']] as const;
			const run = { ...recording, response: { ...recording.response!, headers }, reads };
			for (const atMs of [0, 250, 300, 419]) {
				expect(snapshotOf(run, atMs).unstreamed, `at ${atMs} ms`).toBeUndefined();
			}
			const files = [saveRecording(run), exportHAR(run), exportSSE(run)];
			for (const shown of [run, ...files.map((file) => importRecording(file))].map((one) =>
				snapshotOf(one)
			)) {
				expect(shown.unstreamed?.choices[0]?.text).toBe('café 🚀.');
				expect(shown.message.choices).toEqual([]);
				expect(shown.outcome?.reason).toMatch(
					/is not an event stream but a whole .*, not streamed/
				);
			}
		}
	);

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
