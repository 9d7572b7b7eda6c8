/** The demo API as a worker: what is the same in every runtime, and what a runtime cannot do. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDemoHandler, faultDescriptions } from '../../../src/demo/index.ts';
import { chatRequest, errorOf } from '../../support/demo.ts';
import { runtimes } from '../../support/edge/runtimes.ts';
import type { Loopback } from '../../support/loopback.ts';
import { toolOf } from '../../support/machine.ts';

const inPage = createDemoHandler({ pace: 0 });
const breaking = faultDescriptions.filter((fault) => fault.breaksConnection !== null);

/** Asks for the same stream over HTTP; short, because a worker keeps a model's pace. */
const short = { model: 'qwen3-4b', stream: true, max_tokens: 6 };

for (const [name, start] of Object.entries(runtimes)) {
	describe.skipIf(toolOf(name) === undefined)(`on ${name} (needs ${name})`, () => {
		let server: Loopback;
		beforeAll(async () => {
			server = await start();
		}, 60_000);
		afterAll(() => server?.close());

		async function ask(base: string, fields: object = short, init: RequestInit = {}) {
			const { method, body } = await bodyOf(fields);
			return fetch(`${server.origin}${base}/chat/completions`, { method, body, ...init });
		}
		// From JSON that the worker under test has just written.
		const timers = async () =>
			(await (await fetch(`${server.origin}/timers`)).json()) as { set: number; pending: number };

		test('lists the models and the faults as in the page', async () => {
			for (const path of ['/v1/models', '/v1/models/qwen3-4b', '/faults', '/nothing']) {
				const local = await inPage(new Request(`http://demo.test${path}`));
				const response = await fetch(server.origin + path);
				expect(response.status, path).toBe(local.status);
				expect(await response.text(), path).toBe(await local.text());
			}
		});

		test.each([
			'/v1',
			'/faults/crlf/v1',
			'/faults/error-midway;after=2/v1',
			'/faults/rate-limit/v1',
		])('answers %s with the bytes that it has in the page', async (base) => {
			const local = await inPage(chatRequest(short, { base }));
			const response = await ask(base);
			expect(response.status).toBe(local.status);
			for (const header of ['content-type', 'retry-after', 'x-request-id']) {
				expect(response.headers.get(header), header).toBe(local.headers.get(header));
			}
			expect(await response.text()).toBe(await local.text());
		});

		test('lets a page of any origin ask', async () => {
			const response = await fetch(`${server.origin}/v1/models`, {
				headers: { origin: 'http://a.test' },
			});
			expect(response.headers.get('access-control-allow-origin')).toBe('*');
		});

		test('breaks the connection as in the page, or answers 501 and never as if all were whole', async () => {
			for (const { name: fault, base, breaksConnection } of breaking) {
				const canBreak = name === 'Deno' && breaksConnection === 'in the body';
				const expected = canBreak
					? await untilBroken(await inPage(chatRequest(short, { base })))
					: '501 cannot_break_connection';
				const response = await ask(base);
				const came = response.ok ? untilBroken(response) : refusalOf(response);
				expect(await came, fault).toBe(expected);
			}
		});

		test('keeps a silent connection open', async () => {
			const client = new AbortController();
			const { signal } = client;
			const response = await ask('/faults/stall-for-ever;after=1/v1', short, { signal });
			const reader = response.body!.getReader();
			expect((await reader.read()).done).toBe(false);
			const next = reader.read().then(
				({ done }) => (done ? 'the end' : 'a read'),
				() => 'a break'
			);
			expect(await Promise.race([next, delay(1_500, 'silence')])).toBe('silence');
			client.abort();
		});

		test.each([
			// A timer every 100 ms, for the better part of an hour.
			'/faults/one-byte-reads;wait=100/v1',
			'/faults/stall;after=1;ms=600000/v1',
			'/faults/stall-for-ever;after=1/v1',
		])('ends the timers of %s when its client has gone', async (base) => {
			const { pending } = await timers();
			const client = new AbortController();
			const { signal } = client;
			const response = await ask(base, short, { signal });
			expect((await response.body!.getReader().read()).done).toBe(false);
			client.abort();
			const after = await settle(timers);
			expect(after.isSettled).toBe(true);
			// workerd drops the timer of a request that is over, and its code never hears of it.
			expect(after.pending - pending).toBeLessThanOrEqual(name === 'workerd' ? 1 : 0);
		});
	});
}

/** All that came before the connection broke; throws where the body ends in good order. */
async function untilBroken({ body }: Response): Promise<string> {
	const reader = body!.getReader();
	let came = '';
	for (;;) {
		const read = await reader.read().catch(() => undefined);
		if (read === undefined) return came;
		if (read.done) throw new Error(`The body ended in good order, after ${came}`);
		came += Buffer.from(read.value).toString('latin1');
	}
}

async function refusalOf(response: Response): Promise<string> {
	const { status, error } = await errorOf(response);
	return `${status} ${error.code}`;
}

/** Waits until no timer has been set for a second, for ten at most. */
async function settle(timers: () => Promise<{ set: number; pending: number }>) {
	let before = await timers();
	for (let round = 0; round < 10; round++) {
		await delay(1_000);
		const { set, pending } = await timers();
		if (set === before.set) return { isSettled: true, pending };
		before = { set, pending };
	}
	return { isSettled: false, pending: before.pending };
}

async function bodyOf(fields: object): Promise<{ method: string; body: string }> {
	const request = chatRequest({ ...fields });
	return { method: request.method, body: await request.text() };
}
