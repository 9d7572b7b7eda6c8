/** Answers that were not streamed: the same message as a stream of the same answer brings. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/chat/index.ts';
import { createDemoHandler } from '../../../src/demo/index.ts';
import { readUnstreamed, requestIn, type Protocol } from '../../../src/protocols/index.ts';
import { createRun, type Snapshot } from '../../../src/run/index.ts';
import { asFetch, STORY } from '../../support/demo.ts';

const PROTOCOLS = ['chat', 'responses', 'messages'] as const;

function foundIn(message: Message | undefined) {
	return message?.choices.map(
		({ role, text, reasoning, refusal, toolCalls, finishReason: finish }) => ({
			role,
			text,
			reasoning,
			refusal,
			calls: toolCalls.map(({ id, name, arguments: args }) => ({ id, name, args })),
			finish,
		})
	);
}

const read = (answer: unknown) => readUnstreamed(JSON.stringify(answer));
const ofAssistant = { role: 'assistant', text: '', reasoning: '', refusal: '', calls: [] };

describe('readUnstreamed()', () => {
	test.each(['llama-server', 'mock-llm'])('reads what %s sent', (server) => {
		const file = new URL(`../../fixtures/captures/${server}.nonstream.json`, import.meta.url);
		const body = readFileSync(file, 'utf8');
		const { choices, model, usage } = JSON.parse(body);
		const message = readUnstreamed(body);
		expect(foundIn(message)).toEqual([
			{ ...ofAssistant, text: choices[0].message.content, finish: choices[0].finish_reason },
		]);
		expect([message!.model, message!.usage]).toEqual([model, usage]);
	});

	test('reads every choice of a chat completion, with refusal, reasoning and log probabilities', () => {
		const message = read({
			object: 'chat.completion',
			choices: [
				{
					index: 1,
					message: { role: 'assistant', content: null, refusal: 'No.', reasoning: 'Hm.' },
					logprobs: { content: [{ token: 'a', logprob: -1 }], refusal: null },
					finish_reason: 'content_filter',
				},
				{ index: 0, message: { content: [{ type: 'text', text: 'Yes.' }] }, finish_reason: 'stop' },
			],
		});
		expect(foundIn(message)).toEqual([
			{ ...ofAssistant, role: undefined, text: 'Yes.', finish: 'stop' },
			{ ...ofAssistant, refusal: 'No.', reasoning: 'Hm.', finish: 'content_filter' },
		]);
		expect(message!.choices[1]!.logprobs?.content).toEqual([{ token: 'a', logprob: -1 }]);
	});

	test('keeps two calls of one tool apart, and one without arguments', () => {
		const call = (id: string) => ({
			id,
			type: 'function',
			function: { name: 'now', arguments: '' },
		});
		const message = read({ choices: [{ message: { tool_calls: [call('a'), call('b')] } }] });
		expect(foundIn(message)?.[0]?.calls).toEqual([
			{ id: 'a', name: 'now', args: '' },
			{ id: 'b', name: 'now', args: '' },
		]);
		const tool = { type: 'tool_use', id: 'a', name: 'now', input: {} };
		expect(foundIn(read({ type: 'message', content: [tool] }))?.[0]?.calls).toEqual([
			{ id: 'a', name: 'now', args: '{}' },
		]);
	});

	test('reads a response that is cut at its limit, and one that has not begun', () => {
		const content = [{ type: 'output_text', text: 'Once' }];
		const output = [{ type: 'message', role: 'assistant', content }];
		const cut = {
			object: 'response',
			status: 'incomplete',
			incomplete_details: { reason: 'max_output_tokens' },
			output,
		};
		expect(foundIn(read(cut))?.[0]).toMatchObject({ text: 'Once', finish: 'max_output_tokens' });
		expect(foundIn(read({ object: 'response', status: 'queued', output: [] }))).toEqual([
			{ ...ofAssistant, finish: undefined },
		]);
	});

	test('names what it cannot show', () => {
		const image = { type: 'image', source: {} };
		expect(read({ type: 'message', content: [image] })!.unshown).toMatchObject([
			{ kind: 'a block of the type image' },
		]);
	});

	test.each([
		['an error', '{"error":{"message":"Busy."}}'],
		['an error with choices', '{"choices":[],"error":{"message":"Busy."}}'],
		['half an answer', '{"choices":[{"message":{"content":"Once'],
		['a list of models', '{"object":"list","data":[]}'],
		['a web page', '<!doctype html><title>choices</title>'],
		['a stream', 'data: {"choices":[{"delta":{"content":"Once"}}]}\n\n'],
		['nothing', ''],
		['more levels than anyone sends', `{"choices":${'['.repeat(1e5)}${']'.repeat(1e5)}}`],
	])('reads no message in %s', (_, body) => {
		expect(readUnstreamed(body)).toBeUndefined();
	});

	test.each([
		'{"choices":7}',
		'{"choices":[]}',
		'{"choices":[null]}',
		'{"choices":[{"message":null}]}',
		'{"object":"response","output":[null,{"content":7},{"content":[{"type":"output_text"}]}]}',
		'{"type":"message","content":[null,{"type":"text"}]}',
	])('finds no text in %s', (body) => {
		const message = readUnstreamed(body)!;
		expect(message.tally.characters).toBe(0);
	});

	test('throws at no JSON that looks like an answer', () => {
		const places = {
			chat: ['choices', 'message'],
			responses: ['output', 'content'],
			messages: ['content', 'text'],
		} as const;
		const shape = { object: 'response', type: 'message', status: 'completed' };
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), fc.constantFrom(...PROTOCOLS), (a, b, form) => {
				const [list, inner] = places[form];
				const one = { type: 'tool_use', [inner]: a, input: b, tool_calls: b };
				for (const entries of [[a, one], a]) {
					expect(() => read({ ...shape, [list]: entries, usage: b })).not.toThrow();
				}
			}),
			{ numRuns: 500 }
		);
	});
});

describe.each(PROTOCOLS)('an answer of the demo in %s', (protocol: Protocol) => {
	const ask = (fields: object, isStreamed: boolean): Promise<Snapshot> => {
		const chat = { model: 'vllm-primary', messages: [STORY], max_tokens: 4000, ...fields };
		const body = { ...requestIn(protocol, chat), stream: isStreamed };
		const baseURL = 'http://demo.test/v1';
		return createRun({
			request: { baseURL, protocol, body },
			fetch: asFetch(createDemoHandler({ pace: 0 })),
			clock: { now: () => 0 },
		}).start();
	};
	const weather = {
		type: 'function',
		function: {
			name: 'get_weather',
			parameters: { type: 'object', properties: { city: { type: 'string' } } },
		},
	};

	test.each([
		['a story', {}],
		['cut at the limit', { max_tokens: 7 }],
		[
			'a tool call',
			{ tools: [weather], messages: [{ role: 'user', content: 'How is the weather?' }] },
		],
	])('is the same message streamed and not: %s', async (_, fields) => {
		const { message } = await ask({ ...fields, stream_options: { include_usage: true } }, true);
		const { unstreamed, message: framed, frames, outcome, timing } = await ask(fields, false);
		expect(foundIn(unstreamed)).toEqual(foundIn(message));
		expect(unstreamed!.usage).toEqual(message.usage);
		expect(unstreamed!.model).toBe(message.model);
		expect([frames, framed.choices]).toEqual([[], []]);
		expect([outcome?.kind, timing.firstTextMs]).toEqual(['unreadable', undefined]);
	});
});
