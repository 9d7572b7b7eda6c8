import { describe, expect, test, vi } from 'vitest';
import { createRun, type Client, type Snapshot } from '../../../src/run/index.ts';
import {
	DONE,
	answer,
	bytes,
	chunk,
	fakeClock,
	request,
	settled,
	source,
	text,
} from './support.ts';

function runOn(response: Response | Promise<Response> | (() => Promise<Response>)) {
	const clock = fakeClock();
	const fetch = vi.fn<typeof globalThis.fetch>(async () =>
		typeof response === 'function' ? response() : response
	);
	return {
		clock,
		fetch,
		run: createRun({ request, fetch, clock }),
	};
}

describe('createRun()', () => {
	test('sends the request and records head, reads, message and outcome', async () => {
		const { run, fetch } = runOn(source(answer).response);
		const snapshot = await run.start();

		const [url, init] = fetch.mock.calls[0] as [string, RequestInit];
		expect(url).toBe('https://api.example/v1/chat/completions');
		expect(new Headers(init.headers).get('authorization')).toBe('Bearer sk-secret-4711');
		expect(JSON.parse(init.body as string)).toEqual({ ...request.body, stream: true });

		expect(snapshot.phase).toBe('ended');
		expect(snapshot.outcome?.kind).toBe('complete');
		expect(snapshot.message.choices[0]?.text).toBe('café 🚀.');
		expect(snapshot.frames).toHaveLength(5);
		expect(snapshot.recording.reads.map((read) => text(read.bytes))).toEqual(answer);
		expect(snapshot.recording.request).toEqual({
			method: 'POST',
			url,
			headers: [['content-type', 'application/json']],
			body: { ...request.body, stream: true },
		});
	});

	test('gives each event its time since the request was sent', async () => {
		const feed = source();
		const { run, clock } = runOn(async () => {
			await new Promise((resolve) => clock.setTimeout!(resolve as () => void, 120));
			return feed.response;
		});
		const ended = run.start();
		await clock.advance(250);
		feed.send(answer[1]!);
		await clock.advance(20);
		feed.send(answer[3]! + DONE);
		await clock.advance(5);
		feed.close();
		const { recording, timing } = await ended;

		expect(recording.startedAt).toBe('2026-11-22T00:00:00.000Z');
		expect(recording.response?.atMs).toBe(120);
		expect(recording.reads.map((read) => read.atMs)).toEqual([250, 270]);
		expect(recording.end).toEqual({ kind: 'closed', atMs: 275 });
		expect(timing).toMatchObject({ headMs: 120, firstByteMs: 250, firstTextMs: 250, endMs: 275 });
	});

	test('never records a time before the last one, even if the clock goes back', async () => {
		const clock = fakeClock();
		let behindMs = 0;
		const now = () => clock.now() - behindMs;
		const feed = source();
		const run = createRun({ request, fetch: async () => feed.response, clock: { ...clock, now } });
		const ended = run.start();
		await clock.advance(50);
		feed.send(answer[1]!);
		await clock.advance(10);
		behindMs = 40;
		feed.send(answer[3]!);
		await clock.advance(1);
		feed.close();
		const { recording } = await ended;
		expect(recording.reads.map((read) => read.atMs)).toEqual([50, 50]);
		expect(recording.end?.atMs).toBe(50);
	});

	test('waits, streams and ends, and notifies its listeners each time', async () => {
		const feed = source();
		const { run, clock } = runOn(feed.response);
		const seen: Snapshot[] = [];
		run.subscribe(() => seen.push(run.snapshot()));
		expect(run.snapshot().phase).toBe('idle');
		const ended = run.start();
		expect(run.snapshot().phase).toBe('waiting');
		await clock.advance(1);
		expect(run.snapshot()).toMatchObject({
			phase: 'waiting',
			recording: { response: { status: 200 } },
		});
		feed.send(answer[1]!);
		await clock.advance(1);
		expect(run.snapshot()).toMatchObject({ phase: 'streaming', outcome: undefined });
		feed.close();
		await ended;
		expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(['waiting', 'streaming', 'ended']);
		expect(seen.at(-1)).toBe(run.snapshot());
	});

	test('notifies once per read, however many frames it brings', async () => {
		const feed = source();
		const { run, clock } = runOn(feed.response);
		void run.start();
		await clock.advance(1);
		const listener = vi.fn<() => void>();
		run.subscribe(listener);
		feed.send(chunk({ content: 'x' }).repeat(500));
		await clock.advance(1);
		expect(run.snapshot().frames).toHaveLength(500);
		expect(listener).toHaveBeenCalledTimes(1);
		run.stop();
	});

	test('gives the same snapshot until something changes', async () => {
		const feed = source();
		const { run, clock } = runOn(feed.response);
		void run.start();
		await clock.advance(1);
		const before = run.snapshot();
		await clock.advance(500);
		expect(run.snapshot()).toBe(before);
		feed.send(': ping\n\n');
		await clock.advance(1);
		expect(run.snapshot()).not.toBe(before);
		expect(run.snapshot().frames).toBe(before.frames);
		run.stop();
	});

	test('continues when a listener throws, and calls the others', async () => {
		const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
		const { run } = runOn(source(answer).response);
		const other = vi.fn<() => void>();
		run.subscribe(() => {
			throw new Error('a bug in a view');
		});
		run.subscribe(other);
		expect((await run.start()).outcome?.kind).toBe('complete');
		expect(other).toHaveBeenCalled();
		expect(report).toHaveBeenCalledWith(new Error('a bug in a view'));
		report.mockRestore();
	});

	test('no longer calls a listener after it unsubscribed', async () => {
		const { run } = runOn(source(answer).response);
		const listener = vi.fn<() => void>();
		run.subscribe(listener)();
		await run.start();
		expect(listener).not.toHaveBeenCalled();
	});

	test('calls a listener as often as it was subscribed', async () => {
		const { run } = runOn(source(answer).response);
		const listener = vi.fn<() => void>();
		run.subscribe(listener);
		const end = run.subscribe(listener);
		const ended = run.start();
		expect(listener).toHaveBeenCalledTimes(2);
		end();
		end();
		listener.mockClear();
		await ended;
		const once = vi.fn<() => void>();
		const again = runOn(source(answer).response).run;
		again.subscribe(once);
		await again.start();
		expect(listener).toHaveBeenCalledTimes(once.mock.calls.length - 1);
	});

	test('can be started once', async () => {
		const { run, fetch } = runOn(source(answer).response);
		const first = run.start();
		await expect(run.start()).rejects.toThrowErrorMatchingInlineSnapshot(
			`[RunStartedTwiceError: This run was started before; a run is one request.]`
		);
		await first;
		expect(fetch).toHaveBeenCalledTimes(1);
	});

	test('keeps its own copy of what arrived', async () => {
		const read = bytes(answer[1]!);
		const { run } = runOn(source([read]).response);
		const { recording } = await run.start();
		read.fill(0);
		expect(text(recording.reads[0]!.bytes)).toBe(answer[1]);
	});
});

describe('createRun(), when something goes wrong', () => {
	test("ends as blocked without a response, with the runtime's message", async () => {
		const { run } = runOn(async () => {
			throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:9') });
		});
		const { outcome, recording } = await run.start();
		expect(outcome?.kind).toBe('blocked');
		expect(recording.end).toEqual({
			kind: 'blocked',
			atMs: 0,
			message: 'fetch failed: connect ECONNREFUSED 127.0.0.1:9',
		});
	});

	test('says of a key in a header of its own that CORS must name that, and of no other', async () => {
		const adviceWith = async (keyHeader?: 'x-api-key') => {
			const fetch = () => Promise.reject(new TypeError('Failed to fetch'));
			const run = createRun({ request: { ...request, keyHeader }, fetch, clock: fakeClock() });
			return (await run.start()).advice;
		};
		expect(await adviceWith('x-api-key')).toContain('The key was sent as `x-api-key`');
		expect(await adviceWith()).not.toContain('x-api-key');
	});

	test('ends as blocked when the base URL is no URL', async () => {
		const clock = fakeClock();
		const run = createRun({ request: { ...request, baseURL: 'no address' }, fetch, clock });
		const { outcome, recording } = await run.start();
		expect(outcome?.kind).toBe('blocked');
		expect(recording.end?.message).toContain(
			'Failed to parse URL from no address/chat/completions'
		);
	});

	test('records the body of an HTTP error, as text if it is not a stream', async () => {
		const error = '{"error":{"message":"No such model.","type":"invalid_request_error"}}\n\n';
		const headers = { 'content-type': 'application/json' };
		const { run } = runOn(source([error], { status: 404, headers }).response);
		const snapshot = await run.start();
		expect(snapshot.outcome?.kind).toBe('http-error');
		expect(snapshot.outcome?.reason).toContain('No such model.');
		expect(snapshot.frames).toEqual([]);
		expect(snapshot.bodyText).toBe(error);
		expect(text(snapshot.rest)).toBe(error);
	});

	test('keeps what arrived before the connection broke', async () => {
		const feed = source();
		const { run, clock } = runOn(feed.response);
		const ended = run.start();
		await clock.advance(10);
		feed.send(answer[1]!);
		await clock.advance(10);
		feed.fail(new TypeError('Terminated.', { cause: new Error('other side closed') }));
		const snapshot = await ended;
		expect(snapshot.outcome?.kind).toBe('truncated');
		expect(snapshot.recording.end).toEqual({
			kind: 'failed',
			atMs: 20,
			message: 'Terminated: other side closed',
		});
		expect(snapshot.message.choices[0]?.text).toBe('café ');
	});

	test.each([
		{ name: 'come faster than a page can draw', msPerLook: 0.3, turns: true },
		{ name: 'are each waited for', msPerLook: 1, turns: false },
	])('gives others a turn where reads $name: $turns', async ({ msPerLook, turns }) => {
		let nowMs = 0;
		let taken = 0;
		const clock = {
			now: () => (nowMs += msPerLook),
			turn: async () => void taken++,
		};
		const reads = Array.from({ length: 200 }, (_, i) => chunk({ content: `${i} ` }));
		const { response } = source([...reads, chunk({}, 'stop'), DONE]);
		const { message, outcome } = await createRun({
			request,
			fetch: async () => response,
			clock,
		}).start();
		expect(outcome?.kind).toBe('complete');
		expect(message.choices[0]?.text).toBe(Array.from(reads, (_, i) => `${i} `).join(''));
		expect(taken > 0).toBe(turns);
		expect(taken, 'a turn for each read is more than a page needs').toBeLessThan(reads.length / 2);
	});

	test('ends as the response does when it has no body', async () => {
		const { run } = runOn(new Response(null, { status: 204 }));
		const { recording } = await run.start();
		expect(recording).toMatchObject({
			response: { status: 204 },
			reads: [],
			end: { kind: 'closed' },
		});
	});

	test('ends as stalled when no head comes for `stallMs`', async () => {
		const clock = fakeClock();
		let signal: AbortSignal | undefined;
		const never: typeof fetch = (_url, init) => {
			signal = init?.signal ?? undefined;
			return new Promise(() => undefined);
		};
		const run = createRun({ request, fetch: never, clock, stallMs: 3000 });
		const ended = run.start();
		await clock.advance(2999);
		expect(run.snapshot().phase).toBe('waiting');
		await clock.advance(1);
		const { outcome, recording } = await ended;
		expect(outcome?.kind).toBe('stalled');
		expect(recording.end).toEqual({ kind: 'stalled', atMs: 3000, stallMs: 3000 });
		expect(signal?.aborted).toBe(true);
		expect(clock.timers()).toBe(0);
	});

	test('counts `stallMs` from the last byte', async () => {
		const clock = fakeClock();
		const feed = source();
		const run = createRun({ request, fetch: async () => feed.response, clock, stallMs: 3000 });
		const ended = run.start();
		for (let i = 0; i < 4; i++) {
			await clock.advance(2900);
			feed.send(': still here\n\n');
		}
		await clock.advance(2999);
		expect(run.snapshot().phase).toBe('streaming');
		await clock.advance(1);
		expect((await ended).recording.end).toMatchObject({ kind: 'stalled', atMs: 4 * 2900 + 3000 });
		expect(feed.cancelled()).toBeDefined();
	});
});

describe('stop()', () => {
	test('cancels the body and ends the run within the same tick', async () => {
		const feed = source();
		const { run, clock } = runOn(feed.response);
		const ended = run.start();
		feed.send(answer[1]!);
		await clock.advance(40);
		run.stop();
		expect(feed.cancelled()).toBeDefined();
		expect(run.snapshot()).toMatchObject({
			phase: 'ended',
			outcome: { kind: 'stopped' },
			recording: { end: { kind: 'stopped', atMs: 40 } },
		});
		expect((await ended).message.choices[0]?.text).toBe('café ');
		expect(clock.timers()).toBe(0);
	});

	test('aborts a request whose head has not come', async () => {
		let reason: unknown;
		const { run, clock, fetch } = runOn(new Promise<Response>(() => undefined));
		const ended = run.start();
		await clock.advance(1);
		const init = (fetch.mock.calls[0] as [string, RequestInit])[1];
		init.signal?.addEventListener('abort', () => (reason = init.signal?.reason));
		run.stop();
		expect(reason).toMatchObject({ name: 'AbortError' });
		expect((await ended).outcome?.kind).toBe('stopped');
	});

	test('cancels the body of a response that comes after it', async () => {
		const late = source(answer);
		let answerNow: ((response: Response) => void) | undefined;
		const { run, clock } = runOn(new Promise<Response>((resolve) => (answerNow = resolve)));
		void run.start();
		await clock.advance(1);
		run.stop();
		answerNow!(late.response);
		await settled();
		expect(late.cancelled()).toBeDefined();
		expect(late.pulls()).toBe(0);
		expect(run.snapshot().recording.response).toBeUndefined();
	});

	test('cancels the body of a response that comes in the same tick', async () => {
		const late = source(answer);
		let answerNow: ((response: Response) => void) | undefined;
		const response = new Promise<Response>((resolve) => (answerNow = resolve));
		const clock = fakeClock();
		const run = createRun({ request, fetch: () => response, clock });
		void run.start();
		await clock.advance(1);
		// After the run has received the response, and before it has read any of it.
		void response.then(() => run.stop());
		answerNow!(late.response);
		await settled();
		expect(late.cancelled()).toBeDefined();
		expect(late.pulls()).toBe(0);
	});

	test('sends nothing if called right after the start', async () => {
		const { run, fetch } = runOn(source(answer).response);
		const ended = run.start();
		run.stop();
		expect((await ended).outcome?.kind).toBe('stopped');
		await settled();
		expect(fetch).not.toHaveBeenCalled();
	});

	test('does nothing before the start, a second time, and after the end', async () => {
		const { run } = runOn(source(answer).response);
		run.stop();
		expect(run.snapshot().phase).toBe('idle');
		const ended = await run.start();
		expect(ended.outcome?.kind).toBe('complete');
		run.stop();
		run.stop();
		expect(run.snapshot()).toBe(ended);
	});

	test('may be called by a listener', async () => {
		const feed = source(answer);
		const { run, clock } = runOn(feed.response);
		run.subscribe(() => {
			if (run.snapshot().frames.length === 2) run.stop();
		});
		expect((await run.start()).outcome?.kind).toBe('stopped');
		expect(feed.cancelled()).toBeDefined();
		expect(clock.timers()).toBe(0);
	});

	test('keeps the run from starting if a listener calls it at the start', async () => {
		const clock = fakeClock();
		const sent = vi.fn<typeof fetch>();
		const client = vi.fn<Client>();
		const run = createRun({ request, fetch: sent, clock, client, stallMs: 300 });
		run.subscribe(() => run.stop());
		const snapshot = await run.start();
		expect(snapshot.outcome?.kind).toBe('stopped');
		await clock.advance(1000);
		expect(run.snapshot()).toBe(snapshot);
		expect(client).not.toHaveBeenCalled();
		expect(sent).not.toHaveBeenCalled();
		expect(clock.timers()).toBe(0);
	});

	test('may be called by a listener at the end of the body', async () => {
		const { run } = runOn(source(answer).response);
		run.subscribe(() => {
			if (run.snapshot().recording.end !== undefined) run.stop();
		});
		const ended = await run.start();
		expect(ended).toMatchObject({
			outcome: { kind: 'complete' },
			recording: { end: { kind: 'closed' } },
		});
		await settled();
		expect(run.snapshot()).toBe(ended);
	});

	test('ignores bytes that come after it', async () => {
		const feed = source();
		const { run, clock } = runOn(feed.response);
		void run.start();
		await clock.advance(1);
		run.stop();
		const ended = run.snapshot();
		expect(() => feed.send(answer[1]!)).toThrow(TypeError);
		await settled();
		expect(run.snapshot()).toBe(ended);
		expect(ended.recording.reads).toEqual([]);
	});
});

describe('a redirect', () => {
	test('is not followed, and its target is reported where it can be read', async () => {
		const asked: (RequestInit | undefined)[] = [];
		const snapshot = await createRun({
			request,
			fetch: async (_input, init) => {
				asked.push(init);
				return new Response(null, { status: 307, headers: { location: 'https://else.example/' } });
			},
			clock: fakeClock(),
		}).start();
		expect(asked.map((init) => init?.redirect)).toEqual(['manual']);
		expect(snapshot.outcome).toMatchObject({
			kind: 'http-error',
			reason: expect.stringContaining('https://else.example/'),
		});
	});

	test('is reported as a redirect when that is all a page can learn', async () => {
		const opaque = Object.defineProperties(new Response(null), {
			type: { value: 'opaqueredirect' },
			status: { value: 0 },
		});
		const run = createRun({ request, fetch: async () => opaque, clock: fakeClock() });
		expect((await run.start()).outcome).toMatchObject({
			kind: 'blocked',
			reason: expect.stringMatching(/^The server answered with a redirect, which was not followed/),
		});
	});

	test('is not followed even if the client asks for it', async () => {
		let redirect: string | undefined;
		await createRun({
			request,
			fetch: async (_input, init) => {
				redirect = init?.redirect;
				return new Response('');
			},
			clock: fakeClock(),
			client: async function* (options) {
				const url = `${options.baseURL}/chat/completions`;
				await options.fetch(url, { method: 'POST', redirect: 'follow' });
				yield '';
			},
		}).start();
		expect(redirect).toBe('manual');
	});
});
