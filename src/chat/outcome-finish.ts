/** The rules of `outcome.ts` about finish reasons and `[DONE]`. */
import { finishClass } from './finish-reasons.ts';
import { howItEnded } from './outcome-cut.ts';
import type { Evidence, Message, Outcome } from './types.ts';
import { begunChoices, hasFinished, unfinished, verdict } from './verdict.ts';
import type { FinishedChoice } from './verdict.ts';
import { frameName, quote } from './wording.ts';

export function finished(evidence: Evidence): Outcome | undefined {
	const { message, choicesAsked = 1 } = evidence;
	const choices = begunChoices(evidence);
	const done = message.doneFrameIndex;
	const ended = choices.filter(hasFinished);
	if (ended.length === 0) return mixedUp(evidence);
	const failed = ended.find(({ finishReason }) => isFailure(finishReason));
	const isShort = ended.length < choices.length || choices.length < choicesAsked;
	// With [DONE] the server has sent what it will. LiteLLM passes on one finish reason for two choices.
	if (done === undefined && isShort && failed === undefined) return undefined;
	if (failed !== undefined) return failure(failed, choices.length > 1);

	const frameIndex = Math.max(...ended.map((choice) => choice.finishFrameIndex));
	const missing = choices.filter((choice) => !hasFinished(choice)).map(({ index }) => index);
	const finish = finishText(ended, frameIndex, choices.length);
	const remarks = `${missingText(missing)}${unknownText(ended)}${emptyText(message, ended)}`;
	if (done !== undefined) {
		const reason = `${finish}, and [DONE] in ${frameName(done)}.${remarks}`;
		return verdict('complete', reason, frameIndex);
	}
	const reason = `${finish}, so the answer had ended, though ${howItEnded(evidence)} before [DONE].${remarks}`;
	return verdict('complete-without-done', reason, frameIndex);
}

/**
 * LiteLLM in front of several choices may pass on one finish reason, and before the last text of its choice. The
 * server has sent [DONE], so it cut nothing.
 */
function mixedUp(evidence: Evidence): Outcome | undefined {
	const done = evidence.message.doneFrameIndex;
	const choices = begunChoices(evidence);
	const back = choices.find(({ takenBack }) => takenBack !== undefined);
	if (done === undefined || choices.length < 2 || back?.takenBack === undefined) return undefined;
	const { reason: finish, frameIndex } = back.takenBack;
	const all = missingText(choices.map(({ index }) => index));
	const reason = `The finish reason ${quote(finish)} of choices[${back.index}] came in ${frameName(frameIndex)}, before the last of its text, and [DONE] in ${frameName(done)}.${all}`;
	return verdict('complete', reason, frameIndex);
}

export function doneAlone(evidence: Evidence): Outcome | undefined {
	const done = evidence.message.doneFrameIndex;
	if (done === undefined) return undefined;
	const reason = `[DONE] came in ${frameName(done)}, but ${unfinished(evidence)}, so nothing says that the answer is whole.`;
	return verdict('truncated', reason, done);
}

function isFailure(reason: string): boolean {
	const sort = finishClass(reason);
	return sort === 'failed' || sort === 'blocked';
}

function failure(choice: FinishedChoice, isOneOfMany: boolean): Outcome {
	const { finishReason, finishFrameIndex, index } = choice;
	const whose = isOneOfMany ? ` of choices[${index}]` : '';
	const what =
		finishClass(finishReason) === 'blocked'
			? 'a filter ended the answer'
			: 'the answer failed, with no error to say why';
	const reason = `The finish reason ${quote(finishReason)}${whose} came in ${frameName(finishFrameIndex)}: ${what}, so what came cannot be taken for whole.`;
	return verdict('api-error', reason, finishFrameIndex);
}

function finishText(ended: readonly FinishedChoice[], frameIndex: number, count: number): string {
	const reasons = ended.map((choice) => quote(choice.finishReason)).join(', ');
	if (count === 1) return `The finish reason ${reasons} came in ${frameName(frameIndex)}`;
	if (ended.length < count) {
		return `${ended.length} of ${count} choices finished (${reasons}), in ${frameName(frameIndex)}`;
	}
	return `All ${count} choices finished (${reasons}), the last in ${frameName(frameIndex)}`;
}

function missingText(indices: readonly number[]): string {
	if (indices.length === 0) return '';
	const names = indices.map((index) => `choices[${index}]`).join(', ');
	return ` Nothing says how ${names} ended.`;
}

function unknownText(ended: readonly FinishedChoice[]): string {
	const unknown = ended.filter(({ finishReason }) => finishClass(finishReason) === 'unknown');
	if (unknown.length === 0) return '';
	return ' It ended for a reason that is not OpenAI’s and that nobody here knows, so the answer cannot be taken for whole.';
}

/** An ending in good order, with nothing to show for it. */
function emptyText(message: Message, ended: readonly FinishedChoice[]): string {
	const isWhole = ended.every(({ finishReason }) => finishClass(finishReason) === 'whole');
	if (!isWhole || !isEmpty(message)) return '';
	const { unshown } = message;
	if (unshown.length > 0) {
		const came = [...new Set(unshown.map(({ kind, place }) => `${kind} in \`${place}\``))];
		return ` No text, no reasoning and no tool call came; what came instead cannot be shown: ${came.join(', ')}.`;
	}
	return ' The answer is empty: no text, no reasoning and no tool call came.';
}

export function isEmpty({ tally, choices }: Message): boolean {
	return tally.characters === 0 && choices.every(({ toolCalls }) => toolCalls.length === 0);
}
