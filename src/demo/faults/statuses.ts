/**
 * Errors with their status.
 *
 * Source  the API's error documentation: 500, 502, 503 and 504 may be tried again, 400, 401, 403, 404 and
 *         422 not.
 */
import { jsonAnswer } from '../answer.ts';
import { fault, type Expectation } from './fault.ts';
import { failure, page, refusal, textAnswer } from './answers.ts';

const FAILED: Expectation = {
	text: 'none',
	outcome: 'http-error',
	error: 'the status, and the API’s own message.',
};
const mayRetry: Expectation = { ...FAILED, retries: true };

const REFUSALS = {
	api: () => ({
		message: 'The demo was told to refuse `temperature`.',
		type: 'invalid_request_error',
		param: 'temperature',
	}),
	vllm: () => ({
		message:
			"This model's maximum context length is 2048 tokens. However, your prompt contains at least 2049 input tokens, which exceeds this limit even without any output tokens. Please reduce the length of the input prompt. (parameter=input_tokens, value=2049)",
		type: 'BadRequestError',
		param: 'input_tokens',
		code: 400,
	}),
	litellm: (model: string) => ({
		message: `/chat/completions: Invalid model name passed in model=${model}. Call \`/v1/models\` to view available models for your key.`,
		type: 'invalid_request_error',
		code: '400',
	}),
} as const;

export const statuses = [
	fault({
		name: 'http-400',
		what: '400: a field of the request is wrong.',
		client: FAILED,
		seen: 'Every server (documented for this API). vLLM 0.32 names no field of the request if the prompt is too long; LiteLLM 1.110.2 also answers 400 to a wrong model. Sent again unchanged, the request fails again.',
		options: {
			shape: {
				what: 'Whose format the error has',
				default: 'api',
				words: ['api', 'vllm', 'litellm'],
			},
		},
		answer: (_answer, { options, params }) =>
			refusal({ status: 400, ...REFUSALS[options.shape](params?.model ?? 'x') }),
	}),
	fault({
		name: 'http-401',
		what: '401: the key is wrong.',
		client: FAILED,
		seen: 'Every server (documented for this API); vLLM 0.32 answers `{"error":"Unauthorized"}`, a string.',
		options: {
			shape: { what: 'Whose format the error has', default: 'api', words: ['api', 'vllm'] },
		},
		answer: (_answer, { options }) =>
			options.shape === 'vllm'
				? jsonAnswer({ error: 'Unauthorized' }, { status: 401 })
				: refusal({
						status: 401,
						message: 'The demo was told to refuse this key.',
						type: 'authentication_error',
						code: 'invalid_api_key',
					}),
	}),
	fault({
		name: 'http-403',
		what: '403: the key is valid, but not allowed to do this.',
		client: FAILED,
		seen: 'Gateways with a list of models for each key.',
		answer: () =>
			refusal({
				status: 403,
				message: 'The demo was told that this key may not use the model.',
				type: 'permission_error',
				code: 'permission_denied',
			}),
	}),
	fault({
		name: 'http-404',
		what: '404: there is no such model.',
		client: FAILED,
		seen: 'vLLM, word for word (read).',
		answer: (_answer, { params }) =>
			refusal({
				status: 404,
				message: `The model \`${params?.model ?? 'x'}\` does not exist.`,
				type: 'NotFoundError',
				param: 'model',
				code: 404,
			}),
	}),
	fault({
		name: 'http-422',
		what: '422: the JSON does not have the expected form.',
		client: FAILED,
		seen: 'FastAPI, under vLLM and LiteLLM, with `detail` instead of `error` (read).',
		options: {
			shape: { what: 'Whose format the error has', default: 'api', words: ['api', 'fastapi'] },
		},
		answer: (_answer, { options }) =>
			options.shape === 'fastapi'
				? jsonAnswer(
						{ detail: [{ type: 'missing', loc: ['body', 'messages'], msg: 'Field required' }] },
						{ status: 422 }
					)
				: refusal({
						status: 422,
						message: 'The demo was told to miss `messages`.',
						type: 'invalid_request_error',
						param: 'messages',
					}),
	}),
	fault({
		name: 'http-500',
		what: '500: the server failed.',
		client: mayRetry,
		seen: 'Every server (documented for this API); llama.cpp also for bad JSON in the request (observed).',
		answer: () => jsonAnswer(failure, { status: 500 }),
	}),
	fault({
		name: 'http-502',
		what: '502 with a web page.',
		client: {
			...mayRetry,
			error: 'the status. The body is a web page, without a message from the API.',
		},
		seen: 'Reverse proxies, when the server behind them is down.',
		answer: () => textAnswer(502, 'text/html', page('502 Bad Gateway')),
	}),
	fault({
		name: 'http-503',
		what: '503 with `Retry-After`.',
		client: mayRetry,
		seen: 'OpenRouter (read); any server that is starting or full.',
		options: {
			seconds: { what: 'Seconds to wait', default: 1, least: 0, most: 86_400 },
		},
		answer: (_answer, { options }) =>
			refusal({
				status: 503,
				message: 'The demo was told to be overloaded.',
				type: 'server_error',
				code: 'overloaded',
				headers: { 'retry-after': String(options.seconds) },
			}),
	}),
	fault({
		name: 'http-504',
		what: '504: the model took too long.',
		client: mayRetry,
		seen: 'Gateways with a limit on the time to the first token.',
		answer: () =>
			refusal({
				status: 504,
				message: 'The demo was told to time out.',
				type: 'server_error',
				code: 'timeout',
			}),
	}),
];
