/** The rules of `outcome.ts` about bodies that hold no chat chunks: another protocol, an error, a web page. */
import { documentOf } from './document.ts';
import { errorInText } from './api-error.ts';
import { isList, isObject } from './json.ts';
import { headerOf } from './retry-after.ts';
import type { Meaning } from './chunk-types.ts';
import { CHAT_TERMS } from './terms.ts';
import type { Evidence, ForeignProtocol, Outcome, ResponseHead } from './types.ts';
import { begunChoices, verdict } from './verdict.ts';
import { errorText, frameName } from './wording.ts';

/** A stream in another protocol, whole or not: it is named, and never called cut. */
export function foreign(evidence: Evidence): Outcome | undefined {
	if (begunChoices(evidence).length > 0) return undefined;
	// Checked last, because it reads the body.
	const { protocol, end, message, terms = CHAT_TERMS } = evidence;
	if (protocol === undefined) return undefined;
	const isOver = protocol.isWhole === true || message.doneFrameIndex !== undefined;
	if ((end.kind === 'stopped' || end.kind === 'stalled') && !isOver) return undefined;
	const first = evidence.meanings.find(({ kind }) => kind === 'other' || kind === 'not-json');
	const reason = `The stream is in the format of ${protocol.name}, not in ${terms.units}${wholeText(protocol)}.${errorAtEnd(evidence)}`;
	return verdict('unreadable', reason, first?.frameIndex);
}

/** An error in the last line of a body of JSON lines. Errors in frames have been found before. */
function errorAtEnd({ bodyText = '' }: Evidence): string {
	const error = errorInText(bodyText.trimEnd().split('\n').at(-1) ?? '');
	return error === undefined ? '' : ` Its last line is an error: ${errorText(error)}.`;
}

function wholeText({ isWhole, endMark }: ForeignProtocol): string {
	if (isWhole === undefined || endMark === undefined) return '';
	return isWhole
		? `: by its own rules it is complete, as \`${endMark}\` came`
		: `, and its own end, \`${endMark}\`, has not come`;
}

/** The field that holds the chunk if a gateway wraps each one. */
function fieldWithChunk(meanings: readonly Meaning[]): string | undefined {
	const first = meanings.find((one) => one.kind === 'other');
	if (!isObject(first?.value)) return undefined;
	return Object.entries(first.value).find(
		([, one]) => isObject(one) && isList(one['choices'])
	)?.[0];
}

/** Statuses without an answer in the body, or without one yet. */
const NO_ANSWER: Readonly<Record<number, string>> = {
	202: 'Accepted: the request will be processed later',
	204: 'No Content: this status has no body, so there is no answer',
	205: 'Reset Content: this status has no body, so there is no answer',
};

export function notAStream(evidence: Evidence, response: ResponseHead): Outcome | undefined {
	const { meanings, bodyText = '', bodyBytes, terms = CHAT_TERMS } = evidence;
	if (meanings.some(({ kind }) => kind === 'chunk')) return undefined;
	const status = NO_ANSWER[response.status];
	if (status !== undefined && bodyBytes === 0) {
		return verdict('unreadable', `The server answered HTTP ${response.status} ${status}.`);
	}
	const type = headerOf(response, 'content-type');
	const found = documentOf(bodyText, type);
	const told = status === undefined ? '' : ` The status is ${response.status} ${status}.`;
	if (found?.kind === 'api-error') {
		const reason = `The server answered HTTP ${response.status}, and its body is an error: ${errorText(found.error)}.${told}`;
		const outcome = verdict('api-error', reason);
		return found.error.rest === undefined ? outcome : { ...outcome, rest: found.error.rest };
	}
	if (found?.kind === 'damaged') {
		return verdict(
			'unreadable',
			`The body cannot be read as an event stream: ${found.text}.${told}`
		);
	}
	if (found !== undefined) {
		const label = type === undefined ? 'which has no content type' : `labelled ${type}`;
		const reason = `The body, ${label}, is not an event stream but ${found.text}.${told}`;
		return verdict('unreadable', reason);
	}
	const other = meanings.find(({ kind }) => kind === 'other')?.frameIndex;
	if (other === undefined) return undefined;
	const inside = fieldWithChunk(meanings);
	const what =
		inside === undefined
			? 'the first with other JSON'
			: `an object with a chunk inside \`${inside}\``;
	const reason = `The stream has no ${terms.unit}: ${frameName(other)} is ${what}.`;
	return verdict('unreadable', reason, other);
}
