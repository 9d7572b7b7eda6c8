/** Readers of Responses and Messages against servers that mean harm: no throw, no pollution, no growth, no key. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFrameDecoder } from '../../../src/sse/index.ts';
import { createReader } from '../../../src/protocols/index.ts';
import { createRun } from '../../../src/run/index.ts';
import { events, runOf } from '../../support/protocol-run.ts';

const PATHS = ['/responses', '/messages'] as const;
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];

/** Each event that brings something, with names of JavaScript's own where the API has places and ids. */
const poisoned = (name: string) => [
	{ type: 'response.created', response: { id: name, model: name } },
	{ type: 'response.output_text.delta', output_index: name, content_index: name, delta: 'a' },
	{ type: 'response.output_text.done', output_index: name, content_index: name, text: 'ab' },
	{
		type: 'response.output_item.added',
		output_index: name,
		item: { type: 'function_call', call_id: name, name, arguments: '' },
	},
	{ type: 'response.function_call_arguments.delta', output_index: name, delta: '{"x":1}' },
	{ type: `response.${name}.delta`, delta: 'x' },
	{ type: name },
	{ type: 'message_start', message: { id: name, model: name, usage: { [name]: 1 } } },
	{ type: 'content_block_start', index: name, content_block: { type: 'tool_use', id: name, name } },
	{ type: 'content_block_delta', index: name, delta: { type: name, text: 'x' } },
	{ type: 'message_delta', delta: { stop_reason: name }, usage: { [name]: 9 } },
	{ type: 'error', error: { type: name, message: name, [name]: name } },
];

describe.each(PATHS)('a hostile stream at %s', (path) => {
	test.each(NAMES)('changes no object but its own: %s', (name) => {
		// A literal in JSON, since an object of ours could not have it as a key of its own.
		const proto = 'data: {"type":"message_start","__proto__":{"polluted":1}}\n\n';
		runOf(proto + events(...poisoned(name)), { path });
		expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
		expect(Object.keys(Object.prototype)).toEqual([]);
	});

	test('cut at any byte, in any order and doubled, has a verdict in a sentence', () => {
		const all = [
			...poisoned('0'),
			{ type: 'response.completed', response: { output: [], usage: { input_tokens: -1 } } },
			{ type: 'content_block_stop', index: 0 },
			{ type: 'message_stop' },
			{ type: 'ping' },
		];
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 12 }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				fc.constantFrom('closed' as const, 'failed' as const, 'stopped' as const),
				(list, share, end) => {
					const body = events(...list);
					const run = runOf(body.slice(0, Math.round(body.length * share)), { path, end });
					expect(run.reason).toMatch(/\.$/);
				}
			),
			{ numRuns: 300 }
		);
	});

	test('of bytes that are no text and data that is no JSON has a verdict in a sentence', () => {
		const line = fc.oneof(
			fc.string(),
			fc.constantFrom(
				'data: {"type":"response.',
				'data: [',
				'data: "x"',
				'event: error',
				'data: 1e999'
			)
		);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
				expect(runOf(lines.join('\n\n'), { path }).reason).toMatch(/\.$/);
			}),
			{ numRuns: 300 }
		);
	});
});

test('a meaning holds what its own event brought, however many came before it', () => {
	const reader = createReader('https://x.test/v1/messages');
	const piece = { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'x' } };
	const frames = createFrameDecoder().push(
		new TextEncoder().encode(events(...Array.from({ length: 20_000 }, () => piece)))
	);
	const meanings = frames.map((frame) => reader.read(frame));
	// Its number has four digits more.
	expect(JSON.stringify(meanings.at(-1)).length).toBe(JSON.stringify(meanings[0]).length + 4);
});

describe.each([
	[
		'responses',
		[
			{ type: 'response.output_text.delta', delta: 'KEY' },
			{ type: 'error', message: 'KEY' },
		],
	],
	[
		'messages',
		[
			{ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'KEY' } },
			{ type: 'error', error: { type: 'KEY', message: 'KEY' } },
		],
	],
] as const)('a server of %s that repeats the key', (protocol, list) => {
	test('has it masked in text, errors, frames and recording, wherever the bytes are cut', async () => {
		const apiKey = 'sk-0Reader1Key2That3Nobody4May5See';
		const bytes = new TextEncoder().encode(events(...list).replaceAll('KEY', apiKey));
		for (const size of [1, 7, bytes.length]) {
			let at = 0;
			const body = new ReadableStream<Uint8Array>({
				pull(controller) {
					if (at >= bytes.length) return controller.close();
					controller.enqueue(bytes.slice(at, (at += size)));
				},
			});
			const headers = { 'content-type': 'text/event-stream' };
			const run = await createRun({
				request: {
					baseURL: 'https://x.test/v1',
					apiKey,
					protocol,
					body: { model: 'm', messages: [] },
				},
				fetch: () => Promise.resolve(new Response(body, { headers })),
				clock: { now: () => 0 },
			}).start();
			expect(run.outcome?.kind).toBe('api-error');
			const reads = run.recording.reads.map((read) => new TextDecoder().decode(read.bytes));
			const said = [run.outcome?.reason, run.message.choices[0]?.text, ...reads].join('');
			expect(said).not.toContain(apiKey);
			expect(JSON.stringify(run.meanings)).not.toContain(apiKey);
		}
	});
});
