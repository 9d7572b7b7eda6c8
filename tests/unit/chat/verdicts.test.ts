/**
 * Verdicts on what servers and proxies send beside the standard: finish reasons, keep-alives, end marks, other
 * protocols, damage. A row is a body and what its reader must be told.
 */
import { describe, expect, test } from 'vitest';
import { advice, finishClass, notesFor, type FinishClass } from '../../../src/chat/index.ts';
import { bodyOf, chunkOf, runOf, type HowItWent } from '../../support/chat-stream.ts';

const text = bodyOf(chunkOf({ role: 'assistant' }), chunkOf({ content: 'Once upon' }));
const done = bodyOf('[DONE]');
const stop = bodyOf(chunkOf({}, 'stop'));
const chunk = JSON.stringify(chunkOf({ content: 'a' }));

/** The verdict, and all that is said. */
function told(body: string | Uint8Array, how?: HowItWent) {
	const { outcome, evidence, frames, meanings, message } = runOf(body, how);
	const notes = frames.flatMap((frame, i) => {
		const meaning = meanings[i];
		return meaning ? notesFor({ frame, meaning, message }) : [];
	});
	return { ...outcome, advice: advice(outcome, evidence) ?? '', notes: notes.map(({ id }) => id) };
}

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
const everyReason = Object.entries(reasons).flatMap(([sort, words]) =>
	words.map((word) => [word, sort as FinishClass] as const)
);

describe.each(everyReason)('the finish reason %s', (word, sort) => {
	const run = told(text + bodyOf(chunkOf({}, word)) + done);

	test(`is of the class ${sort}`, () => {
		expect(finishClass(word)).toBe(sort);
	});

	test('makes a verdict that says whether the answer can be taken for whole', () => {
		const isFailure = sort === 'failed' || sort === 'blocked';
		expect(run.kind).toBe(isFailure ? 'api-error' : 'complete');
		expect(run.reason.includes('cannot be taken for whole')).toBe(isFailure || sort === 'unknown');
		expect(run.reason).toContain('in frame 3');
	});

	test('is told by verdict, advice and notes alike', () => {
		if (sort === 'whole') expect(run.advice).toBe('');
		if (sort === 'limit') expect(run.advice).toContain('`max_tokens`');
		if (sort === 'tools') expect(run.advice).toContain('run them');
		if (sort === 'failed' || sort === 'blocked')
			expect(run.advice).toMatch(/^Keep the text, and mark it as cut off\./);
		expect(run.notes.filter((id) => id.startsWith('finish-'))).toHaveLength(1);
	});
});

test('a finish reason that fails is told even where the body breaks before [DONE]', () => {
	expect(told(text + bodyOf(chunkOf({}, 'network_error')), { end: 'failed' }).kind).toBe(
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
		expect(told(one + text + one + stop + one + done).kind).toBe('complete');
		expect(told(text + stop + one).kind).toBe('complete-without-done');
		expect(told(text + one).kind).toBe('truncated');
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
		const run = told(`${text}${stop}data: ${mark}\n\n`);
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
		const run = told(first + stop + done, { choicesAsked: 2 });
		expect(run).toMatchObject({
			kind: 'complete',
			reason: expect.stringContaining('Nothing says how choices[1] ended.'),
		});
	});

	test('are cut without [DONE], where one has no finish reason', () => {
		expect(told(first + stop, { choicesAsked: 2 }).kind).toBe('truncated');
	});
});

describe('answers with nothing to show', () => {
	test('are complete with a warning', () => {
		const run = told(
			bodyOf(chunkOf({ role: 'assistant', content: '' }), chunkOf({}, 'stop')) + done
		);
		expect(run).toMatchObject({
			kind: 'complete',
			reason: expect.stringContaining('The answer is empty'),
		});
		expect(run.advice).toContain('web page');
	});

	test('that used up their limit by reasoning ask for a higher limit, by the name that the request has', () => {
		const thought = bodyOf(chunkOf({ reasoning: 'Hm. ' }), chunkOf({}, 'length')) + done;
		expect(told(thought).advice).toContain('raise `max_tokens`');
		expect(told(thought).advice).not.toContain('send the answer back');
		expect(told(thought, { requestBody: { max_completion_tokens: 9 } }).advice).toContain(
			'raise `max_completion_tokens`'
		);
	});

	test('are tool calls to run, even where the finish reason is "stop"', () => {
		const call = { tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: '{}' } }] };
		expect(told(bodyOf(chunkOf(call)) + stop + done).advice).toContain('run them');
	});
});

const sse = (...values: unknown[]) => bodyOf(...values.map((value) => value as object));
const events = (...values: { type: string }[]) =>
	values.map((value) => `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`).join('');
const lines = (...values: object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const ndjson: HowItWent = { contentType: 'application/x-ndjson' };
const json: HowItWent = { contentType: 'application/json' };

/** A whole stream of each, and a word of its name. */
const protocols: [name: string, body: string, how?: HowItWent][] = [
	[
		'OpenAI Responses',
		events(
			{ type: 'response.created' },
			{ type: 'response.output_text.delta' },
			{ type: 'response.completed' }
		),
	],
	[
		'Anthropic Messages',
		events({ type: 'message_start' }, { type: 'content_block_delta' }, { type: 'message_stop' }),
	],
	[
		'Anthropic Messages',
		sse(
			{ type: 'ping' },
			{ type: 'content_block_start' },
			{ type: 'message_delta', usage: { output_tokens: 4 } },
			{ type: 'message_stop' }
		),
	],
	[
		'Assistants',
		'event: thread.message.delta\ndata: {"object":"thread.message.delta"}\n\nevent: thread.run.completed\ndata: {"object":"thread.run"}\n\n',
	],
	[
		'Gemini',
		sse(
			{ candidates: [{ content: { parts: [{ text: 'Hi' }] } }] },
			{ candidates: [{ finishReason: 'STOP' }], usageMetadata: {} }
		),
	],
	[
		'Gemini',
		`[${JSON.stringify({ candidates: [{ content: {} }] })}\n,\r\n${JSON.stringify({ candidates: [{ finishReason: 'STOP' }] })}\n]`,
		json,
	],
	[
		'Ollama',
		lines(
			{ model: 'x', message: { role: 'assistant', content: 'Hi' }, done: false },
			{ model: 'x', message: {}, done: true, done_reason: 'stop' }
		),
		ndjson,
	],
	[
		'Ollama',
		lines({ model: 'x', response: 'Hi', done: false }, { model: 'x', response: '', done: true }),
		ndjson,
	],
	['Ollama', sse({ message: { content: 'Hi' }, done: false }, { message: {}, done: true })],
	[
		'Workers AI',
		`${sse({ response: 'Hi', p: 'ab' }, { response: '', usage: {} })}data: [DONE]\n\n`,
	],
	[
		'AI SDK',
		`${sse({ type: 'start' }, { type: 'text-start', id: '0' }, { type: 'text-delta', id: '0', delta: 'Hi' }, { type: 'finish' })}data: [DONE]\n\n`,
	],
	[
		'AI SDK 4',
		'f:{"messageId":"m"}\n0:"Hi"\n0:" you"\ne:{"finishReason":"stop"}\nd:{"finishReason":"stop"}\n',
		{ contentType: 'text/plain' },
	],
	['Cohere', events({ type: 'message-start' }, { type: 'content-delta' }, { type: 'message-end' })],
	[
		'Cohere',
		lines(
			{ event_type: 'stream-start' },
			{ event_type: 'text-generation' },
			{ event_type: 'stream-end' }
		),
		{ contentType: 'application/stream+json' },
	],
	[
		'Bedrock',
		sse(
			{ messageStart: { role: 'assistant' } },
			{ contentBlockDelta: {} },
			{ messageStop: { stopReason: 'end_turn' } }
		),
	],
	[
		'AWS',
		'\0\0\0\uFFFD\0\0\0K:event-type\x07\0\x05chunk:content-type\x07\0\x10application/json{"bytes":"eyJ0eXBl"}',
		{ contentType: 'application/vnd.amazon.eventstream' },
	],
	[
		'DashScope',
		'id:1\nevent:result\n:HTTP_STATUS/200\ndata:{"output":{"text":"Hi","finish_reason":"stop"},"usage":{},"request_id":"r"}\n\n',
	],
	['Baidu', sse({ id: 'as-1', result: 'Hi', is_end: false }, { result: '', is_end: true })],
	[
		'Text Generation Inference',
		sse({ token: { text: 'Hi' }, generated_text: null }, { token: {}, generated_text: 'Hi' }),
	],
	['llama.cpp', sse({ content: 'Hi', stop: false }, { content: '', stop: true })],
	['SGLang', `${sse({ text: 'Hi', meta_info: {} })}data: [DONE]\n\n`],
	[
		'Dify',
		sse(
			{ event: 'message', answer: 'Hi', conversation_id: 'c' },
			{ event: 'message_end', conversation_id: 'c' }
		),
	],
	['JSON-RPC', 'event: message\ndata: {"jsonrpc":"2.0","id":1,"result":{}}\n\n'],
	['one a line', lines(chunkOf({ content: 'Hi' }), chunkOf({}, 'stop')), ndjson],
	['one a line', JSON.stringify([chunkOf({ content: 'Hi' }), chunkOf({}, 'stop')]), json],
	[
		'Text Completions',
		'event: completion\ndata: {"type":"completion","completion":" Hi","stop_reason":null}\n\nevent: completion\ndata: {"completion":"","stop_reason":"stop_sequence"}\n\n',
	],
];

describe.each(protocols)('a stream of %s', (name, body, how = {}) => {
	test('is named, called whole by its own rules, and never cut', () => {
		const run = told(body, how);
		expect(run).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining(name) });
		expect(run.reason).not.toMatch(/cut|has not come/);
		expect(run.advice).toMatch(/chat|chunks/i);
	});

	test('is named all the same where it ends early', () => {
		const bytes = new TextEncoder().encode(body);
		const half = body.lastIndexOf(
			how.contentType === 'application/json' ? '}' : '\n',
			body.length - 4
		);
		if (half < bytes.length / 3) return;
		expect(told(body.slice(0, half + 1), how)).toMatchObject({
			kind: 'unreadable',
			reason: expect.stringContaining(name),
		});
	});

	test('stays the reader’s where the reader stopped it before its end', () => {
		const first = body.slice(0, body.indexOf('\n\n') + 2);
		if (first.length < 3 || told(first, how).reason.includes('is whole')) return;
		expect(told(first, { ...how, end: 'stopped' }).kind).toBe('stopped');
	});
});

test('a chat stream is no other protocol, whatever else it carries', () => {
	const odd = bodyOf({
		...chunkOf({ content: 'a' }),
		candidates: [],
		response: 'x',
		type: 'message_start',
	});
	expect(told(odd + stop + done).kind).toBe('complete');
	expect(told(sse({ candidates: [] }) + text).kind).toBe('truncated');
});

const utf16 = (body: string, bom = true) => {
	const units = Uint16Array.from((bom ? '\uFEFF' : '') + body, (char) => char.charCodeAt(0));
	return new Uint8Array(units.buffer);
};
const base64 = (body: string) => Buffer.from(body).toString('base64');

/** What stands where, and the words that must be in the reason. */
const damages: [what: string, body: string | Uint8Array, says: string | RegExp, how?: HowItWent][] =
	[
		[
			'lines without blank lines',
			bodyOf(chunkOf({ content: 'a' }), chunkOf({}, 'stop'), '[DONE]').replaceAll('\n\n', '\n'),
			'blank line',
		],
		[
			'lines without blank lines, with one at the end',
			`${bodyOf(chunkOf({ content: 'a' }), chunkOf({}, 'stop'), '[DONE]').replaceAll('\n\n', '\n')}\n`,
			'blank line',
		],
		[
			'CR LF lines without blank lines',
			bodyOf(chunkOf({ content: 'a' }), chunkOf({}, 'stop')).replaceAll('\n\n', '\r\n'),
			'blank line',
		],
		['one lost blank line', `${text}data: ${chunk}\ndata: ${chunk}\n\n`, 'blank line'],
		['a value wrapped twice', `data: data: ${chunk}\n\n`, 'twice'],
		['two values on a line', `data: ${chunk}${chunk}\n\n`, 'two JSON values'],
		['two data lines on a line', `data: ${chunk}data: ${chunk}\n\n`, 'one line'],
		[
			'gzip without its header',
			new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xab, 0x56, 0x4a, 0x2c]),
			'gzip',
		],
		[
			'Zstandard without its header',
			new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 4, 88, 1, 2, 3]),
			'Zstandard',
		],
		['UTF-16 with its mark', utf16(text), 'UTF-16'],
		['UTF-16 without its mark', utf16(text, false), 'UTF-16'],
		[
			'a no-break space in the data',
			`data: ${chunk.replace(',', ',\u00A0')}\n\n`,
			'no-break space',
		],
		['a no-break space after the colon', `data:\u00A0${chunk}\n\n`, 'no-break space'],
		['a no-break space before `data`', `\u00A0data: ${chunk}\n\n`, 'no-break space'],
		['a zero-width space', `data: \u200B${chunk}\n\n`, 'zero-width space'],
		[
			'Python’s dict',
			`data: {'id': 'x', 'choices': [{'index': 0, 'delta': {'content': "it's"}, 'finish_reason': None}]}\n\n`,
			'Python',
		],
		[
			'Python’s object',
			`data: ChatCompletionChunk(id='x', choices=[Choice(delta=ChoiceDelta(content='a'))])\n\n`,
			'Python',
		],
		['Python’s bytes', `data: b'{"id": "x"}'\n\n`, 'Python'],
		['Python’s bytes as the body', `b'data: {"id": "x"}\\n\\n'`, 'Python'],
		[
			'a web page as data',
			`${text}data: <html><head><title>502 Bad Gateway</title></head></html>\n\n`,
			'502 Bad Gateway',
		],
		['plain text as data', `${text}data: upstream connect error\n\n`, 'upstream connect error'],
		['base64 as data', `data: ${base64(chunk)}\n\n`, 'base64'],
		['base64 as the body', base64(text), 'base64'],
		['quotes for HTML', `data: ${chunk.replaceAll('"', '&quot;')}\n\n`, 'HTML'],
		['escaped quotes', `data: ${chunk.replaceAll('"', '\\"')}\n\n`, 'escaped'],
		['a stream in a JSON string', JSON.stringify(text), 'escaped'],
		['a stream with escaped line breaks', text.replaceAll('\n', '\\n'), 'escaped'],
		['NaN', `data: ${chunk.replace('"index":0', '"index":0,"score":NaN')}\n\n`, 'NaN'],
		['typographic quotes', `data: ${chunk.replaceAll('"', '”')}\n\n`, 'typographic'],
		['indented lines', `   data: ${chunk}\n\n   data: [DONE]\n\n`, 'indented'],
		['capital letters', `Data: ${chunk}\n\nData: [DONE]\n\n`, 'lower case'],
		['JSON cut inside its frame', 'data: {"choices":[{"index":0\n\n', 'ends too early'],
	];

test.each(damages)('%s: the reason names it', (_, body, says, how) => {
	const run = told(body, how);
	expect(run.kind).toBe('unreadable');
	expect(run.reason).toEqual(
		typeof says === 'string' ? expect.stringContaining(says) : expect.stringMatching(says)
	);
	expect(run.advice).not.toBe('');
	expect(run.reason).not.toContain('\0');
});

describe('what stands at the end of good frames without being one', () => {
	test.each<[string, string, string]>([
		[
			'a web page',
			'<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n</html>\r\n',
			'504 Gateway Time-out',
		],
		['a web page and a blank line', '<!doctype html><h1>Bad Gateway</h1>\n\n', 'Bad Gateway'],
		[
			'plain text',
			'upstream connect error or disconnect/reset before headers',
			'upstream connect error',
		],
		['a traceback', 'Traceback (most recent call last):\n  File "x.py", line 1\n', 'Traceback'],
	])('%s is quoted in the reason', (_, tail, says) => {
		expect(told(text + tail)).toMatchObject({
			kind: 'truncated',
			reason: expect.stringContaining(says),
		});
		expect(told(text + stop + tail).kind).toBe('complete-without-done');
	});

	test.each([
		'{"error":{"message":"Out of memory","code":500}}',
		'{"error":{"message":"Out of memory"}}\n',
		'{\n"detail": "Out of memory"\n}\n\n',
		'[{"error":{"message":"Out of memory"}}]',
	])('%j is an error', (tail) => {
		expect(told(text + tail)).toMatchObject({
			kind: 'api-error',
			reason: expect.stringContaining('Out of memory'),
		});
	});

	test('data lines that lost their blank lines are told', () => {
		expect(told(`${text}data: ${chunk}\ndata: ${chunk}\ndata: [DONE]\n`).reason).toContain(
			'blank line'
		);
	});
});

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
		const run = told(body, { status, ...how });
		expect(run.reason).toContain(says);
		expect(run.kind).toBe(status < 300 ? 'unreadable' : 'http-error');
	});

	test('202 with a stream is read as any other', () => {
		expect(told(text + stop + done, { status: 202 }).kind).toBe('complete');
	});
});
