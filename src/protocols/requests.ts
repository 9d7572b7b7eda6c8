/**
 * A chat request in the words of another protocol: the same messages, limits, tools and format.
 *
 * Source  The types `ResponseCreateParams` of `openai` 7.59.0 and `MessageCreateParams` of `@anthropic-ai/sdk` 1.14.0.
 */
import { isObject, type JSONObject } from '../chat/index.ts';
import { fieldsIn, listIn, textIn } from './event.ts';
import type { Protocol } from './reader.ts';

/** The Messages API has no default limit. */
const MAX_TOKENS = 1024;

export function requestIn(protocol: Protocol, chat: JSONObject): JSONObject {
	switch (protocol) {
		case 'chat':
			return chat;
		case 'responses':
			return responsesRequest(chat);
		case 'messages':
			return messagesRequest(chat);
	}
}

function responsesRequest(chat: JSONObject): JSONObject {
	const { messages, max_tokens: maxTokens, tools, response_format: format, ...rest } = chat;
	const { stream_options: _usageAlways, ...same } = rest;
	const { system, others } = partOfSystem(messages);
	return given({
		...same,
		instructions: system,
		input: others,
		max_output_tokens: maxTokens,
		tools: tools && listIn(tools).map(asResponsesTool),
		text: isObject(format) ? { format: flat(format) } : undefined,
	});
}

function messagesRequest(chat: JSONObject): JSONObject {
	const { messages, max_tokens: maxTokens, tools, response_format: format, ...rest } = chat;
	const { stream_options: _usageAlways, ...same } = rest;
	const { system, others } = partOfSystem(messages);
	const { type, schema } = flat(fieldsIn(format));
	return given({
		...same,
		system,
		messages: others,
		max_tokens: maxTokens ?? MAX_TOKENS,
		tools: tools && listIn(tools).map(asAnthropicTool),
		output_config: schema === undefined ? undefined : { format: { type, schema } },
	});
}

function asResponsesTool(tool: unknown): JSONObject {
	return { type: 'function', ...functionOf(tool) };
}

function asAnthropicTool(tool: unknown): JSONObject {
	const { name, description, parameters } = functionOf(tool);
	return given({ name, description, input_schema: parameters ?? { type: 'object' } });
}

const isSystem = (message: unknown) => fieldsIn(message)['role'] === 'system';

function partOfSystem(messages: unknown) {
	const all = listIn(messages);
	const system = all.filter(isSystem).map((message) => textIn(fieldsIn(message)['content']));
	return {
		system: system.length > 0 ? system.join('\n\n') : undefined,
		others: all.filter((message) => !isSystem(message)),
	};
}

const functionOf = (tool: unknown) => fieldsIn(fieldsIn(tool)['function']);

/** `{type, json_schema: {name, schema}}` without the inner object. */
const flat = ({ type, json_schema: inner }: JSONObject): JSONObject => ({
	type,
	...fieldsIn(inner),
});

function given(fields: JSONObject): JSONObject {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
