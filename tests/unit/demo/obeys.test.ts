/** Requests that the demo obeys: texts to repeat, earlier turns to remember, JSON of a schema. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { createDemoHandler } from '../../../src/demo/index.ts';
import { replyTo } from '../../../src/demo/replies/index.ts';
import { chatRequest, chunksOf, deltasOf, errorOf } from '../../support/demo.ts';

const handler = createDemoHandler({ pace: 0 });
const user = (content: string) => ({ role: 'user', content });

/** The text, streamed. */
async function ask(content: string, fields: object = {}): Promise<string> {
	const request = chatRequest({ messages: [user(content)], stream: true, ...fields });
	return deltasOf(await chunksOf(handler(request))).join('');
}

describe('a text to repeat', () => {
	test.each([
		['Reply exactly pong', 'pong'],
		['Reply with exactly: {"a": [1, 2]}', '{"a": [1, 2]}'],
		['Please respond with exactly the word "OK" and nothing else.', 'OK'],
		["Say exactly 'it isn't'", "it isn't"],
		['Say exactly PONG and nothing else.', 'PONG'],
		['repeat: two  spaces\n\n  and lines', 'two  spaces\n\n  and lines'],
		['Repeat after me: 👩‍👩‍👧‍👦 é', '👩‍👩‍👧‍👦 é'],
		['Repeat this exactly: # <b>not bold</b>', '# <b>not bold</b>'],
		['Hello. Answer with only the word yes', 'yes'],
		['Just reply with just: 42', '42'],
		['Echo "a \\"b"', 'a \\'],
		['Reply with the word “banana”.', 'banana'],
	])('%j is answered with %j', async (prompt, text) => {
		expect(await ask(prompt)).toBe(text);
	});

	test.each([
		'How do clients reply exactly?',
		'Answer only in English. Why is the sky blue?',
		'Write exactly three sentences about cats',
		'Say hello',
		'Reply exactly',
		'What did they repeat: the first or the last?',
	])('%j is none', async (prompt) => {
		expect(await ask(prompt)).toBe(replyTo(prompt));
	});

	test('is cut by max_tokens and stop as any other', async () => {
		expect(await ask('Reply exactly: one two three', { max_tokens: 2 })).toBe('one two');
		expect(await ask('Reply exactly: one two three', { stop: ' three' })).toBe('one two');
	});
});

describe('an earlier turn', () => {
	test.each([
		['My name is Ada.', 'What is my name?', 'Your name is Ada.'],
		[
			'Hi! My name is Ada Lovelace, and I like maths',
			"what's my name",
			'Your name is Ada Lovelace.',
		],
		["I'm Bob", 'Who am I?', 'Your name is Bob.'],
		[
			'My favourite colour is "dark blue".',
			'What was my favourite colour?',
			'Your favourite colour is dark blue.',
		],
		[
			'The secret word is xylophone',
			'What is the secret word I told you?',
			'The secret word is xylophone.',
		],
		['Remember the number 4711', 'What number did I ask you to remember?', 'The number is 4711.'],
		['Remember this code: ZX-81', 'Do you remember the code?', 'The code is ZX-81.'],
	])('%j is remembered', async (told, asked, answer) => {
		const messages = [user(told), { role: 'assistant', content: 'Noted.' }, user(asked)];
		expect(await ask('', { messages })).toBe(`${answer} This conversation says so.`);
	});

	test('counts as it was last told, and may be in the system message', async () => {
		const asked = user('What is my name?');
		const messages = [user('My name is Ada.'), user('My name is now Grace.'), asked];
		expect(await ask('', { messages })).toContain('Your name is Grace.');
		const system = { role: 'system', content: 'The user: my name is Alan.' };
		expect(await ask('', { messages: [system, asked] })).toContain('Your name is Alan.');
	});

	test('that says nothing of it leaves the usual answer', async () => {
		const asked = 'What is my name?';
		expect(await ask('', { messages: [user('Hello'), user(asked)] })).toBe(replyTo(asked));
	});
});

describe('a message of any length', () => {
	// What a regular expression that goes back over it would never be done with.
	const long = (text: string) => text.repeat(20_000 / text.length);

	test.each([
		['what is my a I ', ''],
		['my a is ', '. What is my a?'],
		['remember my ', '?'],
		['. reply only ', ''],
		['repeat: a', `${long(' ')}b`],
		['in A, A ', ' and A'],
		['{', ''],
		['keys a, ', '!'],
		['"', 'a'],
	])('is answered: %s', async (piece, end) => {
		const tool = {
			type: 'function',
			function: { name: 'get', parameters: { required: ['city', 'a'] } },
		};
		const fields = { max_tokens: 5 };
		const message = `${long(piece)}${end}`;
		expect((await ask(message, fields)).length).toBeGreaterThan(0);
		expect(await ask(message, { ...fields, tools: [tool], tool_choice: 'required' })).toBe('');
		expect(await ask(message, { ...fields, response_format: { type: 'json_object' } })).toMatch(
			/^\{/
		);
	});
});

describe('response_format', () => {
	const schema = {
		type: 'object',
		properties: {
			name: { type: 'string' },
			age: { type: 'integer', minimum: 0 },
			kind: { enum: ['person', 'place'] },
			tags: { type: 'array', items: { type: 'string' }, minItems: 1 },
		},
		required: ['name', 'age', 'kind', 'tags'],
		additionalProperties: false,
	};
	const format = (json_schema: object) => ({
		response_format: { type: 'json_schema', json_schema },
	});

	test('json_schema is answered with JSON of the schema, with what the message says in it', async () => {
		const text = await ask(
			'Ada is a person of 36 years.',
			format({ name: 'who', strict: true, schema })
		);
		const value: unknown = JSON.parse(text);
		expect(new Ajv2020().validate(schema, value)).toBe(true);
		expect(value).toMatchObject({ name: 'Ada', age: 36, kind: 'person' });
	});

	test('json_object is answered with an object: the one in the message, or with the keys it names', async () => {
		const fields = { response_format: { type: 'json_object' } };
		expect(await ask('Give me JSON', fields)).toBe('{"answer":"demo answer"}');
		expect(await ask('Return {"ok": true} as JSON.', fields)).toBe('{"ok":true}');
		expect(JSON.parse(await ask('JSON with the keys name, `age` and city', fields))).toEqual({
			name: expect.any(String),
			age: expect.anything(),
			city: expect.any(String),
		});
	});

	test('text, null and none change nothing', async () => {
		for (const response_format of [{ type: 'text' }, null, undefined]) {
			expect(await ask('Tell me a story', { response_format })).toBe(replyTo('Tell me a story'));
		}
	});

	test('that cannot be is refused by the name of the field', async () => {
		const bad = [
			{ response_format: 'json' },
			{ response_format: { type: 'xml' } },
			{ response_format: { type: 'json_schema' } },
			format({ name: 'a b', schema: {} }),
			format({ name: 'a', schema: [] }),
			format({ name: 'a', schema, strict: 'yes' }),
			format({ name: 'a', schema: { type: 'integer', minimum: 0.1, maximum: 0.9 } }),
			format({ name: 'a', schema: { $ref: '#' } }),
		];
		const refusals = await Promise.all(
			bad.map(async (fields) => {
				const { status, error } = await errorOf(handler(chatRequest(fields)));
				return `${status} ${error.param}: ${error.message}`;
			})
		);
		expect(refusals).toMatchInlineSnapshot(`
			[
			  "400 response_format: \`response_format\` is "json". Its type is one of text, json_object, json_schema.",
			  "400 response_format: \`response_format\` is {"type":"xml"}. Its type is one of text, json_object, json_schema.",
			  "400 response_format.json_schema: \`response_format.json_schema\` is missing. Send {"name": "answer", "schema": {...}}.",
			  "400 response_format.json_schema.name: \`response_format.json_schema.name\` is "a b". Send a name of up to 64 letters, digits, _ and -.",
			  "400 response_format.json_schema.schema: \`response_format.json_schema.schema\` is []. Send a JSON schema such as {"type": "object", "properties": {...}}.",
			  "400 response_format.json_schema.strict: \`response_format.json_schema.strict\` is "yes". Send true or false.",
			  "400 response_format.json_schema.schema: \`response_format.json_schema.schema\` is a schema for which the demo finds no value. Check that it can be met, or simplify it.",
			  "400 response_format.json_schema.schema: \`response_format.json_schema.schema\` is too large or refers to itself without end. Send a smaller schema.",
			]
		`);
	});
});
