/**
 * What the chunks of a chat add up to: the message, its links to frames, and what it is judged by.
 *
 * Units   ms since the request was sent (`...Ms`); frame indices from 0; offsets in UTF-16 units.
 */
import type { Frame, FrameTooLongError } from '../sse/index.ts';
import type { Meaning } from './chunk-types.ts';
import type { Oddity, Unshown } from './oddities.ts';
import type { Terms } from './terms.ts';
import type { Usage } from './usage.ts';

/** The parts of a choice that grow by deltas. */
export type PartName = 'text' | 'reasoning' | 'refusal' | 'toolCall';

/** One part of one choice; for `toolCall`, the arguments of `choice.toolCalls[toolCall]`. */
export interface PartAddress {
	readonly choice: number;
	readonly part: PartName;
	/** Position in `choice.toolCalls`; needed for `toolCall` only. */
	readonly toolCall?: number | undefined;
}

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

/**
 * Which frame brought which characters of one part: stretch `i` came in frame `frames[i]`, ends at
 * `ends[i]` and starts where the one before ends. Both only grow, so a binary search finds a place in either.
 * Two numbers a stretch, no object. Read it through `stretchAt`, `stretchesOfFrame`, `stretchesOfPart`.
 */
export interface Links {
	readonly frames: number[];
	readonly ends: number[];
}

export interface ToolCall {
	/** As the server numbers it; its position in `choice.toolCalls` where the server does not. */
	index: number;
	id: string | undefined;
	name: string | undefined;
	/** JSON text as far as it has come; whole only once the choice has finished. */
	arguments: string;
	/** It came as the old `function_call`, which has no id. */
	isFunctionCall: boolean;
	readonly links: Links;
}

export interface Choice {
	index: number;
	role: string | undefined;
	text: string;
	reasoning: string;
	refusal: string;
	/** The field that brought the first reasoning: `delta.reasoning`. */
	reasoningPlace: string | undefined;
	toolCalls: ToolCall[];
	/** The one that counts: nothing of the choice came after it. Unknown reasons are kept as sent. */
	finishReason: string | undefined;
	/** The frame that brought the finish reason. */
	finishFrameIndex: number | undefined;
	/** The last finish reason that more of the answer took back, and the frames of both. */
	takenBack: { reason: string; frameIndex: number; byFrameIndex: number } | undefined;
	/** The first frame that named this choice. `undefined`: none yet, a later choice came first. */
	firstFrameIndex: number | undefined;
	logprobs: { content: unknown[]; refusal: unknown[] } | undefined;
	readonly links: { readonly text: Links; readonly reasoning: Links; readonly refusal: Links };
}

/** What the chunks so far add up to. `addChunk` alone changes it, and only by appending. */
export interface Message {
	id: string | undefined;
	/** The model named last. */
	model: string | undefined;
	/** Every `model` in turn, with the frame that first named it. More than one: it changed midway. */
	models: { model: string; frameIndex: number }[];
	systemFingerprint: string | undefined;
	/** The usage sent last: servers that send it on every chunk send running totals. */
	usage: Usage | undefined;
	/** The first frame that brought usage. */
	usageFrameIndex: number | undefined;
	/** `choices[i].index` is `i`. */
	choices: Choice[];
	/** The frame of `[DONE]`. What comes after it is not added. */
	doneFrameIndex: number | undefined;
	/** Frames with a choice or a tool call that has no place here: an index that is none, or past the limit. */
	strayFrames: number[];
	/** What stood where the protocol has nothing, in the order of the frames. */
	oddities: Oddity[];
	/** What came and is not in the choices: audio, images, fields that nobody knows. */
	unshown: Unshown[];
	/** How much has come, over all choices: what `createMeter` reads, so that it costs nothing per frame. */
	readonly tally: Tally;
}

/** Characters are UTF-16 units, as JavaScript strings count. */
export interface Tally {
	textCharacters: number;
	reasoningCharacters: number;
	/** Text, reasoning, refusal and tool-call arguments together. */
	characters: number;
	/** Deltas that brought at least one character to a part. */
	deltas: number;
	/** Lists of sources beside the choices that have been noted, by their place: each is noted once. */
	readonly beside: string[];
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
	/** All that the server said, where `reason` has the cause alone: a gateway's own words and configuration. */
	readonly rest?: string;
}

/** A stream that is whole or cut by rules that are not those of chat chunks. */
export interface ForeignProtocol {
	/** E.g. `anthropic-messages`. */
	readonly id: string;
	/** E.g. `the Anthropic Messages API`. */
	readonly name: string;
	/** What gives chat chunks instead. */
	readonly hint: string;
	/** Whether its own end has come; `undefined` where it has none. */
	readonly isWhole: boolean | undefined;
	/** Its own end, as it is sent: `message_stop`. */
	readonly endMark: string | undefined;
}

/** Which reads carried a frame; reads are counted from 0. */
export interface FrameReads {
	readonly first: number;
	readonly last: number;
	/** How many frames the last of these reads completed, and this frame's position among them, from 0. */
	readonly framesInLast: number;
	readonly positionInLast: number;
}

export interface NoteContext {
	readonly frame: Frame;
	/** What `frame` means. */
	readonly meaning: Meaning;
	/** The message with this frame added, and with later ones if they have come. */
	readonly message: Message;
	/** `undefined`: unknown, as in a pasted stream. */
	readonly reads?: FrameReads | undefined;
	/** The model that the request asked for. */
	readonly requestedModel?: string | undefined;
}

/**
 * What a run left to judge by, as plain data; a `Recording`'s `response` and `end` fit as they are.
 * `meanings` and `message` come from the same frames.
 */
export interface Evidence {
	/** `undefined`: no response came. */
	readonly response: ResponseHead | undefined;
	readonly end: BodyEnd;
	readonly meanings: readonly Meaning[];
	readonly message: Message;
	/** Bytes of the body, and those of them after the last frame, which never became one. */
	readonly bodyBytes: number;
	readonly restBytes: number;
	/** The body, or as much of it as an error or a completion may need. Read where it turns out to be no stream. */
	readonly bodyText: string | undefined;
	/** What comes after the last frame, or the start of it, as text. */
	readonly restText?: string | undefined;
	/** The protocol it is, where it is another one. Read where no choice has come. */
	readonly protocol?: ForeignProtocol | undefined;
	/** How the protocol of the stream calls its ends. Those of chat unless given. */
	readonly terms?: Terms | undefined;
	/** The body of the request, for advice about its fields. */
	readonly requestBody?: Readonly<Record<string, unknown>> | undefined;
	/** What comes after the last of `meanings` is a frame past the decoder's limit: nothing was read from there on. */
	readonly frameTooLong?: FrameTooLongError | undefined;
	/** `n` of the request: the choices that must finish. Those that began, where unknown. */
	readonly choicesAsked?: number | undefined;
	/** The stall limit that ended a `stalled` run, in ms. */
	readonly stallMs?: number | undefined;
	/** Where the request went, for advice about a request that reached no server. */
	readonly url?: string | undefined;
	/** The header with the key, if another than `Authorization`: a server's CORS must allow it by name. */
	readonly keyHeader?: string | undefined;
	/** When the head came, ms since the Unix epoch, to turn a `Retry-After` date into a wait. */
	readonly receivedAtMs?: number | undefined;
}

export interface ResponseHead {
	readonly status: number;
	readonly statusText: string;
	readonly headers: readonly (readonly [name: string, value: string])[];
}

/** How the transport saw the body end; the kinds are those of a recording's `End`. */
export interface BodyEnd {
	readonly kind: 'closed' | 'failed' | 'blocked' | 'stopped' | 'stalled' | 'cancelled';
	readonly message?: string | undefined;
}
