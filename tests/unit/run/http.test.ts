/** Runs over real sockets: what Node's own `fetch` makes of a server that is gone. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { streamChat } from '../../../src/examples/browser/stream-chat.js';
import { createRun, type Client, type RunOptions } from '../../../src/run/index.ts';
import { DONE, answer, body } from './support.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

const open = new Set<() => void>();
afterEach(() => {
	for (const close of open) close();
	open.clear();
});

/** A server that answers with `handler`; when the client's connection goes, `gone` resolves. */
async function serve(handler: Handler) {
	const { promise: gone, resolve: left } = Promise.withResolvers<void>();
	const server = createServer((request, response) => {
		response.on('close', () => left());
		void handler(request, response);
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	open.add(() => {
		server.close();
		server.closeAllConnections();
	});
	const { port } = server.address() as AddressInfo;
	return { baseURL: `http://127.0.0.1:${port}/v1`, gone };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const startStream = (response: ServerResponse) =>
	response.writeHead(200, { 'content-type': 'text/event-stream' });

function runAt(baseURL: string, options: Partial<RunOptions> = {}) {
	return createRun({
		request: { baseURL, apiKey: 'sk-secret-4711', body },
		fetch,
		clock: Date,
		...options,
	});
}

describe.each([
	['without a client', undefined],
	['with the printed browser example', streamChat as unknown as Client],
])('a run over HTTP, %s', (_name, client) => {
	test('records each write as it comes', async () => {
		const { baseURL } = await serve(async (_request, response) => {
			startStream(response);
			for (const frame of answer) {
				response.write(frame);
				await pause(20);
			}
			response.end();
		});
		const { outcome, recording, message, timing } = await runAt(baseURL, { client }).start();
		expect(outcome?.kind).toBe('complete');
		expect(message.choices[0]?.text).toBe('café 🚀.');
		expect(recording.response?.headers).toContainEqual(['content-type', 'text/event-stream']);
		const times = recording.reads.map((read) => read.atMs!);
		expect(times).toEqual(times.toSorted((a, b) => a - b));
		expect(timing.endMs! - timing.firstByteMs!).toBeGreaterThan(50);
	});

	test('keeps what arrived before the socket was cut inside a frame', async () => {
		const { baseURL } = await serve(async (_request, response) => {
			startStream(response);
			response.write(answer[1]! + answer[2]!.slice(0, 50));
			await pause(50);
			response.destroy();
		});
		const snapshot = await runAt(baseURL, { client }).start();
		expect(snapshot.outcome?.kind).toBe('truncated');
		expect(snapshot.recording.end).toMatchObject({
			kind: 'failed',
			message: 'terminated: other side closed',
		});
		expect(snapshot.message.choices[0]?.text).toBe('café ');
		expect(snapshot.rest).toHaveLength(50);
	});

	test('ends as stalled when the server goes silent, and closes the connection', async () => {
		const { baseURL, gone } = await serve((_request, response) => {
			startStream(response).write(answer[1]!);
		});
		// Long enough for the first frame on a busy machine.
		const snapshot = await runAt(baseURL, { client, stallMs: 2000 }).start();
		expect(snapshot.outcome?.kind).toBe('stalled');
		expect(snapshot.message.choices[0]?.text).toBe('café ');
		await gone;
	});

	test('ends as stalled when the server never answers', async () => {
		const { baseURL, gone } = await serve(() => undefined);
		const snapshot = await runAt(baseURL, { client, stallMs: 150 }).start();
		expect(snapshot).toMatchObject({
			outcome: { kind: 'stalled' },
			recording: { response: undefined },
		});
		await gone;
	});

	test('closes the connection on stop', async () => {
		const { baseURL, gone } = await serve(async (_request, response) => {
			startStream(response);
			while (!response.closed) {
				response.write(answer[1]!);
				await pause(5);
			}
		});
		const run = runAt(baseURL, { client });
		run.subscribe(() => {
			if (run.snapshot().frames.length > 1) run.stop();
		});
		const snapshot = await run.start();
		await gone;
		expect(snapshot.outcome?.kind).toBe('stopped');
		expect(snapshot.frames.length).toBeGreaterThan(1);
	});

	test('ends as blocked if nothing listens on the port', async () => {
		const { baseURL } = await serve(() => undefined);
		for (const close of open) close();
		await pause(20);
		const { outcome, recording } = await runAt(baseURL, { client }).start();
		expect(outcome?.kind).toBe('blocked');
		expect(recording.end?.message).toMatch(/^fetch failed: connect ECONNREFUSED/);
	});

	test('records what follows [DONE] before the server closes', async () => {
		const { baseURL } = await serve(async (_request, response) => {
			startStream(response).write(answer.join(''));
			await pause(100);
			response.end(': trailer\n\n');
		});
		const { frames, recording } = await runAt(baseURL, { client }).start();
		expect(frames.at(-1)?.comments).toEqual(['trailer']);
		expect(recording.end?.kind).toBe('closed');
		expect(frames.at(-2)?.data).toBe(DONE.slice(6, -2));
	});
});
