import { readFileSync, readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inkFrame, inkJSON } from '../../../../src/playground/frames/ink.ts';
import type { Span, Tone } from '../../../../src/playground/frames/ink.ts';
import { createFrameDecoder } from '../../../../src/sse/index.ts';
import { places, usagePlaces } from '../../../support/odd-places.ts';

const captures = new URL('../../../fixtures/captures/', import.meta.url);
const streams = readdirSync(captures).filter((name) => name.endsWith('.sse'));

function framesOf(name: string) {
	const decoder = createFrameDecoder();
	const frames = decoder.push(readFileSync(new URL(name, captures)));
	return [...frames, ...decoder.finish().frames];
}

const textOf = (spans: readonly Span[]) => spans.map((span) => span.text).join('');

/** The pieces with a tone other than quiet, one line each. */
const loud = (spans: readonly Span[]) =>
	spans.filter(({ tone }) => tone !== 'quiet').map(({ text, tone }) => `${tone} ${text.trim()}`);

const withTone = (spans: readonly Span[], tone: Tone) =>
	spans.filter((span) => span.tone === tone).map(({ text }) => text);

// Anything, and texts made of what the module looks for: brackets, quotes, escapes, line ends.
const pieces = fc.constantFrom(
	...'data: |data:|: |event: x|\r|\n|\r\n|{|}|[|]|,|:|"|\\|\\"| |\t|null|-1.5e3|"a"|[DONE]|🚀|\uFEFF'.split(
		'|'
	),
	'"choices":[{"delta":{"content":'
);
const anyText = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.array(pieces, { maxLength: 40 }).map((all) => all.join(''))
);

describe('inkFrame() and inkJSON()', () => {
	test('change nothing: the spans joined are the input, whatever it is', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				expect(textOf(inkFrame(text))).toBe(text);
				expect(textOf(inkJSON(text))).toBe(text);
			}),
			{ numRuns: 2000 }
		);
	});

	test('change nothing in a real frame that is truncated anywhere, even inside an escape', () => {
		const frame =
			'data: {"choices":[{"index":0,"delta":{"content":"a \\"b\\" \\u00e9\\\\"}}]}\r\n\r\n';
		for (let cut = 0; cut <= frame.length; cut++) {
			expect(textOf(inkFrame(frame.slice(0, cut))), `cut at ${cut}`).toBe(frame.slice(0, cut));
		}
	});

	test('never give two spans of one tone side by side, nor an empty one', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const spans = inkFrame(text);
				for (const [i, span] of spans.entries()) {
					expect(span.text).not.toBe('');
					expect(span.tone, JSON.stringify(spans)).not.toBe(spans[i - 1]?.tone);
				}
			})
		);
	});

	test.each(streams)('show of %s what its deltas bring, and keep the envelope quiet', (name) => {
		const decoder = new TextDecoder();
		for (const frame of framesOf(name)) {
			const spans = inkFrame(decoder.decode(frame.raw));
			expect(textOf(spans), `frame ${frame.index}`).toBe(decoder.decode(frame.raw));
			const isComment = frame.data === undefined;
			expect(withTone(spans, 'comment').length > 0, `comment ${frame.index}`).toBe(isComment);
			const isDone = frame.data === '[DONE]';
			expect(withTone(spans, 'end').includes('[DONE]\n'), `[DONE] ${frame.index}`).toBe(isDone);
			if (isComment || isDone) continue;
			const { choices = [], usage, error } = JSON.parse(frame.data);
			const contents = choices
				.map((choice: { delta: { content?: string | null } }) => choice.delta.content)
				.filter(Boolean);
			const shown = withTone(spans, 'text').map((text) => JSON.parse(text));
			expect(shown, `frame ${frame.index}`).toEqual(contents);
			expect(withTone(spans, 'usage').length > 0, `usage of ${frame.index}`).toBe(!!usage);
			expect(withTone(spans, 'error').length > 0, `error of ${frame.index}`).toBe(!!error);
			expect(withTone(spans, 'reasoning')).toEqual([]);
		}
	});

	/** The tones of the spans that hold the text. */
	const tonesOf = (chunk: object, word: string) =>
		inkJSON(JSON.stringify(chunk))
			.filter(({ text }) => text.includes(word))
			.map(({ tone }) => tone);

	test.each(Object.entries(places))(
		'show what comes in the place "%s" in the tone of its part',
		(name, [part, , chunk]) => {
			// A flag beside the text says that it is a thought, and a tone goes by the path alone.
			const isText = part === 'refusal' || name === 'a thought of Gemini';
			const tone = isText ? 'text' : part === 'arguments' ? 'tool' : part;
			expect(tonesOf(chunk('<words>'), '<words>')).toEqual([tone]);
		}
	);

	test.each(Object.entries(usagePlaces))('show token counts in %s', (_, [, , chunk]) => {
		const spans = inkJSON(JSON.stringify(chunk));
		expect(withTone(spans, 'usage').join(' ')).toMatch(/3.*4/);
	});

	const shapes: Record<string, string> = {
		'OpenAI, text':
			'{"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"Hi"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"x"}',
		'OpenAI, refusal': '{"choices":[{"index":0,"delta":{"refusal":"No"},"finish_reason":null}]}',
		'OpenAI, usage':
			'{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":12,"prompt_tokens_details":{"cached_tokens":0}}}',
		'OpenAI, tool call':
			'{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"a\\":"}}]}}]}',
		'vLLM, role':
			'{"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}',
		'vLLM, reasoning':
			'{"choices":[{"index":0,"delta":{"reasoning":"Hm"},"stop_reason":null,"token_ids":null}]}',
		'DeepSeek, reasoning': '{"choices":[{"delta":{"reasoning_content":"Hm","content":null}}]}',
		'vLLM, finish':
			'{"choices":[{"index":0,"delta":{},"finish_reason":"stop","stop_reason":151645}]}',
		'vLLM, error':
			'{"error":{"message":"out of memory","type":"InternalServerError","param":null,"code":500}}',
		'vLLM, older error':
			'{"object":"error","message":"too long","type":"BadRequestError","param":null,"code":400}',
		'transformers serve, error': '{"error":"it broke"}',
		'LiteLLM, error': '{"error":{"message":"m","type":"None","param":"None","code":"500"}}',
		'OpenRouter, error':
			'{"id":"g","error":{"code":502,"message":"m"},"choices":[{"delta":{"content":""},"finish_reason":"error"}]}',
		'llama.cpp, finish':
			'{"choices":[{"finish_reason":"length","index":0,"delta":{}}],"timings":{"prompt_n":24}}',
		'Azure, first':
			'{"choices":[],"id":"","model":"","prompt_filter_results":[{"prompt_index":0}]}',
		'no JSON': 'upstream connect error',
		'a word of JSON': '"text"',
	};

	test('give each known shape the tones of what it brings', () => {
		expect(
			Object.fromEntries(Object.entries(shapes).map(([name, json]) => [name, loud(inkJSON(json))]))
		).toMatchInlineSnapshot(`
			{
			  "Azure, first": [],
			  "DeepSeek, reasoning": [
			    "reasoning "Hm"",
			  ],
			  "LiteLLM, error": [
			    "error "m"",
			    "error "None"",
			    "error "None"",
			    "error "500"",
			  ],
			  "OpenAI, refusal": [
			    "text "No"",
			  ],
			  "OpenAI, text": [
			    "text "Hi"",
			  ],
			  "OpenAI, tool call": [
			    "tool 0",
			    "tool "{\\"a\\":"",
			  ],
			  "OpenAI, usage": [
			    "usage 9",
			    "usage 12",
			    "usage 0",
			  ],
			  "OpenRouter, error": [
			    "error 502",
			    "error "m"",
			    "end "error"",
			  ],
			  "a word of JSON": [
			    "plain "text"",
			  ],
			  "llama.cpp, finish": [
			    "end "length"",
			  ],
			  "no JSON": [
			    "plain upstream connect error",
			  ],
			  "transformers serve, error": [
			    "error "it broke"",
			  ],
			  "vLLM, error": [
			    "error "out of memory"",
			    "error "InternalServerError"",
			    "error 500",
			  ],
			  "vLLM, finish": [
			    "end "stop"",
			    "end 151645",
			  ],
			  "vLLM, older error": [
			    "error "too long"",
			    "error "BadRequestError"",
			    "error 400",
			  ],
			  "vLLM, reasoning": [
			    "reasoning "Hm"",
			  ],
			  "vLLM, role": [
			    "plain "assistant"",
			  ],
			}
		`);
	});

	test('treat the content as content, whatever it looks like', () => {
		const content = '"error":{"usage":1}],"finish_reason":"stop"\\\n[DONE]';
		const json = JSON.stringify({ choices: [{ delta: { content } }] });
		expect(loud(inkJSON(json))).toEqual([`text ${JSON.stringify(content)}`]);
	});

	test('distinguish the lines of a frame: fields, comments, several data lines', () => {
		const frame = 'data: {"a":\rdata:1}\r\n: ping\nevent: x\nid\n: data: [DONE]\ndata: [DONE]\n\n';
		const spans = inkFrame(frame).map(({ text, tone }) => `${tone} ${JSON.stringify(text)}`);
		expect(spans).toMatchInlineSnapshot(`
			[
			  "quiet "data: {\\"a\\":\\rdata:"",
			  "plain "1}\\r\\n"",
			  "comment ": ping\\n"",
			  "plain "event: x\\nid\\n"",
			  "comment ": data: [DONE]\\n"",
			  "quiet "data: "",
			  "end "[DONE]\\n"",
			  "quiet "\\n"",
			]
		`);
	});

	test('recognise a data field after a BOM', () => {
		expect(inkFrame('\uFEFFdata: [DONE]\n\n').map(({ tone }) => tone)).toEqual([
			'quiet',
			'end',
			'quiet',
		]);
	});

	test('a type that the event’s name says already is quiet in the JSON', () => {
		const data = '{"type":"response.output_text.delta","delta":"Hi"}';
		const toneOf = (frame: string) =>
			inkFrame(frame).find(({ text }) => text.includes('"response.output_text.delta"'))?.tone;
		expect(toneOf(`data: ${data}\n\n`)).toBe('plain');
		expect(toneOf(`event: response.output_text.delta\ndata: ${data}\n\n`)).toBe('quiet');
		expect(toneOf(`event: x\ndata: ${data}\n\n`)).toBe('plain');
	});
});
