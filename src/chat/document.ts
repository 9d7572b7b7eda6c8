/**
 * What a successful response holds when it holds no event stream.
 *
 * In      The body, or its start, and its content type.
 * Out     A phrase for it; `undefined` where it starts as an event stream does.
 * Errors  None.
 * Why     The label decides only where the body does not: mock servers and proxies send good streams as
 *         `text/plain`, and the official SDKs read them; gateways send JSON errors as event streams.
 */
import { findError, toApiError } from './api-error.ts';
import { isHtml, webPage } from './web-page.ts';
import { errorText, quote } from './wording.ts';

export type DocumentKind = 'web-page' | 'api-error' | 'completion' | 'text';

export interface BodyDocument {
	readonly kind: DocumentKind;
	readonly text: string;
}

/** The names that a stream's first line can start with. */
const FIELDS = ['data', 'event', 'id', 'retry'];
/** That line, as far as it tells a stream from a text: "event" is a field, "event loop blocked" is none. */
const FIRST_FIELD = new RegExp(`^(${FIELDS.join('|')}|)(:|[\\r\\n]|$)`);

export function documentOf(
	text: string,
	contentType: string | undefined
): BodyDocument | undefined {
	const start = text.replace(/^\uFEFF/, '').trimStart();
	// A body may be cut inside its first word.
	if (FIRST_FIELD.test(start) || FIELDS.some((name) => name.startsWith(start))) return undefined;
	if (isHtml(start, contentType)) {
		return { kind: 'web-page', text: webPage(start) };
	}
	if (start.startsWith('{') || start.startsWith('[')) return jsonDocument(start);
	return { kind: 'text', text: `text that starts ${quote(start.slice(0, 80))}` };
}

function jsonDocument(text: string): BodyDocument {
	const other = { kind: 'text', text: `JSON that starts ${quote(text.slice(0, 80))}` } as const;
	let value: Record<string, unknown>;
	try {
		value = JSON.parse(text) as Record<string, unknown>;
	} catch {
		// Cut short, by the sample's length perhaps; its start still tells what it is.
		return other;
	}
	if ('choices' in value) {
		return { kind: 'completion', text: 'a whole chat completion, not streamed' };
	}
	const error = findError(value) ?? (isErrorAlone(value) ? toApiError(value) : undefined);
	if (error === undefined) return other;
	return { kind: 'api-error', text: `an API error, ${errorText(error)}` };
}

/** An error that is the whole object, as FastAPI and AWS send it. */
function isErrorAlone({ message, detail }: Record<string, unknown>): boolean {
	return typeof message === 'string' || Boolean(detail);
}
