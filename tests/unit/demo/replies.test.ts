import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/demo/random.ts';
import { replyTo } from '../../../src/demo/replies/index.ts';
import { SUGGESTIONS } from '../../../src/demo/replies/prompts.ts';
import { splitTokens } from '../../../src/demo/tokens.ts';

const replies = SUGGESTIONS.map(({ label, prompt }): [string, string] => [label, replyTo(prompt)]);
const reply = (label: string) => new Map(replies).get(label) ?? '';

describe('replyTo()', () => {
	test('has a separate answer for each suggestion', () => {
		expect(SUGGESTIONS.map(({ label }) => label)).toEqual([
			'Story',
			'Markdown',
			'Scripts',
			'Long',
			'Streaming',
		]);
		expect(new Set(replies.map(([, text]) => text)).size).toBe(SUGGESTIONS.length);
	});

	test.each(replies)('says that the answer "%s" is a demo\'s, not a model\'s', (_label, text) => {
		expect(text).toMatch(/this demo, not of a model/);
	});

	test('tells a story of 150 to 250 words that begins as stories do', () => {
		expect(reply('Story')).toMatch(/^Once upon a time/);
		const words = reply('Story').split(/\s+/).length;
		expect(words).toBeGreaterThanOrEqual(150);
		expect(words).toBeLessThanOrEqual(250);
	});

	test('tells another story for the second choice', () => {
		const second = replyTo('Tell me a story', 1);
		expect(second).toMatch(/^Once upon a time/);
		expect(second).not.toBe(reply('Story'));
		expect(replyTo('Tell me a story', 2)).toBe(reply('Story'));
	});

	test('shows a table and code as Markdown', () => {
		expect(reply('Markdown')).toMatch(/^\| :-- \| :-- \|/m);
		expect(reply('Markdown')).toMatch(/^```js$/m);
	});

	test('shows many scripts, and emoji of several code points', () => {
		for (const script of 'Greek Cyrillic Arabic Hebrew Devanagari Thai Han Hiragana Hangul'.split(
			' '
		)) {
			expect(reply('Scripts'), script).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
		}
		expect(reply('Scripts')).toContain('👩‍👩‍👧‍👦');
		expect(reply('Scripts')).toContain('🇬🇷');
	});

	test('is right about the family emoji', () => {
		const family = '👩‍👩‍👧‍👦';
		expect([[...family].length, family.length, new TextEncoder().encode(family).length]).toEqual([
			7, 11, 25,
		]);
		expect(reply('Scripts')).toContain(
			'7 code points, 11 units of a JavaScript string and 25 bytes on the wire'
		);
	});

	test('has code in the Markdown answer that does what the text says', () => {
		const code = /```js\n([\s\S]*?)```/.exec(reply('Markdown'))?.[1];
		const run = new Function('chunks', `${code}; return text;`) as (chunks: object[]) => string;
		expect(
			run([
				{ choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] },
				{ choices: [{ index: 0, delta: { content: 'Hel' } }] },
				{ choices: [{ index: 1, delta: { content: 'other' } }] },
				{ choices: [{ index: 0, delta: { content: 'lo' } }] },
				{ choices: [{ index: 0, finish_reason: 'stop' }] },
				{ choices: [], usage: {} },
				{},
			])
		).toBe('Hello');
	});

	test('gives a long answer of about 2,000 tokens that does not repeat itself', () => {
		const tokens = splitTokens(reply('Long'), createRandom(1)).length;
		expect(tokens).toBeGreaterThan(1_900);
		expect(tokens).toBeLessThan(2_100);
		const sentences = reply('Long').split(/(?<=[.?!])\s+/);
		expect(new Set(sentences).size).toBe(sentences.length);
	});

	test('recognises a suggestion however it is written', () => {
		expect(replyTo('  tell me a STORY! ')).toBe(reply('Story'));
	});

	test('quotes any other prompt, and says that no model has read it', () => {
		const answer = replyTo('What is the capital of France?');
		expect(answer).toContain('```text\nWhat is the capital of France?\n```');
		expect(answer).toContain('not a model');
	});

	test('quotes Markdown and HTML as text, in a fence that they cannot close', () => {
		const prompt = '<img src=x onerror=alert(1)>\n````\n# Not a heading\n```';
		expect(replyTo(prompt)).toContain(`\`\`\`\`\`text\n${prompt}\n\`\`\`\`\`\n`);
	});

	test('quotes the beginning of a long prompt, never half a character', () => {
		const answer = replyTo('👩‍👩‍👧‍👦'.repeat(2_000));
		expect(answer).toMatch(/```text\n(?:👩‍👩‍👧‍👦)+ …\n```/u);
		expect(answer.length).toBeLessThan(1_600);
		expect(replyTo('\ud83d').isWellFormed()).toBe(true);
	});
});
