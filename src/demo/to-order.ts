/**
 * What a request orders in the form of a schema: tool calls, or JSON in place of words. In a file that is loaded
 * when such a request comes: few readers of the page send one.
 */
import type { ChatParams } from './chat-request.ts';
import { valueFor } from './schema/index.ts';

export { callsOf } from './tool-calls.ts';

/** JSON of the format that was asked for; `undefined` where that is text. */
export function jsonOf({ responseFormat, prompt }: ChatParams): string | undefined {
	if (responseFormat === 'text') return undefined;
	if (responseFormat === 'json_object') return JSON.stringify(anyObject(prompt));
	const param = 'response_format.json_schema.schema';
	return JSON.stringify(valueFor({ schema: responseFormat.schema, message: prompt, param }));
}

/** JSON that stands in the message; else an object with the keys that it names, or with a key of the demo's. */
function anyObject(prompt: string): unknown {
	const given = prompt.slice(prompt.indexOf('{'), prompt.lastIndexOf('}') + 1);
	if (given.startsWith('{')) {
		try {
			return JSON.parse(given);
		} catch {
			// Braces around something else.
		}
	}
	const names =
		/\b(?:keys?|fields?|propert(?:y|ies))\b:?\s+((?:["'`]?\w{1,40}["'`]?(?:,\s*(?:and\s+)?|\s+and\s+)){0,10}["'`]?\w{1,40})/i
			.exec(prompt.slice(0, 2_000))?.[1]
			?.split(/[^\w]+(?:and\W+)?/)
			.filter((name) => name !== '') ?? [];
	const required = names.length > 0 ? names : ['answer'];
	return valueFor({
		schema: { type: 'object', properties: {}, required },
		message: prompt,
		param: 'response_format',
	});
}
