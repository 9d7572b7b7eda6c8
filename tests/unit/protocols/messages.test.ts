/** Anthropic Messages: what its events add up to, and how it is judged. */
import * as fc from 'fast-check';
import type { RawMessageStreamEvent, StopReason } from '@anthropic-ai/sdk/resources/messages';
import { describe, expect, test } from 'vitest';
import { events, runOf } from '../../support/protocol-run.ts';

const start = {
	type: 'message_start',
	message: {
		id: 'msg_1',
		role: 'assistant',
		model: 'm',
		usage: { input_tokens: 5, output_tokens: 1 },
	},
};
const block = (index: number, content_block: object) => ({
	type: 'content_block_start',
	index,
	content_block,
});
const piece = (index: number, delta: object) => ({ type: 'content_block_delta', index, delta });
const text = (words: string, index = 0) => piece(index, { type: 'text_delta', text: words });
const json = (partial_json: string, index = 0) =>
	piece(index, { type: 'input_json_delta', partial_json });
const stopBlock = (index: number) => ({ type: 'content_block_stop', index });
const ended = (stop_reason: string | null = 'end_turn') => ({
	type: 'message_delta',
	delta: { stop_reason, stop_sequence: null },
	usage: { output_tokens: 4, input_tokens: null },
});
const stop = { type: 'message_stop' };
const begun = [start, block(0, { type: 'text', text: '' })] as const;
const end = [stopBlock(0), ended(), stop] as const;

describe('a stream of the Messages API', () => {
	test('adds up to a message, linked to its frames', () => {
		const run = runOf(events(...begun, { type: 'ping' }, text('Once'), text(' upon'), ...end));
		expect(run).toMatchObject({
			protocol: 'messages',
			kind: 'complete',
			text: 'Once upon',
			model: 'm',
		});
		expect(run.reason).toBe(
			'The stop reason "end_turn" came in frame 7, and message_stop in frame 8.'
		);
		expect(run.textFrames).toEqual([
			[3, 'Once'],
			[4, ' upon'],
		]);
		expect(run.usage).toMatchObject({ prompt_tokens: 5, completion_tokens: 4, total_tokens: 9 });
		expect(run.notes).toEqual([]);
	});

	test('has thinking with a signature before its text', () => {
		const run = runOf(
			events(
				start,
				block(0, { type: 'thinking', thinking: '', signature: '' }),
				piece(0, { type: 'thinking_delta', thinking: 'Hm.' }),
				piece(0, { type: 'signature_delta', signature: 'EqQB' }),
				stopBlock(0),
				block(1, { type: 'text', text: '' }),
				text('Yes', 1),
				stopBlock(1),
				ended(),
				stop
			)
		);
		expect(run).toMatchObject({
			reasoning: 'Hm.',
			text: 'Yes',
			kind: 'complete',
			notes: [],
			unshown: [],
		});
	});

	test('brings tool calls with input in pieces, or whole at the start', () => {
		const tool = (input: object) => ({
			type: 'tool_use',
			id: 'toolu_1',
			name: 'get_weather',
			input,
		});
		const pieces = [
			start,
			block(0, tool({})),
			json(''),
			json('{"city":'),
			json('"Paris"}'),
		] as const;
		const whole = [start, block(0, tool({ city: 'Paris' }))] as const;
		for (const list of [pieces, whole, [...whole, json('{"city":"Paris"}')]]) {
			const run = runOf(events(...list, stopBlock(0), ended('tool_use'), stop));
			expect(run.calls).toEqual([{ id: 'toolu_1', name: 'get_weather', args: '{"city":"Paris"}' }]);
			expect(run.advice).toContain('tool_result');
		}
	});

	test('names what cannot be shown: encrypted thinking, citations, tools of the server', () => {
		const run = runOf(
			events(
				start,
				block(0, { type: 'redacted_thinking', data: 'Eq' }),
				stopBlock(0),
				block(1, { type: 'web_search_tool_result' }),
				stopBlock(1),
				block(2, { type: 'text', text: '' }),
				piece(2, { type: 'citations_delta', citation: {} }),
				piece(2, { type: 'dream_delta' }),
				stopBlock(2),
				ended(),
				stop
			)
		);
		expect(run.unshown).toEqual([
			'encrypted reasoning',
			'a block of the type web_search_tool_result',
			'citations',
			'a piece of the type dream_delta',
		]);
	});

	test('remarks on a block that never stops, and reads it all the same', () => {
		const run = runOf(events(...begun, text('Hi'), ended(), stop));
		expect(run).toMatchObject({ kind: 'complete', text: 'Hi', notes: ['event-missing'] });
	});

	test('remarks on pieces of blocks that are not open, and reads them all the same', () => {
		const early = runOf(events(start, text('Hi'), block(0, { type: 'text', text: '' }), ...end));
		expect(early).toMatchObject({ kind: 'complete', text: 'Hi', notes: ['event-order'] });
		const late = runOf(events(...begun, stopBlock(0), text('Hi'), stopBlock(0), ended(), stop));
		expect(late).toMatchObject({ text: 'Hi', notes: ['event-order', 'event-order'] });
	});

	test('passes over event types that nobody knows, and goes on', () => {
		const run = runOf(events(...begun, { type: 'dream' }, text('Hi'), ...end));
		expect(run).toMatchObject({ kind: 'complete', text: 'Hi', notes: ['other'] });
	});

	const REASONS: Readonly<Record<StopReason, string | undefined>> = {
		end_turn: undefined,
		stop_sequence: undefined,
		max_tokens: 'token limit',
		model_context_window_exceeded: 'token limit',
		tool_use: 'tool_result',
		pause_turn: 'continues',
		refusal: 'filter',
	};
	test.each(Object.entries(REASONS))('ends in good order with %s', (reason, next) => {
		const run = runOf(events(...begun, text('Hi'), stopBlock(0), ended(reason), stop));
		expect(run).toMatchObject({ kind: 'complete', text: 'Hi' });
		expect(run.reason).not.toMatch(/not known here/);
		expect(run.advice ?? '').toContain(next ?? '');
		expect(run.advice === undefined).toBe(next === undefined);
	});

	test('says so where nobody knows the stop reason', () => {
		const run = runOf(events(...begun, text('Hi'), stopBlock(0), ended('dreamt'), stop));
		expect(run.reason).toContain('not known here');
	});

	test('is whole without `message_stop`, and not with it alone', () => {
		const run = runOf(events(...begun, text('Hi'), stopBlock(0), ended()));
		expect(run.kind).toBe('complete-without-done');
		expect(run.reason).toContain('before message_stop');
		const alone = runOf(events(...begun, text('Hi'), stopBlock(0), ended(null), stop));
		expect(alone.kind).toBe('truncated');
		expect(alone.reason).toContain('no stop reason');
	});

	test('takes a stop reason back where more of the answer follows', () => {
		expect(runOf(events(...begun, text('Hi'), ended(), text(' there'))).kind).toBe('truncated');
	});

	test('ends at an error, with the text before it', () => {
		const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
		const run = runOf(events(...begun, text('Hi'), error));
		expect(run).toMatchObject({ kind: 'api-error', text: 'Hi', frameIndex: 3 });
		expect(run.reason).toContain('"Overloaded" (overloaded_error)');
	});

	test.each([
		['closed', 'truncated', 'no stop reason and no message_stop came'],
		['failed', 'truncated', 'The connection broke'],
		['stopped', 'stopped', 'before a stop reason'],
		['stalled', 'stalled', 'before a stop reason'],
	] as const)('that is %s before its end is %s', (how, kind, says) => {
		const run = runOf(events(...begun, text('Hi')), { end: how });
		expect(run).toMatchObject({ kind, text: 'Hi' });
		expect(run.reason).toContain(says);
	});

	test('brings the same wherever it is cut', () => {
		const body = events(...begun, text('Año 🚀'), ...end);
		const whole = runOf(body);
		fc.assert(
			fc.property(fc.integer({ min: 1, max: body.length }), (size) => {
				expect(runOf(body, { size })).toEqual(whole);
			}),
			{ numRuns: 40 }
		);
	});

	test('adds up any texts in any pieces, in order', () => {
		fc.assert(
			fc.property(fc.array(fc.array(fc.string(), { maxLength: 4 }), { maxLength: 4 }), (blocks) => {
				const list = blocks.flatMap((pieces, index) => [
					block(index, { type: 'text', text: '' }),
					...pieces.map((one) => text(one, index)),
					stopBlock(index),
				]);
				const run = runOf(events(start, ...list, ended(), stop));
				expect(run.text).toBe(blocks.flat().join(''));
				expect(run.notes).toEqual([]);
			}),
			{ numRuns: 200 }
		);
	});
});

/** Every type that the official package has. A new one fails to compile here. */
const TYPES: Readonly<Record<RawMessageStreamEvent['type'], true>> = {
	message_start: true,
	message_delta: true,
	message_stop: true,
	content_block_start: true,
	content_block_delta: true,
	content_block_stop: true,
};

test('every event type of the official package is known', () => {
	for (const type of Object.keys(TYPES)) {
		const { meanings } = runOf(events(start, { type }));
		expect(meanings[1]?.kind, type).not.toBe('other');
	}
});
