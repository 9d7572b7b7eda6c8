/**
 * Errors inside a stream whose head said 200: the status cannot be taken back, so the error comes as a
 * frame, in a shape that depends on the server.
 */
import type { FrameFields } from '../../sse/index.ts';
import type { TimedFrame } from '../answer.ts';
import { ALL_PROTOCOLS, fault, type Protocol } from './fault.ts';
import { strike } from './steps.ts';

const MESSAGE = 'The model stopped answering.';

interface Shape {
	readonly fields: FrameFields;
	/** Whether `[DONE]` follows, as if all had gone well. */
	readonly isDone: boolean;
}

/** As observed: vLLM 0.32, LiteLLM 1.110.2, llama.cpp, transformers serve. `vllm-old` and OpenRouter's are documented, `filter` is reported. */
const SHAPES = {
	nested: asData({
		error: { message: MESSAGE, type: 'server_error', param: null, code: 'internal_error' },
	}),
	vllm: asData(
		{ error: { message: MESSAGE, type: 'InternalServerError', param: null, code: 500 } },
		{ isDone: true }
	),
	'vllm-old': asData(
		{ object: 'error', message: MESSAGE, type: 'InternalServerError', param: null, code: 500 },
		{ isDone: true }
	),
	// Whatever went wrong behind it, LiteLLM names its own exceptions first, and its code is a string.
	litellm: asData(
		{
			error: {
				message: `litellm.InternalServerError: InternalServerError: Hosted_vllmException - ${MESSAGE}`,
				type: 'internal_server_error',
				param: null,
				code: '500',
			},
		},
		{ isDone: true }
	),
	// A backend that fell silent: the type blames the request, which is not at fault.
	'litellm-timeout': asData(
		{
			error: {
				message:
					'litellm.Timeout: APITimeoutError - Request timed out. Error_str: Timeout on reading data from socket',
				type: 'invalid_request_error',
				param: null,
				code: '408',
			},
		},
		{ isDone: true }
	),
	// A filter that stops the answer: asking again with the same words is no use.
	filter: asData({
		error: {
			message: 'Output data may contain inappropriate content.',
			type: 'data_inspection_failed',
			param: null,
			code: 'data_inspection_failed',
		},
	}),
	'llama-cpp': asData({ error: { code: 500, message: MESSAGE, type: 'server_error' } }),
	transformers: asData({ error: MESSAGE }),
	openrouter: asData({
		id: 'gen-demo',
		object: 'chat.completion.chunk',
		created: 1_793_491_200,
		model: 'vllm-primary',
		error: { code: 502, message: MESSAGE },
		choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }],
	}),
	event: {
		fields: {
			event: 'error',
			data: JSON.stringify({ message: MESSAGE, type: 'server_error', code: 500 }),
		},
		isDone: false,
	},
} as const satisfies Record<string, Shape>;

/** Where the protocol has an event of its own for it. */
const EVENTS = {
	responses: {
		event: 'error',
		data: JSON.stringify({ type: 'error', code: 'server_error', message: MESSAGE, param: null }),
	},
	messages: {
		event: 'error',
		data: JSON.stringify({ type: 'error', error: { type: 'api_error', message: MESSAGE } }),
	},
} as const;

const SHAPE = {
	what: 'Whose format the error has, in a chat stream',
	default: 'nested',
	// `Object.keys` forgets the type of the names.
	words: Object.keys(SHAPES) as (keyof typeof SHAPES)[],
} as const;

const SEEN =
	'vLLM 0.32, LiteLLM 1.110.2, llama.cpp and transformers serve (observed), OpenRouter (documented) and DashScope (reported), each in its own format.';

export const errors = [
	fault({
		name: 'error-first',
		protocols: ALL_PROTOCOLS,
		what: 'The first frame of a 200 is an error.',
		client: { text: 'none', outcome: 'api-error', error: 'the API’s own message.' },
		seen: SEEN,
		options: { shape: SHAPE },
		frames: (frames, tools) => strike(frames, 0, (frame) => fail(frame, tools)),
	}),
	fault({
		name: 'error-midway',
		protocols: ALL_PROTOCOLS,
		what: 'An error comes after some of the text, in a 200.',
		client: {
			text: 'part',
			outcome: 'api-error',
			error: 'the API’s own message.',
		},
		seen: SEEN,
		options: {
			after: { what: 'Frames before it', default: 20, least: 1, most: 10_000 },
			shape: SHAPE,
		},
		frames: (frames, tools) => strike(frames, tools.options.after, (frame) => fail(frame, tools)),
	}),
];

interface Failing {
	readonly options: { readonly shape: keyof typeof SHAPES };
	readonly protocol: Protocol;
}

function* fail({ afterMs }: TimedFrame, { options, protocol }: Failing): Generator<TimedFrame> {
	const { fields, isDone } = SHAPES[options.shape];
	if (protocol !== 'chat') {
		yield { afterMs, fields: EVENTS[protocol] };
		return;
	}
	yield { afterMs, fields };
	if (isDone) yield { afterMs: 0, fields: { data: '[DONE]' } };
}

function asData(data: object, { isDone = false } = {}): Shape {
	return { fields: { data: JSON.stringify(data) }, isDone };
}
