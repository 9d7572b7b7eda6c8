/**
 * Reads the text of an answer that was not streamed: one JSON body, of chat, Responses or Messages.
 *
 * Out     The text, in chat that of the first choice; `undefined` if there is none, as in an error, a web page, or
 *         an incomplete body.
 */
import { isObject } from '../../../chat/index.ts';

export function textOfCompletion(body: string): string | undefined {
	let value: unknown;
	try {
		value = JSON.parse(body);
	} catch {
		return undefined; // Incomplete, or not JSON at all: the run's outcome says which.
	}
	if (!isObject(value)) return undefined;
	const [choice] = objectsIn(value['choices']);
	const message = choice?.['message'];
	if (isObject(message)) return textIn(message['content']);
	const items = objectsIn(value['output']).flatMap(({ content }) => objectsIn(content));
	const texts = [...items, ...objectsIn(value['content'])].flatMap(({ type, text }) =>
		type === 'output_text' || type === 'text' ? (textIn(text) ?? []) : []
	);
	return texts.length > 0 ? texts.join('') : undefined;
}

const textIn = (value: unknown) => (typeof value === 'string' ? value : undefined);
const objectsIn = (value: unknown) => (Array.isArray(value) ? value.filter(isObject) : []);
