import { describe, expect, test } from 'vitest';
import { readErrorBody } from '../../../src/chat/api-error.ts';

const withCode = (code: unknown) =>
	JSON.stringify({ error: { message: 'm', type: 'None', param: 'None', code } });

describe('readErrorBody()', () => {
	const none = { type: undefined, code: undefined, param: undefined };

	test('reads the object that OpenAI, vLLM and this API send', () => {
		const body =
			'{"error":{"message":"Invalid key","type":"authentication_error","param":"a","code":"invalid_api_key"}}';
		expect(readErrorBody(body, 'application/json')).toEqual({
			message: 'Invalid key',
			type: 'authentication_error',
			param: 'a',
			code: 'invalid_api_key',
		});
	});

	test('takes "None" for none, and keeps a code as it was sent, number or string', () => {
		expect(readErrorBody(withCode('500'), undefined)).toEqual({
			...none,
			message: 'm',
			code: '500',
		});
		expect(readErrorBody(withCode(500), undefined)).toEqual({ ...none, message: 'm', code: 500 });
		expect(readErrorBody(withCode('None'), undefined)).toEqual({ ...none, message: 'm' });
		expect(readErrorBody(withCode(null), undefined)).toEqual({ ...none, message: 'm' });
	});

	test.each([
		['a string', '{"error":"Unauthorized"}', 'Unauthorized'],
		['an old vLLM object', '{"object":"error","message":"Too long","code":400}', 'Too long'],
		['what FastAPI says', '{"detail":"Not Found"}', 'Not Found'],
		['what FastAPI says of fields', '{"detail":[{"loc":["a"],"msg":"b"}]}', 'a: b'],
		['a bare JSON string', '"Unauthorized"', 'Unauthorized'],
		['an object that says nothing', '{"error":{}}', '{}'],
		['a message that is no string', '{"error":{"message":{"a":1}}}', '{"a":1}'],
		['a list', '[1,2]', '[1,2]'],
		['an error that is true', '{"error":true}', 'true'],
		['plain text', 'upstream connect error\n', 'upstream connect error'],
		['JSON cut short', '{"error":{"mess', '{"error":{"mess'],
		['null', 'null', 'null'],
	])('reads %s', (_, body, message) => {
		expect(readErrorBody(body, 'application/json')?.message).toBe(message);
	});

	test('names a web page by its title', () => {
		const page = '<html>\n<head><title>502 Bad\n Gateway</title></head>';
		expect(readErrorBody(page, 'text/html')?.message).toBe('502 Bad Gateway');
		expect(readErrorBody('<!DOCTYPE html><p>', undefined)?.message).toBe('a web page');
		expect(readErrorBody('<p>no title', 'text/html; charset=utf-8')?.message).toBe('a web page');
	});

	test('says nothing about an empty body', () => {
		expect(readErrorBody('', 'application/json')).toBeUndefined();
		expect(readErrorBody(' \r\n', undefined)).toBeUndefined();
	});

	test('shortens what is long, never inside a character', () => {
		const { message } = readErrorBody(`x${'🚀'.repeat(400)}`, 'text/plain')!;
		expect(message).toBe(`x${'🚀'.repeat(149)}…`);
	});

	test('survives nesting that JSON.parse takes and JSON.stringify does not', () => {
		const deep = `{"error":{"message":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`;
		expect(readErrorBody(deep, 'application/json')?.message).toBe('a deeply nested value');
	});
});
