import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/demo/clock.ts';
import { createDemoHandler } from '../../../src/demo/index.ts';
import {
	chatRequest,
	createHandClock,
	createInstantClock,
	payloadsOf,
	settle,
} from '../../support/demo.ts';

const streaming = (signal?: AbortSignal) =>
	chatRequest({ stream: true }, signal === undefined ? {} : { signal });

/** How long each wait of a stream was. */
const waits = async () => {
	const clock = createInstantClock();
	await (await createDemoHandler({ clock })(streaming())).text();
	return clock.waits;
};

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe('the pace of a stream', () => {
	test('is about 250 ms to the first chunk, then about 60 tokens a second', async () => {
		const clock = createInstantClock();
		const response = await createDemoHandler({ clock })(
			chatRequest({
				stream: true,
				messages: [{ role: 'user', content: 'Tell me the history of the telegraph' }],
			})
		);
		const frames = payloadsOf(await response.text()).length;
		const [first = 0, ...gaps] = clock.waits;
		expect(first).toBeGreaterThanOrEqual(225);
		expect(first).toBeLessThanOrEqual(275);
		const perSecond = 1000 / (gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length);
		expect(perSecond).toBeGreaterThan(57);
		expect(perSecond).toBeLessThan(63);
		expect(new Set(gaps).size, 'jitter').toBeGreaterThan(frames / 2);
	});

	test('is the same for the same request', async () => {
		expect(await waits()).toEqual(await waits());
	});

	test('makes an answer without streaming wait for all of it', async () => {
		const streamed = createInstantClock();
		await (await createDemoHandler({ clock: streamed })(streaming())).text();
		const whole = createInstantClock();
		await createDemoHandler({ clock: whole })(chatRequest());
		expect(whole.now()).toBeCloseTo(streamed.now(), 6);
	});

	test('is scaled by `pace`, and 0 sets no timer at all', async () => {
		for (const pace of [1, 0.5, 0]) {
			const clock = createInstantClock();
			await (await createDemoHandler({ clock, pace })(streaming())).text();
			expect(clock.now() / 4_900, `pace ${pace}`).toBeCloseTo(pace, 0);
			expect(clock.waits.length > 0, `pace ${pace}`).toBe(pace > 0);
		}
	});

	test('is kept when timers come late', async () => {
		const clock = createInstantClock();
		const late = {
			...clock,
			sleep: (ms: number, signal: AbortSignal) => clock.sleep(ms + 4, signal),
		};
		await (await createDemoHandler({ clock })(streaming())).text();
		const onTime = clock.now();
		const before = clock.now();
		await (await createDemoHandler({ clock: late })(streaming())).text();
		expect(clock.now() - before).toBeLessThan(onTime + 10);
	});
});

describe('a client that leaves', () => {
	test('by its signal ends the stream with the reason, and its timer immediately', async () => {
		const { clock, pending, next } = createHandClock();
		const client = new AbortController();
		const response = await createDemoHandler({ clock })(streaming(client.signal));
		const reader = response.body!.getReader();
		const first = reader.read();
		await settle();
		await next();
		expect((await first).done).toBe(false);
		const second = reader.read();
		await settle();
		expect(pending()).toBe(1);
		client.abort(new Error('enough'));
		expect(pending()).toBe(0);
		await expect(second).rejects.toThrow('enough');
	});

	test('is seen though nobody holds the request any more, and it has been collected', async () => {
		const { clock, pending, next } = createHandClock();
		const client = new AbortController();
		const response = await createDemoHandler({ clock })(streaming(client.signal));
		const read = response.text();
		await settle();
		await next();
		for (let turn = 0; turn < 5; turn++) {
			collect();
			await settle();
		}
		client.abort(new Error('enough'));
		await expect(read).rejects.toThrow('enough');
		expect(pending()).toBe(0);
	});

	test('by its signal while it is not reading leaves no timer either', async () => {
		const { clock, pending } = createHandClock();
		const client = new AbortController();
		const response = await createDemoHandler({ clock })(streaming(client.signal));
		client.abort(new Error('enough'));
		await expect(response.text()).rejects.toThrow('enough');
		expect(pending()).toBe(0);
	});

	test('by cancelling the body ends its timer immediately', async () => {
		const { clock, pending } = createHandClock();
		const response = await createDemoHandler({ clock })(streaming());
		const reader = response.body!.getReader();
		const first = reader.read();
		await settle();
		expect(pending()).toBe(1);
		await reader.cancel();
		expect(pending()).toBe(0);
		expect((await first).done).toBe(true);
	});

	test('before the head has arrived gets its own reason, as from `fetch`', async () => {
		const { clock, pending } = createHandClock();
		const client = new AbortController();
		const answer = createDemoHandler({ clock })(chatRequest({}, { signal: client.signal }));
		await settle();
		expect(pending()).toBe(1);
		client.abort();
		await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
		expect(pending()).toBe(0);
	});

	test('before it has asked gets the same', async () => {
		const answer = createDemoHandler()(streaming(AbortSignal.abort()));
		await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
	});

	test('with the real clock leaves nothing that keeps Node running', async () => {
		const before = timers();
		const client = new AbortController();
		const response = await createDemoHandler()(streaming(client.signal));
		const read = response.body!.getReader().read();
		await settle();
		expect(timers()).toBe(before + 1);
		client.abort();
		expect(timers()).toBe(before);
		await expect(read).rejects.toMatchObject({ name: 'AbortError' });
	});
});

describe('a signal that outlives the answer', () => {
	/** How many still listen once the answer is over; a program may use one signal for all it asks. */
	const listening = async (
		fault: string,
		over: (response: Response, client: AbortController) => Promise<unknown>
	) => {
		const client = new AbortController();
		const base = fault === '' ? '/v1' : `/faults/${fault}/v1`;
		const request = chatRequest({ stream: true }, { base });
		// The handler's own signal: a `Request` makes another that follows it.
		Object.defineProperty(request, 'signal', { value: client.signal });
		const response = await createDemoHandler({ clock: createInstantClock() })(request);
		expect(getEventListeners(client.signal, 'abort'), 'while it lasts').toHaveLength(1);
		await over(response, client);
		await settle();
		return getEventListeners(client.signal, 'abort').length;
	};
	const read = (response: Response) => response.text().catch((error: Error) => error.message);

	test('is left alone after the end', async () => {
		expect(await listening('', read)).toBe(0);
	});

	test('is left alone after a cut', async () => {
		expect(await listening('cut', read)).toBe(0);
	});

	test('is left alone after the body was cancelled', async () => {
		expect(await listening('', (response) => response.body!.cancel())).toBe(0);
	});

	test('is left alone after it was used', async () => {
		const leave = (response: Response, client: AbortController) => {
			client.abort();
			return read(response);
		};
		expect(await listening('', leave)).toBe(0);
	});

	test('has no wait of the real clock left on it', async () => {
		const client = new AbortController();
		await systemClock.sleep(1, client.signal);
		expect(getEventListeners(client.signal, 'abort')).toHaveLength(0);
	});
});

describe('a client that reads slowly', () => {
	test('is generated only when it is read', async () => {
		const { clock, pending, advance } = createHandClock();
		const response = await createDemoHandler({ clock })(streaming());
		const reader = response.body!.getReader();
		await settle();
		expect(pending(), 'no timer runs for a client that does not read').toBe(0);
		await advance(10_000);
		let resolved = 0;
		const read = reader.read().then(() => resolved++);
		await settle();
		await read;
		expect(resolved).toBe(1);
		expect(pending(), 'one chunk was asked for and one was made').toBe(0);
	});

	test('finds what has come due meanwhile, and then the usual pace again', async () => {
		const { clock, pending, advance } = createHandClock();
		const response = await createDemoHandler({ clock })(streaming());
		const reader = response.body!.getReader();
		await advance(1_000);
		let frames = 0;
		for (;;) {
			const read = reader.read();
			await settle();
			if (pending() > 0) break;
			await read;
			frames++;
		}
		// 750 ms at 60 tokens a second, and the role chunk.
		expect(frames).toBeGreaterThan(35);
		expect(frames).toBeLessThan(60);
		await reader.cancel();
	});
});
