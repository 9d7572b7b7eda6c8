/**
 * The backends whose answers a reader can come back to, each run unchanged, with a reader that leaves where it likes.
 * The page that reads them is tested in a browser: `tests/e2e/resume.spec.ts`.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { replyTo } from '../../src/demo/replies/index.ts';
import { createFrameDecoder, type Frame } from '../../src/sse/index.ts';
import { startBackend, type Backend } from '../support/backend.ts';
import { startFaultyApi, type FaultyApi } from '../support/faulty-api.ts';

vi.setConfig({ testTimeout: 60_000 });

const KEY = 'sk-of-the-server';
/** With an answer kept for a second. */
const backends = [
	['resume.mjs', { 'KEPT_MS = 60_000': 'KEPT_MS = 1_000' }],
	['resume.py', { 'KEPT_SECONDS = 60': 'KEPT_SECONDS = 1' }],
] as const;

describe.each(backends)('%s', (file, changes) => {
	let api: FaultyApi;
	let backend: Backend;
	beforeAll(async () => {
		const error = { error: { message: `The key ${KEY} is not valid.` } };
		api = await startFaultyApi({
			pace: 1 / 10,
			answers: { 'repeat the key': () => Response.json(error, { status: 401 }) },
		});
		backend = await startBackend(file, { baseURL: `${api.origin}/v1`, apiKey: KEY, changes });
	});
	afterAll(() => Promise.all([backend?.close(), api?.close()]));

	async function ask(content: string): Promise<string> {
		const response = await fetch(`${backend.origin}/answers`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ messages: [{ role: 'user', content }] }),
		});
		const { id } = (await response.json()) as { id: string };
		return id;
	}

	/** Reads from the event after `last`, and leaves after so many. */
	async function read(
		id: string,
		{ last, count = Infinity }: { last?: string; count?: number } = {}
	) {
		const leave = new AbortController();
		const response = await fetch(`${backend.origin}/answers/${id}`, {
			headers: last === undefined ? {} : { 'last-event-id': last },
			signal: leave.signal,
		});
		const decoder = createFrameDecoder();
		const frames: Frame[] = [];
		for await (const bytes of response.body ?? []) {
			frames.push(...decoder.push(bytes));
			if (frames.length >= count) break;
		}
		leave.abort();
		return frames.slice(0, count);
	}

	const valuesOf = (frames: readonly Frame[], event: string) =>
		frames.filter((frame) => frame.event === event).map(({ data }) => JSON.parse(data!) as string);

	test('a reader that leaves again and again gets each word once', async () => {
		const id = await ask('Tell me a story');
		const frames: Frame[] = [];
		for (let count = 1; valuesOf(frames, 'end').length === 0; count *= 2) {
			const last = frames.at(-1)?.lastEventId;
			frames.push(...(await read(id, { count, ...(last !== undefined && { last }) })));
		}
		expect(valuesOf(frames, 'text').join('')).toBe(replyTo('Tell me a story'));
		expect(valuesOf(frames, 'end')).toEqual(['stop']);
		expect(frames.map(({ lastEventId }) => lastEventId)).toEqual(frames.map((_, at) => String(at)));
	});

	test('the model writes on while nobody reads, and a new reader gets all of it', async () => {
		const id = await ask('Tell me a story');
		await read(id, { count: 2 });
		const [first, second] = await Promise.all([read(id), read(id)]);
		expect(valuesOf(first, 'text').join('')).toBe(replyTo('Tell me a story'));
		expect(valuesOf(second, 'text')).toEqual(valuesOf(first, 'text'));
	});

	test('stopping is a request of its own, and ends the one to the API', async () => {
		const content = 'fault stall-for-ever;after=4 until stopped';
		const id = await ask(content);
		const rest = read(id);
		await vi.waitUntil(() => api.asked(content));
		// As browsers send it: they name the page's origin with all but GET.
		const headers = { origin: backend.origin };
		await fetch(`${backend.origin}/answers/${id}`, { method: 'DELETE', headers });
		await api.asked(content)!.gone;
		expect(valuesOf(await rest, 'end')).toEqual(['stopped']);
	});

	test('an answer that nobody comes back to ends, and is forgotten', async () => {
		const content = 'fault stall-for-ever;after=4 for nobody';
		const id = await ask(content);
		await vi.waitUntil(() => api.asked(content));
		await api.asked(content)!.gone;
		await vi.waitFor(async () => {
			const { status } = await fetch(`${backend.origin}/answers/${id}`);
			// By the standard, an EventSource that is answered 204 does not ask again.
			expect(status).toBe(204);
		});
	});

	describe('the end says how it ended', () => {
		test.each([
			['fault no-end', 'cut off'],
			['fault cut;after=7', 'error'],
			['fault error-midway', 'error'],
			['repeat the key', 'error'],
		])('%s: %s', async (content, reason) => {
			const frames = await read(await ask(content));
			expect(valuesOf(frames, 'end')).toEqual([reason]);
			expect(frames.map(({ data }) => data).join('')).not.toContain(KEY);
		});
	});
});
