/**
 * The demo API against `public/openapi.json`: what the document allows is answered, what it forbids is
 * refused, and nothing is sent that it does not name.
 */
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { assert, asyncProperty, constantFrom, double, oneof, pre, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDemoHandler, faultDescriptions } from '../../src/demo/index.ts';
import { chatRequest, payloadsOf, STORY } from '../support/demo.ts';

interface Schema {
	readonly $ref?: string;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly items?: Schema;
	readonly oneOf?: readonly Schema[];
}

interface Answers {
	readonly responses: Readonly<Record<string, unknown>>;
}

const text = readFileSync(new URL('../../public/openapi.json', import.meta.url), 'utf8');
const document = JSON.parse(text) as {
	readonly components: { readonly schemas: Readonly<Record<string, Schema>> } & Answers;
	readonly paths: Readonly<Record<string, Readonly<Record<string, Answers>>>>;
};
const { schemas } = document.components;

const ajv = new Ajv2020({ strict: false, validateSchema: false });
ajv.addSchema(document, 'openapi');

/** What is wrong with a value, by the schema of that name; nothing where it fits. */
function faultsOf(name: string, value: unknown): string[] {
	const validate = ajv.getSchema(`openapi#/components/schemas/${name}`);
	if (validate === undefined) throw new Error(`The document has no schema ${name}.`);
	return validate(value) ? [] : validate.errors!.map((error) => ajv.errorsText([error]));
}

/** The paths of fields that a value has and the schema does not name. */
function unnamed(value: unknown, schema: Schema, path: string): string[] {
	if (schema.$ref !== undefined) {
		return unnamed(value, schemas[schema.$ref.split('/').at(-1)!]!, path);
	}
	if (Array.isArray(value)) {
		return value.flatMap((item) => unnamed(item, schema.items ?? {}, `${path}[]`));
	}
	if (typeof value !== 'object' || value === null) return [];
	const known =
		schema.properties ??
		schema.oneOf?.map(resolved).find(({ properties }) => properties)?.properties;
	return Object.entries(value).flatMap(([key, field]) => {
		const next = known?.[key];
		return next === undefined ? [`${path}.${key}`] : unnamed(field, next, `${path}.${key}`);
	});
}

function resolved(schema: Schema): Schema {
	return schema.$ref === undefined ? schema : schemas[schema.$ref.split('/').at(-1)!]!;
}

/** All that is wrong with a value the demo sent: fields that do not fit, and fields that are not named. */
function misfits(name: string, value: unknown): string[] {
	return [...faultsOf(name, value), ...unnamed(value, schemas[name]!, name)];
}

const handler = createDemoHandler({ pace: 0 });
const ask = (fields = {}, init = {}) => handler(chatRequest(fields, init));

describe('public/openapi.json', () => {
	test('is an OpenAPI 3.2 document', async () => {
		const validator = new Validator();
		expect(await validator.validate(text)).toMatchObject({ valid: true });
		expect(validator.version).toBe('3.2');
	});

	test('describes every field in a sentence', () => {
		const wordless = Object.entries(schemas).flatMap(([name, { properties = {} }]) =>
			Object.entries(properties)
				.filter(
					([, field]) =>
						!('const' in field) &&
						!/[.:]$/.test(String((field as { description?: string }).description))
				)
				.map(([field]) => `${name}.${field}`)
		);
		expect(wordless).toEqual([]);
	});
});

describe('what the demo API sends', () => {
	const tools = [tool('get_story', { parameters: { properties: { of: { type: 'string' } } } })];

	test.each([
		{},
		{ n: 3 },
		{ stream_options: { include_usage: true } },
		{ max_tokens: 5 },
		{ tools },
		{ logprobs: true },
		{ logprobs: true, top_logprobs: 3 },
	])('fits the schema of a chunk, frame by frame: %o', async (fields) => {
		const payloads = payloadsOf(await (await ask({ stream: true, ...fields })).text());
		expect(payloads.length).toBeGreaterThan(4);
		expect(payloads.flatMap((data) => misfits('Frame', { data }))).toEqual([]);
		expect(payloads.pop()).toBe('[DONE]');
		expect(payloads.flatMap((payload) => misfits('Chunk', JSON.parse(payload)))).toEqual([]);
	});

	test('fits the schema of a whole answer', async () => {
		expect(misfits('Completion', await (await ask({ n: 2 })).json())).toEqual([]);
		expect(misfits('Completion', await (await ask({ tools })).json())).toEqual([]);
		const asked = { n: 2, logprobs: true, top_logprobs: 3 };
		expect(misfits('Completion', await (await ask(asked)).json())).toEqual([]);
	});

	test('fits the schema of the list of models', async () => {
		const list = await handler(new Request('http://demo.test/v1/models'));
		expect(misfits('Models', await list.json())).toEqual([]);
	});

	test.each([
		[400, { temperature: 3 }, {}],
		[401, {}, { headers: { authorization: 'Bearer sk-invalid' } }],
		[404, { model: 'gpt-4o' }, {}],
		[405, {}, { method: 'PUT' }],
		[413, { padding: 'x'.repeat(1_048_576) }, {}],
	])('fits the schema of an error: %i', async (status, fields, init) => {
		const answer = await ask(fields, init);
		expect(answer.status).toBe(status);
		expect(misfits('Error', await answer.json())).toEqual([]);
		expect(Object.keys(document.paths['/chat/completions']!['post']!.responses)).toContain(
			String(status)
		);
	});

	test('has no status under any fault that the document does not know', async () => {
		const known = Object.keys(document.paths['/chat/completions']!['post']!.responses);
		const http = faultDescriptions.filter(({ group }) => group === 'http');
		expect(http.length).toBeGreaterThan(10);
		// 403 and 422 are what other servers answer: the API documents neither.
		const others = ['403', '422'];
		const statuses = await Promise.all(
			http.map(async ({ name }) => {
				const { status } = await ask({ stream: true }, { base: `/faults/${name}/v1` });
				return `${status} ${name}`;
			})
		);
		expect(
			statuses.filter((status) => ![...known, ...others].includes(status.slice(0, 3)))
		).toEqual([]);
	});
});

describe('what the demo API takes', () => {
	const part = { type: 'text', text: 'a' };
	const values = oneof(
		// Of every kind, and on both sides of every limit.
		constantFrom<unknown>(null, true, false, '', 'stop', 'vllm-primary', [], {}),
		constantFrom<unknown>(['a'], ['a', ''], ['a', 1], [...'abcd'], [...'abcde']),
		constantFrom<unknown>({ include_usage: true }, { include_usage: 1 }, [1], [STORY]),
		constantFrom<unknown>([{ role: 'user' }], [{ role: 'assistant' }, STORY]),
		constantFrom<unknown>(
			[{ role: 'robot', content: 'x' }],
			[{ role: 'user', content: [part] }],
			[{ role: 'user', content: [{ type: 'image' }] }],
			[{ role: 'user', content: null }]
		),
		constantFrom<unknown>('auto', 'none', 'required', { type: 'function' }, tool('f')),
		constantFrom<unknown>(
			[tool('f')],
			[tool('')],
			[tool('f'), tool('a b')],
			[{ type: 'function' }]
		),
		constantFrom<unknown>(
			[tool('f', { parameters: { type: 'object' }, strict: null })],
			[tool('f', { parameters: [] })],
			[tool('f', { description: 5 })],
			[tool('f', { strict: 1 })]
		),
		constantFrom<unknown>({ type: 'text' }, { type: 'json_object' }, { type: 'xml' }),
		constantFrom<unknown>(
			{ type: 'json_schema' },
			{ type: 'json_schema', json_schema: { name: 'a', schema: { type: 'object' } } },
			{ type: 'json_schema', json_schema: { name: 'a' } },
			{ type: 'json_schema', json_schema: { name: '', schema: {} } },
			{ type: 'text', json_schema: { name: 'a', schema: [] } },
			{ type: 'json_object', json_schema: null }
		),
		constantFrom(-3, -2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 8, 9, 1_000, 32_769, 1e300),
		double({ noNaN: true, noDefaultInfinity: true }),
		string()
	);
	const field = constantFrom(...Object.keys(schemas['ChatRequest']!.properties!));

	test('is what the document allows, and what it forbids is refused by name', async () => {
		let refused = 0;
		await assert(
			asyncProperty(field, values, async (name, value) => {
				// Without `stream` the rest of it would be another question.
				pre(name !== 'stream' || value !== false);
				const body = { model: 'vllm-primary', messages: [STORY], stream: true, [name]: value };
				const faults = faultsOf('ChatRequest', body);
				if (faults.length > 0) refused++;
				expect(await verdictOn(body, name), `${JSON.stringify(value)}: ${faults.join('; ')}`).toBe(
					faults.length > 0 ? `refused for ${name}` : 'answered'
				);
			}),
			{ numRuns: 2_000 }
		);
		expect(refused).toBeGreaterThan(200);
	});
});

function tool(name: string, more = {}): object {
	return { type: 'function', function: { name, ...more } };
}

async function verdictOn(body: object, name: string): Promise<string> {
	const answer = await ask(body);
	if (answer.status === 200) {
		await answer.body!.cancel();
		return 'answered';
	}
	const { error } = (await answer.json()) as {
		error: { param: string | null; code: string | null };
	};
	// Which models there are, and how much they hold, stands in no schema.
	if (['model_not_found', 'context_length_exceeded'].includes(error.code ?? '')) return 'answered';
	return error.param?.startsWith(name) ? `refused for ${name}` : JSON.stringify(error);
}
