/** The words of one choice of an answer. */
import type { ChatParams } from '../chat-request.ts';
import { exactText, recall, resultsSince } from './asked.ts';
import { replyTo } from './index.ts';
import { fenced } from './quote.ts';

export function answerOf(params: ChatParams, index: number): string {
	const { messages, prompt } = params;
	const results = resultsSince(messages);
	if (results.length > 0) return resultsText(results);
	return exactText(prompt) ?? recall(messages, prompt) ?? replyTo(prompt, index);
}

function resultsText(results: ChatParams['messages']): string {
	const parts = results.map(({ toolName, text }) => {
		const who = toolName === undefined ? 'The tool' : `\`${toolName}\``;
		return `${who} returned:\n\n${fenced(text.toWellFormed())}`;
	});
	return `${parts.join('\n\n')}\n\n*An answer of this demo, not of a model, which would put this into words.*`;
}
