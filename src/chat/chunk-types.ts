/** Chunks, and what one frame means. Frame indices count from 0. */
import type { Remark } from './brought.ts';
import type { JSONObject } from './json.ts';
import type { Usage } from './usage.ts';

/**
 * A chunk as the API documents it, for those who make chunks. What came over the wire is a `JSONObject`:
 * nobody has checked it.
 */
export interface Chunk {
	id?: string;
	object?: string;
	created?: number;
	model?: string;
	system_fingerprint?: string;
	choices?: readonly ChunkChoice[] | null;
	usage?: Usage | null;
	[field: string]: unknown;
}

export interface ChunkChoice {
	index?: number;
	delta?: Delta | null;
	finish_reason?: string | null;
	logprobs?: object | null;
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
	/** Who failed behind a gateway, where the gateway names it. */
	readonly provider?: string | undefined;
	/** What was wrapped around the cause: a gateway's own words, its configuration. */
	readonly rest?: string | undefined;
}

/** What stands around a chunk that is not simply the data of a frame. */
export interface Wrapping {
	readonly form: 'list' | 'text';
	/** The chunks after the first, where the frame holds a list of them. */
	readonly more: readonly JSONObject[];
}

/** An event of another protocol, which has been read into a chunk. */
export interface ForeignEvent {
	/** Its name: `response.output_text.delta`. */
	readonly type: string;
	/** What is odd about it, or cannot be shown. */
	readonly remarks: readonly Remark[];
	/** Nothing of the answer comes after it. */
	readonly isLast: boolean;
}

/**
 * What one frame means to a chat client. A value, never an exception: servers send anything.
 * `frameIndex` is the frame's place in the body: a chunk knows its frame.
 */
export type Meaning =
	/** A chunk, under any event name. `usage` is set where it brings token counts. */
	| {
			readonly kind: 'chunk';
			readonly frameIndex: number;
			readonly chunk: JSONObject;
			readonly usage: Usage | undefined;
			readonly wrapping?: Wrapping;
			/** Where it was not sent as a chunk but as an event: see `src/protocols`. */
			readonly event?: ForeignEvent;
	  }
	/** `data: [DONE]`. `sent` where it is not exactly that: ` [DONE]`, `[done]`, `[DONE] bye`. */
	| { readonly kind: 'done'; readonly frameIndex: number; readonly sent?: string }
	/** A keep-alive that is data: empty, `null`, `{"type":"ping"}`. It brings nothing. */
	| { readonly kind: 'keep-alive'; readonly frameIndex: number; readonly sent: string }
	/** An error inside the stream. `chunk` where it came in one (OpenRouter), `usage` where it was counted up to there. */
	| {
			readonly kind: 'api-error';
			readonly frameIndex: number;
			readonly error: ApiError;
			readonly chunk: JSONObject | undefined;
			readonly usage?: Usage | undefined;
			readonly wrapping?: Wrapping;
	  }
	/** No data, only comments: a keep-alive. */
	| { readonly kind: 'comment'; readonly frameIndex: number }
	/**
	 * No data and no comment: `id:`, `retry:` or `event:` alone, or lines that are no fields. `text` is what those
	 * lines hold: a web page or an error that something put into the stream.
	 */
	| { readonly kind: 'no-data'; readonly frameIndex: number; readonly text?: string }
	/** It was read, and is no longer kept: a run has limits. */
	| { readonly kind: 'let-go'; readonly frameIndex: number }
	/** JSON that is neither a chunk nor an error. */
	| { readonly kind: 'other'; readonly frameIndex: number; readonly value: unknown }
	/** Data that is not JSON. `at` is the UTF-16 offset in the data where it stops being JSON. */
	| {
			readonly kind: 'not-json';
			readonly frameIndex: number;
			readonly message: string;
			readonly at: number | undefined;
	  };
