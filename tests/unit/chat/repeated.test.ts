/** Chunks that repeat others are read faster, and never otherwise than by parsing each. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createChunkReader, readChunk } from '../../../src/chat/index.ts';
import { createRepeats } from '../../../src/chat/repeated.ts';
import { frameOf } from '../../support/chat-stream.ts';

/** All that comes of the frames, read in turn and parsed one by one; the order of fields included. */
function bothWays(payloads: readonly string[]) {
	const frames = payloads.map((data, index) => ({ ...frameOf(data.toWellFormed()), index }));
	const [read, parsed] = [frames.map(createChunkReader()), frames.map(readChunk)].map(
		(meanings) => ({ meanings, text: JSON.stringify(meanings) })
	);
	return { read, parsed };
}

/** Text in which a shape could go wrong: quotes, escapes, names of fields, the marks that shapes use. */
const tricky = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 12 }),
	fc
		.array(
			fc.constantFrom(
				'"',
				'\\',
				'","content":"',
				'"}',
				'text\u2063',
				'padding\u2063',
				'\n',
				'a',
				'\uD800'
			),
			{ maxLength: 4 }
		)
		.map((pieces) => pieces.join(''))
);
const field = fc.constantFrom('content', 'reasoning', 'reasoning_content', 'role', 'refusal', 'x');

const chunk = fc.record(
	{
		id: fc.constantFrom('c1', 'c2', '"content":"x"'),
		object: fc.constantFrom('chat.completion.chunk', 'other'),
		model: tricky,
		choices: fc.array(
			fc.record(
				{
					index: fc.constantFrom(0, 1),
					delta: fc.dictionary(field, fc.oneof(tricky, fc.constant(null))),
					logprobs: fc.constantFrom(null, { content: 'x' }),
					finish_reason: fc.constantFrom(null, 'stop'),
				},
				{ requiredKeys: ['delta'] }
			),
			{ minLength: 1, maxLength: 2 }
		),
		usage: fc.constantFrom(null, { prompt_tokens: 1, completion_tokens: 2 }),
		obfuscation: tricky,
	},
	{ requiredKeys: ['object', 'choices'] }
);

/** The same chunk again and again, but for its text and padding, as servers send them. */
const repeated = fc
	.tuple(chunk, fc.array(fc.tuple(tricky, tricky), { maxLength: 12 }))
	.map(([base, texts]) =>
		texts.map(([text, obfuscation]) => {
			const { choices } = base;
			const [first] = choices;
			const delta: Record<string, string | null> = { ...first!.delta };
			if (Object.keys(delta).length === 0) delta['content'] = text;
			for (const key in delta) if (delta[key] !== null && key !== 'x') delta[key] = text;
			return JSON.stringify({
				...base,
				choices: [{ ...first, delta }, ...choices.slice(1)],
				...('obfuscation' in base && { obfuscation }),
			});
		})
	);

describe('createChunkReader()', () => {
	test('reads chunks that repeat as parsing each does', () => {
		fc.assert(
			fc.property(repeated, (payloads) => {
				const { read, parsed } = bothWays(payloads);
				expect(read).toEqual(parsed);
			}),
			{ numRuns: 1000 }
		);
	});

	test('reads streams of several shapes as parsing each does', () => {
		fc.assert(
			fc.property(
				fc.array(fc.oneof(repeated, fc.array(chunk.map((one) => JSON.stringify(one)))), {
					maxLength: 3,
				}),
				(streams) => {
					const { read, parsed } = bothWays(streams.flat());
					expect(read).toEqual(parsed);
				}
			),
			{ numRuns: 1000 }
		);
	});

	test('reads a chunk that was damaged at one place as parsing it does', () => {
		fc.assert(
			fc.property(
				repeated.filter(({ length }) => length > 2),
				fc.nat(),
				fc.constantFrom('', '"', '\\', '{', '\n', ',"content":"y"', 'x'),
				(payloads, at, damage) => {
					const last = payloads.at(-1)!;
					const place = at % last.length;
					const { read, parsed } = bothWays([
						...payloads,
						last.slice(0, place) + damage + last.slice(place + 1),
						last,
					]);
					expect(read).toEqual(parsed);
				}
			),
			{ numRuns: 1000 }
		);
	});

	test.each([
		[
			'a text that looks as if it ended at an escaped quote',
			['{"object":"chat.completion.chunk","choices":[{"delta":{"content":"a\\","x":"y"}}]}', 'b'],
		],
		[
			'a name that stands twice',
			[
				'{"object":"chat.completion.chunk","choices":[{"delta":{"content":"a","content":"b"}}]}',
				'c',
			],
		],
		[
			'a model named as the field is',
			[
				'{"object":"chat.completion.chunk","model":"\\"content\\":\\"","choices":[{"delta":{"content":"a"}}]}',
				'c',
			],
		],
		[
			'a text that is the mark, and the name of its field elsewhere',
			[
				'{"object":"chat.completion.chunk","choices":[{"token_ids":{"content":"a"},"delta":{"content":"text\u2063"}}]}',
				'c',
			],
		],
	])('is not misled by %s', (_what, [data, other]) => {
		const { read, parsed } = bothWays([
			data!,
			data!,
			data!.replace('"a', `"${other}`),
			data!.replaceAll('a', 'b'),
		]);
		expect(read).toEqual(parsed);
	});
});

describe('createRepeats()', () => {
	const data = (content: string, obfuscation?: string) =>
		JSON.stringify({
			object: 'chat.completion.chunk',
			choices: [{ index: 0, delta: { content }, finish_reason: null }],
			obfuscation,
		});

	test.each([undefined, 'qX8'])('reads what repeats without parsing it, padding %s', (padding) => {
		const repeats = createRepeats();
		const first = data('Once', padding);
		expect(repeats.read(first)).toBeUndefined();
		repeats.differs(first, JSON.parse(first));
		const second = data(' upon', padding && 'k');
		expect(repeats.read(second)).toEqual(JSON.parse(second));
	});

	test('tries ever less often where no shape comes again', () => {
		const repeats = createRepeats();
		let hits = 0;
		for (let i = 0; i < 64; i++) {
			const other = data('a').replace('"index":0', `"index":${i}`);
			if (repeats.read(other) !== undefined) hits++;
			repeats.differs(other, JSON.parse(other));
		}
		expect(hits).toBe(0);
		// The shape of chunk 64 was not taken: the tries were at 1, 2, 4, 8, 16, 32 and 64 from the one before.
		const again = data('b').replace('"index":0', '"index":60');
		expect(repeats.read(again)).toBeUndefined();
	});
});
