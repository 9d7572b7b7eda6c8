import type { Frame } from '../sse/index.ts';
import type { Meaning, Message, Outcome, Timing } from '../chat/index.ts';
import type { Protocol } from '../protocols/index.ts';
import type { KeyHeader } from './secrets/index.ts';
import type { Arrivals } from './arrivals.ts';

/** The body of a chat request. Fields the API does not know are sent unchanged. */
export interface ChatRequest {
	model: string;
	messages: readonly { role: string; content: string }[];
	stream?: boolean;
	[field: string]: unknown;
}

/** A request's body as it was sent: a JSON object, with whatever its sender put into it. */
export type SentBody = Readonly<Record<string, unknown>>;

/** One piece of bytes as the network delivered it. */
export interface Read {
	/** Milliseconds since the request was sent; `undefined` where unknown, as in a pasted stream. */
	readonly atMs: number | undefined;
	readonly bytes: Uint8Array;
}

/** How the body ended, as the transport saw it. `judge` decides what that means. */
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
		/** The client cancelled the body before its end. */
		| 'cancelled';
	readonly atMs: number | undefined;
	/** The browser's or runtime's own error message, if any. */
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
		readonly body: SentBody | undefined;
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
	/** `undefined` while the run is going. */
	readonly end: End | undefined;
	/** So many bytes of the body, and the frames in them, are not among `reads`: the run was longer than is kept. */
	readonly missing?: { readonly frames: number; readonly bytes: number };
	/** How many requests the client sent, if more than one. This recording is of the last. */
	readonly attempts?: number;
}

/** The options of the printed browser example, so that it is a `Client` as it stands. */
export interface ClientOptions extends ChatRequest {
	baseURL: string;
	apiKey?: string | undefined;
	/** A `fetch` that records what passes through it. */
	fetch: typeof fetch;
	signal: AbortSignal;
}

/** Code that turns a response into text: our printed example, an SDK, or the reader's own. */
export type Client = (options: ClientOptions) => AsyncIterable<string>;

/** What the client made of the bytes, to compare with what we made of them. */
export interface ClientResult {
	readonly text: string;
	/** `undefined` while it runs. */
	readonly ended: 'returned' | 'threw' | undefined;
	/** The message of what it threw. */
	readonly error: string | undefined;
}

export interface Clock {
	/** Milliseconds since the Unix epoch. May have a fraction; must not go back. */
	now(): number;
	/** Yields to other work, such as painting, after a long series of reads without a wait. */
	turn?(): Promise<void>;
	/** Timers for `stallMs` and `replayFetch`: both or neither. The runtime's own by default. */
	setTimeout?(callback: () => void, ms: number): unknown;
	clearTimeout?(timer: unknown): void;
}

export interface RunOptions {
	request: {
		baseURL: string;
		apiKey?: string | undefined;
		/** Where the key goes in place of `Authorization`, whatever client sends it. */
		keyHeader?: KeyHeader | undefined;
		/** Chat unless given. Its path is added to the base URL. */
		protocol?: Protocol | undefined;
		/** As the protocol has it. A client is given a chat request. */
		body: ChatRequest | SentBody;
	};
	fetch: typeof fetch;
	clock: Clock;
	/** Without a client the run reads the body itself, as fast as it arrives. */
	client?: Client | undefined;
	/** Ends the run as `stalled` when no byte arrives for this many ms. No limit by default. */
	stallMs?: number | undefined;
}

/** What a run no longer holds, since it is longer than a page should keep. */
export interface LetGo {
	/** Indices from 0, `to` exclusive. */
	readonly frames: { readonly from: number; readonly to: number };
	/** 0 where one read brought them all: then its bytes are still there. */
	readonly bytes: number;
}

export type Phase = 'idle' | 'waiting' | 'streaming' | 'ended';

/** A run at one moment. Taking a snapshot costs nothing per frame. */
export interface Snapshot {
	readonly phase: Phase;
	readonly recording: Recording;
	/**
	 * Append-only: entries never change but where they are let go (`letGo`), and later snapshots only see more of
	 * them. When a client sends its request again, new arrays and a new message are started.
	 */
	readonly frames: readonly Frame[];
	/** `meanings[i]` is what `frames[i]` means. */
	readonly meanings: readonly Meaning[];
	/** Which reads brought `frames[i]`. */
	readonly arrivals: Arrivals;
	/** What the frames add up to. */
	readonly message: Message;
	/** The answer in a body that is one JSON object, once it has ended: no frame brought any of it. */
	readonly unstreamed: Message | undefined;
	/** Which one the frames were read in. */
	readonly protocol: Protocol;
	readonly timing: Timing;
	/** Bytes after the last frame's end, once the body has ended. */
	readonly rest: Uint8Array;
	/** What was read and is no longer kept: the run is longer than a page should hold. */
	readonly letGo: LetGo | undefined;
	/** The body so far as text, up to a megabyte, for bodies that are not event streams. Computed on first use. */
	readonly bodyText: string;
	readonly client: ClientResult | undefined;
	/** `undefined` while it runs. */
	readonly outcome: Outcome | undefined;
	/** What the reader can do next, once the run has ended: `advice()` of chat over its evidence. */
	readonly advice: string | undefined;
}

export interface Run {
	/** Sends the request. Resolves when the run has ended, however it ended. */
	start(): Promise<Snapshot>;
	stop(): void;
	/** Calls `listener` after every change; returns an unsubscribe function. */
	subscribe(listener: () => void): () => void;
	/** Returns the same object until something changes. */
	snapshot(): Snapshot;
}
