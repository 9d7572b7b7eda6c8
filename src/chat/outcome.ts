/**
 * The verdict on a run, with its reason in a sentence or two.
 *
 * In      `Evidence`: head, end, meanings, message, and the body as text.
 * Out     `Outcome`; `frameIndex` is the frame that shows it, where one does.
 * Units   `frameIndex` counts from 0; sentences count frames and characters from 1, as readers do.
 * Cost    One walk over the meanings, once, when the run has ended.
 *
 * The first rule that applies decides:
 *
 * | what there is                                                | verdict                   |
 * | ------------------------------------------------------------ | ------------------------- |
 * | 1. no response: stopped or given up, stalled, or none came   | stopped, stalled, blocked |
 * | 2. a status outside 200-299                                  | http-error                |
 * | 3. an error frame, before `[DONE]` and before anything worse | api-error                 |
 * | 4. no choice, and the frames of another protocol             | unreadable, with its name |
 * | 5. before `[DONE]`, a frame that is no JSON or too long      | unreadable                |
 * | 6. a finish reason that means failure (`finish-reasons.ts`)  | api-error                 |
 * | 7. every choice has its finish reason, or with `[DONE]` one: |                           |
 * |    with `[DONE]`, however the body ended after it            | complete                  |
 * |    without `[DONE]`, however the body ended                  | complete-without-done     |
 * | 8. `[DONE]` without any finish reason                        | truncated                 |
 * | 9. the reader stopped the run, or the client gave up         | stopped                   |
 * | 10. no byte came for the limit                               | stalled                   |
 * | 11. a body that is an error in JSON                          | api-error                 |
 * | 12. a body that is no event stream, or one without any chunk | unreadable                |
 * | 13. the body ended, or the connection broke, before all that | truncated                 |
 *
 * So the finish reason decides, not `[DONE]`; an error frame wins over a later `[DONE]`, as vLLM sends
 * it; nothing after `[DONE]` counts; and no content type makes a stream unreadable whose frames are read.
 * The choices that must finish are those that began. Where the request asked for more, they must begin
 * too, unless `[DONE]` says that the server has sent what it will: some servers ignore `n`.
 */
import { readErrorBody } from './api-error.ts';
import { documentOf } from './document.ts';
import { foreign, notAStream } from './outcome-body.ts';
import { cutOff, givenUp } from './outcome-cut.ts';
import { doneAlone, finished } from './outcome-finish.ts';
import { HIDDEN_REDIRECT, isHiddenRedirect } from './redirect.ts';
import { headerOf } from './retry-after.ts';
import type { Evidence, Outcome, ResponseHead } from './types.ts';
import { verdict } from './verdict.ts';
import { errorText, frameName, inBrackets, seconds } from './wording.ts';

export function judge(evidence: Evidence): Outcome {
	const { response } = evidence;
	if (evidence.end.kind === 'blocked' || response === undefined) return withoutResponse(evidence);
	return (
		httpError(evidence, response) ??
		brokenFrame(evidence, response) ??
		finished(evidence) ??
		noChunk(evidence, response) ??
		doneAlone(evidence) ??
		givenUp(evidence) ??
		notAStream(evidence, response) ??
		cutOff(evidence)
	);
}

/** A `[DONE]` without any chunk before it ends nothing. */
function noChunk(evidence: Evidence, response: ResponseHead): Outcome | undefined {
	const isOther = evidence.meanings.some(({ kind }) => kind === 'other');
	const isDone = evidence.message.doneFrameIndex !== undefined;
	return isOther && isDone ? notAStream(evidence, response) : undefined;
}

function withoutResponse({ end, stallMs }: Evidence): Outcome {
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
			if (isHiddenRedirect(end.message)) {
				const words = HIDDEN_REDIRECT.charAt(0).toUpperCase() + HIDDEN_REDIRECT.slice(1);
				return verdict('blocked', `${words}.`);
			}
			return verdict('blocked', `No response came${inBrackets(end.message)}.`);
	}
}

function httpError({ bodyText = '' }: Evidence, response: ResponseHead): Outcome | undefined {
	const { status, statusText } = response;
	if (status >= 200 && status <= 299) return undefined;
	const label = statusText === '' ? '' : ` ${statusText}`;
	const place = headerOf(response, 'location');
	if (status >= 300 && status <= 399 && place !== undefined) {
		const reason = `The server answered HTTP ${status}${label}, a redirect to ${place}, which was not followed.`;
		return verdict('http-error', reason);
	}
	const type = headerOf(response, 'content-type');
	const error = readErrorBody(bodyText, type);
	const found = documentOf(bodyText, type);
	let words = ', and did not say why';
	if (found?.kind === 'web-page') words = ` with ${found.text}`;
	else if (error !== undefined) words = `: ${errorText(error)}`;
	const outcome = verdict('http-error', `The server answered HTTP ${status}${label}${words}.`);
	return error?.rest === undefined ? outcome : { ...outcome, rest: error.rest };
}

function brokenFrame(evidence: Evidence, response: ResponseHead): Outcome | undefined {
	const { meanings, frameTooLong } = evidence;
	let unreadable: Outcome | undefined;
	for (const meaning of meanings) {
		const { frameIndex, kind } = meaning;
		const name = frameName(frameIndex);
		if (kind === 'done') break;
		if (kind === 'api-error') {
			if (unreadable !== undefined) break;
			const { error } = meaning;
			const reason = `The server answered HTTP ${response.status}, and then sent an error in ${name}: ${errorText(error)}.`;
			const outcome = verdict('api-error', reason, frameIndex);
			return error.rest === undefined ? outcome : { ...outcome, rest: error.rest };
		}
		if (kind === 'not-json') {
			const reason = `The data of ${name} is not JSON: ${meaning.message}.`;
			unreadable ??= verdict('unreadable', reason, frameIndex);
		}
	}
	// Another protocol may have frames that are not JSON; it is still named.
	const other = foreign(evidence);
	if (other !== undefined || unreadable !== undefined) return other ?? unreadable;
	if (frameTooLong === undefined || evidence.message.doneFrameIndex !== undefined) return undefined;
	return verdict('unreadable', `${frameTooLong.message} ${frameTooLong.hint}`);
}
