import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { CompletionUsage } from 'openai/resources/completions';

/**
 * A chunk as servers really send it: OpenAI's type, with every field optional and any other field
 * kept. Sources of the differences: vLLM, LiteLLM, llama.cpp, Azure (see `tests/fixtures/`).
 */
export type Chunk = Omit<Partial<ChatCompletionChunk>, 'choices' | 'usage'> & {
	choices?: readonly ChunkChoice[] | null;
	usage?: CompletionUsage | null;
	[field: string]: unknown;
};

export interface ChunkChoice {
	index?: number;
	delta?: Delta | null;
	finish_reason?: string | null;
	logprobs?: ChatCompletionChunk.Choice.Logprobs | null;
	[field: string]: unknown;
}

export interface Delta {
	role?: string | null;
	content?: string | null;
	/** vLLM and Ollama. */
	reasoning?: string | null;
	/** DeepSeek, older vLLM, LiteLLM. */
	reasoning_content?: string | null;
	refusal?: string | null;
	tool_calls?: readonly ToolCallDelta[] | null;
	[field: string]: unknown;
}

export interface ToolCallDelta {
	index?: number;
	id?: string | null;
	type?: string | null;
	function?: { name?: string | null; arguments?: string | null } | null;
	[field: string]: unknown;
}

/** The API's error in one shape, whichever of the known shapes it was sent in. */
export interface ApiError {
	readonly message: string;
	readonly type: string | undefined;
	readonly code: string | number | undefined;
	readonly param: string | undefined;
}

/** What one frame means to a chat client. A value, never an exception: servers send anything. */
export type Meaning =
	/** A chunk. `usage` is set where it brings token counts, alone or beside choices. */
	| { readonly kind: 'chunk'; readonly chunk: Chunk; readonly usage: CompletionUsage | undefined }
	/** `data: [DONE]`, exactly. */
	| { readonly kind: 'done' }
	/** An error inside the stream. `chunk` where it came in one (OpenRouter). */
	| { readonly kind: 'api-error'; readonly error: ApiError; readonly chunk?: Chunk }
	/** No data, only comments: a keep-alive. */
	| { readonly kind: 'comment' }
	/** No data and no comment: `id:`, `retry:` or `event:` alone, or unknown fields. */
	| { readonly kind: 'no-data' }
	/** JSON that is no chat chunk, or an event under another name. */
	| { readonly kind: 'other'; readonly value: unknown }
	/** Data that is not JSON. `at` is the character where parsing stopped, if known. */
	| { readonly kind: 'not-json'; readonly message: string; readonly at: number | undefined };

/** The parts of a choice that grow by deltas. */
export type PartName = 'text' | 'reasoning' | 'refusal' | 'toolCall';

/** A run of characters that one frame brought to one part of one choice. */
export interface Stretch {
	readonly frameIndex: number;
	readonly choice: number;
	readonly part: PartName;
	/** Position in `choice.toolCalls`, for `toolCall`: the stretch is in its arguments. */
	readonly toolCall: number | undefined;
	/** UTF-16 offsets into the part, as JavaScript strings count, `end` exclusive. */
	readonly start: number;
	readonly end: number;
}

export interface ToolCall {
	/** As the server numbers it. */
	index: number;
	id: string | undefined;
	name: string | undefined;
	/** JSON text as far as it has come; whole only once the choice has finished. */
	arguments: string;
}

export interface Choice {
	index: number;
	role: string | undefined;
	text: string;
	reasoning: string;
	refusal: string;
	toolCalls: ToolCall[];
	/** Unknown reasons are kept as sent. */
	finishReason: string | undefined;
	logprobs: { content: unknown[]; refusal: unknown[] } | undefined;
}

/** What the chunks so far add up to. `addChunk` alone changes it, and only by appending. */
export interface Message {
	id: string | undefined;
	model: string | undefined;
	/** Every `model` in turn, with the frame that first named it. More than one: it changed midway. */
	models: { model: string; frameIndex: number }[];
	systemFingerprint: string | undefined;
	usage: CompletionUsage | undefined;
	choices: Choice[];
	/** Every stretch, in frame order. */
	stretches: Stretch[];
}

export type OutcomeKind =
	| 'complete'
	| 'complete-without-done'
	| 'truncated'
	| 'api-error'
	| 'http-error'
	| 'unreadable'
	| 'stopped'
	| 'stalled'
	| 'blocked';

export interface Outcome {
	readonly kind: OutcomeKind;
	/** One sentence: what happened, with the values that show it. */
	readonly reason: string;
	/** The frame that shows it, where one does. */
	readonly frameIndex?: number;
}

/** Times are milliseconds since the request was sent. `undefined`: it did not happen, or the times are unknown. */
export interface Timing {
	readonly headMs: number | undefined;
	readonly firstByteMs: number | undefined;
	readonly firstTextMs: number | undefined;
	readonly firstReasoningMs: number | undefined;
	/** The end of the run, or of what has come so far. */
	readonly endMs: number | undefined;
	readonly frames: number;
	readonly reads: number;
	readonly bytes: number;
	/** How fast text came, from first text to last. `undefined` before there are two times to divide by. */
	readonly rate: Rate | undefined;
	/** Gaps between reads that brought frames, worked out when first asked for. */
	readonly gaps:
		{ readonly medianMs: number; readonly p95Ms: number; readonly longestMs: number } | undefined;
	/** Silences long against the rest of the run, worked out when first asked for. */
	readonly stalls: readonly { readonly fromMs: number; readonly toMs: number }[];
	/** Reads with many frames after a silence: something buffers. Worked out when first asked for. */
	readonly bursts: readonly {
		readonly readIndex: number;
		readonly frames: number;
		readonly silenceMs: number;
	}[];
}

export interface Rate {
	/** Tokens a second from first text to last. */
	readonly tokensPerSecond: number;
	/** `usage`: the server counted the tokens. `estimated`: one token a text delta, so a guess. */
	readonly source: 'usage' | 'estimated';
	readonly charactersPerSecond: number;
}
