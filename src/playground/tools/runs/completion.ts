/**
 * Reads the text of an answer that was not streamed: one JSON body.
 *
 * Out     The text of its first choice; `undefined` if there is none, as in an error, a web page, or an
 *         incomplete body.
 */
import { isObject } from '../../../chat/index.ts';

export function textOfCompletion(body: string): string | undefined {
	let value: unknown;
	try {
		value = JSON.parse(body);
	} catch {
		return undefined; // Incomplete, or not JSON at all: the run's outcome says which.
	}
	const choices = isObject(value) ? value['choices'] : undefined;
	const first: unknown = Array.isArray(choices) ? choices[0] : undefined;
	const message = isObject(first) ? first['message'] : undefined;
	const content = isObject(message) ? message['content'] : undefined;
	return typeof content === 'string' ? content : undefined;
}
