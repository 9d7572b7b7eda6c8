/**
 * An API's error, in one shape out of the many that servers send: in a frame, in a body, under any status.
 *
 * In      Any parsed value, or the whole body of an HTTP error.
 * Out     `findError` says whether a value is an error at all; the others are told that it is one, and always have
 *         a message to show.
 * Source  `tests/unit/chat/error-shapes.test.ts` has each shape, and who sends it.
 */
import { causeOf, plain } from './error-cause.ts';
import { MESSAGE_NAMES, fieldsOf, isObject, isSuccessCode, textIn } from './error-fields.ts';
import type { Fields } from './error-fields.ts';
import type { ApiError } from './chunk-types.ts';
import { isHtml, titleOf } from './web-page.ts';
import { shorten } from './wording.ts';

/** The error in a JSON value, if there is one; `"error": null` and `code: 0` are none. */
export function findError(value: unknown): ApiError | undefined {
	if (Array.isArray(value)) {
		// Gemini wraps its error in a list of one.
		return value
			.slice(0, 5)
			.reduce<ApiError | undefined>((found, one) => found ?? findError(one), undefined);
	}
	if (!isObject(value) || isPlainChunk(value)) return undefined;
	const fields = fieldsOf(value);
	const choices = choicesOf(fields);
	const failed = choices.find((choice) => holdsError(fieldsOf(choice)));
	if (failed !== undefined) return toApiError({ ...value, error: failed['error'] ?? failed });
	const isError = holdsError(fields) || (choices.length === 0 && isErrorAlone(fields));
	return isError ? toApiError(value) : undefined;
}

const CHUNK_FIELDS = new Set([
	'id',
	'object',
	'created',
	'model',
	'choices',
	'usage',
	'system_fingerprint',
	'service_tier',
	'obfuscation',
]);
const CHOICE_FIELDS = new Set([
	'index',
	'delta',
	'finish_reason',
	'logprobs',
	'stop_reason',
	'native_finish_reason',
]);

/** The fast path for nearly every frame: none of its fields could hold an error. */
function isPlainChunk(value: Readonly<Record<string, unknown>>): boolean {
	const { choices } = value;
	if (!Array.isArray(choices)) return false;
	for (const name in value) if (!CHUNK_FIELDS.has(name)) return false;
	return value['object'] !== 'error' && choices.every(isPlainChoice);
}

function isPlainChoice(choice: unknown): boolean {
	for (const name in isObject(choice) ? choice : {}) if (!CHOICE_FIELDS.has(name)) return false;
	return true;
}

/** An error written into a stream as JSON without `data:`. */
export function errorInText(text: string): ApiError | undefined {
	return /^\s*[{[]/.test(text) ? findError(parsed(text)) : undefined;
}

/** Reads any JSON value as an error; the caller knows that it is one. */
export function toApiError(value: unknown): ApiError {
	return causeOf(value) ?? plain(jsonText(innermost(value)));
}

/** The message if there is no readable one. */
function innermost(value: unknown): unknown {
	let inner = value;
	for (let level = 0; level < 4 && isObject(inner); level++) {
		const next: unknown = inner['error'] ?? inner['message'] ?? inner['detail'];
		if (next === undefined) break;
		inner = next;
	}
	return inner;
}

/** What the body of an HTTP error says; `undefined` only for an empty one. */
export function readErrorBody(text: string, contentType: string | undefined): ApiError | undefined {
	const trimmed = text.trim();
	if (trimmed === '') return undefined;
	if (isHtml(trimmed, contentType)) return plain(titleOf(trimmed) ?? 'a web page');
	const value = parsed(trimmed) ?? parsed(trimmed.replace(/^data: ?/gm, '').split('\n')[0] ?? '');
	// Not JSON, or incomplete JSON: show its text.
	if (value === undefined) {
		const error = toApiError(trimmed);
		return { ...error, message: shorten(error.message) };
	}
	return findError(value) ?? toApiError(value);
}

/** An explicit error, whatever else the object is. */
function holdsError(fields: Fields): boolean {
	return (
		isMeant(fields.get('error')) ||
		isMeant(fields.get('errors')) ||
		fields.get('object') === 'error' ||
		/^(error|exception)$/.test(String(fields.get('type'))) ||
		fields.get('success') === false ||
		hasFailedStatus(fields.get('baseresp')) ||
		holdsInner(fields.get('response')) ||
		holdsInner(fields.get('xgroq')) ||
		holdsInner(fields.get('delta'))
	);
}

/** One level deeper: Tencent's `Response`, the Responses API's `response`, Groq's `x_groq`, Cohere's `delta`. */
function holdsInner(value: unknown): boolean {
	return isObject(value) && isMeant(fieldsOf(value).get('error'));
}

/** An object that is not a chunk and describes a failure without an `error` field. */
function isErrorAlone(fields: Fields): boolean {
	if (fields.get('object') === 'chat.completion.chunk') return false;
	const words = textIn(fields, MESSAGE_NAMES);
	const [code, status] = [fields.get('code'), fields.get('statuscode') ?? fields.get('status')];
	const hasWords = words !== undefined && !/^(ok|success|succeeded)$/i.test(words.trim());
	if (hasWords && !isSuccessCode(code)) return true;
	if (hasWords && (Number(status) >= 400 || /(error|exception)$/i.test(String(fields.get('type')))))
		return true;
	if (/^(error|failed|failure|fail)$/i.test(String(status))) return true;
	if (!isSuccessCode(fields.get('errorcode')) || !isSuccessCode(fields.get('errcode'))) return true;
	if (isMeant(fields.get('errormsg')) || isMeant(fields.get('errormessage'))) return true;
	if (isMeant(fields.get('detail')) && fields.size <= 4) return true;
	if (fields.get('ok') === false || isObject(fields.get('fault'))) return true;
	return [...fields].some(([name, value]) => name.endsWith('exception') && isObject(value));
}

/** MiniMax sends `base_resp` with every answer; 0 means success. */
function hasFailedStatus(value: unknown): boolean {
	return isObject(value) && !isSuccessCode(fieldsOf(value).get('statuscode'));
}

const NO_ERROR = /^(null|none|false|no|no error|undefined|0|200|ok|success|)$/i;

/** Whether the value of an error field is an error: `null`, `false`, `{}` and `{ "code": 0 }` are not. */
function isMeant(value: unknown, depth = 0): boolean {
	// Deeper than any server nests: count it as an error rather than overflow the stack on a hostile body.
	if (depth > 8) return true;
	const isMeantInside = (one: unknown) => isMeant(one, depth + 1);
	if (typeof value === 'string') return !NO_ERROR.test(value.trim());
	if (typeof value === 'number') return !isSuccessCode(value);
	if (Array.isArray(value)) return value.some(isMeantInside);
	if (!isObject(value)) return value === true;
	const fields = fieldsOf(value);
	if (fields.size === 0) return false;
	const code = fields.get('code') ?? fields.get('statuscode') ?? fields.get('status');
	const words = textIn(fields, MESSAGE_NAMES);
	if (words === undefined && isSuccessCode(code)) return [...fields.values()].some(isMeantInside);
	return code === undefined || code === null || !isSuccessCode(code);
}

function choicesOf(fields: Fields): Readonly<Record<string, unknown>>[] {
	const choices = fields.get('choices');
	return Array.isArray(choices) ? choices.filter(isObject) : [];
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Not JSON: the caller tries other formats.
		return undefined;
	}
}

function jsonText(value: unknown): string {
	try {
		return shorten(JSON.stringify(value));
	} catch {
		// `JSON.stringify` recurses where `JSON.parse` does not: 10,000 nested brackets end here.
		return 'a deeply nested value';
	}
}
