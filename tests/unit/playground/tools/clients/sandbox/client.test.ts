/** What the sandbox takes for a client, and what it says of the rest. */
import { describe, expect, test } from 'vitest';
import {
	clientOf,
	iterableOf,
} from '../../../../../../src/playground/tools/clients/sandbox/client.ts';
import { shown } from '../../../../../../src/playground/tools/clients/sandbox/shown.ts';

describe('clientOf()', () => {
	test('takes `streamChat`, else the default export', () => {
		const streamChat = () => 'named';
		expect(clientOf({ streamChat, default: () => 'default' })({})).toBe('named');
		expect(clientOf({ default: () => 'default' })({})).toBe('default');
	});

	test.each([{}, { streamChat: 1 }, { default: 'text' }])('refuses %j', (module) => {
		expect(() => clientOf(module)).toThrow('The code exports no function called streamChat.');
	});
});

describe('iterableOf()', () => {
	test.each([
		['an async generator', (async function* () {})()],
		['a generator', (function* () {})()],
		['an array', ['a']],
		['a string', 'text'],
	])('takes %s', async (_, made) => {
		expect(await iterableOf(made)).toBe(made);
	});

	test.each<[made: () => unknown, message: string]>([
		[() => undefined, 'it returned a value of type undefined.'],
		[() => null, 'it returned null.'],
		[() => 5, 'it returned a value of type number.'],
		[() => ({}), 'it returned a value of type object.'],
		[async () => 'text', 'it returned a Promise.'],
		[() => Promise.reject(new RangeError('no')), 'a Promise, which failed with RangeError: no'],
		[() => Promise.reject('no'), 'a Promise, which failed with no'],
	])('says of what %o returns what it is', async (client, message) => {
		await expect(iterableOf(client())).rejects.toThrow(message);
	});
});

describe('shown()', () => {
	const circle: Record<string, unknown> = {};
	circle['self'] = circle;
	test.each([
		['text', 'text'],
		[new TypeError('no'), 'TypeError: no'],
		[new Error(), 'Error'],
		[10n, '10'],
		[Symbol('s'), 'Symbol(s)'],
		[undefined, 'undefined'],
		[{ a: [1, null] }, '{"a":[1,null]}'],
		[circle, '[object Object]'],
	])('writes %o', (value, text) => {
		expect(shown(value)).toBe(text);
	});
});
