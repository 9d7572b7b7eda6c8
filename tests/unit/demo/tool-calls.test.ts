/** Tools that a request names: which are called, with what, and how the calls arrive. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { createDemoHandler, faultDescriptions } from '../../../src/demo/index.ts';
import { createRun } from '../../../src/run/index.ts';
import { asFetch, chatRequest, chunksOf, errorOf, payloadsOf } from '../../support/demo.ts';

const handler = createDemoHandler({ pace: 0 });

const city = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const weather = tool('get_weather', 'The weather in a city, now.', city);
const sum = tool('add', 'Puts numbers together.', {
	type: 'object',
	properties: { a: { type: 'number' }, b: { type: 'number' } },
	required: ['a', 'b'],
});
const tools = [weather, sum];
const named = (name: string) => ({ type: 'function', function: { name } });

function tool(name: string, description: string, parameters: object) {
	return { type: 'function', function: { name, description, parameters } };
}

interface Whole {
	choices: {
		finish_reason: string;
		message: {
			content: string | null;
			tool_calls?: { id: string; function: { name: string; arguments: string } }[];
		};
	}[];
	usage: object;
}

const user = (content: string) => ({ role: 'user', content });

async function ask(content: string, fields: object = {}): Promise<Whole> {
	const request = chatRequest({ messages: [user(content)], tools, ...fields });
	// Checked against the OpenAPI document elsewhere.
	return (await (await handler(request)).json()) as Whole;
}

/** `get_weather{"city":"Paris"}`, or the finish reason where it is another. */
async function callsOf(content: string, fields: object = {}): Promise<string[]> {
	const { message, finish_reason: reason } = (await ask(content, fields)).choices[0]!;
	if (reason !== 'tool_calls') return [reason];
	expect(message.content).toBeNull();
	return message.tool_calls!.map(({ function: called }) => called.name + called.arguments);
}

describe('tool_choice', () => {
	test.each([
		['How is the weather in Paris?', ['get_weather{"city":"Paris"}']],
		[
			'How is the weather in Paris and in Rome?',
			['get_weather{"city":"Paris"}', 'get_weather{"city":"Rome"}'],
		],
		['Use add for 2 and 40', ['add{"a":2,"b":40}']],
		['What are the numbers 5 and 6 together?', ['add{"a":5,"b":6}']],
		['Tell me a story', ['stop']],
	])('auto calls what the message asks for, and nothing else: %s', async (message, calls) => {
		expect(await callsOf(message)).toEqual(calls);
		expect(await callsOf(message, { tool_choice: 'auto' })).toEqual(calls);
	});

	test('none calls nothing, required calls something, a name calls that one once', async () => {
		expect(await callsOf('How is the weather in Oslo?', { tool_choice: 'none' })).toEqual(['stop']);
		expect(await callsOf('Hello', { tool_choice: 'required' })).toEqual([
			'get_weather{"city":"demo city"}',
		]);
		expect(await callsOf('Use add for 2 and 3', { tool_choice: 'required' })).toEqual([
			'add{"a":2,"b":3}',
		]);
		expect(
			await callsOf('The weather in Oslo and Rome', { tool_choice: named('get_weather') })
		).toEqual(['get_weather{"city":"Oslo"}']);
	});

	test('is one call at most where calls may not be parallel', async () => {
		const fields = { parallel_tool_calls: false };
		expect(await callsOf('The weather in Oslo and Rome', fields)).toEqual([
			'get_weather{"city":"Oslo"}',
		]);
	});

	test('has an object of arguments where the tool has no schema', async () => {
		expect(
			await callsOf('ping', { tools: [{ type: 'function', function: { name: 'ping' } }] })
		).toEqual(['ping{}']);
	});
});

describe('a tool call', () => {
	const fields = { tools, messages: [user('The weather in Oslo and in Rome')], stream: true };
	const usage = { stream_options: { include_usage: true } };

	test('streams as OpenAI streams it: id and name first, then the arguments in pieces', async () => {
		const payloads = payloadsOf(await (await handler(chatRequest(fields))).text());
		const deltas = payloads.slice(0, -1).map((payload) => {
			const [choice] = (
				JSON.parse(payload) as { choices: { delta: object; finish_reason: string }[] }
			).choices;
			return JSON.stringify(choice!.finish_reason ?? choice!.delta);
		});
		expect(deltas).toMatchInlineSnapshot(`
			[
			  "{"role":"assistant","content":""}",
			  "{"tool_calls":[{"index":0,"id":"call_fdec797000c6e059","type":"function","function":{"name":"get_weather","arguments":""}}]}",
			  "{"tool_calls":[{"index":0,"function":{"arguments":"{\\""}}]}",
			  "{"tool_calls":[{"index":0,"function":{"arguments":"city"}}]}",
			  "{"tool_calls":[{"index":0,"function":{"arguments":"\\":\\""}}]}",
			  "{"tool_calls":[{"index":0,"function":{"arguments":"Oslo"}}]}",
			  "{"tool_calls":[{"index":0,"function":{"arguments":"\\"}"}}]}",
			  "{"tool_calls":[{"index":1,"id":"call_1816c0b0cac72116","type":"function","function":{"name":"get_weather","arguments":""}}]}",
			  "{"tool_calls":[{"index":1,"function":{"arguments":"{\\""}}]}",
			  "{"tool_calls":[{"index":1,"function":{"arguments":"city"}}]}",
			  "{"tool_calls":[{"index":1,"function":{"arguments":"\\":\\""}}]}",
			  "{"tool_calls":[{"index":1,"function":{"arguments":"Rome"}}]}",
			  "{"tool_calls":[{"index":1,"function":{"arguments":"\\"}"}}]}",
			  ""tool_calls"",
			]
		`);
	});

	test('adds up to the call without streaming, and is counted as tokens', async () => {
		const { choices, usage: counts } = await ask('The weather in Oslo and in Rome');
		const chunks = await chunksOf(handler(chatRequest({ ...fields, ...usage })));
		const pieces = chunks
			.flatMap((chunk) => chunk.choices)
			.flatMap(({ delta }) => {
				const { tool_calls: calls = [] } = delta as {
					tool_calls?: {
						index: number;
						id?: string;
						function: { name?: string; arguments: string };
					}[];
				};
				return calls;
			});
		const together = [0, 1].map((index) => {
			const own = pieces.filter((piece) => piece.index === index);
			const [{ id, function: called }] = own as [(typeof own)[0]];
			const text = own.map((piece) => piece.function.arguments).join('');
			return { id, type: 'function', function: { name: called.name, arguments: text } };
		});
		expect(together).toEqual(choices[0]!.message.tool_calls);
		expect(chunks.at(-1)?.usage).toEqual(counts);
		expect(counts).toMatchObject({ completion_tokens: pieces.length });
	});

	test('is cut by max_tokens, as any answer is', async () => {
		const { choices } = await ask('The weather in Oslo', { max_tokens: 3 });
		expect(choices[0]!.finish_reason).toBe('length');
		expect(() => JSON.parse(choices[0]!.message.tool_calls![0]!.function.arguments)).toThrow(
			SyntaxError
		);
	});

	test('has an id that no other call has, in any choice', async () => {
		const { choices } = await ask('The weather in Oslo and in Rome', { n: 3 });
		const ids = choices.flatMap(({ message }) => message.tool_calls!.map(({ id }) => id));
		expect(new Set(ids).size).toBe(6);
	});
});

describe('the result of a tool', () => {
	const call = {
		id: 'call_1',
		type: 'function',
		function: { name: 'get_weather', arguments: '{}' },
	};
	const messages = [
		user('How is the weather in Paris?'),
		{ role: 'assistant', content: null, tool_calls: [call] },
		{ role: 'tool', tool_call_id: 'call_1', content: '{"degrees": 18}' },
	];

	test('is answered in text, with the result in it', async () => {
		const { choices } = await ask('', { messages });
		expect(choices[0]!.finish_reason).toBe('stop');
		expect(choices[0]!.message.content).toMatchInlineSnapshot(`
			"\`get_weather\` returned:

			\`\`\`text
			{"degrees": 18}
			\`\`\`

			*An answer of this demo, not of a model, which would put this into words.*"
		`);
	});

	test('does not keep a later question from a call, nor a tool that is required', async () => {
		const later = [...messages, user('And the weather in Rome?')];
		expect(await callsOf('', { messages: later })).toEqual(['get_weather{"city":"Rome"}']);
		expect(await callsOf('', { messages, tool_choice: 'required' })).toHaveLength(1);
	});
});

describe('tools that cannot be', () => {
	const bad: object[] = [
		{ tools: 'weather' },
		{ tools: Array(129).fill(weather) },
		{ tools: [{ name: 'get_weather' }] },
		{ tools: [weather, tool('get weather', '', {})] },
		{ tools: [{ type: 'function', function: { name: 'f', parameters: [] } }] },
		{ tools: [{ type: 'function', function: { name: 'f', description: 1 } }] },
		{ tools: [{ type: 'function', function: { name: 'f', strict: 1 } }] },
		{ tool_choice: 'any' },
		{ tool_choice: named('get_time') },
		{ tools: null, tool_choice: 'required' },
		{ parallel_tool_calls: 'no' },
		{ tools: [tool('f', '', { type: 'string' })], tool_choice: named('f') },
		{
			tools: [
				tool('f', '', { type: 'object', required: ['a'], properties: { a: { type: 'robot' } } }),
			],
			tool_choice: 'required',
		},
	];

	test('are refused by the name of the field', async () => {
		const refusals = await Promise.all(
			bad.map(async (fields) => {
				const { status, error } = await errorOf(handler(chatRequest({ tools, ...fields })));
				return `${status} ${error.param}: ${error.message}`;
			})
		);
		expect(refusals).toMatchInlineSnapshot(`
			[
			  "400 tools: \`tools\` is "weather". Send a list of up to 128, such as [{"type": "function", "function": {"name": "get_weather", "parameters": {...}}}].",
			  "400 tools: \`tools\` is a list of 129. Send a list of up to 128, such as [{"type": "function", "function": {"name": "get_weather", "parameters": {...}}}].",
			  "400 tools[0]: \`tools[0]\` is {"name":"get_weather"}. Send {"type": "function", "function": {...}}.",
			  "400 tools[1].function.name: \`tools[1].function.name\` is "get weather". Send a name of up to 64 letters, digits, _ and -.",
			  "400 tools[0].function.parameters: \`tools[0].function.parameters\` is []. Send a JSON schema such as {"type": "object", "properties": {...}}.",
			  "400 tools[0].function.description: \`tools[0].function.description\` is 1. Send a string.",
			  "400 tools[0].function.strict: \`tools[0].function.strict\` is 1. Send true or false.",
			  "400 tool_choice: \`tool_choice\` is "any". Send "auto", "none", "required" or {"type": "function", "function": {"name": "get_weather"}}.",
			  "400 tool_choice: \`tool_choice\` names "get_time", which is not one of the tools: \`get_weather\`, \`add\`.",
			  "400 tool_choice: \`tool_choice\` is "required", and there are no tools. Send some in \`tools\`.",
			  "400 parallel_tool_calls: \`parallel_tool_calls\` is "no". Send true or false.",
			  "400 tools[0].function.parameters.type: \`tools[0].function.parameters.type\` is "string". Arguments are an object: send "object".",
			  "400 tools[0].function.parameters: \`tools[0].function.parameters\` is a schema for which the demo finds no value. Check that it can be met, or simplify it.",
			]
		`);
	});
});

describe('faults', () => {
	const fields = {
		tools,
		messages: [user('The weather in Oslo, Rome and Lima')],
		stream: true,
	};
	const validate = new Ajv2020().compile(city);
	const meet = async (base: string) =>
		createRun({
			request: { baseURL: `http://demo.test${base}`, body: { model: 'vllm-primary', ...fields } },
			fetch: asFetch(handler),
			clock: { now: () => performance.now() },
			stallMs: 100,
		}).start();

	// What becomes of the rest is the same for any stream.
	const whole = faultDescriptions.filter(
		({ in: place, client }) => place !== 'requests' && client.text === 'whole' && !client.retries
	);
	test.each(whole.map(({ name, base }) => [name, base]))(
		'%s leaves the calls whole',
		async (name, base) => {
			const { message, outcome } = await meet(base);
			expect(outcome?.kind).toMatch(/^complete/);
			const calls = message.choices[0]!.toolCalls.filter((call) => call.name === 'get_weather');
			const own = calls
				.slice(0, 3)
				.map((call) => JSON.parse(call.arguments.replaceAll('\uFFFD', '')));
			expect(
				own.map((one) => validate(one)),
				JSON.stringify(own)
			).toEqual([true, true, true]);
			expect(message.choices[0]!.toolCalls).toHaveLength(name === 'tool-calls' ? 5 : 3);
		}
	);

	test.each(['finish-failed', 'finish-early-cut', 'cut', 'no-end', 'error-midway'])(
		'%s strikes among the calls',
		async (name) => {
			const { message, outcome } = await meet(`/faults/${name};after=6/v1`);
			const expected = faultDescriptions.find((fault) => fault.name === name)!.client.outcome;
			expect(outcome?.kind).toBe(expected);
			expect(message.choices[0]!.toolCalls.length).toBeLessThan(3);
		}
	);
});
