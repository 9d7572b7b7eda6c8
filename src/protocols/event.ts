/** Typed events, which Responses and Messages both send: JSON whose `type` says what it is. */
import {
	isObject,
	readChunk,
	type ForeignEvent,
	type JSONObject,
	type Meaning,
	type Remark,
	type Usage,
} from '../chat/index.ts';
import type { Frame } from '../sse/index.ts';

/** What an event brings, in the words of chat chunks: so one message, and one view, serve all protocols. */
export interface Brings {
	readonly delta?: JSONObject;
	readonly finishReason?: string | undefined;
	readonly usage?: Usage | undefined;
	/** Of the message: its id and model. */
	readonly head?: JSONObject;
	readonly remarks?: readonly Remark[];
	/** Nothing of the answer comes after it. */
	readonly isLast?: boolean;
}

/** Reads a stream's frames, in their order: it remembers what has begun. */
export type ReadFrame = (frame: Frame) => Meaning;

/** `undefined` where the frame is no typed event. */
export function eventOf({ data = '' }: Frame): (JSONObject & { type: string }) | undefined {
	if (!data.trimStart().startsWith('{')) return undefined;
	try {
		const value: unknown = JSON.parse(data);
		// Its type has just been looked at.
		return isObject(value) && typeof value['type'] === 'string'
			? (value as JSONObject & { type: string })
			: undefined;
	} catch {
		// `readChunk` says where it breaks.
		return undefined;
	}
}

export function meaningOf(frameIndex: number, type: string, brings: Brings): Meaning {
	const { delta, finishReason, usage, head = {}, remarks = [], isLast = false } = brings;
	const hasChoice = delta !== undefined || finishReason !== undefined;
	const choice = { index: 0, delta: delta ?? {}, finish_reason: finishReason ?? null };
	const event: ForeignEvent = { type, remarks, isLast };
	return {
		kind: 'chunk',
		frameIndex,
		chunk: { ...head, choices: hasChoice ? [choice] : [] },
		usage,
		event,
	};
}

/** A frame that is no event of the protocol: comments and errors mean the same everywhere, chunks mean nothing here. */
export function readOther(frame: Frame): Meaning {
	const meaning = readChunk(frame);
	const { frameIndex } = meaning;
	if (meaning.kind === 'done') return { kind: 'other', frameIndex, value: frame.data };
	return meaning.kind === 'chunk' ? { kind: 'other', frameIndex, value: meaning.chunk } : meaning;
}

export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
export const fieldsIn = (value: unknown): JSONObject => (isObject(value) ? value : {});
export const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const unshown = (place: string, detail: string): Remark => ({
	kind: 'unshown',
	place,
	detail,
});
