import type { Frame } from '../sse/index.ts';
import type { Meaning, Message, Outcome, Timing } from '../chat/index.ts';
import type { Arrivals } from './arrivals.ts';

/** The body of a chat request. Fields the API does not know are sent as they are. */
export interface ChatRequest {
	model: string;
	messages: readonly { role: string; content: string }[];
	stream?: boolean;
	[field: string]: unknown;
}

/** One piece of bytes as the network handed it over. */
export interface Read {
	/** Milliseconds since the request was sent. `undefined`: unknown, as in a pasted stream. */
	readonly atMs: number | undefined;
	readonly bytes: Uint8Array;
}

/** How the body came to its end, as the transport saw it. What it means is `judge`'s to say. */
export interface End {
	readonly kind:
		/** The server ended the body. */
		| 'closed'
		/** The connection broke after the head. */
		| 'failed'
		/** No response came: DNS, CORS, offline, TLS. */
		| 'blocked'
		/** `stop()`. */
		| 'stopped'
		/** No byte for `stallMs`. */
		| 'stalled'
		/** The client gave up the body before its end. */
		| 'cancelled';
	readonly atMs: number | undefined;
	/** The browser's or runtime's own words, where it gave any. */
	readonly message?: string;
	/** For `stalled`: the limit. */
	readonly stallMs?: number;
}

/** A run as plain data. It never holds the key. */
export interface Recording {
	readonly version: 1;
	/** ISO 8601, when the request was sent; `undefined` where unknown. */
	readonly startedAt: string | undefined;
	readonly request: {
		readonly method: string;
		readonly url: string;
		readonly headers: readonly (readonly [name: string, value: string])[];
		readonly body: ChatRequest | undefined;
	};
	readonly response:
		| {
				readonly status: number;
				readonly statusText: string;
				readonly headers: readonly (readonly [name: string, value: string])[];
				readonly atMs: number | undefined;
		  }
		| undefined;
	readonly reads: readonly Read[];
	/** `undefined` while the run goes on. */
	readonly end: End | undefined;
	/** Requests the client sent, where it sent more than this one: what is here is the last of them. */
	readonly attempts?: number;
}

/** What a client is given. The shape of the printed browser example, so that it is one. */
export interface ClientOptions extends ChatRequest {
	baseURL: string;
	apiKey?: string | undefined;
	/** Records what passes. */
	fetch: typeof fetch;
	signal: AbortSignal;
}

/** Code that turns a response into text: our printed example, an SDK, the reader's own. */
export type Client = (options: ClientOptions) => AsyncIterable<string>;

/** What the client made of the bytes, to hold against what we made of them. */
export interface ClientResult {
	readonly text: string;
	/** `undefined` while it runs. */
	readonly ended: 'returned' | 'threw' | undefined;
	/** The message of what it threw. */
	readonly error: string | undefined;
}

export interface Clock {
	/** Milliseconds since the Unix epoch. Need not be whole; must not go back. */
	now(): number;
	/**
	 * Lets others have their turn, such as a page that wants to draw. Called where reads that wait already have
	 * been taken without a break for some time; never unless given.
	 */
	turn?(): Promise<void>;
	/** The timers of `stallMs` and of `replayFetch`. The runtime's own unless given, both or neither. */
	setTimeout?(callback: () => void, ms: number): unknown;
	clearTimeout?(timer: unknown): void;
}

export interface RunOptions {
	request: { baseURL: string; apiKey?: string | undefined; body: ChatRequest };
	fetch: typeof fetch;
	clock: Clock;
	/** Without one the run reads the body itself, as fast as it comes. */
	client?: Client | undefined;
	/** End the run as `stalled` when no byte comes for so long, in ms. No limit unless given. */
	stallMs?: number | undefined;
}

export type Phase = 'idle' | 'waiting' | 'streaming' | 'ended';

/** A run at one moment. Taking one costs nothing per frame. */
export interface Snapshot {
	readonly phase: Phase;
	readonly recording: Recording;
	/**
	 * Append-only: entries never change, and later snapshots only see more of them. A client that
	 * sends its request again starts new arrays, and a new message.
	 */
	readonly frames: readonly Frame[];
	/** `meanings[i]` is what `frames[i]` means. */
	readonly meanings: readonly Meaning[];
	/** Which reads brought `frames[i]`. */
	readonly arrivals: Arrivals;
	readonly message: Message;
	readonly timing: Timing;
	/** Bytes after the last frame's end, once the body has ended. */
	readonly rest: Uint8Array;
	/** The body so far as text, whatever it is: of use where it is no event stream. Made when first asked for. */
	readonly bodyText: string;
	readonly client: ClientResult | undefined;
	/** `undefined` while it runs. */
	readonly outcome: Outcome | undefined;
	/** What the reader can do next, once it ended: `advice()` of chat over this run's evidence. */
	readonly advice: string | undefined;
}

export interface Run {
	/** Sends the request. Resolves when the run has ended, however it ended. */
	start(): Promise<Snapshot>;
	stop(): void;
	/** Calls `listener` after every change; returns the way to end that. */
	subscribe(listener: () => void): () => void;
	/** The same object until something changes. */
	snapshot(): Snapshot;
}
