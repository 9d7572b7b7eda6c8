/**
 * Streams of other APIs, whole and in order, where chat chunks should be: the base URL leads to another endpoint.
 *
 * Source  The API references of OpenAI (Responses), Anthropic (Messages) and Ollama, shortened to what tells them.
 */
import { encodeFrame } from '../../sse/index.ts';
import type { Answer } from '../answer.ts';
import { fault } from './fault.ts';

const WORDS = ['This', ' is', ' another', ' API', '.'];

export const protocols = [
	fault({
		name: 'other-protocol',
		protocols: ['chat'],
		what: 'The stream is complete, but in the format of another API.',
		client: {
			text: 'none',
			outcome: 'unreadable',
			error: 'This is not a chat stream: which API sends it, and which endpoint to call.',
		},
		seen: 'A base URL or path that leads to another endpoint. Nothing is cut off, yet both official SDKs return an empty answer.',
		options: {
			as: { what: 'Which API', default: 'responses', words: ['responses', 'messages', 'ollama'] },
		},
		answer: (answer, { options }) => inFormatOf(options.as, answer),
	}),
];

type Format = 'responses' | 'messages' | 'ollama';

function inFormatOf(format: Format, { head }: Answer): Answer {
	const { 'content-length': _length, ...headers } = head.headers;
	const type = format === 'ollama' ? 'application/x-ndjson' : 'text/event-stream; charset=utf-8';
	const encode = format === 'ollama' ? line : event;
	return {
		head: { ...head, headers: { ...headers, 'content-type': type } },
		body: STREAMS[format].map((value) => ({ afterMs: 20, bytes: encode(value) })),
	};
}

const event = (value: { readonly type?: string }) =>
	encodeFrame({ event: value.type ?? 'message', data: JSON.stringify(value) });

const line = (value: object) => new TextEncoder().encode(`${JSON.stringify(value)}\n`);

const MESSAGE = { id: 'msg_demo', type: 'message', role: 'assistant', content: [] };
const MODEL = 'demo';

const STREAMS: Readonly<Record<Format, readonly { readonly type?: string }[]>> = {
	responses: [
		at({ type: 'response.created', response: { id: 'resp_demo', status: 'in_progress' } }),
		...WORDS.map((delta) =>
			at({ type: 'response.output_text.delta', item_id: 'msg_demo', output_index: 0, delta })
		),
		at({ type: 'response.completed', response: { id: 'resp_demo', status: 'completed' } }),
	],
	messages: [
		at({ type: 'message_start', message: MESSAGE }),
		at({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
		...WORDS.map((text) =>
			at({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })
		),
		at({ type: 'content_block_stop', index: 0 }),
		at({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } }),
		at({ type: 'message_stop' }),
	],
	ollama: [
		...WORDS.map((content) =>
			at({ model: MODEL, message: { role: 'assistant', content }, done: false })
		),
		at({
			model: MODEL,
			message: { role: 'assistant', content: '' },
			done: true,
			done_reason: 'stop',
		}),
	],
};

/** Any object, of which the type alone is known. */
function at(value: Readonly<Record<string, unknown>> & { readonly type?: string }) {
	return value;
}
