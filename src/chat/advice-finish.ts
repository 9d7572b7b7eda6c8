/** What to do about an answer whose stream is in order: what its finish reasons ask for. */
import { finishClass } from './finish-reasons.ts';
import { isEmpty } from './outcome-finish.ts';
import { CHAT_TERMS } from './terms.ts';
import type { Choice, Evidence } from './types.ts';

export function finishAdvice(evidence: Evidence): string | undefined {
	const { message, terms = CHAT_TERMS } = evidence;
	const classes = new Set(
		message.choices.map(({ finishReason }) => finishClass(finishReason ?? ''))
	);
	const thinker = message.choices.find(isThoughtAlone);
	if (thinker !== undefined) {
		return `The token limit was used up by reasoning, before any text came: raise ${limitField(evidence)}.`;
	}
	if (message.choices.some(({ finishReason }) => finishReason && finishReason === terms.pause)) {
		return 'The server paused a long turn. Send the answer back as it is, and the server continues.';
	}
	if (classes.has('limit')) {
		return `The answer reached the token limit. Raise ${limitField(evidence)}, or send the answer back and ask the model to go on.`;
	}
	if (classes.has('filter') || classes.has('blocked')) {
		return 'A content filter left out part of the answer. Word the request differently, and mark the text as incomplete.';
	}
	// vLLM ends a forced call with `stop`: what was sent says that the model waits, not the word.
	if (classes.has('tools') || message.choices.some(({ toolCalls }) => toolCalls.length > 0)) {
		return `The model is waiting for its tools: run them, and send each result ${terms.toolResult}.`;
	}
	if (
		message.choices.some(
			({ finishReason }) => finishReason && finishClass(finishReason) === 'unknown'
		)
	) {
		return `Look up the ${terms.finish} in the documentation of this server before you treat the answer as complete.`;
	}
	if (!isEmpty(message)) return undefined;
	return message.unshown.length > 0 ? NOT_TEXT : EMPTY;
}

const EMPTY =
	'Do not show it as an answer. LiteLLM turns a web page or an empty body from its backend into an empty answer: look at the frames, and check the server behind the gateway.';

const NOT_TEXT =
	'The answer is not text. Read it from the chunks, in the fields that the verdict names; a client that only reads text shows nothing.';

function isThoughtAlone({ finishReason, text, reasoning, toolCalls }: Choice): boolean {
	const isLimit = finishReason !== undefined && finishClass(finishReason) === 'limit';
	return isLimit && text.trim() === '' && reasoning !== '' && toolCalls.length === 0;
}

/** As the request itself names it. */
function limitField({ requestBody }: Evidence): string {
	const names = ['max_completion_tokens', 'max_output_tokens'];
	return `\`${names.find((name) => requestBody && name in requestBody) ?? 'max_tokens'}\``;
}
