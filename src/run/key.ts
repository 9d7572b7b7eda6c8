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
const KEPT =
	/^(accept(-.*)?|content-(type|length|encoding)|cache-control|user-agent|x-stainless-.*|x-request-id)$/i;

/** Response headers that are secrets of the session. Browsers hide them; other runtimes do not. */
const DROPPED = /^set-cookie2?$/i;

/** Headers that carry a key, by any name it goes by: what stands in them is masked everywhere. */
const CARRIERS =
	/^(proxy-)?authorization$|(^|-)(api-?key|auth-token|access-token|subscription-key)$/i;

export type Headers = readonly (readonly [name: string, value: string])[];

export function keptRequestHeaders(headers: Headers): Headers {
	return headers.filter(([name]) => KEPT.test(name));
}

export function keptResponseHeaders(headers: Headers): Headers {
	return headers.filter(([name]) => !DROPPED.test(name));
}

/** The secrets that a request carries: keys in its headers, and a password in its URL. */
export function secretsIn(headers: Headers, url: string): string[] {
	const keys = headers
		.filter(([name]) => CARRIERS.test(name))
		.map(([, value]) => value.trim().replace(/^(bearer|basic|token|api-?key)\s+/i, ''));
	const userinfo = /^[^/?#]*\/\/([^/?#]*)@/.exec(url)?.[1];
	const password = userinfo?.slice(userinfo.indexOf(':') + 1);
	return password ? [...keys, password, decodeURIComponentSafely(password)] : keys;
}

/** Text without the `user:password@` of any URL in it. */
export function withoutUserinfo(text: string): string {
	return text.replace(/(\w:\/\/)[^\s/?#"'@]*@/g, '$1');
}

function decodeURIComponentSafely(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text; // A stray "%": then the text is not encoded.
	}
}
