/** OpenAI Responses: what its events add up to, and how it is judged. */
import * as fc from 'fast-check';
import type { ResponseStreamEvent } from 'openai/resources/responses/responses';
import { describe, expect, test } from 'vitest';
import { events, runOf } from '../../support/protocol-run.ts';

const response = (status: string, more: object = {}) => ({
	id: 'resp_1',
	model: 'm',
	status,
	...more,
});
const created = { type: 'response.created', sequence_number: 0, response: response('in_progress') };
const item = { id: 'msg_1', type: 'message', role: 'assistant', content: [] };
const added = { type: 'response.output_item.added', output_index: 0, item };
const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
const text = (delta: string) => ({ type: 'response.output_text.delta', ...place, delta });
const usage = { input_tokens: 5, output_tokens: 3, total_tokens: 8 };
const completed = { type: 'response.completed', response: response('completed', { usage }) };
const incomplete = (reason: string) => ({
	type: 'response.incomplete',
	response: response('incomplete', { incomplete_details: { reason } }),
});
const call = { id: 'fc_1', type: 'function_call', call_id: 'call_1', name: 'get_weather' };
const callAdded = {
	type: 'response.output_item.added',
	output_index: 1,
	item: { ...call, arguments: '' },
};
const args = (delta: string) => ({
	type: 'response.function_call_arguments.delta',
	item_id: 'fc_1',
	output_index: 1,
	delta,
});

describe('a stream of the Responses API', () => {
	test('adds up to a message, linked to its frames', () => {
		const run = runOf(events(created, added, text('Once'), text(' upon'), completed));
		expect(run).toMatchObject({
			protocol: 'responses',
			kind: 'complete',
			text: 'Once upon',
			model: 'm',
		});
		expect(run.reason).toBe('The event response.completed came in frame 5.');
		expect(run.textFrames).toEqual([
			[2, 'Once'],
			[3, ' upon'],
		]);
		expect(run.usage).toMatchObject({ prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 });
		expect(run.notes).toEqual([]);
	});

	test('says once what it says twice: in deltas, and whole', () => {
		const part = { type: 'output_text', text: 'Once upon' };
		const whole = { ...item, content: [part] };
		const run = runOf(
			events(
				created,
				added,
				text('Once'),
				text(' upon'),
				{ type: 'response.output_text.done', ...place, text: 'Once upon' },
				{ type: 'response.content_part.done', ...place, part },
				{ type: 'response.output_item.done', output_index: 0, item: whole },
				{ type: 'response.completed', response: response('completed', { output: [whole] }) }
			)
		);
		expect(run).toMatchObject({ kind: 'complete', text: 'Once upon', notes: [] });
	});

	test('has the text of a response whose deltas were lost, or never sent', () => {
		const whole = { ...item, content: [{ type: 'output_text', text: 'Once upon' }] };
		const end = {
			type: 'response.completed',
			response: response('completed', { output: [whole] }),
		};
		expect(runOf(events(created, end))).toMatchObject({ text: 'Once upon', kind: 'complete' });
		const lost = runOf(events(created, added, text('Once'), end));
		expect(lost.textFrames).toEqual([
			[2, 'Once'],
			[3, ' upon'],
		]);
	});

	test('keeps its pieces where the whole is another text, and says so', () => {
		const done = { type: 'response.output_text.done', ...place, text: 'Twice' };
		const run = runOf(events(created, added, text('Once'), done, completed));
		expect(run).toMatchObject({ text: 'Once', kind: 'complete', notes: ['whole-differs'] });
	});

	test('brings a tool call by its place, with arguments in pieces', () => {
		const whole = { ...call, arguments: '{"city":"Paris"}' };
		const run = runOf(
			events(
				created,
				callAdded,
				args('{"city":'),
				args('"Paris"}'),
				{
					type: 'response.output_item.done',
					output_index: 1,
					item: whole,
				},
				completed
			)
		);
		expect(run.calls).toEqual([{ id: 'call_1', name: 'get_weather', args: '{"city":"Paris"}' }]);
		expect(run.advice).toContain('function_call_output');
	});

	test('brings a tool call whose first event comes after its arguments, or never', () => {
		const done = {
			type: 'response.output_item.done',
			output_index: 1,
			item: { ...call, arguments: '{}' },
		};
		for (const list of [
			[created, args('{}'), callAdded, completed],
			[created, args('{}'), done, completed],
			[created, done, completed],
		]) {
			expect(runOf(events(...list)).calls).toEqual([
				{ id: 'call_1', name: 'get_weather', args: '{}' },
			]);
		}
	});

	test('brings reasoning, its summary and a refusal', () => {
		const at = { item_id: 'rs_1', output_index: 0 };
		const run = runOf(
			events(
				created,
				{ type: 'response.reasoning_text.delta', ...at, content_index: 0, delta: 'Hm. ' },
				{ type: 'response.reasoning_summary_text.delta', ...at, summary_index: 0, delta: 'So.' },
				{ type: 'response.refusal.delta', ...place, output_index: 1, delta: 'No' },
				{ type: 'response.refusal.done', ...place, output_index: 1, refusal: 'No.' },
				completed
			)
		);
		expect(run).toMatchObject({ reasoning: 'Hm. So.', refusal: 'No.', text: '', kind: 'complete' });
	});

	test('names tools of the server and annotations as what cannot be shown', () => {
		const run = runOf(
			events(
				created,
				{ type: 'response.web_search_call.searching' },
				{ type: 'response.output_text.annotation.added' },
				{ type: 'response.audio.delta' },
				text('Hi'),
				completed
			)
		);
		expect(run.unshown).toEqual([
			'the work of a tool that the server runs',
			'annotations',
			'audio',
		]);
	});

	test('passes over event types that nobody knows, and goes on', () => {
		const run = runOf(events(created, { type: 'response.dreamt' }, text('Hi'), completed));
		expect(run).toMatchObject({ kind: 'complete', text: 'Hi', notes: ['other'] });
	});

	test('notices where `sequence_number` jumps', () => {
		const numbered = (sequence_number: number) => ({ ...text('a'), sequence_number });
		const run = runOf(events(created, numbered(1), numbered(3), numbered(2), completed));
		expect(run).toMatchObject({ text: 'aaa', notes: ['event-order', 'event-order'] });
	});

	test('counts nothing after its last event, `[DONE]` neither', () => {
		const run = runOf(events(created, text('Hi'), completed, 'data: [DONE]\n\n', text(' there')));
		expect(run).toMatchObject({ kind: 'complete', text: 'Hi' });
		expect(run.reason).toBe('The event response.completed came in frame 3.');
	});

	test.each([
		[
			'the token limit',
			incomplete('max_output_tokens'),
			'complete',
			'for "max_output_tokens"',
			'token limit',
		],
		['a filter', incomplete('content_filter'), 'complete', 'for "content_filter"', 'filter'],
		[
			'a failure',
			{
				type: 'response.failed',
				response: response('failed', { error: { code: 'server_error', message: 'Out of memory' } }),
			},
			'api-error',
			'Out of memory',
			'again',
		],
		[
			'an error event',
			{ type: 'error', code: 'rate_limit_exceeded', message: 'Slow down', param: null },
			'api-error',
			'Slow down',
			'again',
		],
		[
			'a nested error',
			{ type: 'error', error: { type: 'server_error', message: 'Gone' } },
			'api-error',
			'Gone',
			'again',
		],
	])('is judged by its own rules: %s', (_, last, kind, says, next) => {
		const run = runOf(events(created, text('Hi'), last));
		expect(run).toMatchObject({ kind, text: 'Hi', frameIndex: 2 });
		expect(run.reason).toContain(says);
		expect(run.advice).toContain(next);
	});

	test.each([
		['closed', 'truncated', 'no final status and no response.completed came'],
		['failed', 'truncated', 'The connection broke'],
		['stopped', 'stopped', 'before a final status'],
		['stalled', 'stalled', 'before a final status'],
	] as const)('that is %s before its last event is %s', (end, kind, says) => {
		const run = runOf(events(created, added, text('Hi')), { end });
		expect(run).toMatchObject({ kind, text: 'Hi' });
		expect(run.reason).toContain(says);
	});

	test('is not ended by `[DONE]` alone', () => {
		expect(runOf(events(created, text('Hi'), 'data: [DONE]\n\n')).kind).toBe('truncated');
	});

	test('brings the same wherever it is cut', () => {
		const body = events(
			created,
			added,
			text('Año 🚀'),
			callAdded,
			args('{"a":'),
			args('1}'),
			completed
		);
		const whole = runOf(body);
		fc.assert(
			fc.property(fc.integer({ min: 1, max: body.length }), (size) => {
				expect(runOf(body, { size })).toEqual(whole);
			}),
			{ numRuns: 40 }
		);
	});

	test('adds up any texts in any pieces, whether or not they are sent whole once more', () => {
		fc.assert(
			fc.property(
				fc.array(fc.array(fc.string(), { maxLength: 4 }), { maxLength: 4 }),
				fc.boolean(),
				(parts, again) => {
					const list = parts.flatMap((pieces, content_index) => [
						...pieces.map((delta) => ({ ...text(delta), content_index })),
						{
							type: again ? 'response.output_text.done' : 'response.content_part.added',
							...place,
							content_index,
							text: pieces.join(''),
						},
					]);
					const run = runOf(events(created, ...list, completed));
					expect(run.text).toBe(parts.flat().join(''));
					expect(run.notes).toEqual([]);
				}
			),
			{ numRuns: 200 }
		);
	});
});

/** Every type that the official package has. A new one fails to compile here. */
const TYPES: Readonly<Record<ResponseStreamEvent['type'], true>> = {
	'response.audio.delta': true,
	'response.audio.done': true,
	'response.audio.transcript.delta': true,
	'response.audio.transcript.done': true,
	'response.code_interpreter_call_code.delta': true,
	'response.code_interpreter_call_code.done': true,
	'response.code_interpreter_call.completed': true,
	'response.code_interpreter_call.in_progress': true,
	'response.code_interpreter_call.interpreting': true,
	'response.compaction.compacting': true,
	'response.completed': true,
	'response.content_part.added': true,
	'response.content_part.done': true,
	'response.created': true,
	error: true,
	'response.file_search_call.completed': true,
	'response.file_search_call.in_progress': true,
	'response.file_search_call.searching': true,
	'response.function_call_arguments.delta': true,
	'response.function_call_arguments.done': true,
	'response.shell_call_command.added': true,
	'response.shell_call_command.delta': true,
	'response.shell_call_command.done': true,
	'response.shell_call_output_content.delta': true,
	'response.shell_call_output_content.done': true,
	'response.in_progress': true,
	'response.failed': true,
	'response.incomplete': true,
	'response.output_item.added': true,
	'response.output_item.done': true,
	'response.reasoning_summary_part.added': true,
	'response.reasoning_summary_part.done': true,
	'response.reasoning_summary_text.delta': true,
	'response.reasoning_summary_text.done': true,
	'response.reasoning_text.delta': true,
	'response.reasoning_text.done': true,
	'response.refusal.delta': true,
	'response.refusal.done': true,
	'response.output_text.delta': true,
	'response.output_text.done': true,
	'response.web_search_call.completed': true,
	'response.web_search_call.in_progress': true,
	'response.web_search_call.searching': true,
	'response.image_generation_call.completed': true,
	'response.image_generation_call.generating': true,
	'response.image_generation_call.in_progress': true,
	'response.image_generation_call.partial_image': true,
	'response.mcp_call_arguments.delta': true,
	'response.mcp_call_arguments.done': true,
	'response.mcp_call.completed': true,
	'response.mcp_call.failed': true,
	'response.mcp_call.in_progress': true,
	'response.mcp_list_tools.completed': true,
	'response.mcp_list_tools.failed': true,
	'response.mcp_list_tools.in_progress': true,
	'response.output_text.annotation.added': true,
	'response.queued': true,
	'response.custom_tool_call_input.delta': true,
	'response.custom_tool_call_input.done': true,
};

test('every event type of the official package is known', () => {
	for (const type of Object.keys(TYPES)) {
		const { meanings } = runOf(events(created, { type }));
		expect(meanings[1]?.kind, type).not.toBe('other');
	}
});
