/**
 * Verdicts on what servers and proxies send beside the standard: finish reasons, keep-alives, end marks,
 * statuses. A row is a body and the verdict on it.
 */
import { describe, expect, test } from 'vitest';
import { finishClass, type FinishClass } from '../../../src/chat/index.ts';
import { bodyOf, chunkOf, type HowItWent } from '../../support/chat-stream.ts';
import { done, stop, text, judged } from '../../support/odd-streams.ts';

const reasons: Record<FinishClass, string[]> = {
	whole: [
		'stop',
		'end_turn',
		'eos',
		'eos_token',
		'STOP',
		'stop_sequence',
		'COMPLETE',
		'FinishReason.STOP',
		'endTurn',
	],
	limit: [
		'length',
		'max_tokens',
		'MAX_TOKENS',
		'model_length',
		'max_output_tokens',
		'max-tokens',
		'model_context_window_exceeded',
	],
	tools: ['tool_calls', 'tool-calls', 'tool_use', 'TOOL_CALL', 'function_call'],
	filter: ['content_filter', 'content-filter'],
	blocked: [
		'SAFETY',
		'RECITATION',
		'BLOCKLIST',
		'PROHIBITED_CONTENT',
		'SPII',
		'sensitive',
		'refusal',
		'guardrail_intervened',
		'ERROR_TOXIC',
	],
	failed: [
		'error',
		'ERROR',
		'abort',
		'network_error',
		'insufficient_system_resource',
		'MALFORMED_FUNCTION_CALL',
		'UNEXPECTED_TOOL_CALL',
		'OTHER',
		'cancelled',
		'canceled',
		'timeout',
		'model_error',
		'ERROR_LIMIT',
		'unknown',
		'FINISH_REASON_UNSPECIFIED',
		'engine_overloaded',
		'upstream_failure',
		'gpu_exception',
		'request_aborted_by_client',
	],
	unknown: ['moonset', 'pause_turn', 'null_reason', '42'],
};
const ADVICE: Record<FinishClass, RegExp> = {
	whole: /^$/,
	limit: /`max_tokens`/,
	tools: /run them/,
	filter: /content filter/,
	blocked: /^Keep the text, and mark it as cut off\. Word the request differently/,
	failed: /^Keep the text, and mark it as cut off\. Send the request again/,
	unknown: /finish reason/,
};
const everyReason = Object.entries(reasons).flatMap(([sort, words]) =>
	words.map((word) => [word, sort as FinishClass] as const)
);

describe.each(everyReason)('the finish reason %s', (word, sort) => {
	const run = judged(text + bodyOf(chunkOf({}, word)) + done);

	test(`is of the class ${sort}`, () => {
		expect(finishClass(word)).toBe(sort);
	});

	test('decides whether the answer can be treated as complete', () => {
		const isFailure = sort === 'failed' || sort === 'blocked';
		expect(run.kind).toBe(isFailure ? 'api-error' : 'complete');
		expect(run.reason.includes('do not treat the answer as complete')).toBe(
			isFailure || sort === 'unknown'
		);
		expect(run.reason).toContain('in frame 3');
	});

	test('is told by verdict, advice and notes alike', () => {
		expect(run.advice).toMatch(ADVICE[sort]);
		expect(run.notes.filter((id) => id.startsWith('finish-'))).toHaveLength(1);
	});
});

test('a failing finish reason is reported even if the body breaks before [DONE]', () => {
	expect(judged(text + bodyOf(chunkOf({}, 'network_error')), { end: 'failed' }).kind).toBe(
		'api-error'
	);
});

describe('keep-alives and end marks', () => {
	const alive = [
		'data:\n\n',
		'data\n\n',
		'data: null\n\n',
		'event: ping\n\n',
		'event: ping\ndata: {"type":"ping"}\n\n',
		'data: {"type":"ping"}\n\n',
		'data: ping\n\n',
		'data: : keep-alive\n\n',
		': ping\n\n',
		':\n\n',
		'event: heartbeat\ndata: {}\n\n',
		'data: {"type":"heartbeat","at":1}\n\n',
		'id: 1\n\n',
		'retry: 10\n\n',
	];

	test.each(alive)('%j makes no stream unreadable, wherever it stands', (one) => {
		expect(judged(one + text + one + stop + one + done).kind).toBe('complete');
		expect(judged(text + stop + one).kind).toBe('complete-without-done');
		expect(judged(text + one).kind).toBe('truncated');
	});

	test.each([
		' [DONE]',
		'[DONE] ',
		'[DONE] bye',
		'[done]',
		'DONE',
		'data: [DONE]',
		'"[DONE]"',
		'[DONE]\ndata:',
		'done',
	])('%j after the finish reason is the end, with a note', (mark) => {
		const run = judged(`${text}${stop}data: ${mark}\n\n`);
		expect(run).toMatchObject({
			kind: 'complete',
			notes: expect.arrayContaining(['done-inexact']),
		});
	});
});

describe('several choices', () => {
	const first = bodyOf(
		chunkOf({ role: 'assistant', content: 'a' }),
		chunkOf({ content: 'b' }, null, 1)
	);

	test('are complete with [DONE] and one finish reason, and the others are named', () => {
		const run = judged(first + stop + done, { choicesAsked: 2 });
		expect(run).toMatchObject({
			kind: 'complete',
			reason: expect.stringContaining('Nothing says how choices[1] ended.'),
		});
	});

	test('are complete with [DONE] even if more text follows the only finish reason, as through LiteLLM', () => {
		const late = bodyOf(chunkOf({ content: 'c' }));
		const run = judged(first + stop + late + done, { choicesAsked: 2 });
		expect(run).toMatchObject({
			kind: 'complete',
			reason: expect.stringContaining('before the end of its answer'),
			notes: expect.arrayContaining(['finish-taken-back']),
		});
		expect(judged(first + stop + late, { choicesAsked: 2 }).kind).toBe('truncated');
	});

	test('say of each how it ended: one finished, one whose finish reason was followed by more text', () => {
		const both = first + stop + bodyOf(chunkOf({}, 'stop', 1));
		const late = bodyOf(chunkOf({ content: 'c' }, null, 1));
		const run = judged(both + late + done, { choicesAsked: 2 });
		expect(run).toMatchObject({
			kind: 'complete',
			reason: expect.stringMatching(
				/1 of 2 choices finished \("stop"\).*The finish reason "stop" of choices\[1\] came in frame 4, before the end of its answer.*Nothing says how choices\[1\] ended/
			),
		});
		expect(judged(both + late, { choicesAsked: 2 })).toMatchObject({
			kind: 'truncated',
			reason: expect.stringContaining(
				'no finish reason for 1 of 2 choices (more text followed that of choices[1])'
			),
		});
	});

	test('say what an empty one has in place of text', () => {
		const ends = stop + bodyOf(chunkOf({}, 'stop', 1)) + done;
		const silent = bodyOf(chunkOf({ content: 'a' }), chunkOf({ role: 'assistant' }, null, 1));
		expect(judged(silent + ends).reason).toContain('The answer of choices[1] is empty');
		const heard = bodyOf(chunkOf({ content: 'a' }), chunkOf({ audio: { data: 'AAAA' } }, null, 1));
		expect(judged(heard + ends).reason).toMatch(/of choices\[1\] came; .* audio in `delta\.audio`/);
	});

	test('are cut without [DONE] if one has no finish reason', () => {
		expect(judged(first + stop, { choicesAsked: 2 }).kind).toBe('truncated');
	});
});

describe('a finish reason with more text after it', () => {
	const early = stop + text;
	test.each([
		['and no [DONE]', early],
		['and [DONE]', early + done],
	])('is none, %s, and the verdict says so', (_, body) => {
		expect(judged(body)).toMatchObject({
			kind: 'truncated',
			reason: expect.stringContaining('the one in frame 1 (more text followed it)'),
			notes: expect.arrayContaining(['finish-taken-back']),
		});
	});

	test('counts if it is repeated at the end, or if only usage follows', () => {
		const usage = bodyOf({ choices: [], usage: { total_tokens: 3 } });
		expect(judged(early + stop + done).kind).toBe('complete');
		expect(judged(text + stop + usage + done).kind).toBe('complete');
	});
});

describe('answers without content', () => {
	test('are complete with a warning', () => {
		const run = judged(
			bodyOf(chunkOf({ role: 'assistant', content: '' }), chunkOf({}, 'stop')) + done
		);
		expect(run).toMatchObject({
			kind: 'complete',
			reason: expect.stringContaining('The answer is empty'),
		});
		expect(run.advice).toContain('web page');
	});

	test('name what they have instead of text, and how much more there is', () => {
		const kinds = ['audio', 'images', 'video', 'files', 'documents', 'citations'];
		const sent = Object.fromEntries(kinds.map((kind) => [kind, [{ data: 'AAAA' }]]));
		const run = judged(bodyOf(chunkOf(sent)) + stop + done);
		expect(run.reason).toContain('audio in `delta.audio`');
		expect(run.reason).toContain(', and 2 more.');
		expect(run.advice).toContain('not text');
	});

	test('that used up their limit by reasoning ask for a higher limit, by the name that the request has', () => {
		const thought = bodyOf(chunkOf({ reasoning: 'Hm. ' }), chunkOf({}, 'length')) + done;
		expect(judged(thought).advice).toContain('raise `max_tokens`');
		expect(judged(thought).advice).not.toContain('send the answer back');
		expect(judged(thought, { requestBody: { max_completion_tokens: 9 } }).advice).toContain(
			'raise `max_completion_tokens`'
		);
	});

	test('are tool calls to run, even if the finish reason is "stop"', () => {
		const call = { tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: '{}' } }] };
		expect(judged(bodyOf(chunkOf(call)) + stop + done).advice).toContain('run them');
	});
});

const json: HowItWent = { contentType: 'application/json' };

describe('statuses', () => {
	test.each<[number, string, string, HowItWent]>([
		[204, '', 'No Content', {}],
		[205, '', 'Reset Content', {}],
		[202, '', 'Accepted', {}],
		[202, '{"id":"job-1","status":"queued"}', 'Accepted', json],
		[
			307,
			'',
			'https://api.example.org/v1/',
			{ headers: [['Location', 'https://api.example.org/v1/']] },
		],
		[304, '', '304', {}],
	])('%i is told as it is', (status, body, says, how) => {
		const run = judged(body, { status, ...how });
		expect(run.reason).toContain(says);
		expect(run.kind).toBe(status < 300 ? 'unreadable' : 'http-error');
	});

	test('202 with a stream is read as any other', () => {
		expect(judged(text + stop + done, { status: 202 }).kind).toBe('complete');
	});
});
