/**
 * The whole answer to a chat request, before any of it is sent: what a model would have produced.
 *
 * Out     The tokens of each choice, truncated by `stop` and `max_tokens`, and usage. The same request gives
 *         the same completion in the page, in Node and over HTTP; its `seed` changes token boundaries
 *         and pauses, not the text.
 * Units   One token per delta, so tokens per second can be computed exactly.
 */
import type { Delta } from '../chat/index.ts';
import type { ChatParams } from './chat-request.ts';
import { logprobsOf, type TokenLogprob } from './logprobs.ts';
import { createRandom, hash, hashId } from './random.ts';
import { answerOf } from './replies/answer.ts';
import { splitTokens } from './tokens.ts';
import type { ToolCall } from './tool-calls.ts';

export interface Completion {
	readonly id: string;
	readonly created: number;
	readonly model: string;
	readonly choices: readonly CompletionChoice[];
	readonly usage: {
		readonly prompt_tokens: number;
		readonly completion_tokens: number;
		readonly total_tokens: number;
	};
	/** Seeds everything else that is random in this answer. */
	readonly seed: number;
}

export interface CompletionChoice {
	/** One a token: of the text, or of tool calls. */
	readonly deltas: readonly Delta[];
	/** Of each token of the text, where the request asks for them. */
	readonly logprobs?: readonly TokenLogprob[];
	readonly finishReason: 'stop' | 'length' | 'tool_calls';
}

/** @throws `Refusal` for a schema that the demo finds no value for. */
export async function complete(params: ChatParams, created: number): Promise<Completion> {
	const identity = identityOf(params);
	const seed = hash(identity);
	const toOrder = isPlain(params) ? undefined : await import('./to-order.ts');
	const json = toOrder?.jsonOf(params);
	const choices = Array.from({ length: params.n }, (_, index) => {
		const calls = toOrder?.callsOf(params, `${identity} ${index}`) ?? [];
		return calls.length > 0
			? completeCalls(calls, params, seed + index)
			: withLogprobs(
					completeText(json ?? answerOf(params, index), params, seed + index),
					params,
					seed + index
				);
	});
	const completionTokens = choices.reduce((sum, { deltas }) => sum + deltas.length, 0);
	return {
		id: `chatcmpl-${hashId(identity)}`,
		created,
		model: params.model,
		choices,
		usage: {
			prompt_tokens: params.promptTokens,
			completion_tokens: completionTokens,
			total_tokens: params.promptTokens + completionTokens,
		},
		seed,
	};
}

/** Identifies a request: equal identities get the same id and the same random numbers. */
export function identityOf(params: ChatParams): string {
	const { model, messages, seed, toolUse, responseFormat } = params;
	const order = isPlain(params) ? [] : [toolUse, responseFormat];
	return JSON.stringify([model, messages, seed, ...order]);
}

/** Whether nothing but words is asked for. */
function isPlain({ toolUse, responseFormat }: ChatParams): boolean {
	return toolUse.tools.length === 0 && responseFormat === 'text';
}

/** The same, ignoring trailing assistant messages: a retry may send the part of the answer it has. */
export function questionOf(params: ChatParams): string {
	const end = params.messages.findLastIndex(({ role }) => role !== 'assistant');
	return identityOf({ ...params, messages: params.messages.slice(0, end + 1) });
}

function completeText(text: string, params: ChatParams, seed: number): CompletionChoice {
	// Split first, truncate later, so that `stop` and `max_tokens` do not move earlier token boundaries.
	const tokens = splitTokens(text, createRandom(seed));
	const { maxTokens = Infinity } = params;
	const stopped = cutAtStop(tokens, params.stop);
	if (stopped !== undefined && stopped.seenAfter <= maxTokens) {
		return { deltas: stopped.tokens.map(asText), finishReason: 'stop' };
	}
	const deltas = tokens.map(asText);
	if (tokens.length <= maxTokens) return { deltas, finishReason: 'stop' };
	return { deltas: deltas.slice(0, maxTokens), finishReason: 'length' };
}

function withLogprobs(
	choice: CompletionChoice,
	{ topLogprobs }: ChatParams,
	seed: number
): CompletionChoice {
	if (topLogprobs === undefined) return choice;
	const tokens = choice.deltas.map(({ content }) => content ?? '');
	return { ...choice, logprobs: logprobsOf(tokens, topLogprobs, seed) };
}

const asText = (content: string): Delta => ({ content });

/** As OpenAI sends calls: id and name first, then the arguments in pieces. */
function completeCalls(
	calls: readonly ToolCall[],
	{ maxTokens = Infinity }: ChatParams,
	seed: number
): CompletionChoice {
	const random = createRandom(seed);
	const deltas = calls.flatMap((call, index) => [
		{ index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } },
		...splitTokens(call.arguments, random).map((piece) => ({
			index,
			function: { arguments: piece },
		})),
	]);
	return {
		deltas: deltas.slice(0, maxTokens).map((piece) => ({ tool_calls: [piece] })),
		// LiteLLM ends so in front of vLLM, which itself ends with `stop` where one tool was named.
		finishReason: deltas.length > maxTokens ? 'length' : 'tool_calls',
	};
}

/**
 * The tokens before the first stop string to be completed. The string itself is left out, as in the
 * API. It takes `seenAfter` tokens to see it, which matters if `max_tokens` is lower.
 */
function cutAtStop(tokens: readonly string[], stop: readonly string[]) {
	if (stop.length === 0) return undefined;
	let text = '';
	for (const [index, token] of tokens.entries()) {
		text += token;
		// Search back no further than the longest stop string, or long answers would cost O(n²).
		const from = Math.max(0, text.length - token.length - Math.max(...stop.map((s) => s.length)));
		const found = stop.map((string) => text.indexOf(string, from)).filter((at) => at !== -1);
		if (found.length > 0) {
			return { tokens: cutAt(tokens, Math.min(...found)), seenAfter: index + 1 };
		}
	}
	return undefined;
}

function cutAt(tokens: readonly string[], end: number): string[] {
	const kept: string[] = [];
	let at = 0;
	for (const token of tokens) {
		if (at >= end) break;
		kept.push(token.slice(0, end - at));
		at += token.length;
	}
	return kept;
}
