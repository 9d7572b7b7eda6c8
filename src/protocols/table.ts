/**
 * Protocols that chat clients meet in place of chat chunks: how each is known, by what it ends, and which endpoint
 * gives chat chunks instead.
 *
 * One table, longer than other files since each row is short and the order of all matters.
 *
 * Source  Each vendor's API reference. Rows are tried in order; those recognised by a name come before those
 *         recognised by a shape.
 */
import type { Item, Sample } from './sample.ts';

export interface ProtocolRow {
	readonly id: string;
	readonly name: string;
	readonly hint: string;
	/** One item of this kind is enough. */
	readonly test: (item: Item, sample: Sample) => boolean;
	/** Its own end, as it is sent, and how an item shows it. Left out: it has none. */
	readonly end?: { readonly mark: string; readonly test: (item: Item) => boolean };
}

type Shape = Readonly<Record<string, unknown>>;

function shapeOf({ value }: Item): Shape {
	return isObject(value) ? value : {};
}

const isObject = (value: unknown): value is Shape =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown) => typeof value === 'string';
const typeOf = (item: Item) => String(shapeOf(item)['type'] ?? '');
const typed =
	(...types: readonly string[]) =>
	(item: Item) =>
		types.includes(typeOf(item));
const isDone = ({ text }: Item) => text.trim() === '[DONE]';

function choicesOf(item: Item): Shape[] {
	const { choices } = shapeOf(item);
	return Array.isArray(choices) ? choices.filter(isObject) : [];
}

const hasFinishReason = (item: Item) =>
	choicesOf(item).some((choice) => isText(choice['finish_reason']));

const CHAT = 'Chat chunks come from `POST /v1/chat/completions`';

export const PROTOCOLS: readonly ProtocolRow[] = [
	{
		id: 'openai-responses',
		name: 'the OpenAI Responses API',
		hint: `This is what \`POST /v1/responses\` answers. ${CHAT} of the same server.`,
		test: (item) => /^response\.[a-z_.]+$/.test(typeOf(item)),
		end: {
			mark: 'response.completed',
			test: typed('response.completed', 'response.incomplete', 'response.failed'),
		},
	},
	{
		id: 'openai-assistants',
		name: 'the OpenAI Assistants API',
		hint: `This is the stream of a run of a thread. ${CHAT}.`,
		test: (item) =>
			/^thread(\.|$)/.test(item.event) ||
			String(shapeOf(item)['object'] ?? '').startsWith('thread.'),
		end: { mark: 'thread.run.completed', test: ({ event }) => event === 'thread.run.completed' },
	},
	{
		id: 'openai-media',
		name: 'an OpenAI API for speech or images',
		hint: `This stream brings audio, a transcript or an image. ${CHAT}.`,
		test: (item) =>
			/^(speech\.audio|transcript\.text|image_(generation|edit))\./.test(typeOf(item)),
		end: { mark: 'done', test: (item) => /\.(done|completed)$/.test(typeOf(item)) },
	},
	{
		id: 'anthropic-messages',
		name: 'the Anthropic Messages API',
		hint: `This is what \`POST /v1/messages\` answers. ${CHAT}: Anthropic has that endpoint too, and so has a gateway in front of it.`,
		test: typed(
			'message_start',
			'content_block_start',
			'content_block_delta',
			'content_block_stop',
			'message_delta',
			'message_stop'
		),
		end: { mark: 'message_stop', test: typed('message_stop') },
	},
	{
		id: 'anthropic-completions',
		name: 'Anthropic’s old Text Completions API',
		hint: `This is what \`POST /v1/complete\` answers. ${CHAT}.`,
		test: (item) => isText(shapeOf(item)['completion']) && 'stop_reason' in shapeOf(item),
		end: { mark: 'stop_reason', test: (item) => isText(shapeOf(item)['stop_reason']) },
	},
	{
		id: 'aws-event-stream',
		name: 'the binary event stream of AWS (Bedrock)',
		hint: 'Bedrock sends it in answer to `invoke-with-response-stream` and `converse-stream`: not an event stream of text. Chat chunks come from Bedrock’s OpenAI-compatible endpoint, `/openai/v1/chat/completions`, or from a gateway in front of it.',
		test: (_, { text, contentType }) =>
			/vnd\.amazon\.eventstream/.test(contentType) ||
			(/:(event|exception|message|content)-type/.test(text) && /[\0\uFFFD]/.test(text)),
	},
	{
		id: 'bedrock-converse',
		name: 'Bedrock’s Converse API',
		hint: `This is what \`converse-stream\` answers. ${CHAT} of Bedrock’s OpenAI-compatible endpoint, or of a gateway.`,
		test: (item) =>
			['contentBlockDelta', 'contentBlockStop', 'messageStart', 'messageStop'].some((name) =>
				isObject(shapeOf(item)[name])
			),
		end: { mark: 'messageStop', test: (item) => isObject(shapeOf(item)['messageStop']) },
	},
	{
		id: 'gemini',
		name: 'the Gemini API',
		hint: 'This is what `streamGenerateContent` answers. Chat chunks come from Gemini’s OpenAI-compatible endpoint: the base URL ends with `/v1beta/openai`.',
		test: (item) => {
			const { candidates, promptFeedback, usageMetadata } = shapeOf(item);
			return Array.isArray(candidates) || isObject(promptFeedback) || isObject(usageMetadata);
		},
		end: {
			mark: 'finishReason',
			test: (item) => {
				const { candidates } = shapeOf(item);
				return (
					Array.isArray(candidates) &&
					candidates.some((one) => isObject(one) && one['finishReason'])
				);
			},
		},
	},
	{
		id: 'ai-sdk-ui',
		name: 'the AI SDK’s UI message stream',
		hint: 'An app’s own route sends this to `useChat`. Chat chunks come from the model’s endpoint behind that app, at `/v1/chat/completions`.',
		test: typed(
			'start-step',
			'text-start',
			'text-delta',
			'text-end',
			'reasoning-start',
			'reasoning-delta',
			'tool-input-start',
			'tool-input-delta',
			'tool-input-available',
			'finish-step'
		),
		end: { mark: 'finish', test: typed('finish') },
	},
	{
		id: 'ai-sdk-data',
		name: 'the data stream of AI SDK 4',
		hint: 'An app’s own route sends this to `useChat`. Chat chunks come from the model’s endpoint behind that app, at `/v1/chat/completions`.',
		test: ({ text }) =>
			/^(0:"|f:\{"messageId"|[de]:\{"finishReason"|g:"|9:\{"toolCallId")/.test(text),
		end: { mark: 'd:', test: ({ text }) => text.startsWith('d:{') },
	},
	{
		id: 'cohere',
		name: 'Cohere’s Chat API',
		hint: 'This is what `POST /v2/chat` of Cohere answers. Chat chunks come from Cohere’s OpenAI-compatible endpoint: the base URL ends with `/compatibility/v1`.',
		test: (item) =>
			typed(
				'message-start',
				'content-start',
				'content-delta',
				'content-end',
				'message-end',
				'tool-plan-delta',
				'citation-start'
			)(item) ||
			/^(stream-start|text-generation|stream-end)$/.test(String(shapeOf(item)['event_type'])),
		end: {
			mark: 'message-end',
			test: (item) =>
				typeOf(item) === 'message-end' || shapeOf(item)['event_type'] === 'stream-end',
		},
	},
	{
		id: 'ollama-chat',
		name: 'Ollama’s own API',
		hint: 'This is what `/api/chat` of Ollama answers. Chat chunks come from its OpenAI-compatible endpoint, `/v1/chat/completions`.',
		test: (item) => {
			const { message, done } = shapeOf(item);
			return isObject(message) && typeof done === 'boolean';
		},
		end: { mark: '"done":true', test: (item) => shapeOf(item)['done'] === true },
	},
	{
		id: 'ollama-generate',
		name: 'Ollama’s own API',
		hint: 'This is what `/api/generate` of Ollama answers. Chat chunks come from its OpenAI-compatible endpoint, `/v1/chat/completions`.',
		test: (item) => {
			const { response, done } = shapeOf(item);
			return isText(response) && typeof done === 'boolean';
		},
		end: { mark: '"done":true', test: (item) => shapeOf(item)['done'] === true },
	},
	{
		id: 'workers-ai',
		name: 'Cloudflare’s Workers AI',
		hint: 'This is what `/ai/run` of Workers AI answers. Chat chunks come from its OpenAI-compatible endpoint, `/ai/v1/chat/completions`.',
		test: (item) => isText(shapeOf(item)['response']) && !('done' in shapeOf(item)),
		end: { mark: '[DONE]', test: isDone },
	},
	{
		id: 'dashscope',
		name: 'DashScope’s own API',
		hint: 'Chat chunks come from DashScope’s OpenAI-compatible endpoint: the base URL ends with `/compatible-mode/v1`.',
		test: (item) => isObject(shapeOf(item)['output']) && 'request_id' in shapeOf(item),
		end: { mark: 'finish_reason', test: (item) => /"finish_reason":"(?!null)\w+"/.test(item.text) },
	},
	{
		id: 'baidu',
		name: 'Baidu’s own API',
		hint: 'Chat chunks come from Baidu’s OpenAI-compatible endpoint: the base URL ends with `/v2`.',
		test: (item) => isText(shapeOf(item)['result']) && 'is_end' in shapeOf(item),
		end: { mark: '"is_end":true', test: (item) => shapeOf(item)['is_end'] === true },
	},
	{
		id: 'tgi-generate',
		name: 'Text Generation Inference’s own API',
		hint: 'This is what `/generate_stream` answers. Chat chunks come from its `/v1/chat/completions`.',
		test: (item) => isObject(shapeOf(item)['token']) && 'generated_text' in shapeOf(item),
		end: { mark: 'generated_text', test: (item) => isText(shapeOf(item)['generated_text']) },
	},
	{
		id: 'llama-completion',
		name: 'llama.cpp’s own API',
		hint: 'This is what `/completion` answers. Chat chunks come from its `/v1/chat/completions`.',
		test: (item) => isText(shapeOf(item)['content']) && typeof shapeOf(item)['stop'] === 'boolean',
		end: { mark: '"stop":true', test: (item) => shapeOf(item)['stop'] === true },
	},
	{
		id: 'sglang-generate',
		name: 'SGLang’s own API',
		hint: 'This is what `/generate` answers. Chat chunks come from its `/v1/chat/completions`.',
		test: (item) => isText(shapeOf(item)['text']) && isObject(shapeOf(item)['meta_info']),
		end: { mark: '[DONE]', test: isDone },
	},
	{
		id: 'dify',
		name: 'Dify’s API',
		hint: 'Dify answers in events of its own. Chat chunks come from the model’s own endpoint, at `/v1/chat/completions`.',
		test: (item) => isText(shapeOf(item)['answer']) && 'conversation_id' in shapeOf(item),
		end: { mark: 'message_end', test: (item) => shapeOf(item)['event'] === 'message_end' },
	},
	{
		id: 'json-rpc',
		name: 'JSON-RPC, as MCP servers speak it',
		hint: 'This is a server of tools, not of chat. Chat chunks come from a model’s endpoint, at `/v1/chat/completions`.',
		test: (item) => shapeOf(item)['jsonrpc'] === '2.0',
	},
	{
		id: 'chat-chunks-as-lines',
		name: 'chat chunks as JSON, one a line or in one list, without `data:`',
		hint: 'The chunks are fine, but this is not an event stream, so no SDK can read it. The server must send each chunk in a `data:` line, followed by a blank line. To look at the chunks here, paste them.',
		test: (item, { hasFrames }) =>
			!hasFrames && choicesOf(item).some((choice) => isObject(choice['delta'])),
		end: { mark: 'finish_reason', test: hasFinishReason },
	},
];
