import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readChunk } from '../../../../src/chat/index.ts';
import { labelOf } from '../../../../src/playground/frames/meaning-labels.ts';
import { createFrameDecoder } from '../../../../src/sse/index.ts';

const captures = new URL('../../../fixtures/captures/', import.meta.url);

/** `word (tone)` of every frame of a body. */
function labels(body: string | Uint8Array): string[] {
	const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
	const decoder = createFrameDecoder();
	const frames = [...decoder.push(bytes), ...decoder.finish().frames];
	return frames.map((frame) => {
		const { word, tone } = labelOf(readChunk(frame));
		return `${word} (${tone})`;
	});
}

const labelOfData = (data: string) => labels(`data: ${data}\n\n`).join();
const labelOfDelta = (delta: unknown, more = {}) =>
	labelOfData(JSON.stringify({ choices: [{ index: 0, delta, ...more }] }));

describe('labelOf()', () => {
	test('names what a delta brings', () => {
		const deltas = {
			'{"role":"assistant","content":""}': { role: 'assistant', content: '' },
			content: { content: 'Hi' },
			'content of white space': { content: ' ' },
			refusal: { content: null, refusal: 'No' },
			tool_calls: { tool_calls: [{ index: 0, function: { arguments: '{' } }] },
			function_call: { function_call: { arguments: '{' } },
			reasoning: { reasoning: 'Hm' },
			reasoning_content: { reasoning_content: 'Hm', content: null },
			nothing: {},
			null: null,
		};
		expect(
			Object.fromEntries(Object.entries(deltas).map(([name, delta]) => [name, labelOfDelta(delta)]))
		).toMatchInlineSnapshot(`
			{
			  "content": "text (text)",
			  "content of white space": "text (text)",
			  "function_call": "tool call (tool)",
			  "nothing": "empty (quiet)",
			  "null": "empty (quiet)",
			  "reasoning": "reasoning (reasoning)",
			  "reasoning_content": "reasoning (reasoning)",
			  "refusal": "refusal (text)",
			  "tool_calls": "tool call (tool)",
			  "{"role":"assistant","content":""}": "role (plain)",
			}
		`);
	});

	test('names the finish, unless text comes with it', () => {
		expect(labelOfDelta({}, { finish_reason: 'stop' })).toBe('finish (end)');
		expect(labelOfDelta({}, { finish_reason: 'a_new_one' })).toBe('finish (end)');
		expect(labelOfDelta({ content: 'Hi' }, { finish_reason: 'stop' })).toBe('text (text)');
	});

	test('names usage if a chunk brings nothing else, with choices empty, missing or null', () => {
		const usage = '"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}';
		for (const choices of ['"choices":[],', '"choices":null,', '']) {
			expect(labelOfData(`{${choices}${usage}}`), choices).toBe('usage (usage)');
		}
		// vLLM's continuous_usage_stats: usage on every chunk says nothing about this one.
		expect(labelOfData(`{"choices":[{"delta":{"content":"Hi"}}],${usage}}`)).toBe('text (text)');
	});

	test('names frames that are not chunks', () => {
		expect(labels(': ping\n\n')).toEqual(['comment (comment)']);
		expect(labels(':\n\n')).toEqual(['comment (comment)']);
		expect(labels('id: 7\n\nretry: 10\n\nevent: ping\n\n')).toEqual([
			'no data (comment)',
			'no data (comment)',
			'no data (comment)',
		]);
		expect(labelOfData('[DONE]')).toBe('done (end)');
		expect(labelOfData('{"error":{"message":"m"}}')).toBe('error (error)');
		expect(labelOfData('{"object":"error","message":"m"}')).toBe('error (error)');
		expect(labelOfData('{"error":"m"}')).toBe('error (error)');
		expect(labelOfData('{"choices":[')).toBe('not JSON (error)');
		expect(labelOfData('{"type":"ping"}')).toBe('other (plain)');
		expect(labelOf(undefined)).toEqual({ word: 'other', tone: 'plain' });
	});

	test('accepts choices in any state', () => {
		for (const choices of ['[null]', '[{}]', '[{"delta":null}]', '[7]', '[[]]']) {
			expect(labelOfData(`{"choices":${choices}}`), choices).toBe('empty (quiet)');
		}
	});

	test('names every frame of the captures', () => {
		const streams = readdirSync(captures).filter((name) => name.endsWith('.sse'));
		const counted = streams.map((name) => {
			const words = labels(readFileSync(new URL(name, captures)));
			// Neighbours alike are counted: `12 text (text)`.
			const runs: [string, number][] = [];
			for (const word of words) {
				if (runs.at(-1)?.[0] === word) runs.at(-1)![1]++;
				else runs.push([word, 1]);
			}
			return [name, runs.map(([word, times]) => `${times} ${word}`).join(', ')];
		});
		expect(Object.fromEntries(counted)).toMatchInlineSnapshot(`
			{
			  "llama-server.stream.sse": "1 role (plain), 12 text (text), 1 finish (end), 1 done (end)",
			  "llama-server.stream_logprobs.sse": "1 role (plain), 4 text (text), 1 finish (end), 1 done (end)",
			  "llama-server.stream_n2.sse": "1 role (plain), 1 text (text), 1 role (plain), 6 text (text), 1 finish (end), 1 text (text), 1 finish (end), 1 done (end)",
			  "llama-server.stream_usage.sse": "1 role (plain), 12 text (text), 1 finish (end), 1 usage (usage), 1 done (end)",
			  "llama-server.wrong_model.sse": "1 role (plain), 12 text (text), 1 finish (end), 1 done (end)",
			  "llama-server.x_midstream_error_stream_usage.sse": "1 role (plain), 3 text (text), 1 error (error)",
			  "llama-server.x_ping.sse": "1 role (plain), 106 text (text), 1 comment (comment), 17 text (text), 1 comment (comment), 27 text (text), 1 comment (comment), 1 text (text), 1 comment (comment), 249 text (text), 1 finish (end), 1 done (end)",
			  "mock-llm.stream.sse": "1 text (text), 1 done (end)",
			  "mock-llm.stream_usage.sse": "1 text (text), 1 done (end)",
			}
		`);
	});
});
