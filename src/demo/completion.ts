/**
 * The whole answer to a chat request, before any of it is sent: what a model would have produced.
 *
 * In      `ChatParams`.
 * Out     a `Completion`: the tokens of each choice, cut by `stop` and `max_tokens`, and usage. The
 *         same request gives the same completion in the page, in Node and over HTTP; its `seed`
 *         moves the token borders and the pauses, not the text.
 * Units   tokens are those that are sent, one a delta, so tokens a second can be worked out exactly.
 */
import type { ChatParams } from './chat-request.ts';
import { createRandom, hash, hashId } from './random.ts';
import { replyTo } from './replies/index.ts';
import { splitTokens } from './tokens.ts';

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
	/** For all else that is left to chance in this answer. */
	readonly seed: number;
}

export interface CompletionChoice {
	readonly tokens: readonly string[];
	readonly finishReason: 'stop' | 'length';
}

export function complete(params: ChatParams, created: number): Completion {
	const identity = identityOf(params);
	const seed = hash(identity);
	const choices = Array.from({ length: params.n }, (_, index) =>
		completeChoice(replyTo(params.prompt, index), params, seed + index)
	);
	const completionTokens = choices.reduce((sum, { tokens }) => sum + tokens.length, 0);
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

/** What makes a request the same one: it gives the id, and seeds all that is left to chance. */
export function identityOf({ model, messages, seed }: ChatParams): string {
	return JSON.stringify([model, messages, seed]);
}

/** The same for a request that is sent again with the part of its answer that had come. */
export function questionOf(params: ChatParams): string {
	const end = params.messages.findLastIndex(({ role }) => role !== 'assistant');
	return identityOf({ ...params, messages: params.messages.slice(0, end + 1) });
}

function completeChoice(text: string, params: ChatParams, seed: number): CompletionChoice {
	// Split first and cut after, so that `stop` and `max_tokens` do not move the borders before them.
	const tokens = splitTokens(text, createRandom(seed));
	const { maxTokens = Infinity } = params;
	const stopped = cutAtStop(tokens, params.stop);
	if (stopped !== undefined && stopped.seenAfter <= maxTokens) {
		return { tokens: stopped.tokens, finishReason: 'stop' };
	}
	if (tokens.length > maxTokens) {
		return { tokens: tokens.slice(0, maxTokens), finishReason: 'length' };
	}
	return { tokens, finishReason: 'stop' };
}

/**
 * The tokens before the stop string that is complete first. The string itself is left out, as in the
 * API; `seenAfter` tokens had to be made to see it, which matters where `max_tokens` is less.
 */
function cutAtStop(tokens: readonly string[], stop: readonly string[]) {
	if (stop.length === 0) return undefined;
	let text = '';
	for (const [index, token] of tokens.entries()) {
		text += token;
		// No look further back than the longest string can reach, or long answers would cost O(n²).
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
