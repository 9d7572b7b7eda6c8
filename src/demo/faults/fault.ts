/**
 * What a fault is: a name, words for the reader, options, and the stages of an answer it rewrites.
 *
 *     request -> chunks -> frames -> lines -> answer
 *
 * A fault works where its trouble has its place: a lost tool-call name in the chunks, a missing blank
 * line in the lines, a broken connection in the answer. The first four stages exist only for a
 * streamed answer, so faults of those stages leave every other answer alone.
 *
 * Units  `afterMs` and options called `ms` are milliseconds; options called `after` count frames.
 */
import type { OutcomeKind } from '../../chat/index.ts';
import type { Answer, TimedFrame, Write } from '../answer.ts';
import type { ChatParams } from '../chat-request.ts';
import type { TimedChunk } from '../chunks.ts';
import type { Random } from '../random.ts';

/** Which API is asked: its requests and its streams differ. */
export type Protocol = 'chat' | 'responses' | 'messages';

export const ALL_PROTOCOLS = ['chat', 'responses', 'messages'] as const satisfies Protocol[];

export type Group = 'cutting' | 'format' | 'chat' | 'ends' | 'time' | 'http';

export interface NumberOption {
	readonly what: string;
	readonly default: number;
	readonly least: number;
	readonly most: number;
}

export interface WordOption {
	readonly what: string;
	readonly default: string;
	readonly words: readonly string[];
}

/** Where a fault breaks the connection. A host may be able to do either, or neither. */
export type Break = 'before the head' | 'in the body';

export type Options = Readonly<Record<string, NumberOption | WordOption>>;

export type ValuesOf<O> = {
	readonly [Name in keyof O]: O[Name] extends { readonly words: readonly (infer Word)[] }
		? Word
		: number;
};

/** What a good client makes of it. */
export interface Expectation {
	/** How much of the answer's text it has in the end. */
	readonly text: 'whole' | 'part' | 'none';
	readonly outcome: OutcomeKind;
	/** What it tells its user; left out where nothing is wrong. */
	readonly error?: string;
	/** It may send the request again by itself. */
	readonly retries?: true;
}

export interface Tools<V> {
	readonly options: V;
	/** Follows from the request and the fault's seed, so that the same fault can be had again. */
	readonly random: Random;
	/** Milliseconds since the Unix epoch. */
	now(): number;
	/** The number of this attempt at this very request, from 1. */
	attempt(): number;
	/** Of a chat request. */
	readonly params: ChatParams | undefined;
	readonly protocol: Protocol;
}

export interface FaultDefinition<O extends Options> {
	/** Part of the address, so never renamed. */
	readonly name: string;
	/** One sentence: what happens. */
	readonly what: string;
	readonly client: Expectation;
	/** Which server or middlebox does this for real, and how we know. */
	readonly seen: string;
	readonly options?: O;
	/** Declared, so that a host that cannot break a connection refuses the fault. */
	readonly breaksConnection?: Break;
	/** Those it is for. Left out: all, if it changes any answer as a whole; else chat alone. */
	readonly protocols?: readonly Protocol[];
	/** The body of a request before it is read. Throws the `Refusal` that it is answered with. */
	request?(body: unknown): unknown;
	/** The key that every other answer refuses, too. */
	readonly takesAnyKey?: true;
	params?(params: ChatParams): ChatParams;
	chunks?(chunks: Iterable<TimedChunk>, tools: Tools<ValuesOf<O>>): Iterable<TimedChunk>;
	frames?(frames: Iterable<TimedFrame>, tools: Tools<ValuesOf<O>>): Iterable<TimedFrame>;
	/** The bytes of each frame, a write each. */
	lines?(writes: Iterable<Write>, tools: Tools<ValuesOf<O>>): Iterable<Write>;
	/** Any answer, streamed or not: head, writes, and how they end. */
	answer?(answer: Answer, tools: Tools<ValuesOf<O>>): Answer;
}

/** A fault whose options are known by name only. */
export type Fault = FaultDefinition<Options> & { readonly group: Group };

export function protocolsOf({ protocols, answer }: Fault): readonly Protocol[] {
	return protocols ?? (answer === undefined ? ['chat'] : ALL_PROTOCOLS);
}

/** Keeps the names and words of the options as types for the stages, then forgets them. */
export function fault<const O extends Options = Record<never, never>>(
	definition: FaultDefinition<O>
): FaultDefinition<Options> {
	// A stage gets the values that `choose.ts` checked against these very options.
	return definition;
}
