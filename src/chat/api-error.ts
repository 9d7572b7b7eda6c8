/**
 * An API's error, in one shape out of the many that servers send.
 *
 * In      A parsed value that stands where an error stands, or the whole body of an HTTP error.
 * Out     `ApiError`. Of a web page the title is the message. Type, code and param are as sent; `"None"`, LiteLLM's way to say that there is
 *         none, is none. `undefined` only for an empty body.
 * Errors  None: whatever arrives, there is a message to show.
 * Source  OpenAI and vLLM `{"error":{message,type,param,code}}`; vLLM's key check `{"error":"Unauthorized"}`;
 *         vLLM before 0.10 `{"object":"error",message,...}`; FastAPI, under vLLM and LiteLLM, `{"detail":...}`.
 *         tests/fixtures/chat/ holds one of each.
 */
import type { ApiError } from './types.ts';
import { shorten } from './wording.ts';

/** An error inside a chunk, if `value` has one. `"error": null` is none. */
export function errorField(value: { readonly [field: string]: unknown }): ApiError | undefined {
	// Truthy, as both official SDKs test it: a chunk may carry `null`, `""` or `false` here.
	if (value['error']) return toApiError(value['error']);
	return value['object'] === 'error' ? toApiError(value) : undefined;
}

/** Any JSON value as an error: the caller knows that it is one. */
export function toApiError(value: unknown): ApiError {
	if (typeof value === 'string' && value !== '') return plain(value);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return plain(jsonText(value));
	}
	const { message, detail, type, code, param } = value as Record<string, unknown>;
	const text = message ?? detail;
	return {
		message: said(text) ?? jsonText(text ?? value),
		type: said(type),
		code: typeof code === 'number' ? code : said(code),
		param: said(param),
	};
}

/** What the body of an HTTP error says. */
export function readErrorBody(text: string, contentType: string | undefined): ApiError | undefined {
	const trimmed = text.trim();
	if (trimmed === '') return undefined;
	if (isHtml(trimmed, contentType)) return plain(titleOf(trimmed) ?? 'a web page');
	let value: unknown;
	try {
		value = JSON.parse(trimmed);
	} catch {
		// Not JSON, or JSON cut short: its text is the best there is to show.
		return plain(shorten(trimmed));
	}
	if (typeof value !== 'object' || value === null) return toApiError(value);
	return errorField(value as Record<string, unknown>) ?? toApiError(value);
}

export function isHtml(text: string, contentType: string | undefined): boolean {
	return (
		/^\s*text\/html\b/i.test(contentType ?? '') || /^\s*<(!doctype|html|head|body)\b/i.test(text)
	);
}

/** The title of a web page, on one line. */
export function titleOf(html: string): string | undefined {
	// It stands near the start; a search through a long page without one could take its time.
	const title = /<title[^>]*>([^<]*)/i
		.exec(html.slice(0, 16_384))?.[1]
		?.replace(/\s+/g, ' ')
		.trim();
	return title ? shorten(title) : undefined;
}

const plain = (message: string): ApiError => ({
	message,
	type: undefined,
	code: undefined,
	param: undefined,
});

function said(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' && value !== 'None' ? value : undefined;
}

function jsonText(value: unknown): string {
	try {
		return shorten(JSON.stringify(value));
	} catch {
		// `JSON.stringify` recurses where `JSON.parse` does not: 10,000 nested brackets end here.
		return 'a deeply nested value';
	}
}
