/**
 * Parses and validates a chat request, field by field.
 *
 * Source  The API's request fields (model, messages, temperature 0-2, max_tokens, top_p 0-1, stop,
 *         stream) and OpenAI's `n`, `seed`, `stream_options`, `max_completion_tokens`, `logprobs`, and those of
 *         tools and formats. As with OpenAI, `null` counts as missing and unknown fields are ignored.
 * Errors  `Refusal` 400 with the field, its value and what is valid; 404 for an unknown model.
 */
import {
	cut,
	isObject,
	readBoolean,
	readField,
	readNumber,
	readWhole,
	refuse,
	show,
	type Fields,
} from './fields.ts';
import { estimateTokens, readMessages, readPrompt, type ChatMessage } from './messages.ts';
import { CONTEXT_TOKENS, models } from './models.ts';
import { Refusal } from './refusal.ts';
import { readResponseFormat, type ResponseFormat } from './response-format.ts';
import { readToolUse, type ToolUse } from './tools.ts';

export interface ChatParams {
	readonly model: string;
	readonly messages: readonly ChatMessage[];
	/** The last user message: the one that is answered. */
	readonly prompt: string;
	readonly promptTokens: number;
	readonly stream: boolean;
	readonly includeUsage: boolean;
	/** How many choices. */
	readonly n: number;
	readonly maxTokens: number | undefined;
	readonly stop: readonly string[];
	readonly seed: number;
	readonly toolUse: ToolUse;
	readonly responseFormat: ResponseFormat;
	/** How many of the likeliest tokens to list beside each; `undefined`: no likelihood is asked for. */
	readonly topLogprobs: number | undefined;
}

const MAX_CHOICES = 8;
const MAX_STOPS = 4;
/** The same as vLLM's. */
const MAX_TOP_LOGPROBS = 20;

export function readChatParams(body: unknown): ChatParams {
	if (!isObject(body)) {
		throw refuse(`The body is ${show(body)}. Send a JSON object with \`model\` and \`messages\`.`);
	}
	const model = readModel(body['model']);
	const messages = readMessages(body['messages']);
	const prompt = readPrompt(messages);
	readNumber(body, 'temperature', 0, 2);
	readNumber(body, 'top_p', 0, 1);
	readNumber(body, 'presence_penalty', -2, 2);
	readNumber(body, 'frequency_penalty', -2, 2);
	const stream = readBoolean(body, 'stream') ?? false;
	// Both are validated; the newer name wins.
	const oldMaxTokens = readWhole(body, 'max_tokens', 1, CONTEXT_TOKENS);
	const maxTokens = readWhole(body, 'max_completion_tokens', 1, CONTEXT_TOKENS) ?? oldMaxTokens;
	const toolUse = readToolUse(body);
	const responseFormat = readResponseFormat(body);
	const topLogprobs = readWhole(body, 'top_logprobs', 0, MAX_TOP_LOGPROBS) ?? 0;
	const hasLogprobs = readBoolean(body, 'logprobs') ?? false;
	const promptTokens = estimateTokens(messages);
	if (promptTokens + (maxTokens ?? 1) > CONTEXT_TOKENS) {
		const answer = maxTokens === undefined ? 'the answer' : `an answer of up to ${maxTokens}`;
		throw refuse(
			`The messages are about ${promptTokens} tokens. With ${answer} they must fit into ` +
				`${CONTEXT_TOKENS}. Shorten them.`,
			'messages',
			'context_length_exceeded'
		);
	}
	return {
		model,
		messages,
		prompt,
		promptTokens,
		stream,
		includeUsage: readIncludeUsage(body, stream),
		n: readWhole(body, 'n', 1, MAX_CHOICES) ?? 1,
		maxTokens,
		stop: readStop(body),
		seed: readWhole(body, 'seed', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) ?? 0,
		toolUse,
		responseFormat,
		topLogprobs: hasLogprobs ? topLogprobs : undefined,
	};
}

function readModel(model: unknown): string {
	if (typeof model !== 'string' || model === '') {
		throw refuse(`\`model\` is ${show(model)}. Name one: ${modelNames()}.`, 'model');
	}
	if (!models.some(({ id }) => id === model)) throw unknownModel(model);
	return model;
}

export function unknownModel(model: string): Refusal {
	return new Refusal({
		status: 404,
		message: `The model \`${cut(model)}\` does not exist. Models here: ${modelNames()}.`,
		param: 'model',
		code: 'model_not_found',
	});
}

function modelNames(): string {
	return models.map(({ id }) => `\`${id}\``).join(', ');
}

function readIncludeUsage(body: Fields, stream: boolean): boolean {
	const options = readField(body, 'stream_options');
	if (options === undefined) return false;
	if (!isObject(options)) {
		throw refuse(
			`\`stream_options\` is ${show(options)}. Send an object such as {"include_usage": true}.`,
			'stream_options'
		);
	}
	if (!stream) {
		throw refuse(
			'`stream_options` is allowed only with `"stream": true`. Add that, or leave it out.',
			'stream_options'
		);
	}
	return readBoolean(options, 'include_usage', 'stream_options.include_usage') ?? false;
}

function readStop(body: Fields): readonly string[] {
	const stop = readField(body, 'stop');
	if (stop === undefined) return [];
	const stops: readonly unknown[] = Array.isArray(stop) ? stop : [stop];
	if (stops.length > MAX_STOPS) {
		throw refuse(`\`stop\` has ${stops.length} strings; at most ${MAX_STOPS} are allowed.`, 'stop');
	}
	return stops.map((text) => {
		if (typeof text === 'string' && text !== '') return text;
		throw refuse(
			`\`stop\` has ${show(text)}. Send a string that is not empty, or up to ${MAX_STOPS} of them.`,
			'stop'
		);
	});
}
