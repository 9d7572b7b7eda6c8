/** Whatever a server sends, every stage has an answer, and none throws. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advice, measure, notesFor, stretchesOfFrame } from '../../../src/chat/index.ts';
import { runOf, type HowItWent } from '../../support/chat-stream.ts';

// Chunks with values of any type in every field: the worst that is still JSON.
const anything = fc.oneof(
	{ weight: 2, arbitrary: fc.constantFrom(null, 0, -1, 1e9, 1e308, 0.5, '', 'x', true, [], {}) },
	{ weight: 1, arbitrary: fc.jsonValue() }
);
const key = fc.constantFrom('__proto__', 'constructor', 'toString', 'x');
const anyToolCall = fc.record(
	{
		index: anything,
		id: anything,
		type: anything,
		function: fc.oneof(anything, fc.record({ name: anything, arguments: anything })),
	},
	{ requiredKeys: [] }
);
const anyDelta = fc.record(
	{
		role: anything,
		content: fc.oneof(anything, fc.array(fc.oneof(anything, fc.record({ text: anything })))),
		reasoning: anything,
		reasoning_content: anything,
		refusal: anything,
		tool_calls: fc.oneof(anything, fc.array(fc.oneof(anything, anyToolCall))),
	},
	{ requiredKeys: [] }
);
const anyChoice = fc.record(
	{
		index: anything,
		delta: fc.oneof(anything, anyDelta),
		finish_reason: anything,
		logprobs: fc.oneof(anything, fc.record({ content: anything, refusal: anything })),
	},
	{ requiredKeys: [] }
);
const anyChunk = fc.record(
	{
		id: anything,
		model: anything,
		object: anything,
		system_fingerprint: anything,
		usage: anything,
		error: anything,
		choices: fc.oneof(anything, fc.array(fc.oneof(anything, anyChoice))),
	},
	{ requiredKeys: [] }
);
const anyData = fc.oneof(
	anyChunk.map((chunk) => JSON.stringify(chunk)),
	fc.tuple(key, anyChunk).map(([name, chunk]) => `{"${name}":${JSON.stringify(chunk)}}`),
	fc.string(),
	fc.constantFrom('[DONE] ', '{', '{"choices":[{"delta":{"__proto__":{"content":"x"}}}]}')
);
const anyBody = fc
	.array(fc.tuple(fc.constantFrom('', 'event: error\n', 'id: 1\n', 'retry: 5\n'), anyData), {
		maxLength: 6,
	})
	.map((frames) => frames.map(([head, data]) => `${head}data: ${data}\n\n`).join(''));
const anyEnd = fc.record<HowItWent>({
	status: fc.constantFrom(200, 204, 404, 429, 503),
	contentType: fc.constantFrom('text/event-stream', 'text/html', 'application/json', ''),
	end: fc.constantFrom('closed', 'failed', 'stopped', 'stalled', 'cancelled'),
	choicesAsked: fc.constantFrom(undefined, 1, 2),
});

describe('the stages of a chat', () => {
	test('take whatever arrives, from bytes to advice', () => {
		const before = Object.getOwnPropertyNames(Object.prototype);
		fc.assert(
			fc.property(fc.oneof(anyBody, fc.string(), anyData), anyEnd, (body, how) => {
				const { frames, meanings, message, evidence, outcome } = runOf(body, how);
				expect(outcome.reason).toMatch(/\.$/);
				// A reason may quote the body, and a body may well say these words itself.
				const slips = outcome.reason.match(/undefined|NaN|\[object/g) ?? [];
				expect(slips.filter((slip) => !body.includes(slip))).toEqual([]);
				expect(advice(outcome, evidence) ?? '.').toMatch(/\.$/);
				expect(message.choices.length).toBeLessThanOrEqual(128);
				frames.forEach((frame, i) => {
					const reads = { first: 0, last: i, framesInLast: 2, positionInLast: 0 };
					notesFor({ frame, meaning: meanings[i]!, message, reads, requestedModel: 'x' });
					stretchesOfFrame(message, i);
				});
				const timing = measure({
					headMs: 0,
					reads: [{ atMs: 5, bytes: { length: evidence.bodyBytes } }],
					endMs: 9,
					frames,
					meanings,
				});
				expect(JSON.stringify(timing)).not.toContain('null');
			}),
			{ numRuns: 3000 }
		);
		expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
	});
});
