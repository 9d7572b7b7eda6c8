/** What one frame brings, by kind: for a label, with no message at hand. */
import { entriesIn } from './choices.ts';
import { readChoice } from './delta.ts';
import { isObject, isText, isNothing } from './json.ts';
import type { Meaning } from './chunk-types.ts';

export interface Contents {
	readonly text: boolean;
	readonly reasoning: boolean;
	readonly refusal: boolean;
	readonly tools: boolean;
	/** A tool call, or a piece of one, that says its name. */
	readonly toolName: boolean;
	readonly finish: boolean;
	readonly usage: boolean;
	readonly role: boolean;
	/** Something that cannot be shown. */
	readonly unshown: boolean;
}

export function contentsOf(meaning: Meaning): Contents {
	const has = {
		text: false,
		reasoning: false,
		refusal: false,
		tools: false,
		toolName: false,
		finish: false,
		usage: 'usage' in meaning && meaning.usage !== undefined,
		role: false,
		unshown: false,
	};
	for (const sent of entriesIn(meaning)) {
		const entry = isText(sent) ? { text: sent } : sent;
		if (!isObject(entry)) continue;
		const reason = entry['finish_reason'];
		const brought = readChoice(entry);
		for (const one of [brought, brought.whole]) {
			if (one === undefined) continue;
			has.text ||= one.text !== '';
			has.reasoning ||= one.reasoning !== '';
			has.refusal ||= one.refusal !== '';
			has.tools ||= one.toolPieces.length > 0;
			has.toolName ||= one.toolPieces.some(({ name }) => name !== undefined);
			has.role ||= one.role !== undefined;
			has.finish ||= one.finishReason !== undefined;
			has.unshown ||= one.remarks.some(({ kind }) => kind === 'unshown');
		}
		has.finish ||= isText(reason) && !isNothing(reason);
	}
	return has;
}
