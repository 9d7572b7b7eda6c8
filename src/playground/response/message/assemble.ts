/**
 * The answer as the API would have given it without streaming: one `chat.completion` object.
 *
 * In      A snapshot: its message, and its meanings for `created`, which the message does not keep.
 * Out     Plain data for `JSON.stringify`. What did not come is left out, or null where the API has null.
 * Source  OpenAI's `ChatCompletion`; openai-node's `finalChatCompletion()` and the demo's own answer to the
 *         same request are what the tests hold it against. `reasoning` is vLLM's field of that object.
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

/** One choice, with the parts that came. */
function choiceOf(choice: Choice) {
	const { index, role, text, reasoning, refusal, toolCalls, finishReason, logprobs } = choice;
	return {
		index,
		message: {
			role: role ?? 'assistant',
			// As the API has it: null where the answer is tool calls or a refusal and no text.
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

/** Unix seconds, from the first chunk that has them; Azure's first has 0. */
function createdIn(meanings: Snapshot['meanings']): number | null {
	for (const meaning of meanings) {
		const created = meaning.kind === 'chunk' ? meaning.chunk.created : undefined;
		if (typeof created === 'number' && created > 0) return created;
	}
	return null;
}
