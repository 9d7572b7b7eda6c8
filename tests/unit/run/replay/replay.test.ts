import { describe, expect, test, vi } from 'vitest';
import {
	createRun,
	importRecording,
	replay,
	replayFetch,
	snapshotOf,
	type Recording,
} from '../../../../src/run/index.ts';
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

describe('snapshotOf()', () => {
	test('shows the whole run at once', () => {
		const snapshot = snapshotOf(recording);
		expect(snapshot).toMatchObject({ phase: 'ended', outcome: { kind: 'complete' } });
		expect(snapshot.recording).toBe(recording);
		expect(snapshot.timing).toMatchObject({ headMs: 100, firstTextMs: 250, endMs: 420 });
	});

	test('shows what had come by any moment, and no more', () => {
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

	test('takes what has no time, or an earlier one, to come with what came before it', () => {
		const [first, second, third] = recording.reads;
		const reads = [first!, { ...second!, atMs: undefined }, { ...third!, atMs: 3 }];
		const lengths = [249, 250].map(
			(atMs) => snapshotOf({ ...recording, reads }, atMs).frames.length
		);
		expect(lengths).toEqual([0, 5]);
		const end = { kind: 'closed', atMs: undefined } as const;
		expect(replay({ ...recording, end }, { clock: fakeClock() }).lengthMs).toBe(400);
	});

	test('has all of a recording without times at 0', () => {
		const pasted = importRecording(answer.join(''));
		expect(snapshotOf(pasted, 0)).toMatchObject({ phase: 'ended', outcome: { kind: 'complete' } });
	});

	test('comes to what the live run came to', async () => {
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

describe('replay()', () => {
	test('plays as a live run does, at the recorded times', async () => {
		const clock = fakeClock();
		const run = replay(recording, { clock });
		const seen: string[] = [];
		const startMs = clock.now();
		run.subscribe(() => {
			const { phase, frames } = run.snapshot();
			seen.push(`${clock.now() - startMs}: ${phase}, ${frames.length}`);
		});
		expect(run.snapshot().phase).toBe('idle');
		const ended = run.start();
		await clock.advance(420);
		expect((await ended).outcome?.kind).toBe('complete');
		expect(seen).toEqual([
			'0: waiting, 0',
			'100: waiting, 0',
			'250: streaming, 2',
			'270: streaming, 3',
			'400: streaming, 5',
			'420: ended, 5',
		]);
		expect(clock.timers()).toBe(0);
	});

	test('plays at any speed, which may change, and shows the recorded times all the same', async () => {
		const clock = fakeClock();
		const run = replay(recording, { clock, speed: 2 });
		const ended = run.start();
		await clock.advance(125);
		expect(run.snapshot().frames).toHaveLength(2);
		expect(run.position()).toBe(250);
		run.setSpeed(0.5);
		await clock.advance(39);
		expect(run.snapshot().frames).toHaveLength(2);
		await clock.advance(1);
		expect(run.snapshot().frames).toHaveLength(3);
		run.setSpeed(Infinity);
		expect((await ended).timing.endMs).toBe(420);
	});

	test('stands still when paused, and goes on from there', async () => {
		const clock = fakeClock();
		const run = replay(recording, { clock });
		const ended = run.start();
		await clock.advance(260);
		run.pause();
		expect(run.isPaused).toBe(true);
		await clock.advance(10_000);
		expect(run.position()).toBe(260);
		expect(run.snapshot().frames).toHaveLength(2);
		expect(clock.timers()).toBe(0);
		run.resume();
		await clock.advance(10);
		expect(run.snapshot().frames).toHaveLength(3);
		await clock.advance(150);
		expect((await ended).phase).toBe('ended');
	});

	test('seeks forward and back, playing, paused, and after its end', async () => {
		const clock = fakeClock();
		const run = replay(recording, { clock });
		const ended = run.start();
		run.seek(300);
		expect(run.snapshot()).toMatchObject({ phase: 'streaming', frames: { length: 3 } });
		run.seek(0);
		expect(run.snapshot()).toMatchObject({ phase: 'waiting', frames: { length: 0 } });
		run.pause();
		run.seek(255);
		await clock.advance(1000);
		expect(run.snapshot().frames).toHaveLength(2);
		run.resume();
		await clock.advance(1000);
		await ended;
		run.seek(270);
		expect(run.snapshot()).toMatchObject({ phase: 'streaming', outcome: undefined });
		await clock.advance(1000);
		expect(run.snapshot().frames).toHaveLength(3);
		run.resume();
		await clock.advance(1000);
		expect(run.snapshot()).toMatchObject({ phase: 'ended', outcome: { kind: 'complete' } });
	});

	test('goes back from a read whose time is before that of the one before', () => {
		const reads = recording.reads.map((read, i) => (i === 2 ? { ...read, atMs: 3 } : read));
		const run = replay({ ...recording, reads }, { clock: fakeClock() });
		run.seek(300);
		expect(run.snapshot().frames).toHaveLength(5);
		run.seek(200);
		expect(run.snapshot().frames).toHaveLength(0);
	});

	test('keeps within the recording, wherever it is sent', () => {
		const run = replay(recording, { clock: fakeClock() });
		run.seek(-5);
		expect(run.position()).toBe(0);
		run.seek(1e9);
		expect(run.position()).toBe(run.lengthMs);
		expect(run.lengthMs).toBe(420);
	});

	test('can be stopped, as a live run can', async () => {
		const clock = fakeClock();
		const run = replay(recording, { clock });
		run.stop();
		const ended = run.start();
		await clock.advance(260);
		run.stop();
		expect(await ended).toMatchObject({
			phase: 'ended',
			outcome: { kind: 'stopped' },
			recording: { end: { kind: 'stopped', atMs: 260 } },
		});
		expect(clock.timers()).toBe(0);
		run.seek(420);
		expect(run.snapshot().outcome?.kind).toBe('complete');
	});

	test('plays a recording without times at once', async () => {
		const run = replay(importRecording(answer.join('')), { clock: fakeClock() });
		expect((await run.start()).outcome?.kind).toBe('complete');
	});

	test('plays a recording without an end to where it was saved', async () => {
		const clock = fakeClock();
		const run = replay({ ...recording, end: undefined }, { clock });
		const ended = run.start();
		await clock.advance(400);
		expect(await ended).toMatchObject({
			phase: 'streaming',
			outcome: undefined,
			frames: { length: 5 },
		});
	});

	test('gives the same snapshot until something changes, and tells of changes only', async () => {
		const clock = fakeClock();
		const run = replay(recording, { clock });
		const listener = vi.fn<() => void>();
		run.subscribe(listener);
		void run.start();
		await clock.advance(260);
		const snapshot = run.snapshot();
		expect(listener).toHaveBeenCalledTimes(3);
		run.seek(265);
		expect(run.snapshot()).toBe(snapshot);
		expect(listener).toHaveBeenCalledTimes(3);
	});

	test('misses nothing when its timers fire early', async () => {
		const clock = fakeClock();
		const early = {
			...clock,
			setTimeout: (f: () => void, ms: number) => clock.setTimeout!(f, ms - 0.7),
		};
		const ended = replay(recording, { clock: early }).start();
		await clock.advance(420);
		expect((await ended).frames).toHaveLength(5);
	});

	test('cannot seek a place that is none', () => {
		const run = replay(recording, { clock: fakeClock() });
		expect(() => run.seek(NaN)).toThrowErrorMatchingInlineSnapshot(
			`[RangeError: A replay seeks a time in ms, and NaN is none.]`
		);
		expect(run.position()).toBe(0);
	});

	test('can be started once, and not at no speed', async () => {
		const run = replay(recording, { clock: fakeClock(), speed: Infinity });
		await run.start();
		await expect(run.start()).rejects.toMatchObject({ code: 'run-started-twice' });
		expect(() => run.setSpeed(0)).toThrowErrorMatchingInlineSnapshot(
			`[RangeError: A replay's speed is above 0, and 0 is not. To stand still, pause it.]`
		);
	});
});

describe('replayFetch()', () => {
	test('brings head and reads at the recorded times', async () => {
		const clock = fakeClock();
		const run = createRun({ request, fetch: replayFetch(recording, { clock }), clock });
		const ended = run.start();
		await clock.advance(420);
		const again = (await ended).recording;
		expect(again.reads).toEqual(recording.reads);
		expect(again.response).toEqual(recording.response);
		expect(again.end).toEqual(recording.end);
	});

	test('breaks where the connection broke, in the same words', async () => {
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

	test('rejects where no response came', async () => {
		const clock = fakeClock();
		const end = { kind: 'blocked', atMs: 30, message: 'fetch failed' } as const;
		const blocked: Recording = { ...recording, response: undefined, reads: [], end };
		const run = createRun({ request, fetch: replayFetch(blocked, { clock }), clock });
		const ended = run.start();
		await clock.advance(30);
		expect((await ended).recording.end).toEqual(end);
	});

	test('falls silent where the recording was stopped, until it is aborted', async () => {
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

	test('brings a head that no server can send as near as it can', async () => {
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

	test('gives each client bytes of its own', async () => {
		const fetch = replayFetch(recording, { clock: fakeClock(), speed: Infinity });
		const reader = (await fetch('https://api.example')).body!.getReader();
		(await reader.read()).value!.fill(0);
		expect(text(recording.reads[0]!.bytes)).toBe(answer[0]! + answer[1]!);
		await reader.cancel();
	});

	test('ends its waits when the request is aborted', async () => {
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
