/** Shared by the tests of a run: real bytes, real Responses, and a clock that the test moves. */
import type { ChatRequest, Clock } from '../../../src/run/index.ts';

export const bytes = (text: string) => new TextEncoder().encode(text);
export const text = (data: Uint8Array) => new TextDecoder().decode(data);

export const body: ChatRequest = {
	model: 'vllm-primary',
	messages: [{ role: 'user', content: 'Hi' }],
};
export const request = { baseURL: 'https://api.example/v1', apiKey: 'sk-secret-4711', body };

/** One frame of a chat stream, as vLLM sends it. */
export function chunk(delta: object, finishReason: string | null = null): string {
	const choices = [{ index: 0, delta, finish_reason: finishReason }];
	const data = {
		id: 'chatcmpl-1',
		object: 'chat.completion.chunk',
		model: 'vllm-primary',
		choices,
	};
	return `data: ${JSON.stringify(data)}\n\n`;
}

export const DONE = 'data: [DONE]\n\n';

/** A whole answer: "café 🚀." in three reads of text. */
export const answer = [
	chunk({ role: 'assistant', content: '' }),
	chunk({ content: 'café ' }),
	chunk({ content: '🚀.' }),
	chunk({}, 'stop'),
	DONE,
];

export interface Source {
	readonly response: Response;
	/** Reads asked for so far. */
	readonly pulls: () => number;
	/** Why the body was given up; `undefined`: it was not. */
	readonly cancelled: () => { reason: unknown } | undefined;
	/** Delivers the next read, if the test delivers them by hand. */
	send(read: string | Uint8Array): void;
	close(): void;
	fail(error: unknown): void;
}

/** A response that brings `reads` as they are asked for, and ends; or, without `reads`, one to feed by hand. */
export function source(reads?: readonly (string | Uint8Array)[], init: ResponseInit = {}): Source {
	let pulls = 0;
	let cancelled: { reason: unknown } | undefined;
	let controller!: ReadableStreamDefaultController<Uint8Array>;
	const stream = new ReadableStream<Uint8Array>(
		{
			start(given) {
				controller = given;
			},
			pull() {
				const read = reads?.[pulls++];
				if (read !== undefined) controller.enqueue(asBytes(read));
				else if (reads !== undefined) controller.close();
			},
			cancel(reason) {
				cancelled = { reason };
			},
		},
		{ highWaterMark: 0 }
	);
	return {
		response: new Response(stream, {
			...init,
			headers: { 'content-type': 'text/event-stream', ...init.headers },
		}),
		pulls: () => pulls,
		cancelled: () => cancelled,
		send: (read) => controller.enqueue(asBytes(read)),
		close: () => controller.close(),
		fail: (error) => controller.error(error),
	};
}

function asBytes(read: string | Uint8Array): Uint8Array {
	return typeof read === 'string' ? bytes(read) : read;
}

export interface FakeClock extends Clock {
	/** Lets so much time pass, with all that becomes due in it, and then what follows from that. */
	advance(ms: number): Promise<void>;
	/** Timers that are set. */
	timers(): number;
}

export function fakeClock(startMs = Date.UTC(2026, 10, 22)): FakeClock {
	let now = startMs;
	let nextId = 1;
	const timers = new Map<number, { dueMs: number; callback: () => void }>();
	return {
		now: () => now,
		timers: () => timers.size,
		setTimeout(callback, ms) {
			timers.set(nextId, { dueMs: now + ms, callback });
			return nextId++;
		},
		clearTimeout: (id) => void timers.delete(id as number),
		async advance(ms) {
			const endMs = now + ms;
			for (;;) {
				await settled();
				const [id, next] = [...timers].toSorted(([, a], [, b]) => a.dueMs - b.dueMs)[0] ?? [];
				if (next === undefined || next.dueMs > endMs) break;
				now = Math.max(now, next.dueMs);
				timers.delete(id!);
				next.callback();
			}
			now = endMs;
			await settled();
		},
	};
}

/** All that was due now has happened: promises, and the streams between them. */
export function settled(): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, 0);
	});
}
