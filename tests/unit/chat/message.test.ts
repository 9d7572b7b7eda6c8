import { describe, expect, test } from 'vitest';
import { addChunk, createMessage, readChunk } from '../../../src/chat/index.ts';
import { bodyOf, chunkOf, frameOf, messageOf, runOf } from '../../support/chat-stream.ts';

const add = (...chunks: (object | string)[]) => runOf(bodyOf(...chunks)).message;
const choice = (fields: object) => ({ choices: [fields] });
const reasoningOf = (...deltas: object[]) =>
	add(...deltas.map((delta) => chunkOf(delta))).choices[0]?.reasoning;
const usage = (tokens: number) => ({ completion_tokens: tokens });

describe('addChunk()', () => {
	test('returns the message it was given, appended to in place', () => {
		const message = createMessage();
		const meaning = readChunk(frameOf(JSON.stringify(chunkOf({ content: 'Hi' }))));
		expect(addChunk(message, meaning)).toBe(message);
		expect(message.choices[0]?.text).toBe('Hi');
	});

	test('adds text, reasoning and refusal, each to its own', () => {
		const { choices } = add(
			chunkOf({ role: 'assistant', reasoning: 'Let me' }),
			chunkOf({ reasoning: ' think.', content: 'Yes' }),
			chunkOf({ content: '.', refusal: 'No.' }),
			chunkOf({}, 'stop')
		);
		expect(choices).toMatchObject([
			{ role: 'assistant', reasoning: 'Let me think.', text: 'Yes.', refusal: 'No.' },
		]);
	});

	test('takes reasoning under either name, and once if both bring the same', () => {
		expect(reasoningOf({ reasoning: 'a' }, { reasoning: 'b' })).toBe('ab');
		expect(reasoningOf({ reasoning_content: 'a' }, { reasoning: 'b' })).toBe('ab');
		expect(reasoningOf({ reasoning: 'a', reasoning_content: 'a' })).toBe('a');
		expect(reasoningOf({ reasoning: '', reasoning_content: 'a' })).toBe('a');
		expect(reasoningOf({ reasoning: null, reasoning_content: 'a' })).toBe('a');
		expect(reasoningOf({ reasoning: 'a', reasoning_content: '' })).toBe('a');
		expect(reasoningOf({ reasoning: 'a', reasoning_content: 'b' })).toBe('ab');
	});

	test('takes the text out of a list of content parts', () => {
		const content = [{ type: 'text', text: 'On' }, null, { type: 'image' }, { text: 'ce' }, 'x', 5];
		expect(add(chunkOf({ content })).choices[0]?.text).toBe('Oncex5');
	});

	test.each([true, false, {}, null, [], [null]])('finds no text in content %j', (content) => {
		const { choices, tally } = add(chunkOf({ content }));
		expect(choices[0]?.text).toBe('');
		expect(tally.deltas).toBe(0);
	});

	test('has choices[0] when index 1 comes first, and says that it has not begun', () => {
		const { choices } = add(chunkOf({ content: 'b' }, null, 1));
		expect(choices).toMatchObject([
			{ index: 0, text: '', firstFrameIndex: undefined },
			{ index: 1, text: 'b', firstFrameIndex: 0 },
		]);
	});

	test('takes a choice without an index by its position', () => {
		const { choices } = add({
			choices: [{ delta: { content: 'a' } }, { index: null, delta: { content: 'b' } }],
		});
		expect(choices.map(({ text }) => text)).toEqual(['a', 'b']);
	});

	test.each([-1, 0.5, 128, 1e9, 1e308, 'x', '128', {}])(
		'leaves out a choice with the index %j, and names its frame',
		(index) => {
			const message = add(chunkOf({ content: 'a' }), choice({ index, delta: { content: 'b' } }));
			expect(message.choices.map(({ text }) => text)).toEqual(['a']);
			expect(message.strayFrames).toEqual([1]);
		}
	);

	test('keeps the last finish reason, known or not, and the frame that brought it', () => {
		const { choices } = add(
			chunkOf({}, 'eos'),
			chunkOf({}, 'stop'),
			chunkOf({}, 'stop'),
			chunkOf({})
		);
		expect(choices[0]).toMatchObject({ finishReason: 'stop', finishFrameIndex: 1 });
		expect(add(chunkOf({}, 'eos')).choices[0]).toMatchObject({ finishReason: 'eos' });
		expect(add(choice({ index: 0, finish_reason: 5 })).choices[0]?.finishReason).toBeUndefined();
	});

	test('keeps every model in turn, with the frame that named it first', () => {
		const { model, models } = add(
			{ choices: [], model: '' },
			{ choices: [], model: 'a' },
			{ choices: [], model: 'a' },
			{ choices: [] },
			{ choices: [], model: 'b' }
		);
		expect(model).toBe('b');
		expect(models).toEqual([
			{ model: 'a', frameIndex: 1 },
			{ model: 'b', frameIndex: 4 },
		]);
	});

	test('takes no empty id and fingerprint', () => {
		const { id, systemFingerprint } = add(
			{ choices: [], id: 'x', system_fingerprint: 'f' },
			{ choices: [], id: '', system_fingerprint: '' }
		);
		expect({ id, systemFingerprint }).toEqual({ id: 'x', systemFingerprint: 'f' });
	});

	test('keeps the usage sent last, and the first frame that brought any', () => {
		const message = add({ choices: [] }, { choices: [], usage: usage(1) }, { usage: usage(2) });
		expect(message.usage).toEqual(usage(2));
		expect(message.usageFrameIndex).toBe(1);
	});

	test('appends logprobs of content and refusal', () => {
		const logprobs = (content: unknown, refusal: unknown) =>
			choice({ index: 0, logprobs: { content, refusal } });
		const { choices } = add(logprobs([1], null), logprobs([2, 3], [4]), logprobs(5, {}));
		expect(choices[0]?.logprobs).toEqual({ content: [1, 2, 3], refusal: [4] });
		expect(add(choice({ index: 0, logprobs: null })).choices[0]?.logprobs).toBeUndefined();
	});

	test('adds nothing after [DONE], and remembers the first', () => {
		const message = add(chunkOf({ content: 'a' }), '[DONE]', chunkOf({ content: 'b' }), '[DONE]');
		expect(message.choices[0]?.text).toBe('a');
		expect(message.doneFrameIndex).toBe(1);
	});

	test('adds the text beside an error', () => {
		const chunk = { ...chunkOf({ content: 'a' }, 'error'), error: { message: 'm' } };
		expect(add(chunk).choices[0]).toMatchObject({ text: 'a', finishReason: 'error' });
	});

	test('adds nothing for a frame that is not a chunk', () => {
		const meanings = ['{"a":1}', 'x', '{"error":"m"}'].map((data) => readChunk(frameOf(data)));
		expect(messageOf(meanings)).toEqual(createMessage());
	});

	test('counts characters and deltas over all parts and choices', () => {
		const { tally } = add(
			chunkOf({ role: 'assistant', content: '' }),
			chunkOf({ content: '🚀' }),
			chunkOf({ reasoning: 'abc' }, null, 1),
			chunkOf({ refusal: 'x', tool_calls: [{ index: 0, function: { arguments: '{}' } }] })
		);
		expect(tally).toEqual({
			textCharacters: 2,
			reasoningCharacters: 3,
			characters: 8,
			deltas: 4,
			beside: [],
		});
	});

	test('notes sources beside the choices once, and looks through nothing to know it', () => {
		const message = createMessage();
		let looks = 0;
		message.oddities = new Proxy([], {
			get(list, name, receiver) {
				if (name !== 'push' && name !== 'length') looks++;
				return Reflect.get(list, name, receiver);
			},
		});
		const body = {
			choices: [{ index: 0, delta: { content: 'a' } }],
			citations: ['https://a.test'],
		};
		const sent = readChunk(frameOf(JSON.stringify({ ...body, search_results: [{ url: 'b' }] })));
		for (let i = 0; i < 1_000; i++) addChunk(message, sent);
		expect(looks).toBe(0);
		expect(message.oddities.map(({ place }) => place)).toEqual(['citations', 'search_results']);
	});

	test('takes a chunk of 200,000 odd parts', () => {
		const content = Array.from({ length: 200_000 }, () => ({ type: 'image_url' }));
		const { oddities, unshown } = add(chunkOf({ content }));
		expect(oddities).toHaveLength(200_000);
		expect(unshown.length).toBeLessThan(20);
	});

	test('is not led astray by a field named __proto__', () => {
		const chunk = '{"choices":[{"index":0,"delta":{"__proto__":{"content":"x"},"content":"a"}}]}';
		const message = messageOf([readChunk(frameOf(chunk))]);
		expect(message.choices[0]?.text).toBe('a');
		expect(
			add(JSON.parse('{"__proto__":{"choices":[{"delta":{"content":"x"}}]},"choices":[]}')).choices
		).toEqual([]);
	});
});
