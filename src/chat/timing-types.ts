/** When things came: the figures of a run, and what they are measured from. Times are ms since the request was sent. */
import type { Meaning } from './chunk-types.ts';
import type { Message } from './types.ts';

/** Times are milliseconds since the request was sent. `undefined`: it did not happen, or the times are unknown. */
export interface Timing {
	readonly headMs: number | undefined;
	readonly firstByteMs: number | undefined;
	readonly firstTextMs: number | undefined;
	readonly firstReasoningMs: number | undefined;
	/** The end of the run, or of what has been received so far. */
	readonly endMs: number | undefined;
	readonly frames: number;
	readonly reads: number;
	readonly bytes: number;
	/** The speed from first text to last; `undefined` until text has arrived at two different times. */
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
	/** `usage`: counted by the server. `estimated`: one token for each text delta. */
	readonly source: 'usage' | 'estimated';
	readonly charactersPerSecond: number;
}

/** The timing of a run that is still going on, at a constant cost per read and none per frame. */
export interface Meter {
	/** The response head arrived. */
	head(atMs: number | undefined): void;
	/** A read arrived: its bytes, how many frames it completed, and the message with those frames added. */
	read(atMs: number | undefined, byteLength: number, frames: number, message: Message): void;
	/** The body ended. `frames`: those that only the end completed (a last CR); the last read brought them. */
	end(atMs: number | undefined, frames: number, message: Message): void;
	/** The figures as of now. It does not change afterwards; ask again for newer ones. */
	timing(): Timing;
}

/** A whole run to measure at once. Times are ms since the request was sent. */
export interface MeasureInput {
	readonly headMs: number | undefined;
	readonly reads: readonly {
		readonly atMs: number | undefined;
		readonly bytes: { readonly length: number };
	}[];
	/** `undefined` while the run goes on, or where times are unknown. */
	readonly endMs: number | undefined;
	readonly frames: readonly { readonly end: number }[];
	/** `meanings[i]` is what `frames[i]` means. */
	readonly meanings: readonly Meaning[];
}
