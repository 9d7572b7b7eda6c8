import { describe, expect, test } from 'vitest';
import { fieldsOf, statuses, typeOf } from '../../../src/components/openapi.ts';

describe('fieldsOf()', () => {
	test('gives the fields of a schema in order, with those of an object inside by their path', () => {
		expect(fieldsOf('ToolCallDelta').map(({ name }) => name)).toEqual([
			'index',
			'id',
			'type',
			'function',
		]);
		const request = fieldsOf('ChatRequest');
		expect(request.find(({ name }) => name === 'stream_options.include_usage')).toMatchObject({
			type: 'boolean or null',
			isRequired: false,
		});
		expect(request.filter(({ isRequired }) => isRequired).map(({ name }) => name)).toEqual([
			'model',
			'messages',
		]);
	});

	test('says which schemas there are where one is misnamed', () => {
		expect(() => fieldsOf('Chunks')).toThrow(
			/no schema `Chunks` with fields\. Schemas: ChatRequest, /
		);
	});
});

describe('typeOf()', () => {
	test.each([
		[{ type: ['number', 'null'], minimum: 0, maximum: 2 }, 'number or null, 0 to 2'],
		[{ type: 'integer', minimum: 0 }, 'whole number, from 0'],
		[{ type: 'array', items: { $ref: '#/components/schemas/Message' } }, 'list of Message'],
		[{ type: 'array', items: { type: 'string' }, maxItems: 4 }, 'list of string, at most 4'],
		[{ oneOf: [{ $ref: '#/components/schemas/Usage' }, { type: 'null' }] }, 'Usage or null'],
		[{ const: 'chat.completion.chunk' }, '`chat.completion.chunk`'],
		[{ enum: ['user', 'tool'] }, '`user`, `tool`'],
	])('puts %o into words', (schema, words) => {
		expect(typeOf(schema)).toBe(words);
	});
});

describe('statuses()', () => {
	test('lists each error with the headers that come with it', () => {
		const rows = statuses();
		expect(rows.map(({ status }) => status)).toEqual([
			'400',
			'401',
			'404',
			'405',
			'413',
			'429',
			'500',
			'502',
			'503',
			'504',
		]);
		expect(rows.find(({ status }) => status === '429')?.headers).toContain('Retry-After');
	});
});
