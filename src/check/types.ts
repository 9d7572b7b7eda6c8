/** What a check asks an endpoint, and what it says of the answers. */
import type { ChatRequest, Clock, RunOptions, Snapshot } from '../run/index.ts';

export type Verdict =
	/** As OpenAI's API has it. */
	| 'right'
	/** Another way, which a client can cope with. */
	| 'tolerable'
	/** A client cannot cope with it, or cannot see it. */
	| 'wrong'
	/** The answer did not show it. */
	| 'unseen';

/** The place in an answer that a finding rests on. */
export interface Shown {
	/** The frame, or status and body where there is none, as received; long ones are cut. */
	readonly text: string;
	/** The request whose answer it is, and the frame in it. */
	readonly probe?: string;
	readonly frameIndex?: number;
}

export interface Finding {
	readonly verdict: Verdict;
	/** What was seen, with the values that show it. Names from the wire stand in backticks. */
	readonly what: string;
	/** What a client must do about it. */
	readonly todo?: string;
	/** The section of this site that says so: `/errors/#404`. */
	readonly page: string;
	readonly shown?: Shown | undefined;
}

/** A request that is sent, and what it is for. */
export interface Probe {
	readonly id: string;
	/** What it asks for, while the answer is awaited: “two answers at once”. */
	readonly asks: string;
	body(model: string): ChatRequest;
	/** Sent with a key that is none, in place of the reader's. */
	readonly hasBadKey?: true;
	/** Stopped by us at the first text. */
	readonly stopsAtText?: true;
}

/** The answer to `GET /models`, or that there was none. */
export type ModelList =
	| { readonly kind: 'list'; readonly models: readonly string[]; readonly status: number }
	| { readonly kind: 'other'; readonly status: number; readonly text: string }
	| { readonly kind: 'none'; readonly message: string };

/** The answer to an `OPTIONS` that we sent ourselves; a browser sends its own and shows nobody the answer. */
export interface Preflight {
	readonly status: number;
	readonly origin: string | null;
	readonly headers: string | null;
}

/** All that has come so far. */
export interface Answers {
	readonly model: string;
	readonly hasKey: boolean;
	readonly models: ModelList | undefined;
	/** `browser`: it sends its own. */
	readonly preflight: Preflight | 'browser' | undefined;
	/** By the id of the probe. */
	readonly runs: ReadonlyMap<string, Snapshot>;
}

/** One thing to find out. */
export interface Rule {
	readonly id: string;
	/** What a reader would call it: “Token counts”. */
	readonly title: string;
	/** The probe after which it can be judged; `models` is the list. */
	readonly after: string;
	judge(answers: Answers): Finding;
}

/** What is asked and judged in one protocol. */
export interface Suite {
	/** The first must be answered, or nothing else is asked. */
	readonly probes: readonly Probe[];
	readonly rules: readonly Rule[];
}

export interface Line {
	readonly id: string;
	readonly title: string;
	/** `undefined` until it is judged, and where the check ended before. */
	readonly finding: Finding | undefined;
}

export interface Report {
	readonly baseURL: string;
	readonly model: string;
	readonly lines: readonly Line[];
	/** What is asked now. `undefined` once the check has ended. */
	readonly asking: string | undefined;
	/** Requests sent so far. */
	readonly sent: number;
	/** Why not all was asked, and what to do: stopped, refused, unreachable. */
	readonly problem: string | undefined;
	/** The runs behind the lines, by the id of the probe: those that may be shown whole. */
	readonly runs: ReadonlyMap<string, Snapshot>;
}

export interface CheckOptions {
	readonly request: Pick<RunOptions['request'], 'baseURL' | 'apiKey' | 'keyHeader'> & {
		readonly model: string;
	};
	readonly fetch: typeof fetch;
	readonly clock: Clock;
	/** Aborting it ends the check. */
	readonly signal: AbortSignal;
	/** `browser`: real requests of a page, before which the browser sends preflights of its own. */
	readonly preflight: 'ours' | 'browser';
	/** Whether anything answers at the base URL at all, where a page may not read the answer. */
	isReachable?(): Promise<boolean>;
	readonly suite?: Suite;
	onProgress?(report: Report): void;
}
