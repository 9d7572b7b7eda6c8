/**
 * The verdict on a run, with its reason in one sentence.
 *
 * In      `Evidence`: head, end, meanings, message, and the body as text.
 * Out     `Outcome`; `frameIndex` is the frame that shows it, where one does.
 * Units   `frameIndex` counts from 0; sentences count frames and characters from 1, as readers do.
 * Errors  None.
 * Cost    One walk over the meanings, once, when the run has ended.
 * Length  One function a rule, in the order of this table; they share their phrases.
 *
 * The first rule that applies decides:
 *
 * | what there is                                                | verdict                   |
 * | ------------------------------------------------------------ | ------------------------- |
 * | 1. no response: stopped or given up, stalled, or none came   | stopped, stalled, blocked |
 * | 2. a status outside 200-299                                  | http-error                |
 * | 3. before `[DONE]`, an error frame, or one that is no JSON   | api-error, unreadable     |
 * |    or too long: the first; all that came before stays        |                           |
 * | 4. every choice has its finish reason: `error` among them    | api-error                 |
 * |    with `[DONE]`, however the body ended after it            | complete                  |
 * |    without `[DONE]`, however the body ended                  | complete-without-done     |
 * | 5. `[DONE]` without every finish reason                      | truncated                 |
 * | 6. the reader stopped the run, or the client gave up         | stopped                   |
 * | 7. no byte came for the limit                                | stalled                   |
 * | 8. a body that is no event stream, or one without any chunk  | unreadable                |
 * | 9. the body ended, or the connection broke, before all that  | truncated                 |
 *
 * So the finish reason decides, not `[DONE]`; an error frame wins over a later `[DONE]`, as vLLM sends
 * it; nothing after `[DONE]` counts; and no content type makes a stream unreadable whose frames are read.
 * The choices that must finish are those that began. Where the request asked for more, they must begin
 * too, unless `[DONE]` says that the server has sent what it will: some servers ignore `n`.
 */
import { readErrorBody } from './api-error.ts';
import { documentOf } from './document.ts';
import { headerOf } from './retry-after.ts';
import type { Choice, Evidence, Outcome, OutcomeKind } from './types.ts';
import { errorText, frameName, inBrackets, plural, quote, seconds } from './wording.ts';

export function judge(evidence: Evidence): Outcome {
	return (
		withoutResponse(evidence) ??
		httpError(evidence) ??
		brokenFrame(evidence) ??
		finished(evidence) ??
		doneAlone(evidence) ??
		givenUp(evidence) ??
		notAStream(evidence) ??
		cutOff(evidence)
	);
}

function verdict(kind: OutcomeKind, reason: string, frameIndex?: number): Outcome {
	return frameIndex === undefined ? { kind, reason } : { kind, reason, frameIndex };
}

function withoutResponse({ response, end, stallMs }: Evidence): Outcome | undefined {
	if (end.kind !== 'blocked' && response !== undefined) return undefined;
	switch (end.kind) {
		case 'stopped':
			return verdict('stopped', 'The run was stopped before a response came.');
		case 'cancelled':
			return verdict('stopped', 'The client gave up before a response came.');
		case 'stalled':
			return verdict(
				'stalled',
				`No response came${stallMs === undefined ? '' : ` within ${seconds(stallMs)}`}.`
			);
		default:
			return verdict('blocked', `No response came${inBrackets(end.message)}.`);
	}
}

function httpError({ response, bodyText = '' }: Evidence): Outcome | undefined {
	const { status, statusText } = response!;
	if (status >= 200 && status <= 299) return undefined;
	const type = headerOf(response!, 'content-type');
	const error = readErrorBody(bodyText, type);
	const found = documentOf(bodyText, type);
	let said = ', and did not say why';
	if (found?.kind === 'web-page') said = ` with ${found.text}`;
	else if (error !== undefined) said = `: ${errorText(error)}`;
	const label = statusText === '' ? '' : ` ${statusText}`;
	return verdict('http-error', `The server answered HTTP ${status}${label}${said}.`);
}

function brokenFrame({ response, meanings, frameTooLong }: Evidence): Outcome | undefined {
	for (const meaning of meanings) {
		const { frameIndex, kind } = meaning;
		const name = frameName(frameIndex);
		if (kind === 'done') return undefined;
		if (kind === 'api-error') {
			const reason = `The server answered HTTP ${response!.status}, and then ${name} brought an error: ${errorText(meaning.error)}.`;
			return verdict('api-error', reason, frameIndex);
		}
		if (kind === 'not-json') {
			return verdict(
				'unreadable',
				`The data of ${name} is not JSON: ${meaning.message}.`,
				frameIndex
			);
		}
	}
	if (frameTooLong === undefined) return undefined;
	return verdict('unreadable', `${frameTooLong.message} ${frameTooLong.hint}`);
}

function finished(evidence: Evidence): Outcome | undefined {
	const { message, choicesAsked = 1 } = evidence;
	const choices = begun(evidence);
	const done = message.doneFrameIndex;
	if (choices.length === 0 || !choices.every(hasFinished)) return undefined;
	if (choices.length < choicesAsked && done === undefined) return undefined;

	const failed = choices.find(({ finishReason }) => finishReason === 'error');
	if (failed !== undefined) {
		const reason = `The finish reason "error" came in ${frameName(failed.finishFrameIndex)}, with no error to say why.`;
		return verdict('api-error', reason, failed.finishFrameIndex);
	}
	const frameIndex = Math.max(...choices.map((choice) => choice.finishFrameIndex));
	const reasons = choices.map((choice) => quote(choice.finishReason)).join(', ');
	const finish =
		choices.length === 1
			? `The finish reason ${reasons} came in ${frameName(frameIndex)}`
			: `All ${choices.length} choices finished (${reasons}), the last in ${frameName(frameIndex)}`;
	if (done !== undefined) {
		return verdict('complete', `${finish}, and [DONE] in ${frameName(done)}.`, frameIndex);
	}
	const reason = `${finish}, so the answer had ended, though ${howItEnded(evidence)} before [DONE].`;
	return verdict('complete-without-done', reason, frameIndex);
}

function doneAlone(evidence: Evidence): Outcome | undefined {
	const done = evidence.message.doneFrameIndex;
	if (done === undefined) return undefined;
	const reason = `[DONE] came in ${frameName(done)}, but ${unfinished(evidence)}, so nothing says that the answer is whole.`;
	return verdict('truncated', reason, done);
}

function givenUp(evidence: Evidence): Outcome | undefined {
	const { kind } = evidence.end;
	if (kind !== 'stopped' && kind !== 'cancelled' && kind !== 'stalled') return undefined;
	const ending = howItEnded(evidence);
	const reason = `${ending[0]!.toUpperCase()}${ending.slice(1)} ${place(evidence)}${evidence.bodyBytes === 0 ? '' : ', before a finish reason'}.`;
	return verdict(kind === 'stalled' ? kind : 'stopped', reason, lastFrame(evidence));
}

function notAStream({ response, meanings, bodyText = '' }: Evidence): Outcome | undefined {
	if (meanings.some(({ kind }) => kind === 'chunk')) return undefined;
	const type = headerOf(response!, 'content-type');
	const found = documentOf(bodyText, type);
	if (found !== undefined) {
		const label = type === undefined ? 'which has no content type' : `labelled ${type}`;
		return verdict('unreadable', `The body, ${label}, is not an event stream but ${found.text}.`);
	}
	const other = meanings.find(({ kind }) => kind === 'other')?.frameIndex;
	if (other === undefined) return undefined;
	const reason = `The stream has no chat chunk: ${frameName(other)} is the first that is other JSON.`;
	return verdict('unreadable', reason, other);
}

function cutOff(evidence: Evidence): Outcome {
	const { bodyBytes, end } = evidence;
	const ending =
		end.kind === 'failed'
			? `The connection broke ${place(evidence)}${inBrackets(end.message)}`
			: `The server closed the connection ${place(evidence)}`;
	if (bodyBytes === 0) return verdict('truncated', `${ending}.`);
	const reason = `${ending}: ${unfinished(evidence)} and no [DONE] came, so the answer is cut.`;
	return verdict('truncated', reason, lastFrame(evidence));
}

interface FinishedChoice extends Choice {
	finishReason: string;
	finishFrameIndex: number;
}

function hasFinished(choice: Choice): choice is FinishedChoice {
	return choice.finishReason !== undefined;
}

/** A choice that only fills a place, because a later one came first, has not begun. */
function begun({ message }: Evidence): Choice[] {
	return message.choices.filter((choice) => choice.firstFrameIndex !== undefined);
}

/** Whose finish reason is missing: of one choice it goes without saying. */
function unfinished(evidence: Evidence): string {
	const { message, choicesAsked = 1 } = evidence;
	if (message.choices.length <= 1 && choicesAsked <= 1) return 'no finish reason';
	const count = Math.max(message.choices.length, choicesAsked);
	const missing = count - message.choices.filter(hasFinished).length;
	return `no finish reason for ${missing} of ${count} choices`;
}

function howItEnded({ end, stallMs }: Evidence): string {
	switch (end.kind) {
		case 'stopped':
			return 'the run was stopped';
		case 'cancelled':
			return 'the client stopped reading';
		case 'stalled':
			return `no byte came${within(stallMs)}`;
		case 'failed':
			return `the connection broke${inBrackets(end.message)}`;
		default:
			return 'the server closed the connection';
	}
}

function place({ meanings, restBytes, bodyBytes }: Evidence): string {
	if (bodyBytes === 0) return 'before the first byte';
	const count = meanings.length;
	if (restBytes > 0) return `${plural(restBytes, 'byte')} into ${frameName(count)}`;
	return count === 0 ? 'before the first frame' : `after ${frameName(count - 1)}`;
}

const lastFrame = ({ meanings }: Evidence) => meanings.at(-1)?.frameIndex;

const within = (stallMs: number | undefined) =>
	stallMs === undefined ? '' : ` for ${seconds(stallMs)}`;
