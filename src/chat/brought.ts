/** What one entry of a chunk's `choices` brings, whatever shape it came in. */
import type { OddityKind } from './oddities.ts';

/** A tool call, or a piece of one. */
export interface ToolPiece {
	/** `undefined`: none, or none that can be one. */
	readonly index: number | undefined;
	readonly id: string | undefined;
	readonly name: string | undefined;
	/** JSON text, or a piece of it. */
	readonly args: string;
	/** From the field that tool calls have replaced. */
	readonly isFunctionCall: boolean;
	/** Its place in the list it came in, and how long that list is. */
	readonly position: number;
	readonly of: number;
}

export type TextPart = 'text' | 'reasoning' | 'refusal';

/** Something remarkable about a place in the chunk, such as `delta.content`. */
export interface Remark {
	readonly kind: OddityKind;
	readonly place: string;
	readonly detail: string;
}

export interface Brought {
	role: string | undefined;
	text: string;
	reasoning: string;
	refusal: string;
	/** The path of each part received, to name it in notes. */
	textPlace: string;
	reasoningPlace: string;
	refusalPlace: string;
	toolPieces: readonly ToolPiece[];
	/** A finish reason inside the delta. */
	finishReason: string | undefined;
	/** Oddities, and what cannot be shown (`unshown`). */
	remarks: Remark[];
	/** The content of `message`, which may be the whole answer so far rather than a piece. */
	whole: Brought | undefined;
}

/** Shared by the many deltas with neither pieces nor remarks; never pushed to. */
const NONE: never[] = [];

export function createBrought(): Brought {
	return {
		role: undefined,
		text: '',
		reasoning: '',
		refusal: '',
		textPlace: '',
		reasoningPlace: '',
		refusalPlace: '',
		toolPieces: NONE,
		finishReason: undefined,
		remarks: NONE,
		whole: undefined,
	};
}

export function remark(brought: Brought, kind: OddityKind, place: string, detail = ''): void {
	// A list of its own from the first remark on: a chunk may hold a hundred thousand odd parts.
	if (brought.remarks.length === 0) brought.remarks = [];
	brought.remarks.push({ kind, place, detail });
}

/** Adds the text of one field. Gateways send the same text under two names; it counts once. */
export function bring(brought: Brought, part: TextPart, text: string, place: string): void {
	if (text === '') return;
	const before = brought[part];
	const placeOfPart = `${part}Place` as const;
	if (before === '') {
		brought[part] = text;
		brought[placeOfPart] = place;
	} else if (before.includes(text) || text.includes(before)) {
		remark(brought, 'same-twice', `${brought[placeOfPart]}, ${place}`, part);
		if (text.length > before.length) brought[part] = text;
	} else brought[part] = before + text;
}
