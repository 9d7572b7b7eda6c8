/**
 * The fields of an error object, under whatever names servers give them.
 *
 * Source  Names seen at OpenAI, vLLM, LiteLLM, FastAPI, Azure, AWS, Google, Anthropic, Mistral, MiniMax, DashScope,
 *         Baidu, Tencent, Cloudflare, Spring, Apigee, RFC 9457 (problem details), and OAuth 2.
 */

/** Fields by their names in lower case without `_` and `-`: `statusCode`, `status_code` and `StatusCode` are one. */
export type Fields = ReadonlyMap<string, unknown>;

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: Readonly<Record<string, unknown>>): Fields {
	const fields = new Map<string, unknown>();
	for (const [name, one] of Object.entries(value)) {
		const key = name.toLowerCase().replaceAll(/[_-]/g, '');
		if (!fields.has(key)) fields.set(key, one);
	}
	return fields;
}

/** Fields that hold the message, the most telling first. */
export const MESSAGE_NAMES = [
	'message',
	'msg',
	'errormessage',
	'errormsg',
	'errmsg',
	'statusmsg',
	'statusmessage',
	'errortext',
	'errordescription',
	'faultstring',
	'detail',
	'description',
	'reason',
	'title',
	'text',
];
const CODE_NAMES = ['code', 'errorcode', 'errcode', 'statuscode', 'status', 'httpcode'];
const TYPE_NAMES = ['type', 'errortype', 'exceptiontype', 'status', 'name'];
const PARAM_NAMES = ['param', 'parameter', 'field'];
/** Says only that there is an error. */
const EMPTY_TYPES = new Set(['error', 'about:blank', 'exception']);

export function textIn(fields: Fields, names: readonly string[]): string | undefined {
	for (const name of names) {
		const text = textOf(fields.get(name));
		if (text !== undefined) return text;
	}
	return undefined;
}

/** LiteLLM writes a missing value as `"None"`. */
export function textOf(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	return text === '' || text === 'None' || text === 'null' ? undefined : value;
}

export function codeIn(fields: Fields): string | number | undefined {
	for (const name of CODE_NAMES) {
		const code = fields.get(name);
		if (typeof code === 'number') return code;
		const text = textOf(code);
		if (text !== undefined && (name !== 'status' || /^\d+$/.test(text))) return text;
	}
	return undefined;
}

export function typeIn(fields: Fields): string | undefined {
	for (const name of TYPE_NAMES) {
		const type = textOf(fields.get(name));
		if (type === undefined || EMPTY_TYPES.has(type.toLowerCase())) continue;
		// AWS: `com.amazon.coral#ThrottlingException`.
		if (name !== 'status' || !/^\d+$/.test(type)) return type.slice(type.lastIndexOf('#') + 1);
	}
	return undefined;
}

export const paramIn = (fields: Fields): string | undefined => textIn(fields, PARAM_NAMES);

const SUCCESS = /^(0+|20\d|20000|ok|success(ful)?|succeeded|none|normal|null|)$/i;

/** A code that servers send on success. */
export function isSuccessCode(code: unknown): boolean {
	if (code === undefined || code === null || code === false) return true;
	return (
		(typeof code === 'number' || typeof code === 'string') && SUCCESS.test(String(code).trim())
	);
}
