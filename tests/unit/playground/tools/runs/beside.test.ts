import { describe, expect, test } from 'vitest';
import { createDemoHandler } from '../../../../../src/demo/index.ts';
import { createBeside, notStreamed } from '../../../../../src/playground/tools/runs/beside.ts';
import { DEFAULT_SETTINGS, readSettings } from '../../../../../src/playground/state/settings.ts';
import { createRun } from '../../../../../src/run/index.ts';
import type { RunOptions } from '../../../../../src/run/index.ts';

const { request } = readSettings(DEFAULT_SETTINGS, '');
const demo = createDemoHandler({ pace: 0 });

const runOf = (asked: RunOptions['request']) =>
	createRun({
		request: asked,
		fetch: (input, init) => demo(new Request(input, init)),
		clock: { now: () => performance.timeOrigin + performance.now() },
	});
const pairOf = async () => ({ streamed: runOf(request!), whole: runOf(notStreamed(request!)) });
const soon = (callback: () => void) => void setTimeout(callback);

describe('createBeside()', () => {
	test('sends one request both ways, and both bring the same text', async () => {
		const beside = createBeside(soon);
		let heard = 0;
		beside.subscribe(() => heard++);
		const done = beside.start(pairOf);
		expect(beside.getState()).toMatchObject({ sent: 1, isRunning: true, streamed: undefined });
		await done;
		const { streamed, whole, isRunning } = beside.getState();
		expect(isRunning).toBe(false);
		const text = streamed!.message.choices[0]!.text;
		expect(text.length).toBeGreaterThan(100);
		expect(whole!.unstreamed!.choices[0]!.text).toBe(text);
		expect(whole!.recording.request.body).toMatchObject({ stream: false });
		expect(heard).toBeGreaterThanOrEqual(2);
	});

	test('stops both', async () => {
		const beside = createBeside(soon);
		const paced = createDemoHandler();
		const slow = (asked: RunOptions['request']) =>
			createRun({
				request: asked,
				fetch: (input, init) => paced(new Request(input, init)),
				clock: { now: () => performance.now() },
			});
		const done = beside.start(async () => ({
			streamed: slow(request!),
			whole: slow(notStreamed(request!)),
		}));
		await new Promise((resolve) => setTimeout(resolve));
		beside.stop();
		await done;
		const { streamed, whole } = beside.getState();
		expect([streamed!.outcome?.kind, whole!.outcome?.kind]).toEqual(['stopped', 'stopped']);
	});

	test('shows the later of two, and says why they could not be sent', async () => {
		const beside = createBeside(soon);
		const first = beside.start(pairOf);
		await beside.start(() => Promise.reject(new Error('Failed to fetch')));
		await first;
		expect(beside.getState()).toMatchObject({
			sent: 2,
			isRunning: false,
			streamed: undefined,
			failure: 'The two requests could not be sent: Failed to fetch',
		});
	});
});

describe('notStreamed()', () => {
	test('asks the same, less what only a stream can have', () => {
		const asked = notStreamed(request!);
		expect(asked.body).not.toHaveProperty('stream_options');
		expect(asked.body).toEqual({
			model: request!.body.model,
			messages: request!.body.messages,
			stream: false,
		});
		expect(asked.baseURL).toBe(request!.baseURL);
	});
});
