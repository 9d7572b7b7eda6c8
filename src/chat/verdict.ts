/** What the rules of `outcome.ts` share: making a verdict, and which choices began and finished. */
import { CHAT_TERMS } from './terms.ts';
import { frameName } from './wording.ts';
import type { Choice, Evidence, Outcome, OutcomeKind } from './types.ts';

export function verdict(kind: OutcomeKind, reason: string, frameIndex?: number): Outcome {
	return frameIndex === undefined ? { kind, reason } : { kind, reason, frameIndex };
}

export interface FinishedChoice extends Choice {
	finishReason: string;
	finishFrameIndex: number;
}

export function hasFinished(choice: Choice): choice is FinishedChoice {
	return choice.finishReason !== undefined && choice.finishFrameIndex !== undefined;
}

/** A choice that only fills a place, because a later one came first, has not begun. */
export function begunChoices({ message }: Evidence): Choice[] {
	return message.choices.filter((choice) => choice.firstFrameIndex !== undefined);
}

/** Whose finish reason is missing: of one choice it goes without saying. */
export function unfinished({ message, choicesAsked = 1, terms = CHAT_TERMS }: Evidence): string {
	const { finish } = terms;
	if (message.choices.length <= 1 && choicesAsked <= 1) {
		const { takenBack } = message.choices[0] ?? {};
		if (takenBack === undefined) return `no ${finish}`;
		// Text after it, so it was not the end.
		return `no ${finish} after the one in ${frameName(takenBack.frameIndex)} (more text followed it)`;
	}
	const count = Math.max(message.choices.length, choicesAsked);
	const missing = count - message.choices.filter(hasFinished).length;
	const taken = message.choices
		.filter(({ takenBack, finishReason }) => takenBack !== undefined && finishReason === undefined)
		.map(({ index }) => `choices[${index}]`);
	const back = taken.length > 0 ? ` (more text followed that of ${taken.join(', ')})` : '';
	return `no ${finish} for ${missing} of ${count} choices${back}`;
}
