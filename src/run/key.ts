/**
 * What of a request and a response may be recorded.
 *
 * The key is sent by the client, so the client's request is where it is found: the header may hold
 * another key than the form, if the client is the reader's own code.
 */

/**
 * Request headers worth keeping. A list of what may be kept, not of what may not: a gateway's own
 * header for keys (`api-key`, `x-goog-api-key`, `cf-access-token` ...) cannot be foreseen.
 */
export const REQUEST_HEADER =
	/^(accept(-[a-z]+)*|content-(type|length|encoding)|cache-control|user-agent|x-request-id|x-stainless-[a-z-]+)$/;

/** Any name but those of cookies, secrets of a session. Browsers hide them; other runtimes do not. */
export const RESPONSE_HEADER = /^(?!set-cookie2?$)[!#$%&'*+.^_`|~0-9a-z-]+$/;

/** Headers that carry a key, by any name it goes by: what stands in them is masked everywhere. */
const CARRIERS =
	/^(proxy-)?authorization$|(^|-)(api-?key|auth-token|access-token|subscription-key)$/i;

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

/** The secrets that a request carries: keys in its headers and URL, and a password there. */
export function secretsIn(headers: HeaderList, url: string): string[] {
	const keys = headers
		.filter(([name]) => CARRIERS.test(name))
		.map(([, value]) => value.trim().replace(/^(bearer|basic|token|api-?key)\s+/i, ''));
	const inQuery = [...url.matchAll(KEY_PARAMETER)].map(([, , value]) => value!);
	const userinfo = /^[^/?#]*\/\/([^/?#]*)@/.exec(url)?.[1] ?? '';
	const password = userinfo.slice(userinfo.indexOf(':') + 1);
	const encoded = [...inQuery, password];
	return [...keys, ...encoded, ...encoded.map(decodeOrKeep)];
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
