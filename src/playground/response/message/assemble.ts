/**
 * The answer as the API would have sent it without streaming: one `chat.completion` object.
 *
 * In      The message, and the meanings for `created`, which the message does not have.
 * Out     Plain data for `JSON.stringify`. What was not received is left out, or null where the API has null.
 * Source  OpenAI's `ChatCompletion`, with vLLM's field `reasoning`. The tests compare it with openai-node's
 *         `finalChatCompletion()` and with the demo's own answer to the same request.
 */
import type { Choice, ToolCall } from '../../../chat/index.ts';
import type { Snapshot } from '../../../run/index.ts';

export function assemble({ message, meanings }: Pick<Snapshot, 'message' | 'meanings'>) {
	return {
		id: message.id ?? null,
		object: 'chat.completion',
		created: createdIn(meanings),
		model: message.model ?? null,
		...(message.systemFingerprint !== undefined && {
			system_fingerprint: message.systemFingerprint,
		}),
		choices: message.choices.map(choiceOf),
		...(message.usage && { usage: message.usage }),
	};
}

/** One choice, with the parts that were received. */
function choiceOf(choice: Choice) {
	const { index, role, text, reasoning, refusal, toolCalls, finishReason, logprobs } = choice;
	return {
		index,
		message: {
			role: role ?? 'assistant',
			// As in the API: null if the answer is tool calls or a refusal without text.
			content: text === '' && (toolCalls.length > 0 || refusal !== '') ? null : text,
			...(reasoning !== '' && { reasoning }),
			...(refusal !== '' && { refusal }),
			...(toolCalls.length > 0 && { tool_calls: toolCalls.map(toolCallOf) }),
		},
		logprobs: logprobs ?? null,
		finish_reason: finishReason ?? null,
	};
}

function toolCallOf({ id, name, arguments: json }: ToolCall) {
	return {
		id: id ?? null,
		type: 'function',
		function: { name: name ?? null, arguments: json },
	};
}

/** Unix seconds, from the first chunk that has them; in Azure's first chunk they are 0. */
function createdIn(meanings: Snapshot['meanings']): number | null {
	for (const meaning of meanings) {
		const created = meaning.kind === 'chunk' ? meaning.chunk.created : undefined;
		if (typeof created === 'number' && created > 0) return created;
	}
	return null;
}
