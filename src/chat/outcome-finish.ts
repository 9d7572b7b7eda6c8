/** The rules of `outcome.ts` about finish reasons and `[DONE]`, or what another protocol has in their place. */
import { finishClass } from './finish-reasons.ts';
import { howItEnded } from './outcome-cut.ts';
import { CHAT_TERMS, type Terms } from './terms.ts';
import type { Choice, Evidence, Message, Outcome } from './types.ts';
import { begunChoices, hasFinished, unfinished, verdict } from './verdict.ts';
import type { FinishedChoice } from './verdict.ts';
import { frameName, quote } from './wording.ts';

export function finished(evidence: Evidence): Outcome | undefined {
	const { message, choicesAsked = 1, terms = CHAT_TERMS } = evidence;
	const choices = begunChoices(evidence);
	const done = message.doneFrameIndex;
	const ended = choices.filter(hasFinished);
	if (ended.length === 0) return mixedUp(evidence);
	const failed = ended.find(({ finishReason }) => isFailure(finishReason, terms));
	const isShort = ended.length < choices.length || choices.length < choicesAsked;
	// After [DONE] nothing more is expected. LiteLLM passes on one finish reason for two choices.
	if (done === undefined && isShort && failed === undefined) return undefined;
	if (failed !== undefined) return failure(failed, choices.length > 1, terms);

	const frameIndex = Math.max(...ended.map((choice) => choice.finishFrameIndex));
	const missing = choices.filter((choice) => !hasFinished(choice));
	const finish = lastEvent(evidence, ended) ?? finishText(ended, frameIndex, choices.length, terms);
	const remarks = `${missingText(missing)}${unknownText(ended, terms)}${emptyText(message, ended, choices.length)}`;
	if (done === frameIndex) return verdict('complete', `${finish}.${remarks}`, frameIndex);
	if (done !== undefined) {
		const reason = `${finish}, and ${terms.end} in ${frameName(done)}.${remarks}`;
		return verdict('complete', reason, frameIndex);
	}
	const reason = `${finish}, so the answer had ended, though ${howItEnded(evidence)} before ${terms.end}.${remarks}`;
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
	const reason = `[DONE] came in ${frameName(done)}.${missingText(choices)}`;
	return verdict('complete', reason, back.takenBack.frameIndex);
}

export function doneAlone(evidence: Evidence): Outcome | undefined {
	const done = evidence.message.doneFrameIndex;
	const { end } = evidence.terms ?? CHAT_TERMS;
	if (done === undefined) return undefined;
	const reason = `${end} came in ${frameName(done)}, but ${unfinished(evidence)}, so nothing says that the answer is complete.`;
	return verdict('truncated', reason, done);
}

function isFailure(reason: string, { mayRefuse }: Terms): boolean {
	const sort = finishClass(reason);
	return sort === 'failed' || (sort === 'blocked' && !mayRefuse);
}

function failure(choice: FinishedChoice, isOneOfMany: boolean, { finish }: Terms): Outcome {
	const { finishReason, finishFrameIndex, index } = choice;
	const whose = isOneOfMany ? ` of choices[${index}]` : '';
	const what =
		finishClass(finishReason) === 'blocked'
			? 'a filter ended the answer'
			: 'the answer failed, with no error to say why';
	const reason = `The ${finish} ${quote(finishReason)}${whose} came in ${frameName(finishFrameIndex)}: ${what}, so do not treat the answer as complete.`;
	return verdict('api-error', reason, finishFrameIndex);
}

/** One event that is the finish reason and the end in one, as `response.completed` is. */
function lastEvent({ message, meanings }: Evidence, [choice]: readonly FinishedChoice[]) {
	const last = meanings.find(({ frameIndex }) => frameIndex === message.doneFrameIndex);
	if (last?.kind !== 'chunk' || last.event === undefined) return undefined;
	if (choice === undefined || choice.finishFrameIndex !== last.frameIndex) return undefined;
	const { type } = last.event;
	const why = type.endsWith(choice.finishReason) ? '' : `, for ${quote(choice.finishReason)}`;
	return `The event ${type} came in ${frameName(last.frameIndex)}${why}`;
}

function finishText(
	ended: readonly FinishedChoice[],
	frameIndex: number,
	count: number,
	{ finish }: Terms
): string {
	const reasons = ended.map((choice) => quote(choice.finishReason)).join(', ');
	if (count === 1) return `The ${finish} ${reasons} came in ${frameName(frameIndex)}`;
	if (ended.length < count) {
		return `${ended.length} of ${count} choices finished (${reasons}), in ${frameName(frameIndex)}`;
	}
	return `All ${count} choices finished (${reasons}), the last in ${frameName(frameIndex)}`;
}

/** For choices without a valid finish reason: what they had instead, and that nothing says how they ended. */
function missingText(missing: readonly Choice[]): string {
	if (missing.length === 0) return '';
	const taken = missing.map(({ index, takenBack }) =>
		takenBack === undefined
			? ''
			: ` The finish reason ${quote(takenBack.reason)} of choices[${index}] came in ${frameName(takenBack.frameIndex)}, before the end of its answer, so it does not count.`
	);
	const names = missing.map(({ index }) => `choices[${index}]`).join(', ');
	return `${taken.join('')} Nothing says how ${names} ended.`;
}

function unknownText(ended: readonly FinishedChoice[], { finish, pause }: Terms): string {
	const unknown = ended.filter(
		({ finishReason }) => finishClass(finishReason) === 'unknown' && finishReason !== pause
	);
	if (unknown.length === 0) return '';
	const whose = finish === CHAT_TERMS.finish ? 'is not one of OpenAI’s and ' : '';
	return ` This reason ${whose}is not known here, so do not treat the answer as complete.`;
}

/** Normal endings without any content. */
function emptyText(message: Message, ended: readonly FinishedChoice[], count: number): string {
	const empty = ended.filter(
		(choice) => isEmptyChoice(choice) && finishClass(choice.finishReason) === 'whole'
	);
	if (empty.length === 0) return '';
	const isAll = empty.length === count;
	const whose = isAll ? '' : ` of ${empty.map(({ index }) => `choices[${index}]`).join(', ')}`;
	const came = unshownText(message, isAll ? undefined : new Set(empty.map(({ index }) => index)));
	return came === ''
		? ` The answer${whose} is empty: no text, no reasoning and no tool call came.`
		: ` No text, no reasoning and no tool call${whose} came; what came instead cannot be shown: ${came}.`;
}

/** How many are named; the frames show the rest. */
const MAX_NAMED = 4;

function unshownText({ unshown }: Message, choices: ReadonlySet<number> | undefined): string {
	const among = unshown.filter(({ choice }) => choices?.has(choice) ?? true);
	const came = [...new Set(among.map(({ kind, place }) => `${kind} in \`${place}\``))];
	const more = came.length - MAX_NAMED;
	return `${came.slice(0, MAX_NAMED).join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

function isEmptyChoice({ text, reasoning, refusal, toolCalls }: Choice): boolean {
	return text === '' && reasoning === '' && refusal === '' && toolCalls.length === 0;
}

export const isEmpty = ({ choices }: Message): boolean => choices.every(isEmptyChoice);
