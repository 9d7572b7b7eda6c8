/**
 * One word and one tone for a frame, from what it means: the sign that stands beside the colour.
 */
import type { Meaning } from '../chat/index.ts';
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
	const choices = Array.isArray(chunk.choices) ? chunk.choices : [];
	const some = (field: string) =>
		choices.some((choice) => {
			const value = (choice?.delta as Record<string, unknown> | null | undefined)?.[field];
			return value !== undefined && value !== null && value !== '';
		});
	if (some('content')) return { word: 'text', tone: 'text' };
	if (some('refusal')) return { word: 'refusal', tone: 'text' };
	if (some('tool_calls') || some('function_call')) return { word: 'tool call', tone: 'tool' };
	if (some('reasoning') || some('reasoning_content'))
		return { word: 'reasoning', tone: 'reasoning' };
	if (choices.some((choice) => choice?.finish_reason)) return { word: 'finish', tone: 'end' };
	if (usage) return { word: 'usage', tone: 'usage' };
	if (some('role')) return { word: 'role', tone: 'plain' };
	return { word: 'empty', tone: 'quiet' };
}
