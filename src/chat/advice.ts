/**
 * What to do next about an outcome, in one or two sentences.
 *
 * In      The outcome, and the evidence it was judged by.
 * Out     Advice; `undefined` where nothing needs doing.
 * Source  The API's documentation: send again after 429, 500, 502, 503 and 504; after 400, 401, 403, 404
 *         and 422 the request has to change first. RFC 9110, 8470: 408, 409 and 425 may pass as well.
 *         `GET /models` lists the names of the models.
 */
import { FILTERED, isFiltered, requestAdvice } from './advice-request.ts';
import { finishAdvice } from './advice-finish.ts';
import { httpAdvice, baseURLAdvice } from './advice-http.ts';
import { documentOf } from './document.ts';
import { finishClass } from './finish-reasons.ts';
import { isHiddenRedirect } from './redirect.ts';
import { headerOf } from './retry-after.ts';
import { CHAT_TERMS } from './terms.ts';
import type { ApiError, Meaning } from './chunk-types.ts';
import type { Evidence, Outcome } from './types.ts';

export function advice(outcome: Outcome, evidence: Evidence): string | undefined {
	switch (outcome.kind) {
		case 'complete':
		case 'complete-without-done':
			return finishAdvice(evidence);
		case 'truncated':
			return `${keepText(evidence)}${startOver(evidence)}`;
		case 'api-error':
			return apiErrorAdvice(outcome, evidence);
		case 'http-error':
			return evidence.response && httpAdvice(evidence, evidence.response);
		case 'unreadable':
			return unreadableAdvice(outcome, evidence);
		case 'stopped':
			return undefined;
		case 'stalled':
			return `${keepText(evidence)}${STALLED}`;
		case 'blocked':
			return isHiddenRedirect(evidence.end.message)
				? HIDDEN_REDIRECT_ADVICE
				: blockedAdvice(evidence);
	}
}

const AGAIN = 'Send the request again after a short wait.';
const STALLED =
	'Send the request again. If it happens often, raise the limit: a model may think for a long time without sending a byte.';

function startOver({ terms = CHAT_TERMS }: Evidence): string {
	return `Send the request again from the start: ${terms.resumable}.`;
}

/** Whatever was received should be kept, so that is said first. */
function keepText({ message }: Evidence): string {
	return message.tally.characters > 0 ? 'Keep the text, and mark it as cut off. ' : '';
}

function apiErrorAdvice({ frameIndex }: Outcome, evidence: Evidence): string {
	const meaning = evidence.meanings.find((one) => one.frameIndex === frameIndex);
	const error = meaning?.kind === 'api-error' ? meaning.error : bodyError(evidence);
	if (error === undefined && isBlocked(evidence)) {
		return `${keepText(evidence)}${FILTERED}`;
	}
	const next =
		error !== undefined && isAboutRequest(error) ? requestAdvice(error, evidence) : AGAIN;
	return `${keepText(evidence)}${next}${whyNobodyRetries(next, meaning)}`;
}

function whyNobodyRetries(next: string, meaning: Meaning | undefined): string {
	if (meaning === undefined) {
		return ' The status was 2xx all the same, so both official SDKs return an empty answer.';
	}
	return next === AGAIN ? ' The status was 2xx, so no SDK retries by itself.' : '';
}

/** An error that is the whole body of a successful response. */
function bodyError({ response, meanings, bodyText = '' }: Evidence): ApiError | undefined {
	if (response === undefined || meanings.some(({ kind }) => kind === 'chunk')) return undefined;
	const found = documentOf(bodyText, headerOf(response, 'content-type'));
	return found?.kind === 'api-error' ? found.error : undefined;
}

function isBlocked({ message }: Evidence): boolean {
	return message.choices.some(({ finishReason }) => finishClass(finishReason ?? '') === 'blocked');
}

const REQUESTS_FAULT =
	/invalid_?(request|api_?key|argument|parameter)|invalid_authentication|bad_?request|authentication|unauthori[sz]ed|permission|forbidden|access_?denied|not[_ ]?found|context_length|tool_use_failed|insufficient[_ ](quota|balance)|billing/i;

/** By its status, or by the names that OpenAI, vLLM, Anthropic and Google give to errors in the request. */
function isAboutRequest(error: ApiError): boolean {
	const { type, code, message } = error;
	if (isFiltered(error)) return true;
	const status = Number(code);
	// Other numbers are a provider's own: MiniMax's 1008 is no status.
	if (status >= 400 && status < 600) return status < 500 && ![408, 409, 425, 429].includes(status);
	const isWord = code !== undefined && Number.isNaN(status);
	if (type !== undefined || isWord) return REQUESTS_FAULT.test(`${type} ${code}`);
	return REQUESTS_FAULT.test(message) || /\b(api )?key\b/i.test(message);
}

function unreadableAdvice({ frameIndex }: Outcome, evidence: Evidence): string {
	const { response, bodyText = '', frameTooLong, protocol, message, meanings } = evidence;
	if (protocol !== undefined && message.choices.length === 0) return protocol.hint;
	const found =
		response && frameTooLong === undefined
			? documentOf(bodyText, headerOf(response, 'content-type'))
			: undefined;
	if (found?.kind === 'damaged' && !meanings.some(({ kind }) => kind === 'chunk')) return DAMAGED;
	if (frameIndex !== undefined || frameTooLong !== undefined) return BROKEN;
	switch (found?.kind) {
		case 'web-page':
			return `This is a web page, not the API. ${baseURLAdvice(evidence.url)}`;
		case 'completion':
			return 'The server did not stream: check that the request says `"stream": true` and that the server can stream.';
		default:
			return 'Check the base URL: what answers there is not a streaming chat API.';
	}
}

const BROKEN =
	'The server, or something on the way, damaged the stream or speaks another protocol. Show the frame to whoever runs the server.';
const DAMAGED =
	'The server, or something on the way, damaged the stream: show this to whoever runs it. No client can read it as it is.';

const HIDDEN_REDIRECT_ADVICE =
	'The API is at another address. `curl -i` shows it in the `Location` header: set the base URL to it. Often it is `https` instead of `http`, a path without the slash at its end, or a login page in front of the server.';

function blockedAdvice({ url, keyHeader }: Evidence): string {
	const insecure = url?.startsWith('http://')
		? ' A page on https may not call an http address, unless it is on this machine.'
		: '';
	const header =
		keyHeader === undefined
			? ''
			: ` The key was sent as \`${keyHeader}\`: \`Access-Control-Allow-Headers\` must name that, too. vLLM does not read that header: send it the key as \`Authorization: Bearer\`.`;
	return `Check the address for a typo, and the network. Then check the key: if a server answers a wrong key without CORS headers, as vLLM does, a page learns no more than this. If all of these are right, the server does not let web pages call it (CORS): it must send \`Access-Control-Allow-Origin\`, also with errors. vLLM allows no origin unless it is started with \`--allowed-origins\`.${header}${insecure}`;
}
