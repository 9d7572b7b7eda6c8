/**
 * Errors as servers send them: one row a shape, with who sends it. The same reader takes them from a frame, from
 * the body of an HTTP error, and from a body under status 200.
 */
import { expect, test } from 'vitest';
import { findError, readErrorBody } from '../../../src/chat/api-error.ts';
import type { ApiError } from '../../../src/chat/index.ts';
import { bodyOf, chunkOf, runOf } from '../../support/chat-stream.ts';

type Expected = string | (Partial<ApiError> & { message: string });

const litellmTail =
	"\n\nLiteLLM: model group 'a' failed with the error above and no fallback model group was found for it. Fallbacks are configured for: b, c.";
const python = (message: string) =>
	`Error code: 400 - {'error': {'message': ${message}, 'type': 'invalid_request_error', 'param': None, 'code': 'x1'}}`;

const shapes: [sender: string, value: unknown, expected: Expected][] = [
	[
		'OpenAI',
		{
			error: {
				message: 'Invalid key',
				type: 'authentication_error',
				param: null,
				code: 'invalid_api_key',
			},
		},
		{ message: 'Invalid key', type: 'authentication_error', code: 'invalid_api_key' },
	],
	['vLLM, a key', { error: 'Unauthorized' }, 'Unauthorized'],
	[
		'vLLM, before 0.10',
		{ object: 'error', message: 'Too long', type: 'BadRequestError', code: 400 },
		{ message: 'Too long', code: 400 },
	],
	['FastAPI', { detail: 'Not Found' }, 'Not Found'],
	[
		'FastAPI, fields',
		{ detail: [{ type: 'missing', loc: ['body', 'messages'], msg: 'Field required', input: {} }] },
		{ message: 'body.messages: Field required', param: 'body.messages' },
	],
	[
		'FastAPI, two fields',
		{
			detail: [
				{ loc: ['body', 'a'], msg: 'One' },
				{ loc: ['body', 'b'], msg: 'Two' },
			],
		},
		'body.a: One; body.b: Two',
	],
	[
		'FastAPI, an object',
		{ detail: { error: { message: 'Budget spent', code: 'budget' } } },
		{ message: 'Budget spent', code: 'budget' },
	],
	[
		'Hugging Face TGI',
		{ error: 'Input validation error: too long', error_type: 'validation' },
		{ message: 'Input validation error: too long', type: 'validation' },
	],
	[
		'SGLang',
		{
			object: 'error',
			message: 'Out of memory',
			type: 'InternalServerError',
			param: null,
			code: 500,
		},
		{ message: 'Out of memory', code: 500 },
	],
	['Ollama', { error: "model 'x' not found" }, "model 'x' not found"],
	[
		'Ollama, signed in',
		{ StatusCode: 401, Status: '401 Unauthorized', error: 'unauthorized' },
		{ message: 'unauthorized', code: 401 },
	],
	[
		'LM Studio',
		{
			error: {
				message: 'No models loaded.',
				type: 'invalid_request_error',
				param: 'model',
				code: 'model_not_found',
			},
		},
		{ message: 'No models loaded.', param: 'model' },
	],
	[
		'llama.cpp',
		{ error: { code: 500, message: 'Failed to parse grammar', type: 'server_error' } },
		{ message: 'Failed to parse grammar', code: 500 },
	],
	['Triton', { error: 'Request for unknown model' }, 'Request for unknown model'],
	[
		'Gemini, in a list',
		[
			{
				error: {
					code: 400,
					message: 'Invalid JSON payload received.',
					status: 'INVALID_ARGUMENT',
					details: [{ '@type': 'x' }],
				},
			},
		],
		{ message: 'Invalid JSON payload received.', code: 400, type: 'INVALID_ARGUMENT' },
	],
	[
		'Gemini',
		{ error: { code: 429, message: 'Resource has been exhausted.', status: 'RESOURCE_EXHAUSTED' } },
		{ message: 'Resource has been exhausted.', type: 'RESOURCE_EXHAUSTED' },
	],
	[
		'Google, older',
		{
			error: {
				errors: [{ domain: 'global', reason: 'required', message: 'Login Required' }],
				code: 401,
				message: 'Login Required',
			},
		},
		{ message: 'Login Required', code: 401 },
	],
	[
		'Anthropic',
		{
			type: 'error',
			error: { type: 'overloaded_error', message: 'Overloaded' },
			request_id: 'req_1',
		},
		{ message: 'Overloaded', type: 'overloaded_error' },
	],
	[
		'OpenAI Responses',
		{ type: 'error', code: 'ERR_SOMETHING', message: 'Something went wrong', param: null },
		{ message: 'Something went wrong', code: 'ERR_SOMETHING' },
	],
	[
		'OpenAI Responses, failed',
		{
			type: 'response.failed',
			response: {
				id: 'resp_1',
				status: 'failed',
				error: { code: 'server_error', message: 'It failed.' },
			},
		},
		{ message: 'It failed.', code: 'server_error' },
	],
	['AI SDK UI messages', { type: 'error', errorText: 'An error occurred.' }, 'An error occurred.'],
	['Cohere', { message: 'invalid api token' }, 'invalid api token'],
	[
		'Cohere, in a stream',
		{ type: 'message-end', delta: { finish_reason: 'ERROR', error: 'upstream timeout' } },
		'upstream timeout',
	],
	[
		'Mistral',
		{
			object: 'error',
			message: 'Rate limit exceeded',
			type: 'rate_limited',
			param: null,
			code: '1300',
			raw_status_code: 429,
		},
		{ message: 'Rate limit exceeded', code: '1300' },
	],
	[
		'Mistral, fields',
		{
			object: 'error',
			message: {
				detail: [
					{ type: 'less_than_equal', loc: ['temperature'], msg: 'Input should be at most 1.5' },
				],
			},
			type: 'invalid_request_error',
			param: null,
		},
		{ message: 'temperature: Input should be at most 1.5', param: 'temperature' },
	],
	['Mistral, a key', { detail: 'Unauthorized' }, 'Unauthorized'],
	[
		'DeepSeek',
		{
			error: {
				message: 'Insufficient Balance',
				type: 'unknown_error',
				param: null,
				code: 'invalid_request_error',
			},
		},
		{ message: 'Insufficient Balance' },
	],
	[
		'DeepSeek, a key',
		{ error_msg: 'Authentication Fails (no such user)' },
		'Authentication Fails (no such user)',
	],
	[
		'Together',
		{
			id: 'o1',
			error: {
				message: 'Unable to access model',
				type: 'invalid_request_error',
				param: 'model',
				code: 'model_not_available',
			},
		},
		{ message: 'Unable to access model', param: 'model' },
	],
	[
		'Fireworks',
		{
			error: {
				object: 'error',
				type: 'invalid_request_error',
				code: 'invalid_request_error',
				message: 'The API key is invalid',
			},
		},
		'The API key is invalid',
	],
	[
		'Fireworks, its proxy',
		{
			fault: {
				faultstring: 'Rate limit quota violation',
				detail: { errorcode: 'policies.ratelimit.QuotaViolation' },
			},
		},
		'Rate limit quota violation',
	],
	[
		'MiniMax',
		{ base_resp: { status_code: 1008, status_msg: 'insufficient balance' } },
		{ message: 'insufficient balance', code: 1008 },
	],
	[
		'MiniMax, beside a choice',
		{
			choices: [{ index: 0, delta: {} }],
			base_resp: { status_code: 1027, status_msg: 'output sensitive' },
		},
		{ message: 'output sensitive', code: 1027 },
	],
	[
		'DashScope',
		{ code: 'InvalidApiKey', message: 'Invalid API-key provided.', request_id: 'r' },
		{ message: 'Invalid API-key provided.', code: 'InvalidApiKey' },
	],
	[
		'SiliconFlow',
		{ code: 20012, message: 'Model does not exist.', data: null },
		{ message: 'Model does not exist.', code: 20012 },
	],
	[
		'Spark',
		{ code: 10013, msg: 'input content review failed', sid: 's' },
		{ message: 'input content review failed', code: 10013 },
	],
	[
		'Baidu',
		{ error_code: 336003, error_msg: 'the max length of current question is 2000', id: 'as-1' },
		{ message: 'the max length of current question is 2000', code: 336003 },
	],
	[
		'Zhipu',
		{
			error: { code: '1301', message: '系统检测到输入或生成内容可能包含不安全或敏感内容' },
			contentFilter: [{ level: 1, role: 'user' }],
		},
		{ message: '系统检测到输入或生成内容可能包含不安全或敏感内容', code: '1301' },
	],
	[
		'Moonshot',
		{
			code: 5,
			error: 'url.not_found',
			message: 'No such object',
			method: 'POST',
			scode: '0x5',
			status: false,
		},
		{ message: 'No such object', code: 5, type: 'url.not_found' },
	],
	[
		'Tencent',
		{
			Response: {
				Error: { Code: 'AuthFailure.SecretIdNotFound', Message: 'The SecretId is not found.' },
				RequestId: 'r',
			},
		},
		{ message: 'The SecretId is not found.', code: 'AuthFailure.SecretIdNotFound' },
	],
	[
		'Tencent, in a stream',
		{ ErrorMsg: { Msg: 'content is illegal', Code: 4001 }, Note: '', Id: '1' },
		{ message: 'content is illegal', code: 4001 },
	],
	[
		'Volcengine',
		{
			error: {
				code: 'AccountOverdueError',
				message: 'The account is overdue.',
				param: '',
				type: 'Forbidden',
			},
		},
		{ message: 'The account is overdue.', type: 'Forbidden' },
	],
	[
		'Cloudflare',
		{
			result: null,
			success: false,
			errors: [{ code: 5007, message: 'No such model' }],
			messages: [],
		},
		{ message: 'No such model', code: 5007 },
	],
	[
		'Cloudflare AI Gateway',
		{
			success: false,
			result: [],
			messages: [],
			error: [{ code: 2001, message: 'Please configure AI Gateway' }],
		},
		{ message: 'Please configure AI Gateway', code: 2001 },
	],
	[
		'Cloudflare, no errors listed',
		{ success: false, errors: [], messages: ['x'], message: 'Not allowed' },
		'Not allowed',
	],
	[
		'a flag',
		{ error: true, message: 'The queue is full', code: 'queue_full' },
		{ message: 'The queue is full', code: 'queue_full' },
	],
	['a flag, with a reason', { error: true, reason: 'no capacity' }, 'no capacity'],
	['a number', { error: 500, msg: 'internal' }, 'internal'],
	['a list of strings', { errors: ['first', 'second'] }, 'first; second'],
	['GraphQL', { data: null, errors: [{ message: 'Field missing', path: ['a'] }] }, 'Field missing'],
	[
		'Azure',
		{
			error: {
				code: 'content_filter',
				message: 'The response was filtered',
				status: 400,
				innererror: { code: 'ResponsibleAIPolicyViolation' },
			},
		},
		{ message: 'The response was filtered', code: 'content_filter' },
	],
	[
		'Azure API Management',
		{ statusCode: 401, message: 'Access denied due to invalid subscription key.' },
		{ message: 'Access denied due to invalid subscription key.', code: 401 },
	],
	[
		'AWS',
		{ __type: 'com.amazon.coral.service#ThrottlingException', message: 'Too many requests' },
		{ message: 'Too many requests', type: 'ThrottlingException' },
	],
	[
		'AWS, capital letters',
		{ Message: 'User is not authorized', Code: 'AccessDenied' },
		{ message: 'User is not authorized', code: 'AccessDenied' },
	],
	[
		'Bedrock, in a stream',
		{ modelStreamErrorException: { message: 'The model stopped', originalStatusCode: 424 } },
		'The model stopped',
	],
	[
		'Databricks',
		{ error_code: 'BAD_REQUEST', message: 'Bad request: json: unknown field' },
		{ code: 'BAD_REQUEST', message: 'Bad request: json: unknown field' },
	],
	[
		'NVIDIA NIM',
		{ type: 'about:blank', status: 404, title: 'Not Found', detail: "Function 'x': Not found" },
		{ message: "Function 'x': Not found", code: 404 },
	],
	[
		'problem details',
		{
			type: 'https://example.org/quota',
			title: 'Quota spent',
			status: 429,
			detail: 'Come back tomorrow.',
		},
		{ message: 'Come back tomorrow.', code: 429 },
	],
	[
		'Spring',
		{
			timestamp: 't',
			status: 500,
			error: 'Internal Server Error',
			message: 'The pool is empty',
			path: '/v1',
		},
		{ message: 'The pool is empty', code: 500 },
	],
	[
		'OAuth 2',
		{ error: 'invalid_token', error_description: 'The token expired' },
		{ message: 'The token expired', type: 'invalid_token' },
	],
	[
		'Kong',
		{ message: 'No API key found in request', request_id: 'x', status: 401 },
		'No API key found in request',
	],
	[
		'OpenRouter, JSON in raw',
		{
			error: {
				message: 'Provider returned error',
				code: 400,
				metadata: {
					raw: '{\n "error": {"message": "At most 1 image per prompt.", "type": "invalid_request_error", "code": null}}',
					provider_name: 'Crucible',
				},
			},
		},
		{
			message: 'At most 1 image per prompt.',
			type: 'invalid_request_error',
			code: 400,
			provider: 'Crucible',
			rest: expect.stringContaining('Provider returned error'),
		},
	],
	[
		'OpenRouter, text in raw',
		{
			error: {
				message: 'Provider returned error',
				code: 429,
				metadata: { raw: 'x is temporarily rate-limited upstream.', provider_name: 'BaseTen' },
			},
		},
		{ message: 'x is temporarily rate-limited upstream.', provider: 'BaseTen', code: 429 },
	],
	[
		'OpenRouter, in a chunk',
		{
			...chunkOf({ content: '' }, 'error'),
			provider: 'DeepInfra',
			error: { code: 502, message: 'Upstream idle timeout' },
		},
		{ message: 'Upstream idle timeout', code: 502, provider: 'DeepInfra' },
	],
	[
		'OpenRouter, in a choice',
		{
			...chunkOf({}),
			choices: [
				{
					index: 0,
					delta: {},
					finish_reason: 'error',
					error: { code: 502, message: 'Provider disconnected' },
				},
			],
		},
		{ message: 'Provider disconnected', code: 502 },
	],
	[
		'Groq',
		{
			error: {
				message: "Failed to call a function. See 'failed_generation'.",
				type: 'invalid_request_error',
				code: 'tool_use_failed',
				failed_generation: '<function=get_weather>{"city"',
			},
		},
		{
			message: `Failed to call a function. See 'failed_generation'. failed_generation: <function=get_weather>{"city"`,
			code: 'tool_use_failed',
		},
	],
	[
		'LiteLLM, a backend’s text',
		{
			error: {
				message: `litellm.InternalServerError: InternalServerError: Hosted_vllmException - EngineCore encountered an issue.${litellmTail}`,
				type: 'internal_server_error',
				param: null,
				code: '500',
			},
		},
		{ message: 'EngineCore encountered an issue.', code: '500', provider: 'hosted_vllm' },
	],
	[
		'LiteLLM, a backend’s JSON',
		{
			error: {
				message: `litellm.RateLimitError: RateLimitError: Hosted_vllmException - {"error":{"message":"Over the limit.","type":"rate_limit_error","param":null,"code":"rate_limit_exceeded"}}${litellmTail}`,
				type: 'throttling_error',
				param: null,
				code: '429',
			},
		},
		{
			message: 'Over the limit.',
			type: 'rate_limit_error',
			code: 'rate_limit_exceeded',
			provider: 'hosted_vllm',
		},
	],
	[
		'LiteLLM, Python in JSON',
		{
			error: {
				message: `litellm.BadRequestError: AzureException BadRequestError - ${python('"Sorry! We\'ve met it."')}No fallback model group found for original model_group=x. Fallbacks=[{'a': ['b']}]`,
				code: '400',
			},
		},
		{
			message: "Sorry! We've met it.",
			type: 'invalid_request_error',
			code: 'x1',
			provider: 'azure',
		},
	],
	[
		'LiteLLM, the configuration alone',
		{
			error: {
				message: `litellm.Timeout: APITimeoutError - Request timed out. Received Model Group=x\nAvailable Model Group Fallbacks=None`,
				code: '408',
			},
		},
		{ message: 'APITimeoutError - Request timed out', code: '408' },
	],
	[
		'LiteLLM, fields inside',
		{
			error: {
				message: `litellm.BadRequestError: Hosted_vllmException - {"error":{"message":"1 validation error  {'type': 'float_parsing', 'loc': 'body.temperature', 'msg': 'Input should be a valid number', 'input': 'hot'}","type":"Bad Request","param":"body.temperature","code":400}}`,
				code: '400',
			},
		},
		{
			message: 'body.temperature: Input should be a valid number',
			param: 'body.temperature',
			code: 400,
		},
	],
	[
		'openai-python’s text',
		{ error: python("'Too many images'") },
		{ message: 'Too many images', code: 'x1' },
	],
	[
		'bytes as Python writes them',
		{
			error: `VertexAIException - b'{\\n "error": {"code": 404, "message": "Publisher Model not found"}}'`,
		},
		'Publisher Model not found',
	],
	[
		'JSON put into JSON twice',
		{ error: { message: '{\\"error\\":{\\"message\\":\\"Quota exceeded\\"}}' } },
		'Quota exceeded',
	],
	[
		'a message that is JSON',
		{ message: '{"message":"Quota exceeded","code":"q"}', code: 'E1' },
		{ message: 'Quota exceeded', code: 'q' },
	],
	[
		'a web page as the message',
		{ error: { message: '<html><head><title>502 Bad Gateway</title></head></html>', code: 502 } },
		{ message: '502 Bad Gateway', code: 502 },
	],
	['a type alone', { error: { type: 'overloaded_error' } }, 'overloaded_error'],
	['a code alone', { error: { code: 503 } }, 'code 503'],
];

/** `{ "message": ... }` and nothing else may be an answer of its own kind, unless the status says otherwise. */
const onlyUnderAStatus = new Set(['Cohere']);

const fieldsOf = (expected: (typeof shapes)[number][2]) =>
	typeof expected === 'string' ? { message: expected } : expected;

test.each(shapes)(
	'an error as %s sends it is read from the body of an HTTP error',
	(_, value, expected) => {
		expect(readErrorBody(JSON.stringify(value), 'application/json')).toMatchObject(
			fieldsOf(expected)
		);
	}
);

test.each(shapes.filter(([sender]) => !onlyUnderAStatus.has(sender)))(
	'an error as %s sends it is an error in a frame',
	(_, value, expected) => {
		const fields = fieldsOf(expected);
		expect(findError(value)).toMatchObject(fields);
		const { outcome } = runOf(bodyOf(chunkOf({ content: 'The' }), value as object));
		expect(outcome).toMatchObject({ kind: 'api-error', frameIndex: 1 });
		expect(outcome.reason).toContain(fields.message.slice(0, 40).replace(/\s+/g, ' '));
		expect(outcome.reason).not.toContain('[object Object]');
	}
);

test.each<[string, unknown]>([
	['a chunk', chunkOf({ content: 'error' })],
	['null', { ...chunkOf({}), error: null }],
	['false', { ...chunkOf({}), error: false }],
	['an empty object', { ...chunkOf({}), error: {} }],
	['an empty list', { ...chunkOf({}), errors: [] }],
	['an empty string', { ...chunkOf({}), error: '' }],
	['zero', { ...chunkOf({}), error: 0 }],
	[
		'an object that says nothing',
		{ ...chunkOf({}), error: { code: null, message: '', type: null } },
	],
	['an object that says success', { ...chunkOf({}), error: { code: 0, message: 'success' } }],
	['code 0', { ...chunkOf({}), code: 0, message: 'Success', sid: 's' }],
	['code 200', { ...chunkOf({}), code: 200, msg: 'ok' }],
	['code "success"', { code: 'success', message: 'done', data: {} }],
	['code 0 without a choice', { code: 0, message: 'waiting' }],
	['base_resp in good order', { ...chunkOf({}), base_resp: { status_code: 0, status_msg: '' } }],
	['success', { success: true, errors: [], result: {} }],
	['usage alone', { usage: { total_tokens: 3 }, choices: [] }],
	['a message of its own', { message: 'hello' }],
	['an Ollama line', { model: 'x', message: { role: 'assistant', content: 'hi' }, done: false }],
	[
		'a Responses event',
		{ type: 'response.created', response: { id: 'r', error: null, status: 'in_progress' } },
	],
	['a choice whose error is null', { choices: [{ index: 0, delta: {}, error: null }] }],
	['a status in good order', { status: 'in_progress', message: 'thinking' }],
])('%s is no error', (_, value) => {
	expect(findError(value)).toBeUndefined();
});
