/**
 * The demo API as its tests ask it: requests in a line, and clocks that do not make anyone wait.
 *
 * Units  milliseconds.
 */
import type { Clock, DemoHandler } from '../../src/demo/index.ts';

export const STORY = { role: 'user', content: 'Tell me a story' };

/** `path` starts after the origin. Fields that are not given make a valid request for the story. */
export function chatRequest(
	fields: Readonly<Record<string, unknown>> = {},
	{ base = '/v1', ...init }: RequestInit & { base?: string } = {}
): Request {
	return new Request(`http://demo.test${base}/chat/completions`, {
		method: 'POST',
		body: JSON.stringify({ model: 'vllm-primary', messages: [STORY], ...fields }),
		...init,
	});
}

export interface ErrorAnswer {
	status: number;
	error: { message: string; type: string; param: string | null; code: string | null };
}

/** Checks that an answer is an error in the API's shape, exactly, and returns it. */
export async function errorOf(answer: Response | Promise<Response>): Promise<ErrorAnswer> {
	const response = await answer;
	const text = await response.text();
	const body = JSON.parse(text) as { error: ErrorAnswer['error'] };
	const fields = Object.keys(body.error ?? {}).toSorted();
	if (Object.keys(body).join() !== 'error' || fields.join() !== 'code,message,param,type') {
		throw new Error(`${response.status} ${text} is not an error in the API's shape.`);
	}
	return { status: response.status, error: body.error };
}

/** What stands after `data: ` in each frame of a body that is nothing but such frames. */
export function payloadsOf(body: string): string[] {
	const frames = body.split('\n\n');
	if (frames.pop() !== '') throw new Error(`The body ends inside a frame: ${body.slice(-80)}`);
	return frames.map((frame) => {
		if (!/^data: [^\n]*$/.test(frame)) throw new Error(`Not one data line: ${frame}`);
		return frame.slice('data: '.length);
	});
}

export interface StreamedChunk {
	id: string;
	object: string;
	created: number;
	model: string;
	choices: {
		index: number;
		delta: { role?: string; content?: string };
		finish_reason: string | null;
	}[];
	usage?: { prompt_tokens: number; completion_tokens: number; total_tokens: number } | null;
}

/** The chunks of a stream that ends with `[DONE]`. */
export async function chunksOf(answer: Response | Promise<Response>): Promise<StreamedChunk[]> {
	const response = await answer;
	const body = await response.text();
	if (response.status !== 200) throw new Error(`${response.status} ${body}`);
	const payloads = payloadsOf(body);
	if (payloads.pop() !== '[DONE]') throw new Error(`No [DONE] at the end: ${body.slice(-80)}`);
	return payloads.map((payload) => JSON.parse(payload) as StreamedChunk);
}

/** The text of one choice, as its deltas bring it. */
export function deltasOf(chunks: readonly StreamedChunk[], index = 0): string[] {
	return chunks
		.flatMap(({ choices }) => choices)
		.filter((choice) => choice.index === index)
		.flatMap(({ delta }) => delta.content ?? []);
}

/** A clock on which every wait is over at once, and is written down. */
export function createInstantClock(): Clock & { readonly waits: readonly number[] } {
	let now = 0;
	const waits: number[] = [];
	return {
		waits,
		now: () => now,
		sleep: (ms) => {
			waits.push(ms);
			now += ms;
			return Promise.resolve();
		},
	};
}

/** A clock that stands still until a test moves it. `pending` counts the timers that would be set. */
export function createHandClock() {
	let now = 0;
	const sleepers = new Set<{ due: number; wake: () => void }>();
	const clock: Clock = {
		now: () => now,
		sleep: (ms, signal) =>
			new Promise((resolve) => {
				const sleeper = {
					due: now + ms,
					wake: () => {
						sleepers.delete(sleeper);
						resolve();
					},
				};
				if (signal.aborted) resolve();
				else sleepers.add(sleeper);
				signal.addEventListener('abort', sleeper.wake);
			}),
	};
	const first = () => [...sleepers].toSorted((a, b) => a.due - b.due)[0];

	/** Moves on to the next timer that is set, and lets who waits for it run. */
	async function next() {
		const sleeper = first();
		if (sleeper === undefined) throw new Error('No timer is set.');
		now = sleeper.due;
		sleeper.wake();
		await settle();
	}

	/** Moves on by `ms`, timer by timer. */
	async function advance(ms: number) {
		const end = now + ms;
		while ((first()?.due ?? Infinity) <= end) await next();
		now = end;
	}

	return { clock, pending: () => sleepers.size, next, advance };
}

/** Lets everything run that waits for nothing but its turn. */
export function settle(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

/** The handler as a `fetch`, as the page uses it. */
export function asFetch(handler: DemoHandler): typeof fetch {
	return (input, init) => handler(new Request(input, init));
}
