/** Every place where servers put a part of the answer, and every place where they put token counts. */
import { chunkOf } from './chat-stream.ts';

export type Part = 'text' | 'reasoning' | 'refusal' | 'arguments';

export const delta = (fields: object) => chunkOf(fields);
export const entry = (fields: object) => ({ object: 'chat.completion.chunk', choices: [fields] });
export const call = (args: unknown) => ({
	index: 0,
	id: 'a',
	function: { name: 'f', arguments: args },
});

/** A chunk with the string in one place; whether that place is an odd one. */
export const places: Record<string, [part: Part, isOdd: boolean, chunk: (text: string) => object]> =
	{
		'delta.content': ['text', false, (text) => delta({ content: text })],
		'a text part': ['text', true, (text) => delta({ content: [{ type: 'text', text }] })],
		'an output_text part': [
			'text',
			true,
			(text) => delta({ content: [{ type: 'output_text', text }] }),
		],
		'a part without a type': ['text', true, (text) => delta({ content: [{ text }] })],
		'a part whose text is an object': [
			'text',
			true,
			(text) => delta({ content: [{ type: 'text', text: { value: text, annotations: [] } }] }),
		],
		'a list of strings': ['text', true, (text) => delta({ content: [text] })],
		'one part, not in a list': ['text', true, (text) => delta({ content: { type: 'text', text } })],
		'an unknown part with text': [
			'text',
			true,
			(text) => delta({ content: [{ type: 'zz', text }] }),
		],
		'a thinking part of Mistral': [
			'reasoning',
			true,
			(text) => delta({ content: [{ type: 'thinking', thinking: [{ type: 'text', text }] }] }),
		],
		'a thinking part of Anthropic': [
			'reasoning',
			true,
			(text) => delta({ content: [{ type: 'thinking', thinking: text, signature: 'x' }] }),
		],
		'a reasoning part of Databricks': [
			'reasoning',
			true,
			(text) =>
				delta({ content: [{ type: 'reasoning', summary: [{ type: 'summary_text', text }] }] }),
		],
		'a thought of Gemini': [
			'reasoning',
			true,
			(text) => delta({ content: [{ text, thought: true }] }),
		],
		'a refusal part': [
			'refusal',
			true,
			(text) => delta({ content: [{ type: 'refusal', refusal: text }] }),
		],
		'delta.refusal': ['refusal', false, (text) => delta({ content: null, refusal: text })],
		'delta.reasoning': ['reasoning', false, (text) => delta({ reasoning: text })],
		'delta.reasoning_content': ['reasoning', false, (text) => delta({ reasoning_content: text })],
		'delta.reasoning.summary': [
			'reasoning',
			true,
			(text) => delta({ reasoning: { summary: text } }),
		],
		'delta.reasoning.text': ['reasoning', true, (text) => delta({ reasoning: { text } })],
		'delta.reasoning.content': [
			'reasoning',
			true,
			(text) => delta({ reasoning: { content: text } }),
		],
		'delta.reasoning_content as a list': [
			'reasoning',
			true,
			(text) => delta({ reasoning_content: [{ type: 'text', text }] }),
		],
		'reasoning_details, text': [
			'reasoning',
			true,
			(text) => delta({ reasoning_details: [{ type: 'reasoning.text', text, index: 0 }] }),
		],
		'reasoning_details, summary': [
			'reasoning',
			true,
			(text) => delta({ reasoning_details: [{ type: 'reasoning.summary', summary: text }] }),
		],
		'delta.thinking': ['reasoning', true, (text) => delta({ thinking: text })],
		'delta.thinking as an object': [
			'reasoning',
			true,
			(text) => delta({ thinking: { content: text } }),
		],
		'thinking_blocks of LiteLLM': [
			'reasoning',
			true,
			(text) => delta({ thinking_blocks: [{ type: 'thinking', thinking: text }] }),
		],
		'delta as a string': ['text', true, (text) => entry({ index: 0, delta: text })],
		'text in place of delta': ['text', true, (text) => entry({ index: 0, text })],
		'message in place of delta': [
			'text',
			true,
			(text) => entry({ index: 0, message: { role: 'assistant', content: text } }),
		],
		'reasoning in message': [
			'reasoning',
			true,
			(text) => entry({ index: 0, message: { reasoning_content: text } }),
		],
		'message as a string': ['text', true, (text) => entry({ index: 0, message: text })],
		'content of the choice': ['text', true, (text) => entry({ index: 0, content: text })],
		'delta.text': ['text', true, (text) => delta({ text })],
		'a transcript of audio': [
			'text',
			true,
			(text) => delta({ audio: { id: 'a', transcript: text } }),
		],
		'choices as an object': [
			'text',
			true,
			(text) => ({ choices: { index: 0, delta: { content: text } } }),
		],
		'choices by number': [
			'text',
			true,
			(text) => ({ choices: { 0: { delta: { content: text } } } }),
		],
		'no choices': [
			'text',
			true,
			(text) => ({ object: 'chat.completion.chunk', delta: { content: text } }),
		],
		'a choice that is a string': ['text', true, (text) => ({ choices: [text] })],
		'an index in digits': ['text', true, (text) => entry({ index: '0', delta: { content: text } })],
		'no index': ['text', true, (text) => entry({ delta: { content: text } })],
		arguments: ['arguments', false, (text) => delta({ tool_calls: [call(text)] })],
		'arguments in an object': [
			'arguments',
			true,
			(text) => delta({ tool_calls: [call({ x: text })] }),
		],
		'arguments of a function call': [
			'arguments',
			true,
			(text) => delta({ function_call: { name: 'f', arguments: text } }),
		],
		'arguments of one call, not in a list': [
			'arguments',
			false,
			(text) => delta({ tool_calls: call(text) }),
		],
		'a tool_use part': [
			'arguments',
			true,
			(text) => delta({ content: [{ type: 'tool_use', id: 'a', name: 'f', input: { x: text } }] }),
		],
		'tool calls of the choice': [
			'arguments',
			true,
			(text) => entry({ index: 0, tool_calls: [call(text)] }),
		],
		'tool calls of message': [
			'arguments',
			true,
			(text) => entry({ index: 0, message: { tool_calls: [call(text)] } }),
		],
		'delta.toolCalls': ['arguments', true, (text) => delta({ toolCalls: [call(text)] })],
		'a custom tool': [
			'arguments',
			false,
			(text) =>
				delta({
					tool_calls: [{ index: 0, id: 'a', type: 'custom', custom: { name: 'f', input: text } }],
				}),
		],
	};

const COUNTS = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };

/** A chunk with 3 and 4 tokens, counted in one place; whether that place, and those names, are OpenAI's. */
export const usagePlaces: Record<
	string,
	[isUsual: boolean, hasUsualNames: boolean, chunk: object]
> = {
	'a chunk of its own': [true, true, { choices: [], usage: COUNTS }],
	'the finish chunk': [true, true, { ...chunkOf({}, 'stop'), usage: COUNTS }],
	'beside a delta': [true, true, { ...chunkOf({ content: 'a' }), usage: COUNTS }],
	'no choices': [true, true, { usage: COUNTS }],
	'x_groq.usage': [false, true, { ...chunkOf({}, 'stop'), x_groq: { id: 'r', usage: COUNTS } }],
	'choices[].usage': [
		false,
		true,
		{ choices: [{ index: 0, delta: {}, finish_reason: 'stop', usage: COUNTS }] },
	],
	'the second choice': [
		false,
		true,
		{
			choices: [
				{ index: 0, delta: {} },
				{ index: 1, delta: {}, usage: COUNTS },
			],
		},
	],
	usageMetadata: [
		false,
		false,
		{
			...chunkOf({}, 'stop'),
			usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 4, totalTokenCount: 7 },
		},
	],
	usage_metadata: [
		false,
		false,
		{ ...chunkOf({}, 'stop'), usage_metadata: { input_tokens: 3, output_tokens: 4 } },
	],
	token_usage: [false, true, { ...chunkOf({}, 'stop'), token_usage: COUNTS }],
	eval_count: [false, false, { ...chunkOf({}, 'stop'), prompt_eval_count: 3, eval_count: 4 }],
	'names of Anthropic': [
		true,
		false,
		{ choices: [], usage: { input_tokens: 3, output_tokens: 4 } },
	],
	'names in camel case': [
		true,
		false,
		{ choices: [], usage: { promptTokens: 3, completionTokens: 4 } },
	],
	'counts one level down': [
		true,
		false,
		{ choices: [], usage: { tokens: { input_tokens: 3, output_tokens: 4 } } },
	],
	'counts in digits': [
		true,
		true,
		{ choices: [], usage: { prompt_tokens: '3', completion_tokens: '4', total_tokens: '7' } },
	],
	'an error frame': [true, true, { error: { message: 'Out of memory' }, usage: COUNTS }],
	'an error frame of Anthropic': [
		true,
		true,
		{ type: 'error', error: { message: 'Overloaded' }, usage: COUNTS },
	],
	'an error frame with choices': [
		true,
		true,
		{ ...chunkOf({}, 'error'), error: { message: 'Out of memory' }, usage: COUNTS },
	],
};
