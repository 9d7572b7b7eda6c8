/** The programs of "Tool calls and reasoning", run unchanged: calls in pieces, cut, late and wrong. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createDemoHandler } from '../../src/demo/index.ts';
import { serveHandler, serveReply, type Loopback } from '../support/loopback.ts';
import { runProgram } from '../support/program.ts';
import { chunk, done, reply } from './streams.ts';

vi.setConfig({ testTimeout: 120_000 });

const programs = ['python/tool_calls.py', 'javascript/tool-calls.mjs'];

const piece = (index: number, text: string, more: object = {}) =>
	chunk({ tool_calls: [{ index, function: { arguments: text }, ...more }] });

interface Call {
	readonly index?: number | null;
	readonly id?: string | null;
	readonly name?: string | null;
	readonly args?: unknown;
}

const calling = (...calls: Call[]) => ({
	tool_calls: calls.map(({ name, args, ...rest }) => ({
		...rest,
		type: 'function',
		function: { name, arguments: args },
	})),
});
const paris = '{"city":"Paris"}';
const rome = '{"city":"Rome"}';
const weather = { name: 'get_weather' };

/** What servers send for tool calls that OpenAI does not, and the calls that it is. */
const ODD_CALLS: Readonly<Record<string, readonly [deltas: object[], calls: string[]]>> = {
	'a call without index and id, in pieces': [
		[calling({ ...weather, args: '{"city":' }), calling({ args: '"Paris"}' })],
		[`no id: call get_weather with ${paris}`],
	],
	'a call whose index and id are null': [
		[calling({ ...weather, index: null, id: null, args: paris })],
		[`no id: call get_weather with ${paris}`],
	],
	'a call whose id says "null"': [
		[
			calling({ ...weather, index: 0, id: 'null', args: '{"city":' }),
			calling({ index: 0, id: 'null', args: '"Paris"}' }),
		],
		[`no id: call get_weather with ${paris}`],
	],
	'a call whose id comes again in each piece, or changes': [
		[
			calling({ ...weather, index: 0, id: 'a', args: '{"city"' }),
			calling({ index: 0, id: 'a', args: ':"Pa' }),
			calling({ index: 0, id: 'b', args: 'ris"}' }),
		],
		[`a: call get_weather with ${paris}`],
	],
	'a whole call, whose arguments are an object': [
		[calling({ ...weather, index: 0, id: 'a', args: { city: 'Paris' } })],
		[`a: call get_weather with ${paris}`],
	],
	'whole calls in one delta, without an index': [
		[calling({ ...weather, id: 'a', args: paris }, { ...weather, id: 'b', args: rome })],
		[`a: call get_weather with ${paris}`, `b: call get_weather with ${rome}`],
	],
	'parallel calls under one index': [
		[
			calling({ ...weather, index: 0, id: 'a', args: paris }),
			calling({ ...weather, index: 0, id: 'b', args: rome }),
		],
		[`a: call get_weather with ${paris}`, `b: call get_weather with ${rome}`],
	],
	'parallel calls under one index and one id, by their names': [
		[
			calling({ ...weather, index: 0, id: 'a', args: paris }),
			calling({ name: 'get_time', index: 0, id: 'a', args: '{"zone":' }),
			calling({ index: 0, args: '"UTC"}' }),
		],
		[`a: call get_weather with ${paris}`, 'a: call get_time with {"zone":"UTC"}'],
	],
	'a call whose name and id come again, empty, after whole arguments': [
		[
			calling({ ...weather, index: 0, id: 'a', args: paris }),
			calling({ ...weather, index: 0, id: 'a', args: '' }),
			calling({ name: '', index: 0, id: '', args: '' }),
			calling({ name: null, index: 0, id: null, args: null }),
		],
		[`a: call get_weather with ${paris}`],
	],
	'calls whose pieces alternate, under indexes that begin at 1': [
		[
			calling({ ...weather, index: 1, id: 'a', args: '{"city":' }),
			calling({ ...weather, index: 2, id: 'b', args: '{"city":' }),
			calling({ index: 1, args: '"Paris"}' }, { index: 2, args: '"Rome"}' }),
		],
		[`a: call get_weather with ${paris}`, `b: call get_weather with ${rome}`],
	],
	'the call that OpenAI had before `tool_calls`': [
		[
			{ function_call: { name: 'get_weather', arguments: '{"city":' } },
			{ function_call: { arguments: '"Paris"}' } },
		],
		[`no id: call get_weather with ${paris}`],
	],
};

let demo: Loopback;
beforeAll(async () => {
	demo = await serveHandler(createDemoHandler({ pace: 0 }));
});
afterAll(() => demo.close());

const atDemo = (file: string, fault: string) =>
	runProgram(file, { baseURL: `${demo.origin}/faults/${fault}/v1` });

async function reading(file: string, stream: string) {
	const server = await serveReply(reply(stream));
	try {
		return await runProgram(file, { baseURL: server.origin });
	} finally {
		await server.close();
	}
}

describe.each(programs)('%s', (file) => {
	test('puts two calls together whose pieces alternate', async () => {
		const { stdout, stderr, code } = await atDemo(file, 'tool-calls');
		expect(stdout.replaceAll(': "', ':"')).toContain(
			'call_demo0: call get_weather with {"city":"Paris"}\n'
		);
		expect(stdout.replaceAll(': "', ':"')).toContain(
			'call_demo1: call get_time with {"zone":"Europe/Paris"}\n'
		);
		expect(stderr).toBe('');
		expect(code).toBe(0);
	});

	test.each(['reasoning', 'reasoning;field=reasoning_content'])(
		'keeps reasoning apart from the text: %s',
		async (fault) => {
			const { stdout, stderr, code } = await atDemo(file, fault);
			expect(stderr).toBe('They want an answer. The demo has one ready, so it will do.');
			expect(stdout).not.toContain('They want an answer');
			expect(stdout.length).toBeGreaterThan(40);
			expect(code).toBe(0);
		}
	);

	test('takes a name and an id that come late, and a call without arguments', async () => {
		const late = { id: 'call_1', function: { name: 'now', arguments: '' } };
		const { stdout, code } = await reading(
			file,
			piece(0, '') + chunk({ tool_calls: [{ index: 0, ...late }] }) + chunk({}, 'tool_calls') + done
		);
		expect(stdout).toContain('call_1: call now with {}');
		expect(code).toBe(0);
	});

	test.each([
		['come again in each piece', 'call_1', 'now'],
		['are others later', 'call_2', 'later'],
		['are empty later', '', ''],
	])('keeps the first name and id where they %s', async (_, id, name) => {
		const { stdout, code } = await reading(
			file,
			piece(0, '', { id: '', function: { name: '', arguments: '' } }) +
				piece(0, '', { id: 'call_1', function: { name: 'now', arguments: '{' } }) +
				piece(0, '', { id, function: { name, arguments: '}' } }) +
				chunk({}, 'tool_calls') +
				done
		);
		expect(stdout).toContain('call_1: call now with {}');
		expect(code).toBe(0);
	});

	test.each(Object.entries(ODD_CALLS))('puts together %s', async (_, [deltas, calls]) => {
		const { stdout, stderr, code } = await reading(
			file,
			deltas.map((delta) => chunk(delta)).join('') + chunk({}, 'tool_calls') + done
		);
		const lines = stdout.replaceAll('": ', '":').replaceAll('", ', '",').trim().split('\n');
		expect({ lines, stderr, code }).toEqual({ lines: calls, stderr: '', code: 0 });
	});

	test.each([
		['the stream was cut', piece(0, '{"city": "Pa'), 'without a finish reason'],
		[
			'the token limit was met',
			piece(0, '{"city": "Pa') + chunk({}, 'length') + done,
			'token limit cut',
		],
		[
			'they are not JSON',
			piece(0, '{city}') + chunk({}, 'tool_calls') + done,
			'are not JSON: {city}',
		],
	])('calls nothing when %s', async (_, stream, says) => {
		const first = chunk({
			tool_calls: [{ index: 0, id: 'call_1', function: { name: 'get_weather', arguments: '' } }],
		});
		const { stdout, stderr, code } = await reading(file, first + stream);
		expect(stderr).toContain(says);
		expect(stdout.trim()).toBe('');
		expect(code).toBe(1);
	});
});
