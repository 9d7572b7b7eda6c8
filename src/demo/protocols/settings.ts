/**
 * What a `Response` repeats of its request and, where that is silent, the default.
 *
 * Source  The schema `ResponseResource` of the Open Responses specification, which requires each of these fields.
 */
import { isObject, type Fields } from '../fields.ts';

export function settingsOf(request: Fields): object {
	const { text, tools, metadata } = request;
	const format = isObject(text) ? text['format'] : undefined;
	return {
		background: false,
		frequency_penalty: request['frequency_penalty'] ?? 0,
		instructions: request['instructions'] ?? null,
		max_output_tokens: request['max_output_tokens'] ?? null,
		max_tool_calls: null,
		metadata: metadata ?? {},
		parallel_tool_calls: request['parallel_tool_calls'] ?? true,
		presence_penalty: request['presence_penalty'] ?? 0,
		previous_response_id: null,
		prompt_cache_key: null,
		reasoning: null,
		safety_identifier: null,
		service_tier: 'default',
		// Nothing is kept, whatever the request says.
		store: false,
		temperature: request['temperature'] ?? 1,
		text: { format: isObject(format) ? described(format) : { type: 'text' } },
		tool_choice: request['tool_choice'] ?? 'auto',
		tools: Array.isArray(tools) ? tools.filter(isObject).map(described) : [],
		top_logprobs: 0,
		top_p: request['top_p'] ?? 1,
		truncation: 'disabled',
	};
}

/** Of a tool or a format: these may be left out of a request, and never are of an answer. */
const described = ({ type, ...details }: Fields) =>
	type === 'function' || type === 'json_schema'
		? { type, description: null, strict: null, ...details }
		: { type };
