import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/demo/random.ts';
import { replyTo } from '../../../src/demo/replies/index.ts';
import { SUGGESTIONS } from '../../../src/demo/replies/prompts.ts';
import { splitTokens } from '../../../src/demo/tokens.ts';

const split = (text: string, seed = 1) => splitTokens(text, createRandom(seed));

/** Where graphemes begin, by the engine's Unicode tables. */
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const boundariesOf = (text: string) =>
	new Set([...segmenter.segment(text)].map(({ index }) => index).concat(text.length));

function boundariesInsideGraphemes(tokens: readonly string[]): number[] {
	const boundaries = boundariesOf(tokens.join(''));
	let at = 0;
	return tokens.map((token) => (at += token.length)).filter((end) => !boundaries.has(end));
}

describe('splitTokens()', () => {
	test('keeps a space with the next word, and punctuation apart, as GPT-like tokenizers do', () => {
		expect(split("Once upon a time, it's said (twice) in 2026.\n\nThe end").join('|')).toBe(
			"Once| upon| a| time|,| it|'s| said| (|twice|)| in| |2|0|2|6|.\n\n|The| end"
		);
	});

	test('splits long words, and scripts with few letters per token, further', () => {
		expect(split('internationalisation Übersetzungswissenschaft').length).toBeGreaterThan(5);
		expect(split('你好世界文字到来').length).toBeGreaterThanOrEqual(4);
		expect(split('Καλημέρα κόσμε').length).toBeGreaterThanOrEqual(4);
		expect(split('नमस्ते दुनिया आज का दिन').length).toBeGreaterThanOrEqual(5);
	});

	test('never cuts an emoji of several code points, a flag or an accented letter', () => {
		const whole = ['👩‍👩‍👧‍👦', '🏳️‍🌈', '❤️‍🔥', '👋🏽', '1️⃣', '🇬🇷', '🇯🇵', 'é', 'हि', 'ก็'];
		for (let seed = 0; seed < 50; seed++) {
			const tokens = split(`a${whole.join('')}b ${whole.join(' ')}`, seed);
			for (const grapheme of whole) {
				expect(
					tokens.filter((token) => token.includes(grapheme)).length,
					`${grapheme} with seed ${seed} in ${tokens.join('|')}`
				).toBeGreaterThanOrEqual(2);
			}
		}
	});

	test.each(SUGGESTIONS.map(({ label, prompt }) => [label, replyTo(prompt)]))(
		'adds up to the reply "%s", each boundary between graphemes',
		(_label, reply) => {
			for (let seed = 0; seed < 20; seed++) {
				const tokens = split(reply, seed);
				expect(tokens.join('')).toBe(reply);
				expect(boundariesInsideGraphemes(tokens), `seed ${seed}`).toEqual([]);
			}
		}
	);

	test('adds up to any text, no token empty, each boundary between graphemes', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer(), (text, seed) => {
				const tokens = split(text, seed);
				expect(tokens.join('')).toBe(text);
				expect(tokens).not.toContain('');
				expect(boundariesInsideGraphemes(tokens), tokens.join('|')).toEqual([]);
			})
		);
	});

	test('adds up to any code units, halves of surrogate pairs included', () => {
		const codeUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 });
		fc.assert(
			fc.property(codeUnits, (units) => {
				const text = String.fromCharCode(...units);
				expect(split(text).join('')).toBe(text);
			})
		);
	});

	test('gives the same tokens for the same seed, and others for another', () => {
		const reply = replyTo('Say hello in many scripts, with emoji');
		expect(split(reply, 7)).toEqual(split(reply, 7));
		expect(split(reply, 7)).not.toEqual(split(reply, 8));
	});
});
