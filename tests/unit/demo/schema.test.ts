/** Values made of JSON schemas, held against a validator that is not ours. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../src/demo/refusal.ts';
import { valueFor } from '../../../src/demo/schema/index.ts';

/** A validator of its own for each schema: `#` is the schema itself. */
function isValid(schema: object, value: unknown): boolean {
	const ajv = new Ajv2020({
		strict: false,
		meta: false,
		validateSchema: false,
		validateFormats: false,
		ownProperties: true,
	});
	return ajv.validate(schema, value);
}

const made = (schema: unknown, message = 'Hello') => valueFor({ schema, message, param: 'schema' });

/** The value as JSON, or the words of the refusal. */
function answer(schema: unknown, message?: string): string {
	try {
		return JSON.stringify(made(schema, message));
	} catch (error) {
		if (error instanceof Refusal) return error.message;
		throw error;
	}
}

const object = (properties: object, more = {}) => ({
	type: 'object',
	properties,
	required: Object.keys(properties),
	...more,
});

const name = fc.constantFrom(
	'city',
	'age',
	'name',
	'unit',
	'items',
	'query',
	'toString',
	'a b',
	''
);
const range = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.nat({ max: 100 }));
const size = fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 6 }));
const scalar = fc.oneof(
	fc.constant<object>({ type: 'boolean' }),
	fc.constant({ type: 'null' }),
	fc.constant({}),
	range.map(([least, more]) => ({ type: 'integer', minimum: least, maximum: least + more })),
	range.map(([least, more]) => ({
		type: 'number',
		exclusiveMinimum: least,
		exclusiveMaximum: least + more + 1,
	})),
	fc
		.integer({ min: 1, max: 12 })
		.map((step) => ({ type: 'integer', multipleOf: step, minimum: 7 })),
	fc.constant({ type: 'number', multipleOf: 0.1 }),
	size.map(([least, more]) => ({ type: 'string', minLength: least, maxLength: least + more })),
	fc
		.constantFrom('date', 'email', 'uuid', 'uri', 'colour')
		.map((format) => ({ type: 'string', format })),
	fc
		.constantFrom(
			'^\\d{5}$',
			'^[A-Z]{2}-[0-9a-f]+$',
			'x|y',
			'^(?:ab)*c?$',
			'[^a-z]',
			'^\\w+@\\w+\\.de$'
		)
		.map((pattern) => ({ type: 'string', pattern })),
	fc
		.uniqueArray(fc.jsonValue({ maxDepth: 1 }), { minLength: 1, maxLength: 4 })
		.map((all) => ({ enum: all })),
	fc.jsonValue({ maxDepth: 2 }).map((value) => ({ const: value })),
	fc.jsonValue({ maxDepth: 1 }).map((value) => ({ type: ['string', 'null'], default: value }))
);

/** Schemas that some value fits. */
const { schema: anySchema } = fc.letrec<{ schema: object }>((tie) => ({
	schema: fc.oneof(
		{ maxDepth: 4, withCrossShrink: true },
		scalar,
		fc
			.tuple(fc.dictionary(name, tie('schema'), { maxKeys: 4 }), fc.boolean(), fc.array(name))
			.map(([properties, isClosed, required]) => ({
				type: 'object',
				properties,
				required: [
					...new Set(
						isClosed
							? required.filter((one) => one in properties && Object.hasOwn(properties, one))
							: required
					),
				],
				...(isClosed && { additionalProperties: false }),
			})),
		fc.tuple(tie('schema'), size).map(([items, [least, more]]) => ({
			type: 'array',
			items,
			minItems: least,
			maxItems: least + more,
		})),
		fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((prefixItems) => ({
			type: 'array',
			prefixItems,
			items: false,
		})),
		fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
		tie('schema').map((schema) => ({ allOf: [schema], description: 'A part.' })),
		fc.tuple(tie('schema'), tie('schema')).map(([a, b]) => ({
			oneOf: [object({ a }), object({ b })].map((one, i) => ({
				...one,
				additionalProperties: false,
				title: String(i),
			})),
		}))
	),
}));

describe('valueFor()', () => {
	test('fits every schema that can be met, as ajv sees it, whatever the message says', () => {
		const message = fc.oneof(
			fc.constant('Is it 30 degrees in Paris or in New York? Ada is 7 years old: "x@y.org".'),
			fc.string({ unit: 'binary' })
		);
		fc.assert(
			fc.property(anySchema, message, (schema, text) => {
				const value = made(schema, text);
				expect(isValid(schema, value), JSON.stringify(value)).toBe(true);
			}),
			{ numRuns: 150 }
		);
	});

	test('fits any other schema too, or is refused: never a value that does not fit', () => {
		const keyword = fc.constantFrom(
			...'type enum const not anyOf oneOf allOf if then else $ref minimum maximum multipleOf minLength'.split(
				' '
			),
			...'maxLength minItems maxItems uniqueItems items prefixItems contains required properties'.split(
				' '
			),
			...'additionalProperties minProperties propertyNames dependentRequired patternProperties'.split(
				' '
			)
		);
		const rule = fc.oneof(
			anySchema,
			fc.array(anySchema, { maxLength: 3 }),
			fc.constantFrom<unknown>(
				'string',
				['null', 'object'],
				'#',
				'#/properties/city',
				0,
				3,
				1e9,
				-1,
				true
			),
			fc.array(name, { maxLength: 2 })
		);
		let valid = 0;
		fc.assert(
			fc.property(fc.dictionary(keyword, rule, { maxKeys: 4 }), (schema) => {
				const text = answer(schema);
				// A refusal: a sentence, and so no JSON.
				if (text.startsWith('`schema`')) return;
				const value: unknown = JSON.parse(text);
				let isFit: boolean;
				try {
					isFit = isValid(schema, value);
				} catch {
					// A schema that ajv does not take.
					return;
				}
				expect(isFit, JSON.stringify(value)).toBe(true);
				valid++;
			}),
			{ numRuns: 200 }
		);
		expect(valid).toBeGreaterThan(10);
	});

	test.each<[schema: object, message: string, value: string]>([
		[object({ city: { type: 'string' } }), 'How is the weather in Paris?', '{"city":"Paris"}'],
		[
			object({ location: {} }),
			'Weather in San Francisco, CA please',
			'{"location":"San Francisco, CA"}',
		],
		[object({ city: { type: 'string' } }), 'is it cold in oslo', '{"city":"oslo"}'],
		[
			object({ cities: { type: 'array' } }),
			'From Rome, Oslo and Lima',
			'{"cities":["Rome","Oslo","Lima"]}',
		],
		[object({ a: { type: 'number' }, b: { type: 'integer' } }), 'Add 3.5 and 4', '{"a":3.5,"b":4}'],
		[
			object({ name: { type: 'string' }, age: { type: 'integer' } }),
			'Ada is 36 years old',
			'{"name":"Ada","age":36}',
		],
		[
			object({ unit: { enum: ['celsius', 'fahrenheit'] } }),
			'In Fahrenheit!',
			'{"unit":"fahrenheit"}',
		],
		[object({ email: { format: 'email' } }), 'Write to a@b.org', '{"email":"a@b.org"}'],
		[
			object({ expression: { type: 'string' } }),
			'What is 2 * (3 + 4)?',
			'{"expression":"2 * (3 + 4)"}',
		],
		[
			object({ colour: { type: 'string' } }),
			'The colour is dark red, I think',
			'{"colour":"dark red"}',
		],
		[
			object({ query: { type: 'string' } }),
			'Search the web for event streams.',
			'{"query":"event streams"}',
		],
		[object({ title: { type: 'string' } }), 'Call it "A day"', '{"title":"A day"}'],
	])('takes from the message what plainly stands there: %j %s', (schema, message, value) => {
		expect(answer(schema, message)).toBe(value);
	});

	test('takes a default or an example where the message says nothing, and else words of its own', () => {
		expect(answer({ type: 'string', default: 'mild' })).toBe('"mild"');
		expect(answer({ type: 'integer', examples: [12] })).toBe('12');
		expect(answer(object({ house_number: { type: 'string' } }))).toBe(
			'{"house_number":"demo house number"}'
		);
	});

	test('follows references, also of a schema to itself', () => {
		const node = object({
			value: { type: 'integer' },
			next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] },
		});
		const schema = { $ref: '#/$defs/node', $defs: { node } };
		expect(isValid(schema, made(schema))).toBe(true);
		const tree = object({ children: { type: 'array', items: { $ref: '#' } } });
		expect(isValid(tree, made(tree))).toBe(true);
	});

	test.each([
		[{ type: 'string', pattern: '(?=a)b' }, 'finds no value'],
		[{ type: 'integer', minimum: 0.1, maximum: 0.9 }, 'finds no value'],
		[{ type: 'robot' }, 'finds no value'],
		[{ $ref: 'https://example.com/schema.json' }, 'finds no value'],
		[{ type: 'array', minItems: 1e9, items: { type: 'null' } }, 'too large'],
		[{ type: 'string', minLength: 1e9 }, 'finds no value'],
		[{ $ref: '#' }, 'refers to itself'],
		[object({ a: { $ref: '#' }, b: { $ref: '#' } }), 'refers to itself'],
		[{ allOf: [{ $ref: '#' }, { $ref: '#' }] }, 'refers to itself'],
		[{ anyOf: Array.from({ length: 20 }, () => ({ $ref: '#' })) }, 'refers to itself'],
	])('refuses %j', (schema, words) => {
		expect(answer(schema)).toContain(words);
	});

	test('never runs a pattern, which may take for ever', () => {
		const pattern = `^(${'a*'.repeat(30)})*$`;
		expect(answer({ type: 'string', pattern, default: 'a'.repeat(40) + 'b' })).toBe('""');
	});
});
