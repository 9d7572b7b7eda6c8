/**
 * The label of a frame: a word and a tone, so that colour is never the only sign. And the kinds a reader can
 * filter by; a frame may be of several kinds.
 */
import { contentsOf, type Meaning } from '../../chat/index.ts';
import type { Frame } from '../../sse/index.ts';
import type { Tone } from './ink.ts';

export interface Label {
	readonly word: string;
	readonly tone: Tone;
}

export function labelOf(meaning: Meaning | undefined): Label {
	switch (meaning?.kind) {
		case 'chunk':
			return labelOfChunk(meaning);
		case 'done':
			return { word: 'done', tone: 'end' };
		case 'api-error':
			return { word: 'error', tone: 'error' };
		case 'not-json':
			return { word: 'not JSON', tone: 'error' };
		case 'let-go':
			return { word: 'not kept', tone: 'comment' };
		case 'comment':
			return { word: 'comment', tone: 'comment' };
		case 'no-data':
			return { word: 'no data', tone: 'comment' };
		default:
			return { word: 'other', tone: 'plain' };
	}
}

function labelOfChunk(meaning: Meaning): Label {
	const brings = contentsOf(meaning);
	if (brings.text) return { word: 'text', tone: 'text' };
	if (brings.refusal) return { word: 'refusal', tone: 'text' };
	if (brings.tools) return { word: 'tool call', tone: 'tool' };
	if (brings.reasoning) return { word: 'reasoning', tone: 'reasoning' };
	if (meaning.kind === 'chunk' && meaning.event?.isLast) return { word: 'done', tone: 'end' };
	if (brings.finish) return { word: 'finish', tone: 'end' };
	if (brings.usage) return { word: 'usage', tone: 'usage' };
	if (brings.unshown) return { word: 'not shown', tone: 'plain' };
	if (brings.role) return { word: 'role', tone: 'plain' };
	const isEvent = meaning.kind === 'chunk' && meaning.event !== undefined;
	return { word: isEvent ? 'event' : 'empty', tone: 'quiet' };
}

/** In the order of the filter list. */
export const FRAME_KINDS = {
	text: 'Text',
	reasoning: 'Reasoning',
	tools: 'Tool calls',
	finish: 'Finish',
	usage: 'Usage',
	comments: 'Comments',
	errors: 'Errors',
	other: 'Other',
} as const;

export type FrameKind = keyof typeof FRAME_KINDS;

const brought: Record<Exclude<FrameKind, 'other'>, (frame: Frame, meaning: Meaning) => boolean> = {
	text: (_, meaning) => {
		const { text, refusal } = contentsOf(meaning);
		return text || refusal;
	},
	reasoning: (_, meaning) => contentsOf(meaning).reasoning,
	tools: (_, meaning) => contentsOf(meaning).tools,
	finish: (_, meaning) =>
		meaning.kind === 'done' ||
		(meaning.kind === 'chunk' && meaning.event?.isLast === true) ||
		contentsOf(meaning).finish,
	usage: (_, meaning) => contentsOf(meaning).usage,
	comments: ({ comments }, { kind }) => comments.length > 0 || kind === 'no-data',
	errors: (_, { kind }) => kind === 'api-error' || kind === 'not-json',
};

export function isOfKind(frame: Frame, meaning: Meaning, kind: FrameKind): boolean {
	if (kind !== 'other') return brought[kind](frame, meaning);
	return !Object.values(brought).some((test) => test(frame, meaning));
}
