import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonLines } from '../../../../../src/playground/response/message/json-lines.ts';

const drawn = (text: string) =>
	jsonLines(text)
		.map((line) => '  '.repeat(line.depth) + line.text)
		.join('\n');

describe('jsonLines()', () => {
	test('breaks lines and indents as a person would', () => {
		expect(drawn('{"city": "Paris, {FR}","days":[1,{"a":[]},[2]],"none":{}}'))
			.toMatchInlineSnapshot(`
				"{
				  "city": "Paris, {FR}",
				  "days":[
				    1,
				    {
				      "a":[]
				    },
				    [
				      2
				    ]
				  ],
				  "none":{}
				}"
			`);
	});

	test('lays out incomplete JSON, wherever it is truncated', () => {
		expect(drawn('{"city":"Par')).toBe('{\n  "city":"Par');
		expect(drawn('{"a":"b\\')).toBe('{\n  "a":"b\\');
		expect(drawn('{')).toBe('{');
		expect(drawn('')).toBe('');
	});

	test('shows text that is not JSON unchanged', () => {
		expect(drawn('city=Paris, and more')).toBe('city=Paris, and more');
		expect(drawn(']]}}')).toBe(']]}}');
	});

	test('adds, drops and moves no character', () => {
		const cut = fc
			.tuple(fc.json(), fc.nat())
			.map(([json, at]) => json.slice(0, at % (json.length + 1)));
		const anything = fc.string({
			unit: fc.constantFrom('{', '}', '[', ']', ',', '"', '\\', ' ', 'a'),
		});
		fc.assert(
			fc.property(fc.oneof(cut, anything), (text) => {
				const lines = jsonLines(text);
				expect(lines.map((line) => line.text).join('')).toBe(text);
				for (const { depth } of lines) expect(depth).toBeGreaterThanOrEqual(0);
			})
		);
	});
});
