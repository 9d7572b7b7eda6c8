/**
 * What a successful response holds when it holds no event stream.
 *
 * In      The body, or its start, and its content type.
 * Out     A phrase for it; `undefined` where it starts as an event stream does.
 * Why     The label decides only where the body does not: mock servers and proxies send good streams as
 *         `text/plain`, and the official SDKs read them; gateways send JSON errors as event streams.
 */
import { findError, toApiError } from './api-error.ts';
import { bodyDamageOf } from './damage.ts';
import { isList, isObject, type JSONObject } from './json.ts';
import type { ApiError } from './chunk-types.ts';
import { isHtml, webPage } from './web-page.ts';
import { errorText, quote } from './wording.ts';

/** The protocols whose whole answers are known by their shape. */
type Form = 'chat' | 'responses' | 'messages';

export type BodyDocument =
	| { readonly kind: 'web-page' | 'text'; readonly text: string }
	/** The answer that was asked for, but not streamed. */
	| {
			readonly kind: 'completion';
			readonly text: string;
			readonly form: Form;
			readonly answer: JSONObject;
	  }
	/** A stream that something on the way, or the server, has damaged. `text` is a clause: "its bytes are ...". */
	| { readonly kind: 'damaged'; readonly text: string }
	| { readonly kind: 'api-error'; readonly text: string; readonly error: ApiError };

const WHOLE_ANSWERS: readonly (readonly [Form, string, (value: JSONObject) => boolean])[] = [
	['chat', 'a whole chat completion', (value) => 'choices' in value],
	['responses', 'a whole answer of the Responses API', ({ object }) => object === 'response'],
	[
		'messages',
		'a whole answer of the Messages API',
		({ type, content }) => type === 'message' && isList(content),
	],
];

/** The names that a stream's first line can start with. */
const FIELDS = ['data', 'event', 'id', 'retry'];
/** Such a line: "event" is a field, "event loop blocked" is prose. */
const FIRST_FIELD = new RegExp(`^(${FIELDS.join('|')}|)(:|[\\r\\n]|$)`);

export function documentOf(
	text: string,
	contentType: string | undefined
): BodyDocument | undefined {
	const start = text.replace(/^\uFEFF/, '').trimStart();
	const damage = bodyDamageOf(text.replace(/^\uFEFF/, ''));
	if (damage !== undefined) return { kind: 'damaged', text: damage };
	// A body may be cut inside its first word.
	if (FIRST_FIELD.test(start) || FIELDS.some((name) => name.startsWith(start))) return undefined;
	if (isHtml(start, contentType)) return { kind: 'web-page', text: webPage(start) };
	if (start.startsWith('{') || start.startsWith('[')) return jsonDocument(start);
	return { kind: 'text', text: `text that starts ${quote(start.slice(0, 80))}` };
}

function jsonDocument(text: string): BodyDocument {
	const other = { kind: 'text', text: `JSON that starts ${quote(text.slice(0, 80))}` } as const;
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		// Incomplete, perhaps because only a sample was taken; its start still identifies it.
		return other;
	}
	const error = findError(value);
	if (error !== undefined) return errorDocument(error);
	if (!isObject(value)) return other;
	const whole = WHOLE_ANSWERS.find(([, , isOne]) => isOne(value));
	if (whole !== undefined) {
		const [form, name] = whole;
		return { kind: 'completion', text: `${name}, not streamed`, form, answer: value };
	}
	// An error that is the whole object, as Cohere and AWS send it.
	return typeof value['message'] === 'string' ? errorDocument(toApiError(value)) : other;
}

const errorDocument = (error: ApiError): BodyDocument => ({
	kind: 'api-error',
	text: `an API error, ${errorText(error)}`,
	error,
});
