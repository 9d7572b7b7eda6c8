/**
 * The deepest cause that an error holds: gateways wrap a backend's error in their own, as an object, in
 * `metadata.raw`, or as text inside `message`.
 *
 * Out     The cause's own message, type, code and param; the provider, where one is named; and in `rest` what was
 *         wrapped around it. `undefined` where there is nothing to read.
 * Source  LiteLLM 1.110.2 (observed), OpenRouter's `metadata.raw`, Groq's `failed_generation`, FastAPI's `detail`
 *         lists, Azure's `innererror` (documented).
 * Limits  8 levels: nobody wraps deeper, and a hostile body could.
 */
import {
	MESSAGE_NAMES,
	codeIn,
	fieldsOf,
	isObject,
	isSuccessCode,
	paramIn,
	textIn,
	textOf,
	typeIn,
} from './error-fields.ts';
import type { Fields } from './error-fields.ts';
import { isHtml, titleOf } from './web-page.ts';
import { looseValueAt } from './loose-value.ts';
import type { ApiError } from './chunk-types.ts';
import { shorten } from './wording.ts';

const MAX_DEPTH = 8;
/** How many positions in a message are tried as the start of a nested value. */
const MAX_TRIES = 20;
const MAX_MESSAGE = 2000;

export function causeOf(value: unknown, depth = 0): ApiError | undefined {
	if (depth > MAX_DEPTH) return undefined;
	if (typeof value === 'string') return causeOfText(value, depth);
	if (Array.isArray(value)) return causeOfList(value, depth);
	return isObject(value) ? causeOfObject(fieldsOf(value), depth) : undefined;
}

function causeOfObject(fields: Fields, depth: number): ApiError | undefined {
	const own = ownCause(fields);
	const inner = innerCause(fields, depth + 1);
	if (inner === undefined) return own;
	return {
		message: inner.message,
		type: inner.type ?? own?.type ?? typeIn(fields),
		code: inner.code ?? codeIn(fields),
		param: inner.param ?? paramIn(fields),
		provider: inner.provider ?? providerIn(fields),
		rest: folded(own?.message, inner),
	};
}

/** The wrapper's own message, then whatever else the wrapped text says; each once. */
function folded(words: string | undefined, { message, rest }: ApiError): string | undefined {
	const parts = [words, rest].filter((part) => part !== undefined && part !== message);
	if (words !== undefined && rest?.includes(words)) parts.shift();
	return parts.length > 0 ? parts.join('\n') : undefined;
}

/** The object's own message, without nested errors. */
function ownCause(fields: Fields): ApiError | undefined {
	const [type, code] = [typeIn(fields), codeIn(fields)];
	const message = textIn(fields, MESSAGE_NAMES);
	const short = textOf(fields.get('error'));
	const rest = { param: paramIn(fields), provider: providerIn(fields) };
	if (message !== undefined) {
		const written = textOf(fields.get('failedgeneration'));
		const all =
			written === undefined ? message : `${message} failed_generation: ${shorten(written)}`;
		return { message: all, type: type ?? short, code, ...rest };
	}
	if (short !== undefined) return { message: short, type, code, ...rest };
	if (type === undefined && isSuccessCode(code)) return undefined;
	return { message: type ?? `code ${code}`, type: undefined, code: type && code, ...rest };
}

/** Fields that hold a nested error, the most telling first. */
const INNER_NAMES = [
	'error',
	'innererror',
	'cause',
	'causedby',
	'rootcause',
	'originalerror',
	'upstreamerror',
	'errors',
	'fault',
	'baseresp',
	'response',
	'xgroq',
	'delta',
	...MESSAGE_NAMES,
];

function innerCause(fields: Fields, depth: number): ApiError | undefined {
	const metadata = fields.get('metadata');
	if (isObject(metadata)) {
		const raw = causeOf(fieldsOf(metadata).get('raw'), depth);
		if (raw !== undefined) return raw;
	}
	const hasWords = textIn(fields, MESSAGE_NAMES) !== undefined;
	for (const name of INNER_NAMES) {
		const value = fields.get(name);
		const cause =
			typeof value === 'object' || typeof value === 'string' ? causeOf(value, depth) : undefined;
		if (cause === undefined) continue;
		// A message without a nested error is the object's own, and tells more than a code alone (Azure's `innererror`).
		const saysMore =
			typeof value === 'string' ? cause.rest !== undefined : !hasWords || !isBare(cause);
		if (saysMore) return cause;
	}
	return innerException(fields, depth);
}

/** Only a name or a number, used as the message for lack of one. */
const isBare = ({ message }: ApiError): boolean => !/\s/.test(message.replace(/^code /, ''));

/** Bedrock: `{ "throttlingException": { "message": ... } }`. */
function innerException(fields: Fields, depth: number): ApiError | undefined {
	for (const [name, value] of fields) {
		if (!name.endsWith('exception') || !isObject(value)) continue;
		const cause = causeOf(value, depth);
		if (cause !== undefined) return { ...cause, type: cause.type ?? name };
	}
	return undefined;
}

function causeOfList(list: readonly unknown[], depth: number): ApiError | undefined {
	const causes = list.slice(0, 5).flatMap((one) => {
		const cause =
			(isObject(one) ? invalidField(fieldsOf(one)) : undefined) ?? causeOf(one, depth + 1);
		return cause ? [cause] : [];
	});
	const [first] = causes;
	return first && { ...first, message: causes.map(({ message }) => message).join('; ') };
}

/** FastAPI: `{ "loc": ["body", "messages"], "msg": "Field required" }`; vLLM writes `loc` as a path. */
function invalidField(fields: Fields): ApiError | undefined {
	const [place, message] = [fields.get('loc'), textOf(fields.get('msg'))];
	const path = Array.isArray(place) ? place.join('.') : textOf(place);
	if (path === undefined || message === undefined) return undefined;
	const type = textOf(fields.get('type'));
	return { message: `${path}: ${message}`, type, code: undefined, param: path };
}

function causeOfText(text: string, depth: number): ApiError | undefined {
	const message = textOf(text);
	if (message === undefined) return undefined;
	const provider = providerInText(message);
	if (isHtml(message, undefined))
		return { ...plain(titleOf(message) ?? 'a web page'), rest: message };
	const inner = causeInside(message, depth);
	if (inner !== undefined) {
		return { ...inner, provider: inner.provider ?? provider, rest: inner.rest ?? message };
	}
	const bare = withoutWrapping(message);
	const rest = bare === message ? undefined : message;
	return { ...plain(shorten(bare, MAX_MESSAGE)), provider, rest };
}

/** The first JSON or Python value inside a text that is itself an error. */
function causeInside(text: string, depth: number): ApiError | undefined {
	let tries = 0;
	for (const { index } of text.matchAll(/[{[]/g)) {
		if (tries++ === MAX_TRIES) break;
		// Encoded as JSON twice: `{\"error\"...`.
		const isEscaped = /^[{[]+\s*\\"/.test(text.slice(index, index + 8));
		const source = isEscaped ? text.slice(index).replaceAll('\\"', '"') : text;
		const found = looseValueAt(source, isEscaped ? 0 : index);
		if (found === undefined || typeof found.value !== 'object') continue;
		const list = isObject(found.value) ? [found.value] : found.value;
		const cause = causeOf(list, depth + 1);
		if (cause !== undefined && !isBare(cause)) return cause;
	}
	return undefined;
}

/** Names of exceptions that LiteLLM and the SDKs put before a message, and LiteLLM's configuration after it. */
const WRAPPING = [
	/^(?:litellm\.)?(?:[A-Za-z]+(?:Error|Timeout)|litellm\.\w+): */,
	/^[A-Za-z_0-9]+Exception(?: \w+)? - */,
	/^Error code: \d{3} - */,
];
const TAIL =
	/(\s*\n+\s*LiteLLM: |\s*\.? ?Received Model Group=|\s*No fallback model group found|\s*LiteLLM Retried: |\nmodel=\S+ context_window_fallbacks=)[\s\S]*$/;

function withoutWrapping(text: string): string {
	// Only LiteLLM's prefix is removed; "ValueError: x" from another server is its own message.
	if (!/litellm|Exception - |^Error code: /i.test(text)) return text;
	let bare = text.replace(TAIL, '').trim();
	for (let round = 0; round < 6; round++) {
		const shorter = WRAPPING.reduce((one, prefix) => one.replace(prefix, ''), bare);
		if (shorter === bare || shorter === '') break;
		bare = shorter;
	}
	return bare === '' ? text : bare;
}

function providerInText(text: string): string | undefined {
	const name = /\b([A-Z][A-Za-z_0-9]*?)Exception(?: \w+)? - /.exec(text)?.[1];
	return name === undefined || name === 'HTTP' ? undefined : name.toLowerCase();
}

/** OpenRouter names it in `metadata`, and beside the error. */
function providerIn(fields: Fields): string | undefined {
	const metadata = fields.get('metadata');
	const named = isObject(metadata) ? textIn(fieldsOf(metadata), ['providername']) : undefined;
	return named ?? textIn(fields, ['providername', 'provider', 'llmprovider']);
}

export const plain = (message: string): ApiError => ({
	message,
	type: undefined,
	code: undefined,
	param: undefined,
});
