/** What to do about a response whose status is not good. */
import { readErrorBody } from './api-error.ts';
import {
	KEY,
	MODEL,
	isAboutModel,
	isLiteLLMWithoutDatabase,
	requestAdvice,
} from './advice-request.ts';
import { headerOf, retryAfter } from './retry-after.ts';
import type { RetryAfter } from './retry-after.ts';
import type { ApiError } from './chunk-types.ts';
import type { Evidence, ResponseHead } from './types.ts';

export function httpAdvice(evidence: Evidence, response: ResponseHead): string {
	const { bodyText = '', receivedAtMs, url } = evidence;
	const { status } = response;
	const error = readErrorBody(bodyText, headerOf(response, 'content-type'));
	const wait = waitText(retryAfter(response, receivedAtMs));
	switch (status) {
		case 401:
			return KEY;
		case 403:
			return 'The key is known but may not do this. Choose another model, or ask for access.';
		case 404:
			return error !== undefined && isAboutModel(error) ? MODEL : baseURLAdvice(url);
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
			return `The server has a problem that may pass. ${wait ?? 'Wait a moment'}, then send the request again.`;
		default:
			return otherAdvice(status, error, evidence, response);
	}
}

function otherAdvice(
	status: number,
	error: ApiError | undefined,
	evidence: Evidence,
	response: ResponseHead
): string {
	if (status >= 500)
		return 'The server has a problem. Sending the same request again may not help.';
	if (status >= 300 && status < 400) return redirectAdvice(response);
	if (error === undefined) return 'Change the request: sent again as it is, it will fail again.';
	if (isLiteLLMWithoutDatabase(error.message)) {
		return `LiteLLM without a database answers like this to a key that it does not know. ${KEY}`;
	}
	return requestAdvice(error, evidence);
}

function redirectAdvice(response: ResponseHead): string {
	return headerOf(response, 'location') === undefined
		? 'The status is a redirect, but no `Location` header says where to: check the base URL.'
		: 'The API is at another address: set the base URL to the one in the `Location` header.';
}

function waitText(wait: RetryAfter | undefined): string | undefined {
	return wait && `Wait ${wait.seconds} s, as \`${wait.header}\` says`;
}

export function baseURLAdvice(url: string | undefined): string {
	return url?.includes('/v1/')
		? 'Check the base URL for a typo.'
		: 'Check the base URL: it probably lacks `/v1` at its end.';
}
