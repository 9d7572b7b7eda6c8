import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addChunk, createMessage, type Message } from '../../../../../src/chat/index.ts';
import { compareText } from '../../../../../src/playground/tools/clients/losses.ts';

/** A message whose frames brought these texts, one each. */
function messageOf(texts: readonly string[]): Message {
	const message = createMessage();
	texts.forEach((content, frameIndex) => {
		const chunk = { choices: [{ index: 0, delta: { content } }] };
		addChunk(message, { kind: 'chunk', frameIndex, chunk, usage: undefined });
	});
	return message;
}

/** The texts without the losses that were found. */
function without(message: Message, comparison: ReturnType<typeof compareText>): string {
	const { text } = message.choices[0]!;
	if (comparison.kind !== 'lost') return text;
	let kept = '';
	let from = 0;
	for (const { start, end } of comparison.losses) {
		kept += text.slice(from, start);
		from = end;
	}
	return kept + text.slice(from);
}

const frames = fc.array(
	fc.oneof(
		fc.constantFrom(' the', ' t', 'he', 'a', 'ab', '\n\n', '🚀', 'é', ' end.'),
		fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
	),
	{ minLength: 1, maxLength: 60 }
);

describe('compareText()', () => {
	test('finds no loss if the texts are the same', () => {
		const texts = ['Once', ' upon', ' a', ' time'];
		expect(compareText(messageOf(texts), texts.join(''))).toEqual({ kind: 'same' });
		expect(compareText(createMessage(), '')).toEqual({ kind: 'same' });
	});

	test('names the frames that are missing', () => {
		const message = messageOf(['Once', ' upon', ' a', ' time', '.']);
		expect(compareText(message, 'Once a.')).toMatchObject({
			kind: 'lost',
			losses: [
				{ frameIndex: 1, how: 'missing', start: 4, end: 9 },
				{ frameIndex: 3, how: 'missing' },
			],
			of: 5,
			isRest: false,
		});
	});

	test('handles a lost frame whose text the next one begins with', () => {
		const message = messageOf(['in', ' t', ' the', ' the', ' end']);
		expect(compareText(message, 'in the the end')).toMatchObject({
			losses: [{ frameIndex: 1, how: 'missing' }],
		});
	});

	test('distinguishes a client that stopped from one that skipped', () => {
		const message = messageOf(['Once', ' upon', ' a', ' time']);
		expect(compareText(message, 'Once')).toMatchObject({ isRest: true, losses: { length: 3 } });
		expect(compareText(message, '')).toMatchObject({ isRest: true, losses: { length: 4 } });
		expect(compareText(message, 'Once time')).toMatchObject({ isRest: false });
	});

	test('recognises a frame whose characters were split', () => {
		const message = messageOf(['A caf', 'é and 🚀s', ' fly.']);
		expect(compareText(message, 'A caf\u{FFFD}\u{FFFD} and \u{FFFD}\u{FFFD}s fly.')).toMatchObject({
			losses: [{ frameIndex: 1, how: 'mangled' }],
		});
		// The rest of the frame was dropped with its client.
		expect(compareText(message, 'A café an')).toMatchObject({
			losses: [{ frameIndex: 1, how: 'mangled' }, { frameIndex: 2 }],
			isRest: true,
		});
	});

	test('reports any other text as different, and says from where', () => {
		const message = messageOf(['Once', ' upon', ' a time']);
		expect(compareText(message, 'ONCE UPON A TIME')).toEqual({
			kind: 'other',
			at: 1,
			frameIndex: 0,
		});
		expect(compareText(message, 'Once upon a time, twice')).toEqual({
			kind: 'other',
			at: 16,
			frameIndex: undefined,
		});
	});

	test('whichever frames are taken out: explains the text whole, with no more losses than there were', () => {
		fc.assert(
			fc.property(frames, fc.infiniteStream(fc.boolean()), (texts, keeps) => {
				const kept = texts.map((text) => [text, keeps.next().value] as const);
				const theirs = kept.flatMap(([text, isKept]) => (isKept ? [text] : [])).join('');
				const taken = kept.filter(([, isKept]) => !isKept).length;
				const message = messageOf(texts);
				const found = compareText(message, theirs);
				// A frame that was broken off explains some texts with fewer; only whole ones can be taken out again.
				const hasBroken =
					found.kind === 'lost' && found.losses.some(({ how }) => how === 'mangled');
				expect(hasBroken || without(message, found) === theirs, JSON.stringify(texts)).toBe(true);
				expect(found.kind).not.toBe('other');
				expect(found.kind === 'lost' ? found.losses.length : 0).toBeLessThanOrEqual(taken);
			})
		);
	});

	test('is quick with 10,000 frames of which every third is lost', () => {
		const texts = Array.from({ length: 10_000 }, (_, i) => ` word${i % 17}`);
		const theirs = texts.filter((_, i) => i % 3 !== 0).join('');
		const found = compareText(messageOf(texts), theirs);
		expect(found).toMatchObject({ kind: 'lost', losses: { length: 3334 }, of: 10_000 });
	});
});
