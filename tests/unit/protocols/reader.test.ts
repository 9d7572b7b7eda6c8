/** Which protocol a stream is read in, and that no reader falls over what a server sends. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { protocolOf } from '../../../src/protocols/index.ts';
import { bodyOf, chunkOf } from '../../support/chat-stream.ts';
import { events, runOf } from '../../support/protocol-run.ts';

const chat = bodyOf(chunkOf({ content: 'Hi' }), chunkOf({}, 'stop'), '[DONE]');
const responses = events(
	{ type: 'response.created', response: { id: 'r' } },
	{ type: 'response.output_text.delta', output_index: 0, content_index: 0, delta: 'Hi' },
	{ type: 'response.completed', response: {} }
);
const messages = events(
	{ type: 'message_start', message: { role: 'assistant' } },
	{ type: 'content_block_start', index: 0, content_block: { type: 'text', text: 'Hi' } },
	{ type: 'content_block_stop', index: 0 },
	{ type: 'message_delta', delta: { stop_reason: 'end_turn' } },
	{ type: 'message_stop' }
);
const streams = { chat, responses, messages };

describe('protocolOf()', () => {
	test.each([
		['https://x.test/v1/chat/completions', 'chat'],
		['https://x.test/v1/responses/?a=/messages', 'responses'],
		['https://x.test/faults/cut;after=3/v1/messages#x', 'messages'],
		['https://x.test/api/chat', undefined],
	])('%s is %s', (url, protocol) => {
		expect(protocolOf(url)).toBe(protocol);
	});
});

test.each([
	['chat', 'a chat stream cannot be resumed'],
	['responses', 'only a response requested with `background: true` can be resumed'],
	['messages', 'a stream of the Messages API cannot be resumed'],
] as const)('where a stream of %s is cut off, the advice is about that protocol', (name, words) => {
	const [frame = ''] = streams[name].split(/(?<=\n\n)/);
	const run = runOf(frame);
	expect(run.kind).toBe('truncated');
	expect(run.advice).toContain(`Send the request again from the start: ${words}.`);
});

describe.each(Object.entries(streams))('a stream of %s', (name, body) => {
	test('is known by its first frames where the address does not say, comments and pings before them', () => {
		for (const before of [
			'',
			': hello\n\n',
			'event: ping\ndata: {"type":"ping"}\n\n',
			'retry: 5\n\n',
		]) {
			expect(runOf(before + body)).toMatchObject({ protocol: name, kind: 'complete', text: 'Hi' });
		}
	});

	test.each(
		Object.entries({ chat: '/chat/completions', responses: '/responses', messages: '/messages' })
	)('is readable to a client of %s only if that is its own', (asked, path) => {
		const run = runOf(body, { path });
		expect(run.protocol).toBe(asked);
		expect(run.kind).toBe(asked === name ? 'complete' : 'unreadable');
		expect(run.text).toBe(asked === name ? 'Hi' : '');
	});
});

const anything = fc.oneof(fc.constantFrom(null, 0, -1, 1e9, '', 'x', true, [], {}), fc.jsonValue());
const type = fc.constantFrom(
	'response.created',
	'response.output_text.delta',
	'response.output_item.done',
	'response.function_call_arguments.done',
	'response.completed',
	'response.failed',
	'response.x',
	'error',
	'__proto__',
	'message_start',
	'content_block_start',
	'content_block_delta',
	'message_delta',
	'message_stop'
);
const fields = [
	'index',
	'delta',
	'item',
	'part',
	'text',
	'output_index',
	'content_index',
	'response',
	'arguments',
];
const more = ['message', 'content_block', 'usage', 'sequence_number', 'error'];
const anyEvent = fc.record(
	{ type, ...Object.fromEntries([...fields, ...more].map((name) => [name, anything])) },
	{ requiredKeys: ['type'] }
) as fc.Arbitrary<{ type: string }>;

test('whatever a server sends, every stage has an answer, and none throws', () => {
	fc.assert(
		fc.property(
			fc.array(anyEvent, { maxLength: 8 }),
			fc.constantFrom('/responses', '/messages', undefined),
			(list, path) => {
				const run = runOf(events(...list), path === undefined ? {} : { path });
				expect(run.reason).toMatch(/\.$/);
				expect(run.advice ?? '.').toMatch(/\.$/);
			}
		),
		{ numRuns: 500 }
	);
});
