import { describe, expect, test } from 'vitest';
import { createRun, replayFetch, type Recording } from '../../../../src/run/index.ts';
import { example } from '../recordings.ts';
import { DONE, answer, bytes, fakeClock, request, settled, text } from '../support.ts';

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

describe('replayFetch()', () => {
	test('delivers head and reads at the recorded times', async () => {
		const clock = fakeClock();
		const run = createRun({ request, fetch: replayFetch(recording, { clock }), clock });
		const ended = run.start();
		await clock.advance(420);
		const again = (await ended).recording;
		expect(again.reads).toEqual(recording.reads);
		expect(again.response).toEqual(recording.response);
		expect(again.end).toEqual(recording.end);
	});

	test('fails where the connection broke, with the same message', async () => {
		const clock = fakeClock();
		const broken: Recording = {
			...recording,
			end: { kind: 'failed', atMs: 410, message: 'terminated' },
		};
		const run = createRun({ request, fetch: replayFetch(broken, { clock, speed: 10 }), clock });
		const ended = run.start();
		await clock.advance(41);
		expect((await ended).recording).toMatchObject({
			end: { kind: 'failed', message: 'terminated' },
		});
	});

	test('rejects if there was no response', async () => {
		const clock = fakeClock();
		const end = { kind: 'blocked', atMs: 30, message: 'fetch failed' } as const;
		const blocked: Recording = { ...recording, response: undefined, reads: [], end };
		const run = createRun({ request, fetch: replayFetch(blocked, { clock }), clock });
		const ended = run.start();
		await clock.advance(30);
		expect((await ended).recording.end).toEqual(end);
	});

	test('stays silent after the point where the recording was stopped, until it is aborted', async () => {
		const clock = fakeClock();
		const stopped: Recording = { ...recording, end: { kind: 'stopped', atMs: 300 } };
		const run = createRun({
			request,
			fetch: replayFetch(stopped, { clock }),
			clock,
			stallMs: 5000,
		});
		const ended = run.start();
		await clock.advance(5399);
		expect(run.snapshot().phase).toBe('streaming');
		await clock.advance(1);
		expect((await ended).outcome?.kind).toBe('complete');
		expect((await ended).recording.end?.kind).toBe('stalled');
		expect(clock.timers()).toBe(0);
	});

	test('approximates a head that no server can send', async () => {
		const headOf = async (head: Partial<Recording['response']>) => {
			const response = { ...recording.response!, ...head };
			const fetch = replayFetch(
				{ ...recording, response },
				{ clock: fakeClock(), speed: Infinity }
			);
			const { status, statusText, headers } = await fetch('https://api.example');
			return [status, statusText, headers.get('x-a')];
		};
		expect(await headOf({ status: 999 })).toEqual([599, 'OK', null]);
		expect(await headOf({ status: 0 })).toEqual([200, 'OK', null]);
		expect(await headOf({ status: 204 })).toEqual([204, 'OK', null]);
		expect(await headOf({ statusText: '☃ \u0001é\n' })).toEqual([200, ' é', null]);
		const headers = [['x-a', 'one\ntwo\0☃ é']] as const;
		expect(await headOf({ headers })).toEqual([200, 'OK', 'onetwo é']);
	});

	test('gives each client its own copy of the bytes', async () => {
		const fetch = replayFetch(recording, { clock: fakeClock(), speed: Infinity });
		const reader = (await fetch('https://api.example')).body!.getReader();
		(await reader.read()).value!.fill(0);
		expect(text(recording.reads[0]!.bytes)).toBe(answer[0]! + answer[1]!);
		await reader.cancel();
	});

	test('stops waiting when the request is aborted', async () => {
		const clock = fakeClock();
		const controller = new AbortController();
		const response = replayFetch(recording, { clock })('https://api.example', {
			signal: controller.signal,
		});
		await settled();
		controller.abort(new Error('enough'));
		await expect(response).rejects.toThrow('enough');
		expect(clock.timers()).toBe(0);
	});
});
