/** Every place where servers put a part of the answer: each is found, shown and remarked on. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	contentsOf,
	notesFor,
	stretchesOfFrame,
	stretchesOfPart,
	type Message,
} from '../../../src/chat/index.ts';
import { bodyOf, chunkOf, runOf } from '../../support/chat-stream.ts';
import { call, delta, entry, places, usagePlaces, type Part } from '../../support/odd-places.ts';

function shownIn({ choices }: Message, part: Part): string {
	const [choice] = choices;
	if (part !== 'arguments') return choice?.[part] ?? '';
	return choice?.toolCalls.map((one) => one.arguments).join('') ?? '';
}

const letters = fc.string({
	unit: fc.constantFrom(...'abcdefghijkl '),
	minLength: 1,
	maxLength: 5,
});
/** Text without two equal pieces, so that none looks like a repetition. */
const pieces = fc
	.array(letters, { minLength: 1, maxLength: 5 })
	.map((words) => words.map((word, i) => `<${i}${word}>`));

describe.each(Object.entries(places))('%s', (name, [part, isOdd, chunk]) => {
	test('is shown whole, in order, as one stretch a frame', () => {
		fc.assert(
			fc.property(pieces, (words) => {
				const { message, frames } = runOf(bodyOf(...words.map(chunk)));
				const shown = shownIn(message, part);
				let from = 0;
				for (const word of words) {
					const at = shown.indexOf(word, from);
					expect(at, `${name}: ${word} in ${shown}`).toBeGreaterThanOrEqual(from);
					from = at + word.length;
				}
				const all = words.join('');
				expect(shown.startsWith('{') ? all : shown).toBe(all);
				for (const { index } of frames) {
					const [stretch, ...others] = stretchesOfFrame(message, index);
					expect(others).toEqual([]);
					const text = shownOf(message, stretch!.toolCall, part);
					expect(text.slice(stretch!.start, stretch!.end)).toContain(words[index]);
				}
			}),
			{ numRuns: 30 }
		);
	});

	test(`${isOdd ? 'is' : 'need not be'} remarked on at its frame`, () => {
		const { message, frames, meanings } = runOf(bodyOf(chunk('some text')));
		expect(message.oddities.length > 0).toBe(isOdd);
		const ids = notesFor({ frame: frames[0]!, meaning: meanings[0]!, message }).map(({ id }) => id);
		for (const { kind } of message.oddities) expect(ids).toContain(kind);
	});

	test('is labelled by what it brings', () => {
		const { meanings } = runOf(bodyOf(chunk('some text')));
		const kind = part === 'arguments' ? 'tools' : part;
		expect(contentsOf(meanings[0]!)[kind]).toBe(true);
	});
});

function shownOf({ choices }: Message, toolCall: number | undefined, part: Part): string {
	if (part !== 'arguments') return choices[0]![part];
	return choices[0]!.toolCalls[toolCall!]!.arguments;
}

describe('two places at once', () => {
	const texts = Object.entries(places).filter(([, [part]]) => part !== 'arguments');

	test('lose no text that differs, and double none that is the same', () => {
		const deltas = texts.filter(([name]) => /^delta\.(rea|th|co)|details|blocks/.test(name));
		fc.assert(
			fc.property(fc.constantFrom(...deltas), fc.constantFrom(...deltas), (one, other) => {
				const of = ([, [, , chunk]]: (typeof deltas)[number], text: string) =>
					(chunk(text) as ReturnType<typeof chunkOf>).choices[0]!.delta;
				const field = (place: (typeof deltas)[number]) => Object.keys(of(place, 'x')).join();
				fc.pre(field(one) !== field(other));
				const both = (a: string, b: string) =>
					runOf(bodyOf(delta({ ...of(one, a), ...of(other, b) }))).message.choices[0]!;
				const differing = both('<one>', '<other>');
				const all = differing.text + differing.reasoning;
				expect(all).toContain('<one>');
				expect(all).toContain('<other>');
				const same = both('<same>', '<same>');
				const isOnePart = one[1][0] === other[1][0];
				expect((same.text + same.reasoning).split('<same>')).toHaveLength(isOnePart ? 2 : 3);
			})
		);
	});
});

describe.each(Object.entries(usagePlaces))(
	'token counts: %s',
	(_, [isUsual, usualNames, chunk]) => {
		const { message, frames, meanings, outcome } = runOf(bodyOf(chunkOf({ content: 'a' }), chunk));

		test('are found, labelled, and known by their frame', () => {
			expect(message.usage).toMatchObject({
				prompt_tokens: 3,
				completion_tokens: 4,
				total_tokens: 7,
			});
			expect(message.usageFrameIndex).toBe(1);
			expect(contentsOf(meanings[1]!).usage).toBe(true);
			expect(outcome.kind === 'api-error').toBe('error' in chunk);
		});

		test('get a note if their place or names are unusual', () => {
			const notes = notesFor({ frame: frames[1]!, meaning: meanings[1]!, message });
			const ids = notes.map(({ id }) => id);
			expect(ids.includes('usage-place')).toBe(!isUsual);
			expect(ids.includes('usage-names')).toBe(!usualNames);
		});
	}
);

describe('several chunks in one frame, and chunks encoded twice', () => {
	const counts = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
	const all = [
		chunkOf({ role: 'assistant', content: 'On' }),
		chunkOf({ content: 'ce' }),
		{ ...chunkOf({}, 'stop'), usage: counts },
	];
	const text = (value: unknown) => JSON.stringify(JSON.stringify(value));

	test.each<[string, string]>([
		['a list', bodyOf(JSON.stringify(all), '[DONE]')],
		['a list of one, then a list of the rest', bodyOf([all[0]!], all.slice(1), '[DONE]')],
		['a string each', bodyOf(...all.map(text), '[DONE]')],
		['a list in a string', bodyOf(text(all), '[DONE]')],
		['a list of strings', bodyOf([all[0]!, JSON.stringify(all[1])], all[2]!, '[DONE]')],
		['a string in a string', bodyOf(JSON.stringify(text(all)), '[DONE]')],
		['whole data lines in strings', bodyOf(...all.map(dataLine), '[DONE]')],
	])('%s: each is read, and each frame remarked on', (_, body) => {
		const { message, frames, meanings, outcome } = runOf(body);
		expect(message.choices).toMatchObject([{ text: 'Once', finishReason: 'stop' }]);
		expect(message.usage).toEqual(counts);
		expect(outcome.kind).toBe('complete');
		frames.forEach((frame, i) => {
			const meaning = meanings[i]!;
			const ids = notesFor({ frame, meaning, message }).map(({ id }) => id);
			expect(ids.includes('wrapped')).toBe(/^["[](?!DONE)/.test(frame.data!));
		});
		expect(stretchesOfPart(message, { choice: 0, part: 'text' }).at(-1)?.end).toBe(4);
	});

	test('an error among them is an error, and the text before it is kept', () => {
		for (const body of [
			bodyOf([all[0]!, { error: { message: 'Out of memory' } }]),
			bodyOf(all[0]!, text({ error: { message: 'Out of memory' } })),
		]) {
			const { message, outcome } = runOf(body);
			expect(message.choices[0]?.text).toBe('On');
			expect(outcome).toMatchObject({ kind: 'api-error' });
			expect(outcome.reason).toContain('Out of memory');
		}
	});

	test('a text that only looks like JSON stays what it is', () => {
		for (const data of ['"[1, 2"', '"{not JSON}"', '"[]"', '[1,2]', '"{}"']) {
			expect(runOf(bodyOf(data)).meanings[0], data).toMatchObject({ kind: 'other' });
		}
	});

	function dataLine(value: object) {
		return JSON.stringify(`data: ${JSON.stringify(value)}\n\n`);
	}
});

describe('what comes twice', () => {
	const textOf = (...chunks: object[]) => runOf(bodyOf(...chunks)).message.choices[0]!;

	test('a gateway that sends reasoning under two names', () => {
		const { reasoning } = textOf(
			delta({ reasoning: 'Hm, ', reasoning_details: [{ type: 'reasoning.text', text: 'Hm, ' }] }),
			delta({ reasoning_content: 'yes.', reasoning: 'yes.' })
		);
		expect(reasoning).toBe('Hm, yes.');
	});

	test('text beside delta, as Together sends it', () => {
		expect(textOf(entry({ index: 0, text: 'Hi', delta: { content: 'Hi' } })).text).toBe('Hi');
	});

	test('all that has come so far in message, beside each delta', () => {
		const words = ['Hello', ' there', ', you', '.'];
		const chunks = words.map((content, i) =>
			entry({
				index: 0,
				delta: { content },
				message: { role: 'assistant', content: words.slice(0, i + 1).join('') },
			})
		);
		expect(textOf(...chunks).text).toBe('Hello there, you.');
	});

	test('the whole answer in the last chunk', () => {
		const choice = textOf(
			delta({ content: 'Hello' }),
			delta({ content: ' there.' }),
			chunkOf({}, 'stop'),
			entry({ index: 0, finish_reason: 'stop', message: { content: 'Hello there.' } })
		);
		expect(choice).toMatchObject({ text: 'Hello there.', finishReason: 'stop' });
	});

	test('all that has come so far in message, with no delta', () => {
		const soFar = ['Hello', 'Hello there', 'Hello there.'];
		const chunks = soFar.map((content) => entry({ index: 0, message: { content } }));
		expect(textOf(...chunks).text).toBe('Hello there.');
	});

	test('whole calls, sent again in message', () => {
		const { toolCalls } = textOf(
			delta({ tool_calls: [call('{"x":')] }),
			delta({ tool_calls: [{ index: 0, function: { arguments: '1}' } }] }),
			entry({ index: 0, message: { tool_calls: [call('{"x":1}')] } })
		);
		expect(toolCalls.map((one) => one.arguments)).toEqual(['{"x":1}']);
	});
});

describe('what cannot be shown', () => {
	test.each([
		[
			'an image part',
			{ content: [{ type: 'image_url', image_url: { url: 'data:x' } }] },
			'an image',
		],
		['an image without a type', { content: [{ image_url: { url: 'data:x' } }] }, 'an image'],
		['images', { images: [{ type: 'image_url', image_url: { url: 'data:x' } }] }, 'an image'],
		['audio', { audio: { id: 'a', data: 'AAAA' } }, 'audio'],
		['an audio part', { content: [{ type: 'output_audio', data: 'AAAA' }] }, 'audio'],
		['a video part', { content: [{ type: 'video_url', video_url: {} }] }, 'a video'],
		['a file part', { content: [{ type: 'file', file: { file_id: 'x' } }] }, 'a file'],
		[
			'encrypted reasoning',
			{ reasoning_details: [{ type: 'reasoning.encrypted', data: 'AAAA' }] },
			'encrypted reasoning',
		],
		[
			'references',
			{ content: [{ type: 'reference', reference_ids: [1] }] },
			'a part of type `reference`',
		],
		['a field nobody knows', { zzz: 'text' }, 'a field that chat chunks do not have'],
	])('%s is named, at its frame and in the message', (_, fields, kind) => {
		const { message, frames, meanings } = runOf(bodyOf(chunkOf({}), delta(fields), delta(fields)));
		expect(message.unshown).toMatchObject([{ kind, choice: 0, frameIndex: 1 }]);
		expect(message.choices[0]).toMatchObject({ text: '', reasoning: '' });
		const note = notesFor({ frame: frames[2]!, meaning: meanings[2]!, message }).find(
			({ id }) => id === 'unshown'
		);
		expect(note?.text).toContain(kind);
		expect(contentsOf(meanings[2]!).unshown).toBe(true);
	});

	test('is listed up to a limit of its choice', () => {
		const many = Array.from({ length: 40 }, (_, i) => delta({ [`zzz${i}`]: 'text' }));
		const other = chunkOf({ audio: { data: 'AAAA' } }, null, 1);
		const { message } = runOf(bodyOf(...many, other));
		expect(message.unshown.filter(({ choice }) => choice === 0)).toHaveLength(16);
		expect(message.unshown.filter(({ choice }) => choice === 1)).toHaveLength(1);
	});

	test('an object that is not a part is shown as its JSON', () => {
		const { message } = runOf(bodyOf(delta({ content: { city: 'Oslo' } })));
		expect(message.choices[0]?.text).toBe('{"city":"Oslo"}');
	});
});

describe('any value in any field', () => {
	const anything = fc.oneof(
		fc.constantFrom(null, 0, true, '', 'x', [], {}, [[]], [{}], { a: { b: [1, { c: 'd' }] } }),
		fc.jsonValue()
	);
	const names =
		'content role reasoning reasoning_content reasoning_details thinking refusal tool_calls function_call audio images text message zzz';
	const field = fc.constantFrom(...names.split(' '));
	const fields = fc.dictionary(field, anything);
	const chunks = fc.array(
		fc.record(
			{
				choices: fc.oneof(
					anything,
					fc.array(
						fc.record({ index: anything, delta: fields, message: fields }, { requiredKeys: [] })
					)
				),
				usage: anything,
				x_groq: fc.record({ usage: anything }),
				object: fc.constant('chat.completion.chunk'),
			},
			{ requiredKeys: ['object'] }
		),
		{ maxLength: 5 }
	);

	test('never throws, and never ends as [object Object]', () => {
		fc.assert(
			fc.property(chunks, (sent) => {
				const body = bodyOf(...sent);
				fc.pre(!body.includes('[object'));
				const { message, frames, meanings } = runOf(body);
				expect(JSON.stringify(message)).not.toContain('[object');
				for (const { index, toolCalls } of message.choices) {
					const all = toolCalls.map((_, toolCall) => ({ part: 'toolCall' as const, toolCall }));
					for (const address of [
						...all,
						{ part: 'text' as const },
						{ part: 'reasoning' as const },
					]) {
						const ends = stretchesOfPart(message, { choice: index, ...address }).map(
							({ end }) => end
						);
						expect(ends).toEqual(ends.toSorted((a, b) => a - b));
					}
				}
				frames.forEach((frame, i) => {
					for (const note of notesFor({ frame, meaning: meanings[i]!, message })) {
						expect(note.text).not.toMatch(/undefined|\[object|NaN/);
					}
				});
			}),
			{ numRuns: 1000 }
		);
	});

	test('nested ten thousand deep, is not followed', () => {
		const deep = `${'['.repeat(10_000)}"x"${']'.repeat(10_000)}`;
		for (const key of ['content', 'reasoning', 'tool_calls', 'zzz', 'audio']) {
			const body = `data: {"choices":[{"index":0,"delta":{"${key}":${deep}}}]}\n\n`;
			expect(() => runOf(body), key).not.toThrow();
		}
		const args = `{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":${deep}}}]}}]}`;
		expect(runOf(`data: ${args}\n\n`).message.unshown).toHaveLength(1);
	});
});
