/**
 * What of a request and a response may be recorded.
 *
 * The key is sent by the client, so the client's request is where it is found: the header may hold
 * another key than the form, if the client is the reader's own code.
 */

import { BASE64, fromBase64 } from './base64.ts';
import { decode } from './bytes.ts';
import { keysIn } from './secrets/index.ts';

/**
 * Request headers worth keeping. A list of what may be kept, not of what may not: a gateway's own
 * header for keys (`api-key`, `x-goog-api-key`, `cf-access-token` ...) cannot be foreseen.
 */
export const REQUEST_HEADER =
	/^(accept(-[a-z]+)*|content-(type|length|encoding)|cache-control|user-agent|x-request-id|x-stainless-[a-z-]+)$/;

/** Any name but those of cookies, secrets of a session. Browsers hide them; other runtimes do not. */
export const RESPONSE_HEADER = /^(?!set-cookie2?$)[!#$%&'*+.^_`|~0-9a-z-]+$/;

/**
 * Request headers, beyond those kept, whose values are no secrets. Everything in any other header is one:
 * which header a gateway takes its key in cannot be foreseen.
 */
const HARMLESS =
	/^(:[a-z]+|host|origin|referer|http-referer|x-title|connection|keep-alive|transfer-encoding|te|trailer|upgrade(-insecure-requests)?|expect|pragma|priority|dnt|range|if-(match|none-match|range|modified-since|unmodified-since)|sec-[a-z-]+|save-data|device-memory|downlink|ect|rtt|viewport-width|date|via|x-forwarded-(for|host|port|proto)|x-requested-with|traceparent|openai-(beta|organization|project)|anthropic-(beta|version|dangerous-direct-browser-access)|x-goog-api-client)$/;

/** Names in lower case, as `Headers` gives them. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

export function keptRequestHeaders(headers: HeaderList): HeaderList {
	return headers.filter(([name]) => REQUEST_HEADER.test(name));
}

export function keptResponseHeaders(headers: HeaderList): HeaderList {
	return headers.filter(([name]) => RESPONSE_HEADER.test(name));
}

/**
 * Query parameters that carry one: Gemini's `key`, Azure's `api-key`, `subscription-key`, `code` and `sig`, and
 * any name that ends so.
 */
const KEY_PARAMETER =
	/([?&;](?:(?:[\w-]*[-_])?(?:api)?key|(?:[\w-]*[-_])?token|code|sig)=)([^\s&;#]+)/gi;

/**
 * The secrets that a request carries: in its headers, in its URL's query, a password there, and what has the shape
 * of a key in its body, where one may have been pasted into a message.
 */
export function secretsIn(headers: HeaderList, url: string, body = ''): string[] {
	const inHeaders = headers
		.filter(([name]) => !REQUEST_HEADER.test(name) && !HARMLESS.test(name))
		.flatMap(([name, value]) => secretsInHeader(name, value.trim()));
	const inQuery = [...url.matchAll(KEY_PARAMETER)].map(([, , value = '']) => value);
	const userinfo = /^[^/?#]*\/\/([^/?#]*)@/.exec(url)?.[1] ?? '';
	const password = userinfo.slice(userinfo.indexOf(':') + 1);
	const encoded = [...inQuery, password];
	return [...inHeaders, ...encoded, ...encoded.map(decodeOrKeep), ...keysIn(body)];
}

function secretsInHeader(name: string, value: string): string[] {
	if (name === 'cookie') {
		return value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim());
	}
	// "Bearer sk-...", "Basic dXNlcjpwYXNz", "Token token=...": what follows the scheme's name.
	const credentials = value.replace(/^[a-z][\w-]*\s+(?=\S+$)/i, '').replace(/^["']|["']$/g, '');
	const isBasic = /^basic\s/i.test(value) && BASE64.test(credentials);
	return isBasic
		? [credentials, decode(fromBase64(credentials)).replace(/^[^:]*:/, '')]
		: [credentials];
}

/**
 * Text without the `user:password@` of any URL in it, and its key parameters' values written over: by their
 * place, so that also those are gone that are too short to be looked for elsewhere.
 */
export function withoutURLSecrets(text: string): string {
	return text
		.replace(/(\w:\/\/)[^\s/?#"']*@/g, '$1')
		.replace(KEY_PARAMETER, (_, name: string, value: string) => name + '*'.repeat(value.length));
}

function decodeOrKeep(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text; // A stray "%": then the text is not encoded.
	}
}
