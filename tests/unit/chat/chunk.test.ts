import { describe, expect, test } from 'vitest';
import { createFrameDecoder } from '../../../src/sse/index.ts';
import { readChunk } from '../../../src/chat/index.ts';
import { chunkOf, frameOf } from '../../support/chat-stream.ts';

const read = (data: string, event?: string) =>
	readChunk(frameOf(event === undefined ? data : { data, event }));

describe('readChunk()', () => {
	test('reads a chunk with all its fields', () => {
		const chunk = { ...chunkOf({ content: 'Hi', x: 1 }), timings: { cache_n: 0 } };
		expect(read(JSON.stringify(chunk))).toEqual({
			kind: 'chunk',
			frameIndex: 0,
			chunk,
			usage: undefined,
		});
	});

	test('knows its frame', () => {
		expect(readChunk({ ...frameOf('{"choices":[]}'), index: 17 }).frameIndex).toBe(17);
	});

	test.each([
		['choices empty', '{"choices":[]}'],
		['choices null', '{"object":"chat.completion.chunk","choices":null}'],
		['choices missing', '{"object":"chat.completion.chunk"}'],
		['usage alone', '{"usage":{"completion_tokens":1}}'],
		['error null', '{"error":null,"choices":[]}'],
		['error empty', '{"error":"","choices":[]}'],
		['error false', '{"error":false,"choices":[]}'],
	])('takes a chunk with %s for a chunk', (_, data) => {
		expect(read(data).kind).toBe('chunk');
	});

	test('finds usage in a chunk of its own, with the finish, and beside a delta', () => {
		const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
		for (const choices of [[], chunkOf({}, 'stop').choices, chunkOf({ content: 'a' }).choices]) {
			expect(read(JSON.stringify({ choices, usage }))).toMatchObject({ usage });
		}
	});

	test.each(['null', '7', '"x"', '[]', 'false'])('takes usage %s for none', (usage) => {
		expect(read(`{"choices":[],"usage":${usage}}`)).toMatchObject({ usage: undefined });
	});

	test('takes [DONE] for the end, and keeps the original if it is not exactly that', () => {
		expect(read('[DONE]')).toEqual({ kind: 'done', frameIndex: 0 });
		for (const sent of [
			' [DONE]',
			'[DONE] ',
			'[done]',
			'[DONE]\n',
			'"[DONE]"',
			'[DONE] bye',
			'DONE',
			'data: [DONE]',
			'[DONE]data: [DONE]',
		]) {
			expect(read(sent), JSON.stringify(sent)).toEqual({ kind: 'done', frameIndex: 0, sent });
		}
		for (const data of ['[DONE', 'DONE with it', 'not [DONE]', '{"done":true}']) {
			expect(read(data).kind, data).not.toBe('done');
		}
	});

	test.each([
		'',
		' ',
		'\n',
		'null',
		'ping',
		': keep-alive',
		'{"type":"ping"}',
		'{"event":"heartbeat"}',
		'{"ping":1790000000}',
		'{"type":"keepalive","at":1}',
		'"ping"',
	])('takes %j for a keep-alive', (sent) => {
		expect(read(sent)).toEqual({ kind: 'keep-alive', frameIndex: 0, sent });
	});

	test('takes whatever an event named ping brings for a keep-alive, unless it is a chunk or an error', () => {
		expect(read('{"cost":1}', 'ping').kind).toBe('keep-alive');
		expect(read('still here', 'heartbeat').kind).toBe('keep-alive');
		expect(read('{"choices":[]}', 'ping').kind).toBe('chunk');
		expect(read('{"error":"m"}', 'ping').kind).toBe('api-error');
	});

	test.each<[string, string, string | undefined]>([
		['a JSON error', '{"error":{"message":"Out of memory"}}\n\n', 'Out of memory'],
		['a JSON error on several lines', '{\n  "error": "Out of memory"\n}\n\n', 'Out of memory'],
		['a web page', '<html><title>502</title>\n\n', undefined],
		['prose', 'upstream error\n\n', undefined],
	])('reads %s that stands in the stream without `data:`', (_, body, message) => {
		const [frame] = createFrameDecoder().push(new TextEncoder().encode(body));
		const meaning = frame && readChunk(frame);
		expect(meaning).toMatchObject(
			message === undefined
				? { kind: 'no-data', text: body.trim() }
				: { kind: 'api-error', error: { message } }
		);
	});

	test.each([
		['an object', '{"error":{"message":"m","type":"t","param":"p","code":500}}', 't', 500],
		[
			'LiteLLM strings',
			'{"error":{"message":"m","type":"None","param":"None","code":"500"}}',
			undefined,
			'500',
		],
		['a string', '{"error":"m"}', undefined, undefined],
		['old vLLM', '{"object":"error","message":"m","type":"t","code":400}', 't', 400],
		['inside a chunk', '{"choices":[],"error":{"message":"m","code":502}}', undefined, 502],
	])('reads an error sent as %s', (_, data, type, code) => {
		expect(read(data)).toMatchObject({ kind: 'api-error', error: { message: 'm', type, code } });
	});

	test('keeps the chunk that holds an error, and only a chunk', () => {
		expect(read('{"choices":[],"error":"m"}')).toMatchObject({ chunk: { choices: [] } });
		expect(read('{"error":"m"}')).toMatchObject({ chunk: undefined });
	});

	test.each([
		['a flat object', '{"message":"m","code":1}', 'm'],
		['a nested object', '{"error":{"message":"m"}}', 'm'],
		['a string', '"m"', 'm'],
		['text that is not JSON', 'm', 'm'],
		['a number', '5', '5'],
		['null', 'null', 'null'],
		['a list', '["m"]', 'm'],
	])('reads %s of an event named error as an error', (_, data, message) => {
		expect(read(data, 'error')).toMatchObject({ kind: 'api-error', error: { message } });
	});

	test('finds an error in an event named error even if its data is empty', () => {
		expect(read('', 'error').kind).toBe('api-error');
	});

	test('reads a chunk under any other event name', () => {
		expect(read('{"choices":[]}', 'completion').kind).toBe('chunk');
	});

	test.each(['7', '"text"', 'true', '[]', '[{}]', '{}', '{"a":1}', '{"choices":{}}'])(
		'takes %s for other JSON, and keeps it',
		(data) => {
			expect(read(data)).toEqual({ kind: 'other', frameIndex: 0, value: JSON.parse(data) });
		}
	);

	test('tells a comment from an event without data', () => {
		expect(readChunk(frameOf({ comments: ['ping'] })).kind).toBe('comment');
		expect(readChunk(frameOf({ retryMs: 3000 })).kind).toBe('no-data');
		expect(readChunk(frameOf({ retryMs: 3000, comments: ['x'] })).kind).toBe('no-data');
		expect(readChunk(frameOf({ event: 'ping' })).kind).toBe('no-data');
		expect(readChunk(frameOf({ event: 'ping', comments: ['x'] })).kind).toBe('no-data');
	});

	test('says in its own words where data stops being JSON', () => {
		const messages = ['', '{"a":1', '{"a":1,}', '<html>', '🚀', ' [DONE]'].map((data) =>
			read(data)
		);
		expect(messages).toMatchInlineSnapshot(`
			[
			  {
			    "frameIndex": 0,
			    "kind": "keep-alive",
			    "sent": "",
			  },
			  {
			    "at": 6,
			    "frameIndex": 0,
			    "kind": "not-json",
			    "message": "it ends too early, after 6 characters",
			  },
			  {
			    "at": 7,
			    "frameIndex": 0,
			    "kind": "not-json",
			    "message": ""}" is not allowed at character 8",
			  },
			  {
			    "at": 0,
			    "frameIndex": 0,
			    "kind": "not-json",
			    "message": "it is a web page ("<" is not allowed at character 1)",
			  },
			  {
			    "at": 0,
			    "frameIndex": 0,
			    "kind": "not-json",
			    "message": "it is plain text, "🚀" ("🚀" is not allowed at character 1)",
			  },
			  {
			    "frameIndex": 0,
			    "kind": "done",
			    "sent": " [DONE]",
			  },
			]
		`);
	});

	test('takes names that JavaScript knows for names like any other', () => {
		const meaning = read('{"__proto__":{"choices":[],"error":"m"},"constructor":{"x":1}}');
		expect(meaning.kind).toBe('other');
		expect(({} as Record<string, unknown>)['x']).toBeUndefined();
	});
});
