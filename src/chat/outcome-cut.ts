/** The rules of `outcome.ts` about streams that ended before the answer did. */
import { errorInText } from './api-error.ts';
import { damageOf } from './damage.ts';
import type { Evidence, Outcome } from './types.ts';
import { CHAT_TERMS } from './terms.ts';
import { unfinished, verdict } from './verdict.ts';
import { errorText, frameName, inBrackets, plural, quote, seconds } from './wording.ts';

export function givenUp(evidence: Evidence): Outcome | undefined {
	const { kind } = evidence.end;
	const { finish } = evidence.terms ?? CHAT_TERMS;
	if (kind !== 'stopped' && kind !== 'cancelled' && kind !== 'stalled') return undefined;
	const ending = howItEnded(evidence);
	const reason = `${ending.charAt(0).toUpperCase()}${ending.slice(1)} ${place(evidence)}${evidence.bodyBytes === 0 ? '' : `, before a ${finish}`}.`;
	return verdict(kind === 'stalled' ? kind : 'stopped', reason, lastFrame(evidence));
}

export function cutOff(evidence: Evidence): Outcome {
	const { bodyBytes, end, restText = '', meanings, terms = CHAT_TERMS } = evidence;
	const error = errorInText(restText);
	if (error !== undefined) {
		const reason = `After ${plural(meanings.length, 'frame')}, an error came outside any frame: ${errorText(error)}.`;
		return verdict('api-error', reason, lastFrame(evidence));
	}
	const ending =
		end.kind === 'failed'
			? `The connection broke ${place(evidence)}${inBrackets(end.message)}`
			: `The server closed the connection ${place(evidence)}`;
	if (bodyBytes === 0) return verdict('truncated', `${ending}.`);
	const reason = `${ending}: ${unfinished(evidence)} and no ${terms.end} came, so the answer is cut off.${foundText(evidence)}`;
	return verdict('truncated', reason, lastFrame(evidence));
}

/** Foreign text at the end of the stream: a proxy's page, an error as plain text. */
function foundText({ meanings, restText = '' }: Evidence): string {
	const last = meanings.findLast(({ kind }) => kind !== 'comment' && kind !== 'keep-alive');
	const inFrame = last?.kind === 'no-data' ? last.text : undefined;
	const isField = /^(data|event|id|retry|)(:|[\r\n]|$)/.test(restText);
	const hidden = isField ? lostLines(restText) : restText.trim();
	const text = hidden === '' ? (inFrame ?? '') : hidden;
	// The body may end inside a field's name.
	if (text === '' || 'data:event:retry:'.includes(text)) return '';
	const found = damageOf(text)?.replace(/^it is /, '') ?? quote(text);
	return ` Its last bytes are not a frame: ${found}.`;
}

/** Data lines that never became a frame, if there are several. */
function lostLines(text: string): string {
	const lines = text.split(/\r\n|\n|\r/).filter((line) => line.startsWith('data:'));
	return lines.length > 1 ? lines.map((line) => line.slice('data:'.length).trim()).join('\n') : '';
}

export function howItEnded({ end, stallMs }: Evidence): string {
	switch (end.kind) {
		case 'stopped':
			return 'the run was stopped';
		case 'cancelled':
			return 'the client stopped reading';
		case 'stalled':
			return `no byte came${stallMs === undefined ? '' : ` for ${seconds(stallMs)}`}`;
		case 'failed':
			return `the connection broke${inBrackets(end.message)}`;
		default:
			return 'the server closed the connection';
	}
}

function place({ meanings, restBytes, bodyBytes }: Evidence): string {
	if (bodyBytes === 0) return 'before the first byte';
	const count = meanings.length;
	if (count === 0 && restBytes === 0) return 'before the first frame';
	// Named after the last whole one: that can be shown.
	const after = count === 0 ? '' : `after ${frameName(count - 1)}`;
	if (restBytes === 0) return after;
	const bytes = plural(restBytes, 'byte');
	return count === 0 ? `${bytes} into ${frameName(0)}` : `${after}, ${bytes} into the next`;
}

const lastFrame = ({ meanings }: Evidence) => meanings.at(-1)?.frameIndex;
