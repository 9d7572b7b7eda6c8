/**
 * Normalises a base URL as typed or pasted, so that paths can be appended to it.
 *
 * Out     `{ value }` without a trailing slash, or `{ problem }` in one or two sentences.
 */
import { keysIn } from '../run/secrets/index.ts';
import { PRINTED } from './printed.ts';

type Result = { value: string } | { problem: string };

/** The problem does not quote the input, which may be a key pasted into the wrong box. */
export function readBaseURL(typed: string): Result {
	const text = typed.trim();
	if (text === '') return { problem: `The base URL is empty. Example: ${PRINTED.baseURL}` };
	// Without a scheme `localhost:8000/v1` would parse as the scheme "localhost:".
	if (!/^https?:\/\//i.test(text)) {
		return { problem: 'The base URL does not begin with https:// or http://. Add it in front.' };
	}
	if (!URL.canParse(text)) {
		return { problem: `The base URL is not a URL. Example: ${PRINTED.baseURL}` };
	}
	const url = new URL(text);
	if (url.username !== '' || url.password !== '') {
		return {
			problem: 'The base URL contains a user name or password. Put the key into its own box.',
		};
	}
	// Not `search` and `hash`: both are empty for `…/v1?`, where an appended path would end up in the query.
	if (/[?#]/.test(url.href)) {
		return {
			problem: 'The base URL has a part after “?” or “#”. Remove it: paths are added to its end.',
		};
	}
	if (keysIn(decoded(url.pathname)).length > 0) {
		return {
			problem: 'The base URL contains what looks like an API key. Put the key into its own box.',
		};
	}
	// People paste the full URL of the endpoint; remove the path that we would append again.
	return { value: url.href.replace(/(\/+chat\/completions)?\/*$/, '') };
}

function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path; // A stray "%": the path is not encoded.
	}
}
