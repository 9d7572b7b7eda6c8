/**
 * Errors inside a stream whose head said 200: the status cannot be taken back, so the error comes as a
 * frame, in a shape that depends on the server.
 */
import type { FrameFields } from '../../sse/index.ts';
import type { TimedFrame } from '../answer.ts';
import { fault } from './fault.ts';
import { strike } from './steps.ts';

const message = 'The model stopped answering.';

interface Shape {
	readonly fields: FrameFields;
	/** Whether `[DONE]` follows, as if all had gone well. */
	readonly isDone: boolean;
}

const shapes = {
	nested: asData({ error: { message, type: 'server_error', param: null, code: 'internal_error' } }),
	vllm: asData(
		{ error: { message, type: 'InternalServerError', param: null, code: 500 } },
		{ isDone: true }
	),
	'vllm-old': asData(
		{ object: 'error', message, type: 'InternalServerError', param: null, code: 500 },
		{ isDone: true }
	),
	// A code that is a string, and "None" where Python had none.
	litellm: asData({ error: { message, type: 'None', param: 'None', code: '500' } }),
	'llama-cpp': asData({ error: { code: 500, message, type: 'server_error' } }),
	transformers: asData({ error: message }),
	openrouter: asData({
		id: 'gen-demo',
		object: 'chat.completion.chunk',
		created: 1_793_491_200,
		model: 'vllm-primary',
		error: { code: 502, message },
		choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }],
	}),
	event: {
		fields: { event: 'error', data: JSON.stringify({ message, type: 'server_error', code: 500 }) },
		isDone: false,
	},
} as const satisfies Record<string, Shape>;

const shape = {
	what: 'Whose shape the error has',
	default: 'nested',
	words: Object.keys(shapes) as (keyof typeof shapes)[],
} as const;

const seen =
	'vLLM, LiteLLM, OpenRouter (read), llama.cpp and transformers serve (observed), each in its own shape.';

export const errors = [
	fault({
		name: 'error-first',
		what: 'The first frame of a 200 is an error.',
		client: { text: 'none', outcome: 'api-error', error: 'The API’s own message.' },
		seen,
		options: { shape },
		frames: (frames, { options }) => strike(frames, 0, (frame) => fail(frame, options.shape)),
	}),
	fault({
		name: 'error-midway',
		what: 'An error comes after some of the text, in a 200.',
		client: {
			text: 'part',
			outcome: 'api-error',
			error: 'The API’s own message; the text before it is kept.',
		},
		seen,
		options: {
			after: { what: 'Frames before it', default: 20, least: 1, most: 10_000 },
			shape,
		},
		frames: (frames, { options }) =>
			strike(frames, options.after, (frame) => fail(frame, options.shape)),
	}),
];

function* fail({ afterMs }: TimedFrame, name: keyof typeof shapes): Generator<TimedFrame> {
	const { fields, isDone } = shapes[name];
	yield { afterMs, fields };
	if (isDone) yield { afterMs: 0, fields: { data: '[DONE]' } };
}

function asData(data: object, { isDone = false } = {}): Shape {
	return { fields: { data: JSON.stringify(data) }, isDone };
}
