/**
 * The requests of a check of a chat endpoint. Small: a check of a paid API should cost less than a cent.
 *
 * The order matters in one place: `stopped` leaves a server with work that it may or may not drop, and the
 * request after it shows whether it is still busy.
 */
import type { ChatRequest } from '../run/index.ts';
import type { Probe } from './types.ts';

/** No server has it. The demo refuses it by name, as it takes any other. */
export const BAD_KEY = 'sk-invalid';
export const NO_MODEL = 'no-such-model-anywhere';
export const UNKNOWN_FIELD = 'x_field_that_nobody_knows';
/** The answer's fourth word, and where it must end. */
export const STOP_WORD = 'four';
export const TOOL = 'get_weather';

const user = (content: string): ChatRequest['messages'] => [{ role: 'user', content }];

const chat = (model: string, content: string, fields: object): ChatRequest => ({
	model,
	messages: user(content),
	stream: true,
	...fields,
});

const COUNT = 'Count from 1 to 20, a number on each line.';

export const probes = [
	{
		id: 'stream',
		asks: 'a streamed answer, with token counts',
		body: (model) =>
			chat(model, COUNT, { max_tokens: 64, stream_options: { include_usage: true } }),
	},
	{
		id: 'wrong-model',
		asks: 'a model that does not exist',
		body: () => chat(NO_MODEL, 'Hello', { max_tokens: 1 }),
	},
	{
		id: 'bad-key',
		asks: 'an answer, with a made-up key',
		body: (model) => chat(model, 'Hello', { max_tokens: 1 }),
		hasBadKey: true,
	},
	{
		id: 'choices',
		asks: 'two answers at once',
		body: (model) => chat(model, 'Say hello.', { max_tokens: 8, n: 2 }),
	},
	{
		id: 'stop-word',
		asks: `an answer that ends before “${STOP_WORD}”`,
		body: (model) =>
			chat(model, 'Reply exactly: one two three four five six seven', {
				max_tokens: 32,
				stop: [STOP_WORD],
			}),
	},
	{
		id: 'tool',
		asks: 'a tool call',
		body: (model) =>
			chat(model, 'What is the weather in Paris? Use the tool.', {
				max_tokens: 96,
				tools: [
					{
						type: 'function',
						function: {
							name: TOOL,
							description: 'The weather in a city',
							parameters: {
								type: 'object',
								properties: { city: { type: 'string' } },
								required: ['city'],
							},
						},
					},
				],
				tool_choice: 'required',
			}),
	},
	{
		id: 'stopped',
		asks: 'a long answer, stopped at its first word',
		body: (model) => chat(model, 'Count from 1 to 200.', { max_tokens: 256 }),
		stopsAtText: true,
	},
	{
		id: 'unknown-field',
		asks: 'an answer, with an unknown field',
		body: (model) => chat(model, 'Say hello.', { max_tokens: 8, [UNKNOWN_FIELD]: true }),
	},
] as const satisfies readonly Probe[];

export type ProbeId = (typeof probes)[number]['id'] | 'models';
