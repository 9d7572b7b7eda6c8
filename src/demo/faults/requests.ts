/** What a server makes of the request itself: of fields, models and keys that are not right. */
import { isObject } from '../fields.ts';
import { models } from '../models.ts';
import { Refusal } from '../refusal.ts';
import { fault } from './fault.ts';

/** The fields of a chat request that the demo reads, and those that it knows and passes over. */
const KNOWN = new Set(
	(
		'model messages stream stream_options temperature top_p n stop max_tokens max_completion_tokens seed ' +
		'presence_penalty frequency_penalty tools tool_choice parallel_tool_calls response_format logprobs ' +
		'top_logprobs logit_bias user metadata store reasoning_effort functions function_call'
	).split(' ')
);

export const requests = [
	fault({
		name: 'takes-anything',
		what: 'Any model and any key are accepted; `n`, `stop`, `tools` and `response_format` are ignored.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'llama.cpp answers a wrong model with 200 (observed). Servers that do not know a field often ignore it silently.',
		takesAnyKey: true,
		request(body) {
			if (!isObject(body)) return body;
			const { n: _n, stop: _stop, tools: _tools, ...rest } = body;
			const { tool_choice: _choice, response_format: _format, ...taken } = rest;
			return { ...taken, model: models[0]?.id };
		},
	}),
	fault({
		name: 'refuses-extras',
		what: '422: a field that the server does not know is refused.',
		client: { text: 'whole', outcome: 'complete' },
		seen: 'Servers whose requests are Pydantic models that forbid extra fields. vLLM 0.32 and LiteLLM 1.110.2 accept them (observed).',
		request(body) {
			const extra = isObject(body) ? Object.keys(body).find((name) => !KNOWN.has(name)) : undefined;
			if (extra === undefined) return body;
			throw new Refusal({
				status: 422,
				message: `body.${extra}: Extra inputs are not permitted`,
				param: extra,
			});
		},
	}),
];
