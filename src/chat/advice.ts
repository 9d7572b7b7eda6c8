/**
 * What to do next about an outcome, in one or two sentences.
 *
 * In      The outcome, and the evidence it was judged by.
 * Out     Advice; `undefined` where nothing needs doing.
 * Errors  None.
 * Source  The API's documentation: send again after 429, 500, 502, 503 and 504; after 400, 401, 403, 404
 *         and 422 the request has to change first. RFC 9110, 8470: 408, 409 and 425 may pass as well.
 *         `GET /models` lists the names of the models.
 */
import { readErrorBody } from './api-error.ts';
import { documentOf } from './document.ts';
import { headerOf, retryAfterSeconds } from './retry-after.ts';
import type { ApiError, Evidence, Outcome } from './types.ts';

export function advice(outcome: Outcome, evidence: Evidence): string | undefined {
	switch (outcome.kind) {
		case 'complete':
		case 'complete-without-done':
			return finishAdvice(evidence);
		case 'truncated':
			return `${keepText(evidence)}${CUT}`;
		case 'api-error':
			return apiErrorAdvice(outcome, evidence);
		case 'http-error':
			return httpAdvice(evidence);
		case 'unreadable':
			return unreadableAdvice(outcome, evidence);
		case 'stopped':
			return undefined;
		case 'stalled':
			return `${keepText(evidence)}${STALLED}`;
		case 'blocked':
			return blockedAdvice(evidence.url);
	}
}

const CUT = 'Send the request again from the start: a chat stream cannot be resumed.';
const REDIRECTED =
	'The API has another address: set the base URL to the one that the `Location` header names.';
const STALLED =
	'Send the request again. If it happens often, raise the limit: a model may think for long without sending a byte.';

const FINISH_ADVICE: Readonly<Record<string, string>> = {
	length:
		'The answer reached the token limit. Raise `max_tokens`, or send the answer back and ask the model to go on.',
	content_filter:
		'A content filter left out part of the answer. Word the request differently, and mark the text as incomplete.',
	tool_calls:
		'The model waits for its tools: run them, and send each result in a message with the role `tool`.',
};

function finishAdvice({ message }: Evidence): string | undefined {
	const reasons = new Set(message.choices.map(({ finishReason }) => finishReason));
	return Object.entries(FINISH_ADVICE).find(([reason]) => reasons.has(reason))?.[1];
}

/** First of all what came is not to be lost, where something did. */
function keepText({ message }: Evidence): string {
	return message.tally.characters > 0 ? 'Keep the text, and mark it as cut off. ' : '';
}

function apiErrorAdvice({ frameIndex }: Outcome, evidence: Evidence): string {
	const meaning = evidence.meanings.find((one) => one.frameIndex === frameIndex);
	const next =
		meaning?.kind === 'api-error' && isAboutRequest(meaning.error)
			? 'Change the request before you send it again.'
			: 'Send the request again after a short wait. The status was good, so no SDK does that by itself.';
	return `${keepText(evidence)}${next}`;
}

const REQUESTS_FAULT =
	/invalid_(request|api_key)|bad_?request|authentication|permission|not_?found|context_length/i;

/** By its number, or by the names that OpenAI, vLLM and Anthropic give to what is about the request. */
function isAboutRequest({ type, code }: ApiError): boolean {
	const status = Number(code);
	if (status >= 400) return status < 500 && ![408, 409, 425, 429].includes(status);
	return REQUESTS_FAULT.test(`${type} ${code}`);
}

function httpAdvice({ response, bodyText = '', receivedAtMs, url }: Evidence): string {
	const { status } = response!;
	const error = readErrorBody(bodyText, headerOf(response!, 'content-type'));
	const wait = waitText(retryAfterSeconds(response!, receivedAtMs));
	switch (status) {
		case 401:
			return 'Check the API key: copy it again, whole, and make sure that it belongs to this base URL.';
		case 403:
			return 'The key is known but may not do this. Choose another model, or ask for access.';
		case 404:
			return isAboutModel(error)
				? 'Choose a model that `GET /models` lists; names must match to the letter.'
				: baseURLAdvice(url);
		case 405:
			return baseURLAdvice(url);
		case 413:
			return 'The request is too large. Shorten the messages.';
		case 408:
		case 409:
		case 425:
			return `This may pass. ${wait ?? 'Wait a moment'}, then send the request again.`;
		case 429:
			return `Too many requests. ${wait ?? 'Wait a while'}, then send it again.`;
		case 500:
		case 502:
		case 503:
		case 504:
			return `This is the server's trouble, and may pass. ${wait ?? 'Wait a moment'}, then send the request again.`;
		default:
			if (status >= 500) {
				return "This is the server's trouble. Sending the same request again may not help.";
			}
			return status >= 300 && status < 400 ? REDIRECTED : requestAdvice(error);
	}
}

function requestAdvice(error: ApiError | undefined): string {
	const what = error?.param === undefined ? 'the request' : `\`${error.param}\` in the request`;
	return `Change ${what}: sent again as it is, it will fail again.`;
}

function waitText(seconds: number | undefined): string | undefined {
	if (seconds === undefined) return undefined;
	return `Wait ${seconds} s, as \`Retry-After\` says`;
}

function baseURLAdvice(url: string | undefined): string {
	return url?.includes('/v1/')
		? 'Check the base URL for a typo.'
		: 'Check the base URL: it probably lacks `/v1` at its end.';
}

/** A wrong model and a wrong path are both 404; vLLM's `The model ... does not exist.` is the first. */
function isAboutModel(error: ApiError | undefined): boolean {
	// Not a longer name that only begins so, as our `model-change` fault does.
	return /model(?!-)/i.test(`${error?.code} ${error?.param} ${error?.message}`);
}

function unreadableAdvice({ frameIndex }: Outcome, evidence: Evidence): string {
	if (frameIndex !== undefined || evidence.frameTooLong !== undefined) {
		return 'The server, or something on the way, damaged the stream or speaks another protocol. Show the frame to whoever runs the server.';
	}
	const { response, bodyText = '' } = evidence;
	switch (documentOf(bodyText, headerOf(response!, 'content-type'))?.kind) {
		case 'web-page':
			return `This is a web page, not the API. ${baseURLAdvice(evidence.url)}`;
		case 'api-error':
			return 'The API refused the request although the status says 200: go by its message. Official SDKs show such an answer as empty.';
		case 'completion':
			return 'The server did not stream: check that the request says `"stream": true` and that the server can stream.';
		default:
			return 'Check the base URL: what answered there is not a chat API that streams.';
	}
}

function blockedAdvice(url: string | undefined): string {
	const insecure = url?.startsWith('http://')
		? ' A page on https may not call an http address, unless it is on this machine.'
		: '';
	return `Check the address for a typo, and the network. If both are right, the server does not let web pages call it (CORS): it must send \`Access-Control-Allow-Origin\`, for errors too.${insecure}`;
}
