import { describe, expect, test } from 'vitest';
import { jsonSoFar } from '../../../../../src/playground/response/message/json-so-far.ts';

const whole = '{"city":"Zürich 🏔","a\\"b":[1,-2.5e3,{"x":null},[]],"ok":true,"say":"a\\u00e9\\n"}';

describe('jsonSoFar()', () => {
	test('is the value itself once the text is whole', () => {
		expect(jsonSoFar(whole)).toEqual(JSON.parse(whole));
		expect(jsonSoFar(` ${whole}\n`)).toEqual(JSON.parse(whole));
	});

	test.each([
		['{', {}],
		['{"ci', {}],
		['{"city"', {}],
		['{"city":', {}],
		['{"city":"', { city: '' }],
		['{"city":"Par', { city: 'Par' }],
		['{"city":"Paris"', { city: 'Paris' }],
		['{"city":"Paris",', { city: 'Paris' }],
		['{"n":1', {}],
		['{"n":12,"m":tr', { n: 12 }],
		['{"n":12,"m":true}', { n: 12, m: true }],
		['[1,2', [1]],
		['[[1,2],[3', [[1, 2], []]],
		['["a\\', ['a']],
		['["a\\u00', ['a']],
		['["a\\\\u00', ['a\\u00']],
		['{"__proto__":{"x":1}', JSON.parse('{"__proto__":{"x":1}}')],
	])('%s', (text, value) => {
		expect(jsonSoFar(text)).toEqual(value);
	});

	test.each(['', 'Hello', '"text"', '{]', '{"a" 1}', '[1 2]', '{"a":1} and', '{1:2}', '[link](x)'])(
		'%j is no JSON',
		(text) => {
			expect(jsonSoFar(text)).toBeUndefined();
		}
	);

	test('wherever the text is cut, something of it is valid, and it only grows', () => {
		let last = 0;
		for (let cut = 1; cut <= whole.length; cut++) {
			const value = jsonSoFar(whole.slice(0, cut));
			expect(value, `cut at ${cut}`).toBeTypeOf('object');
			const { length } = JSON.stringify(value);
			// An escape that is whole only now may be shorter than it was.
			expect(length, `cut at ${cut}`).toBeGreaterThanOrEqual(last);
			last = length;
		}
	});

	test('brackets without end are not followed', () => {
		expect(jsonSoFar('['.repeat(100_000))).toBeUndefined();
	});
});
