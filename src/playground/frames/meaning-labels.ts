/**
 * What a frame is called, from what it means: one word and one tone, the sign that stands beside the colour;
 * and the kinds that a reader can look for, of which a frame may be several.
 */
import type { Chunk, Meaning } from '../../chat/index.ts';
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
		case 'comment':
			return { word: 'comment', tone: 'comment' };
		case 'no-data':
			return { word: 'no data', tone: 'comment' };
		default:
			return { word: 'other', tone: 'plain' };
	}
}

function labelOfChunk({ chunk, usage }: Extract<Meaning, { kind: 'chunk' }>): Label {
	const brings = (...fields: string[]) => fields.some((field) => deltaHas(chunk, field));
	if (brings('content')) return { word: 'text', tone: 'text' };
	if (brings('refusal')) return { word: 'refusal', tone: 'text' };
	if (brings('tool_calls', 'function_call')) return { word: 'tool call', tone: 'tool' };
	if (brings('reasoning', 'reasoning_content')) return { word: 'reasoning', tone: 'reasoning' };
	if (finishes(chunk)) return { word: 'finish', tone: 'end' };
	if (usage) return { word: 'usage', tone: 'usage' };
	if (brings('role')) return { word: 'role', tone: 'plain' };
	return { word: 'empty', tone: 'quiet' };
}

/** In the order of the list that a reader chooses from. */
export const frameKinds = {
	text: 'Text',
	reasoning: 'Reasoning',
	tools: 'Tool calls',
	finish: 'Finish',
	usage: 'Usage',
	comments: 'Comments',
	errors: 'Errors',
	other: 'Other',
} as const;

export type FrameKind = keyof typeof frameKinds;

const brought: Record<Exclude<FrameKind, 'other'>, (frame: Frame, meaning: Meaning) => boolean> = {
	text: (_, meaning) => chunkHas(meaning, 'content', 'refusal'),
	reasoning: (_, meaning) => chunkHas(meaning, 'reasoning', 'reasoning_content'),
	tools: (_, meaning) => chunkHas(meaning, 'tool_calls', 'function_call'),
	finish: (_, meaning) => {
		const chunk = chunkOf(meaning);
		return meaning.kind === 'done' || (chunk !== undefined && finishes(chunk));
	},
	usage: (_, meaning) => meaning.kind === 'chunk' && meaning.usage !== undefined,
	comments: ({ comments }, { kind }) => comments.length > 0 || kind === 'no-data',
	errors: (_, { kind }) => kind === 'api-error' || kind === 'not-json',
};

export function isOfKind(frame: Frame, meaning: Meaning, kind: FrameKind): boolean {
	if (kind !== 'other') return brought[kind](frame, meaning);
	return !Object.values(brought).some((test) => test(frame, meaning));
}

function chunkHas(meaning: Meaning, ...fields: string[]): boolean {
	const chunk = chunkOf(meaning);
	return chunk !== undefined && fields.some((field) => deltaHas(chunk, field));
}

function chunkOf(meaning: Meaning): Chunk | undefined {
	return meaning.kind === 'chunk' || meaning.kind === 'api-error' ? meaning.chunk : undefined;
}

const choicesOf = ({ choices }: Chunk) => (Array.isArray(choices) ? choices : []);

function deltaHas(chunk: Chunk, field: string): boolean {
	return choicesOf(chunk).some((choice) => {
		const value = (choice?.delta as Record<string, unknown> | null | undefined)?.[field];
		return value !== undefined && value !== null && value !== '';
	});
}

function finishes(chunk: Chunk): boolean {
	return choicesOf(chunk).some((choice) => choice?.finish_reason);
}
