import { describe, expect, test } from 'vitest';
import { bodyOf, chunkOf, runOf } from '../../support/chat-stream.ts';

type Piece = Record<string, unknown>;

/** The calls that the pieces add up to; each list of pieces is one chunk. */
function callsOf(...chunks: Piece[][]) {
	const { message } = runOf(bodyOf(...chunks.map((tool_calls) => chunkOf({ tool_calls }))));
	const calls = message.choices[0]!.toolCalls;
	return calls.map((call) => `${call.index} ${call.id} ${call.name}(${call.arguments})`);
}
const piece = (index: unknown, id?: unknown, name?: unknown, args?: unknown): Piece => ({
	index,
	id,
	type: 'function',
	function: { name, arguments: args },
});

describe('addToolCalls()', () => {
	test('puts arguments together by index, calls interleaved', () => {
		const calls = callsOf(
			[piece(0, 'a', 'f', '')],
			[piece(1, 'b', 'g', '')],
			[piece(0, undefined, undefined, '{"x":'), piece(1, undefined, undefined, '{}')],
			[piece(0, undefined, undefined, '1}')]
		);
		expect(calls).toEqual(['0 a f({"x":1})', '1 b g({})']);
	});

	test('merges pieces of one call that come in one chunk, even the first', () => {
		// openai-python issues 3201 and 3203: these were split into two calls.
		const calls = callsOf(
			[piece(0, 'a', 'f'), piece(0, undefined, undefined, ' {"')],
			[piece(0, undefined, undefined, 'x":1}')]
		);
		expect(calls).toEqual(['0 a f( {"x":1})']);
	});

	test('takes id and name late', () => {
		const calls = callsOf(
			[piece(0, null, null, '{')],
			[piece(0, 'a', '', '}')],
			[piece(0, '', 'f')]
		);
		expect(calls).toEqual(['0 a f({})']);
	});

	test('takes a name in pieces, repeated, or growing', () => {
		expect(callsOf([piece(0, 'a', 'get_')], [piece(0, '', 'weather')])).toEqual([
			'0 a get_weather()',
		]);
		expect(callsOf([piece(0, 'a', 'get')], [piece(0, '', 'get')])).toEqual(['0 a get()']);
		expect(callsOf([piece(0, 'a', 'get')], [piece(0, '', 'get_x')])).toEqual(['0 a get_x()']);
	});

	test('takes an id repeated, and the first of several', () => {
		const calls = callsOf(
			[piece(0, 'a', 'f', '{')],
			[piece(0, 'a', undefined, '"x"')],
			[piece(0, 'b', undefined, ':1}')]
		);
		expect(calls).toEqual(['0 a f({"x":1})']);
	});

	test('starts another call if id and name are both new, even if the index is not', () => {
		const calls = callsOf(
			[piece(0, 'a', 'f', '{}'), piece(0, 'b', 'f', '{"x":1')],
			[piece(0, '', '', '}')]
		);
		expect(calls).toEqual(['0 a f({})', '0 b f({"x":1})']);
	});

	test.each([undefined, null, -1, 0.5, 'x'])(
		'tells calls with index %j apart by their ids',
		(index) => {
			const calls = callsOf(
				[piece(index, 'a', 'f', '{')],
				[piece(index, undefined, undefined, '}')],
				[piece(index, 'b', 'g', '[')],
				[piece(index, 'a', undefined, ' '), piece(index, 'b', undefined, ']')]
			);
			expect(calls).toEqual(['0 a f({} )', '1 b g([])']);
		}
	);

	test('takes a wild index for a name like any other', () => {
		expect(callsOf([piece(1e9, 'a', 'f', '{')], [piece(1e9, '', '', '}')])).toEqual([
			'1000000000 a f({})',
		]);
	});

	test('stops at 128 calls, and names the frames of the others', () => {
		const many = Array.from({ length: 130 }, (_, index) => piece(index, `id${index}`, 'f', '{}'));
		const { message } = runOf(bodyOf(chunkOf({ tool_calls: many })));
		expect(message.choices[0]?.toolCalls).toHaveLength(128);
		expect(message.strayFrames).toEqual([0, 0]);
	});

	test.each([5, 'x', null, [], { function: 5 }, { function: null }])(
		'takes %j without harm',
		(odd) => {
			const tool_calls = [odd, piece(0, 'a', 5, {})];
			const { message } = runOf(bodyOf(chunkOf({ tool_calls })));
			expect(message.choices[0]?.toolCalls.at(-1)).toMatchObject({ id: 'a', name: undefined });
		}
	);
});
