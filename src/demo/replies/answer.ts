/** The text of one choice of an answer: JSON of the format that was asked for, or words. */
import type { ChatParams } from '../chat-request.ts';
import { valueFor } from '../schema/index.ts';
import { exactText, recall, resultsSince } from './asked.ts';
import { replyTo } from './index.ts';
import { fenced } from './quote.ts';

export function answerOf(params: ChatParams, index: number): string {
	const { messages, prompt, responseFormat } = params;
	if (responseFormat === 'json_object') return JSON.stringify(anyObject(prompt));
	if (responseFormat !== 'text') {
		const param = 'response_format.json_schema.schema';
		return JSON.stringify(valueFor({ schema: responseFormat.schema, message: prompt, param }));
	}
	const results = resultsSince(messages);
	if (results.length > 0) return resultsText(results);
	return exactText(prompt) ?? recall(messages, prompt) ?? replyTo(prompt, index);
}

/** JSON that stands in the message; else an object with the keys that it names, or with a key of the demo's. */
function anyObject(prompt: string): unknown {
	const given = /\{[^]*\}/.exec(prompt.slice(0, 10_000))?.[0];
	if (given !== undefined) {
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

function resultsText(results: ChatParams['messages']): string {
	const parts = results.map(({ toolName, text }) => {
		const who = toolName === undefined ? 'The tool' : `\`${toolName}\``;
		return `${who} returned:\n\n${fenced(text.toWellFormed())}`;
	});
	return `${parts.join('\n\n')}\n\n*An answer of this demo, not of a model, which would put this into words.*`;
}
