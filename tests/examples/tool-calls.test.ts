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
