/**
 * Streams as servers of many makers send them, each with a turn of its own: a row is a body, how it came, and what
 * its reader must get. Written after the servers' documentation, source and bug reports, and shortened.
 */
import { bodyOf, chunkOf, type HowItWent } from './chat-stream.ts';

export interface ProviderStream {
	readonly body: string;
	readonly how?: HowItWent;
	readonly text?: string;
	readonly reasoning?: string;
	/** `name(arguments)` of each call of choice 0. */
	readonly calls?: readonly string[];
	readonly finish?: string;
	readonly tokens?: readonly [number, number];
	readonly outcome: string;
	/** Parts of the verdict, the advice and the notes' ids, all in one line. */
	readonly says?: readonly (string | RegExp)[];
	readonly saysNot?: readonly (string | RegExp)[];
}

const role = chunkOf({ role: 'assistant', content: '' });
const hi = chunkOf({ content: 'Hi' });
const there = chunkOf({ content: ' there' });
const stop = chunkOf({}, 'stop');
const done = '[DONE]';
const hello = bodyOf(role, hi, there, stop, done);
const counts = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 };
const choice = (fields: object, extra: object = {}) => ({
	id: 'c',
	object: 'chat.completion.chunk',
	created: 1,
	model: 'm',
	choices: [{ index: 0, ...fields }],
	...extra,
});
const json: HowItWent = { contentType: 'application/json' };
const lines = (...values: object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

export const providerStreams: Record<string, ProviderStream> = {
	'Groq: x_groq with an id first, usage in x_groq last': {
		body: bodyOf(
			{ ...role, x_groq: { id: 'req_1' } },
			hi,
			there,
			{ ...stop, x_groq: { id: 'req_1', usage: { queue_time: 0.1, ...counts, total_time: 0.2 } } },
			done
		),
		text: 'Hi there',
		finish: 'stop',
		tokens: [3, 4],
		outcome: 'complete',
		says: ['usage-place'],
	},
	'Groq: x_groq.error ends the stream early': {
		body: bodyOf(role, hi, {
			...chunkOf({}, 'error'),
			x_groq: { id: 'req_1', error: 'Request exceeded the time limit.' },
		}),
		text: 'Hi',
		outcome: 'api-error',
		says: ['exceeded the time limit'],
	},
	'Groq: a tool call that the model wrote wrong': {
		body: `event: error\ndata: ${JSON.stringify({
			error: {
				message: 'Failed to call a function. Please adjust your prompt.',
				type: 'invalid_request_error',
				code: 'tool_use_failed',
				failed_generation: '<function=get_weather{"city": Oslo}</function>',
				status_code: 400,
			},
		})}\n\n`,
		outcome: 'api-error',
		says: ['Failed to call a function', 'get_weather'],
		saysNot: ['after a short wait'],
	},
	'Groq: executed tools beside the text': {
		body: bodyOf(
			role,
			choice({ delta: { reasoning: 'Look it up.', channel: 'analysis' } }),
			choice({
				delta: { executed_tools: [{ index: 0, type: 'search', arguments: '{}', output: 'x' }] },
			}),
			hi,
			stop,
			done
		),
		text: 'Hi',
		reasoning: 'Look it up.',
		outcome: 'complete',
		says: ['unshown'],
	},
	'Together: text beside delta, and token ids': {
		body: bodyOf(
			choice(
				{
					text: 'Hi',
					delta: { token_id: 13, role: 'assistant', content: 'Hi', tool_calls: null },
					logprobs: null,
					finish_reason: null,
					seed: null,
				},
				{ usage: null }
			),
			choice(
				{
					text: '',
					delta: { token_id: 128009, role: 'assistant', content: '' },
					finish_reason: 'eos',
					seed: 42,
				},
				{ usage: counts }
			),
			done
		),
		text: 'Hi',
		finish: 'eos',
		tokens: [3, 4],
		outcome: 'complete',
		says: ['finish-synonym'],
		saysNot: ['do not treat the answer as complete'],
	},
	'Fireworks: perf metrics in a chunk without choices': {
		body: bodyOf(
			role,
			hi,
			stop,
			{
				id: 'c',
				object: 'chat.completion.chunk',
				choices: [],
				usage: counts,
				perf_metrics: { 'prompt-tokens': '3' },
			},
			done
		),
		text: 'Hi',
		tokens: [3, 4],
		outcome: 'complete',
	},
	'DeepSeek: reasoning_content null, then content null': {
		body: bodyOf(
			choice({
				delta: { role: 'assistant', content: null, reasoning_content: '' },
				finish_reason: null,
			}),
			choice({ delta: { content: null, reasoning_content: 'Hm.' }, finish_reason: null }),
			choice({ delta: { content: 'Hi', reasoning_content: null }, finish_reason: null }),
			choice(
				{ delta: { content: '', reasoning_content: null }, finish_reason: 'stop' },
				{ usage: { ...counts, prompt_cache_hit_tokens: 0 } }
			),
			done
		),
		text: 'Hi',
		reasoning: 'Hm.',
		tokens: [3, 4],
		outcome: 'complete',
	},
	'DeepSeek: keep-alive comments, then no capacity': {
		body: `: keep-alive\n\n: keep-alive\n\n${bodyOf(chunkOf({ content: '' }, 'insufficient_system_resource'), done)}`,
		text: '',
		outcome: 'api-error',
		says: ['insufficient_system_resource', 'Send the request again'],
		saysNot: ['Keep the text'],
	},
	'Mistral: thinking parts, then plain strings': {
		body: bodyOf(
			choice({
				delta: {
					content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Six' }], closed: false }],
				},
			}),
			choice({
				delta: {
					content: [
						{ type: 'thinking', thinking: [{ type: 'text', text: ' times' }], closed: true },
					],
				},
			}),
			choice({ delta: { content: '42' } }),
			choice({ delta: { content: '' }, finish_reason: 'stop' }, { usage: counts, p: 'abcdef' }),
			done
		),
		text: '42',
		reasoning: 'Six times',
		outcome: 'complete',
		says: ['content-form'],
	},
	'Mistral: a whole tool call in one chunk, arguments as text': {
		body: bodyOf(
			choice(
				{
					delta: {
						content: '',
						tool_calls: [
							{
								id: 'D681PevKs',
								function: { name: 'get_weather', arguments: '{"city": "Oslo"}' },
								index: 0,
							},
						],
					},
					finish_reason: 'tool_calls',
				},
				{ usage: counts }
			),
			done
		),
		calls: ['get_weather({"city": "Oslo"})'],
		finish: 'tool_calls',
		outcome: 'complete',
		says: ['run them'],
	},
	'Mistral: references as parts': {
		body: bodyOf(
			choice({
				delta: {
					content: [
						{ type: 'text', text: 'Paris' },
						{ type: 'reference', reference_ids: [1] },
					],
				},
			}),
			stop,
			done
		),
		text: 'Paris',
		outcome: 'complete',
		says: ['unshown'],
	},
	'OpenRouter: an error in a choice, midway': {
		body: `: OPENROUTER PROCESSING\n\n${bodyOf(hi, choice({ delta: { content: '' }, finish_reason: 'error', native_finish_reason: 'error', error: { code: 502, message: 'Upstream idle timeout exceeded' } }))}`,
		text: 'Hi',
		outcome: 'api-error',
		says: ['Upstream idle timeout'],
	},
	'OpenRouter: the provider’s words in metadata': {
		body: bodyOf({
			error: {
				message: 'Provider returned error',
				code: 429,
				metadata: {
					raw: '{"error":{"message":"Rate limit reached for model","type":"tokens"}}',
					provider_name: 'Chutes',
				},
			},
			user_id: 'u',
		}),
		outcome: 'api-error',
		says: ['Rate limit reached', 'from Chutes', 'Send the request again'],
		saysNot: ['Provider returned error'],
	},
	'OpenRouter: encrypted reasoning alone, then text': {
		body: bodyOf(
			choice({
				delta: {
					role: 'assistant',
					content: '',
					reasoning: null,
					reasoning_details: [
						{
							type: 'reasoning.encrypted',
							data: 'gAAA',
							id: 'rs_1',
							format: 'openai-responses-v1',
							index: 0,
						},
					],
				},
			}),
			hi,
			choice({ delta: { content: '' }, finish_reason: 'stop', native_finish_reason: 'completed' }),
			{
				id: 'c',
				choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }],
				usage: { ...counts, cost: 0.01 },
			},
			done
		),
		text: 'Hi',
		finish: 'stop',
		tokens: [3, 4],
		outcome: 'complete',
		says: ['unshown'],
	},
	'OpenRouter: an image in images': {
		body: bodyOf(
			choice({
				delta: {
					role: 'assistant',
					content: '',
					images: [
						{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' }, index: 0 },
					],
				},
			}),
			stop,
			done
		),
		text: '',
		outcome: 'complete',
		says: ['an image in `delta.images`', 'not text'],
		saysNot: ['web page'],
	},
	'Ollama: reasoning and a whole tool call, index 0 twice': {
		body: bodyOf(
			choice({ delta: { role: 'assistant', content: '', reasoning: 'Two.' } }),
			choice({
				delta: {
					role: 'assistant',
					content: '',
					tool_calls: [
						{
							id: 'call_1',
							index: 0,
							type: 'function',
							function: { name: 'a', arguments: '{"x":1}' },
						},
					],
				},
			}),
			choice({
				delta: {
					role: 'assistant',
					content: '',
					tool_calls: [
						{ id: 'call_2', index: 0, type: 'function', function: { name: 'b', arguments: '{}' } },
					],
				},
			}),
			choice({ delta: { role: 'assistant', content: '' }, finish_reason: 'tool_calls' }),
			done
		),
		reasoning: 'Two.',
		calls: ['a({"x":1})', 'b({})'],
		outcome: 'complete',
	},
	'Ollama: its own API, an error midway': {
		body: lines(
			{ model: 'm', message: { role: 'assistant', content: 'Hi' }, done: false },
			{ error: 'an error was encountered while running the model: CUDA error' }
		),
		how: { contentType: 'application/x-ndjson' },
		outcome: 'unreadable',
		says: ['Ollama', '/v1/chat/completions', 'CUDA error'],
	},
	'llama.cpp: timings on the finish chunk': {
		body: bodyOf(
			choice({ finish_reason: null, delta: { role: 'assistant', content: null } }),
			hi,
			choice(
				{ finish_reason: 'length', delta: {} },
				{ timings: { cache_n: 0, prompt_n: 3, predicted_n: 4 } }
			),
			done
		),
		text: 'Hi',
		finish: 'length',
		outcome: 'complete',
		says: ['token limit'],
	},
	'llama.cpp: loading the model': {
		body: '{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}',
		how: { status: 503, ...json },
		outcome: 'http-error',
		says: ['Loading model', 'may pass'],
	},
	'TGI: an error as an event of its own': {
		body: `${bodyOf(hi)}event: error\ndata: {"error":"Request failed during generation: Server error: CUDA out of memory","error_type":"generation"}\n\n`,
		text: 'Hi',
		outcome: 'api-error',
		says: ['CUDA out of memory'],
	},
	'TGI: data without a space, eos_token': {
		body: `data:${JSON.stringify(hi)}\n\ndata:${JSON.stringify(chunkOf({ role: 'assistant', content: '' }, 'eos_token'))}\n\ndata:[DONE]\n\n`,
		text: 'Hi',
		finish: 'eos_token',
		outcome: 'complete',
	},
	'SGLang: abort, with a matched stop': {
		body: bodyOf(hi, choice({ delta: {}, finish_reason: 'abort', matched_stop: null }), done),
		text: 'Hi',
		outcome: 'api-error',
		says: ['abort', 'Keep the text'],
	},
	'SGLang: reasoning and text in one chunk, hidden_states': {
		body: bodyOf(
			choice(
				{ delta: { reasoning_content: 'Hm.', content: 'Hi' }, matched_stop: null },
				{ hidden_states: [0.1, 0.2] }
			),
			choice({ delta: {}, finish_reason: 'stop', matched_stop: 151645 }),
			done
		),
		text: 'Hi',
		reasoning: 'Hm.',
		outcome: 'complete',
	},
	'Azure: the filter ends it, and says why in the choice': {
		body: bodyOf(
			{
				choices: [],
				created: 0,
				id: '',
				model: '',
				object: '',
				prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }],
			},
			hi,
			{
				...choice({
					delta: {},
					finish_reason: 'content_filter',
					content_filter_results: { hate: { filtered: true, severity: 'high' } },
				}),
			},
			done
		),
		text: 'Hi',
		finish: 'content_filter',
		outcome: 'complete',
		says: ['content filter'],
	},
	'Azure: the filter itself failed': {
		body: bodyOf(
			role,
			choice({
				delta: { content: 'Hi' },
				finish_reason: null,
				content_filter_results: {
					error: { code: 'content_filter_error', message: 'The contents are not filtered' },
				},
			}),
			choice({ delta: {}, finish_reason: 'stop', content_filter_results: {} }),
			done
		),
		text: 'Hi',
		finish: 'stop',
		outcome: 'complete',
	},
	'Azure: the prompt was refused': {
		body: '{"error":{"message":"The response was filtered due to the prompt triggering content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":true,"severity":"high"}}}}}',
		how: { status: 400, ...json },
		outcome: 'http-error',
		says: ['filtered due to the prompt', /[Ww]ord the/],
		saysNot: ['`prompt`'],
	},
	'Azure: the deployment does not exist': {
		body: '{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again."}}',
		how: { status: 404, url: 'https://x.openai.azure.com/openai/v1/chat/completions', ...json },
		outcome: 'http-error',
		says: ['DeploymentNotFound', /model|deployment/],
		saysNot: ['Check the base URL for a typo'],
	},
	'A gateway to Bedrock: an exception midway': {
		body: bodyOf(hi, {
			modelStreamErrorException: {
				message: 'The model had an unexpected error.',
				originalStatusCode: 424,
			},
		}),
		text: 'Hi',
		outcome: 'api-error',
		says: ['unexpected error', 'Keep the text'],
	},
	'A gateway to Bedrock: end_turn, metrics in the last chunk': {
		body: bodyOf(
			role,
			hi,
			chunkOf({}, 'end_turn'),
			{
				choices: [],
				'amazon-bedrock-invocationMetrics': { inputTokenCount: 3, outputTokenCount: 4 },
			},
			done
		),
		text: 'Hi',
		finish: 'end_turn',
		tokens: [3, 4],
		outcome: 'complete',
	},
	'Cloudflare Workers AI: response and p, then [DONE]': {
		body: 'data: {"response":"Hi","p":"abdefgh"}\n\ndata: {"response":"","usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}\n\ndata: [DONE]\n\n',
		outcome: 'unreadable',
		says: ['Workers AI', '/ai/v1'],
	},
	'Cloudflare: error 524 as a page in a stream that began': {
		body: `${bodyOf(role, hi)}<!DOCTYPE html>\n<html lang="en-US">\n<head>\n<title>api.example.com | 524: A timeout occurred</title>\n</head></html>\n`,
		text: 'Hi',
		outcome: 'truncated',
		says: ['524: A timeout occurred'],
	},
	'Cohere compat: no role, COMPLETE': {
		body: bodyOf(
			choice({ delta: { content: 'Hi' }, finish_reason: null }),
			choice(
				{ delta: {}, finish_reason: 'COMPLETE' },
				{
					usage: {
						billed_units: { input_tokens: 3 },
						tokens: { input_tokens: 3, output_tokens: 4 },
					},
				}
			),
			done
		),
		text: 'Hi',
		finish: 'COMPLETE',
		tokens: [3, 4],
		outcome: 'complete',
	},
	'Gemini compat: text and finish in one chunk, calls without index': {
		body: bodyOf(
			choice({
				delta: {
					role: 'assistant',
					tool_calls: [
						{
							id: 'function-call-1',
							type: 'function',
							extra_content: { google: { thought_signature: 'AA==' } },
							function: { name: 'a', arguments: '{"x":1}' },
						},
					],
				},
				finish_reason: null,
			}),
			choice(
				{
					delta: {
						role: 'assistant',
						tool_calls: [
							{
								id: 'function-call-2',
								type: 'function',
								function: { name: 'b', arguments: '{"y":2}' },
							},
						],
					},
					finish_reason: 'stop',
				},
				{ usage: counts }
			),
			done
		),
		calls: ['a({"x":1})', 'b({"y":2})'],
		finish: 'stop',
		outcome: 'complete',
		says: ['index-form', 'run them'],
	},
	'Gemini compat: a thought in tags, extra_content says so': {
		body: bodyOf(
			choice({
				delta: {
					role: 'assistant',
					content: '<thought>Hm.',
					extra_content: { google: { thought: true } },
				},
			}),
			choice({ delta: { role: 'assistant', content: '</thought>Hi' } }),
			choice({ delta: { role: 'assistant' }, finish_reason: 'stop' }),
			done
		),
		outcome: 'complete',
		text: '<thought>Hm.</thought>Hi',
		says: ['reasoning-tag'],
	},
	'Gemini compat: an empty answer, no finish reason but usage': {
		body: bodyOf(
			{
				object: 'chat.completion.chunk',
				choices: [{ delta: { role: 'assistant' }, index: 0 }],
				usage: { prompt_tokens: 3, total_tokens: 7, completion_tokens: 4 },
			},
			done
		),
		outcome: 'truncated',
		says: ['no finish reason'],
	},
	'Moonshot: usage in the choice of the last chunk': {
		body: bodyOf(
			role,
			hi,
			choice({ delta: {}, finish_reason: 'stop', usage: { ...counts, cached_tokens: 1 } }),
			done
		),
		text: 'Hi',
		tokens: [3, 4],
		outcome: 'complete',
		says: ['usage-place'],
	},
	'Moonshot: the engine is overloaded': {
		body: '{"error":{"message":"The engine is currently overloaded, please try again later","type":"engine_overloaded_error"}}',
		how: { status: 429, ...json },
		outcome: 'http-error',
		says: ['overloaded', 'Too many requests'],
	},
	'Zhipu: sensitive, and web_search beside choices': {
		body: bodyOf(
			{ ...hi, web_search: [{ title: 'x', link: 'https://x.example' }] },
			choice(
				{ delta: { role: 'assistant', content: '' }, finish_reason: 'sensitive' },
				{ usage: counts }
			),
			done
		),
		text: 'Hi',
		outcome: 'api-error',
		says: ['a filter ended the answer', 'Word the request differently'],
	},
	'Zhipu: an error with a code of its own, under 200': {
		body: '{"error":{"code":"1302","message":"您的账户已达到速率限制，请您控制请求频率"}}',
		how: json,
		outcome: 'api-error',
		says: ['1302'],
	},
	'Baichuan: an error frame with code and msg': {
		body: bodyOf(hi, { code: 17004, msg: 'model overloaded' }),
		text: 'Hi',
		outcome: 'api-error',
		says: ['model overloaded'],
	},
	'DashScope: usage alone without choices before [DONE], details null': {
		body: bodyOf(
			role,
			hi,
			stop,
			{
				choices: [],
				object: 'chat.completion.chunk',
				usage: { ...counts, prompt_tokens_details: { cached_tokens: 0 } },
				created: 1,
				system_fingerprint: null,
				model: 'qwen-plus',
				id: 'c',
			},
			done
		),
		text: 'Hi',
		tokens: [3, 4],
		outcome: 'complete',
		says: ['usage-chunk'],
	},
	'DashScope: the content filter of the output, as a frame': {
		body: bodyOf(hi, {
			error: {
				code: 'data_inspection_failed',
				param: null,
				message: 'Output data may contain inappropriate content.',
				type: 'data_inspection_failed',
			},
			id: 'chatcmpl-1',
			request_id: '1',
		}),
		text: 'Hi',
		outcome: 'api-error',
		says: ['inappropriate content', /[Ww]ord the request differently/],
		saysNot: ['after a short wait'],
	},
	'DashScope: tool calls with id "" in later pieces': {
		body: bodyOf(
			choice({
				delta: {
					content: null,
					tool_calls: [
						{
							index: 0,
							id: 'call_1',
							type: 'function',
							function: { name: 'get_weather', arguments: '' },
						},
					],
				},
			}),
			choice({
				delta: {
					content: null,
					tool_calls: [
						{ index: 0, id: '', type: 'function', function: { name: '', arguments: '{"city":' } },
					],
				},
			}),
			choice({
				delta: {
					content: null,
					tool_calls: [
						{ index: 0, id: '', type: 'function', function: { name: null, arguments: '"Oslo"}' } },
					],
				},
			}),
			choice({ delta: { content: '' }, finish_reason: 'tool_calls' }),
			done
		),
		calls: ['get_weather({"city":"Oslo"})'],
		outcome: 'complete',
	},
	'MiniMax: the whole message once more in the last chunk': {
		body: bodyOf(
			hi,
			there,
			choice(
				{
					finish_reason: 'stop',
					message: { role: 'assistant', content: 'Hi there', name: 'MM', audio_content: '' },
				},
				{
					object: 'chat.completion',
					usage: { total_tokens: 7 },
					base_resp: { status_code: 0, status_msg: '' },
					input_sensitive: false,
					output_sensitive: false,
				}
			)
		),
		text: 'Hi there',
		finish: 'stop',
		outcome: 'complete-without-done',
		says: ['sent-again'],
	},
	'MiniMax: base_resp says that the balance is gone': {
		body: bodyOf({
			id: 'c',
			choices: null,
			created: 1,
			model: 'm',
			object: '',
			usage: { total_tokens: 0 },
			base_resp: { status_code: 1008, status_msg: 'insufficient balance' },
		}),
		outcome: 'api-error',
		says: ['insufficient balance', 'no credit'],
	},
	'Perplexity: message grows beside delta, citations and search results': {
		body: bodyOf(
			choice(
				{
					finish_reason: null,
					message: { role: 'assistant', content: 'Hi' },
					delta: { role: 'assistant', content: 'Hi' },
				},
				{ citations: ['https://x.example'], search_results: [{ title: 'x' }], usage: counts }
			),
			choice(
				{
					finish_reason: 'stop',
					message: { role: 'assistant', content: 'Hi there' },
					delta: { role: 'assistant', content: ' there' },
				},
				{ citations: ['https://x.example'], usage: counts }
			)
		),
		text: 'Hi there',
		finish: 'stop',
		outcome: 'complete-without-done',
		says: ['unshown'],
	},
	'Databricks: an error as text and a name': {
		body: bodyOf(hi, {
			error_code: 'REQUEST_LIMIT_EXCEEDED',
			message: 'Exceeded workspace rate limit',
		}),
		text: 'Hi',
		outcome: 'api-error',
		says: ['Exceeded workspace rate limit', 'Send the request again'],
	},
	'SambaNova: an error that is a chunk with error and empty choices': {
		body: bodyOf(
			hi,
			{
				choices: [],
				error: {
					code: null,
					message: 'Unexpected error. Please try again later',
					param: null,
					type: 'unexpected_error',
				},
				id: 'c',
				object: 'chat.completion.chunk',
			},
			done
		),
		text: 'Hi',
		outcome: 'api-error',
		says: ['Unexpected error', 'Send the request again'],
	},
	'NVIDIA NIM: reasoning in both names, nvext': {
		body: bodyOf(
			choice(
				{ delta: { role: 'assistant', reasoning: 'Hm.', reasoning_content: 'Hm.' } },
				{ nvext: { x: 1 } }
			),
			hi,
			stop,
			done
		),
		text: 'Hi',
		reasoning: 'Hm.',
		outcome: 'complete',
		says: ['same-twice'],
	},
	'Hugging Face router: the model has no provider': {
		body: '{"error":{"message":"The requested model \'x\' is not supported by any provider you have enabled.","type":"invalid_request_error","param":"model","code":"model_not_supported"}}',
		how: { status: 400, ...json },
		outcome: 'http-error',
		says: ['GET /models'],
	},
	'LM Studio: an event named error, error as text': {
		body: `${bodyOf(hi)}event: error\ndata: {"error":{"message":"The model has crashed without additional information. (Exit code: null)"},"message":"The model has crashed without additional information."}\n\n`,
		text: 'Hi',
		outcome: 'api-error',
		says: ['crashed'],
	},
	'xAI: reasoning, and usage with every chunk, citations last': {
		body: bodyOf(
			choice({ delta: { role: 'assistant', reasoning_content: 'Hm.' } }, { usage: counts }),
			{ ...hi, usage: counts },
			{ ...stop, usage: counts, citations: ['https://x.example'] },
			done
		),
		text: 'Hi',
		reasoning: 'Hm.',
		outcome: 'complete',
		says: ['usage-running'],
	},
	'A gateway that numbers chunks, with seq beside each': {
		body: hello.replaceAll('"id":', '"seq":1,"id":'),
		text: 'Hi there',
		outcome: 'complete',
	},
	'A gateway that sends the sentinel as an event': {
		body: `${bodyOf(role, hi, stop)}event: done\ndata: {}\n\n`,
		text: 'Hi',
		finish: 'stop',
		outcome: 'complete-without-done',
	},
	'A gateway that sends its chunks in a list': {
		body: bodyOf([role, hi], [there, stop], done),
		text: 'Hi there',
		finish: 'stop',
		outcome: 'complete',
		says: ['wrapped'],
	},
	'A gateway that encodes each chunk twice': {
		body: bodyOf(...[role, hi, stop].map((one) => JSON.stringify(JSON.stringify(one))), done),
		text: 'Hi',
		finish: 'stop',
		outcome: 'complete',
		says: ['wrapped'],
	},
	'A gateway that wraps each chunk': {
		body: bodyOf({ data: role }, { data: hi }, { data: stop }, done),
		outcome: 'unreadable',
		says: ['a chunk inside `data`'],
		saysNot: ['cut'],
	},
};
