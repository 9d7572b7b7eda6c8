/** Answers with more in them than text: reasoning, and content as a list of parts. */
import type { Chunk, ChunkChoice } from '../../chat/index.ts';
import { change, choiceOf, deltaLike, foreign, mapChoices } from './chunk-steps.ts';
import { ALL_PROTOCOLS, fault } from './fault.ts';

const WHOLE = { text: 'whole', outcome: 'complete' } as const;

export const parts = [
	fault({
		name: 'reasoning',
		protocols: ALL_PROTOCOLS,
		what: 'Reasoning comes before the text, in a field of its own.',
		client: WHOLE,
		seen: 'vLLM 0.32 `reasoning`, LiteLLM 1.110.2 `reasoning_content`; Ollama and DeepSeek (documented).',
		options: {
			field: {
				what: 'The name of the field',
				default: 'reasoning',
				words: ['reasoning', 'reasoning_content'],
			},
		},
		*chunks(chunks, { options }) {
			// The choices whose role has come. They think side by side, as they write.
			let waiting: number[] = [];
			let tokens = 0;
			for (const step of chunks) {
				const choice = choiceOf(step);
				if (choice?.delta?.role) waiting.push(choice.index);
				else {
					for (const thought of waiting.length > 0 ? THOUGHTS : []) {
						let { afterMs } = step;
						for (const index of waiting) {
							yield deltaLike({ ...step, afterMs }, index, { [options.field]: thought });
							afterMs = 0;
							tokens++;
						}
					}
					waiting = [];
				}
				const counted = tokens;
				yield change(step, (chunk) => countThoughts(chunk, counted));
			}
		},
	}),
	fault({
		name: 'content-parts',
		what: 'Content is a list of parts: a thinking part first, then text parts.',
		client: WHOLE,
		seen: 'Mistral, for its reasoning models (documented), and gateways in front of it. A loop that appends the list to a string shows `[object Object]`.',
		*chunks(chunks) {
			for (const step of chunks) {
				yield change(step, (chunk) => mapChoices(chunk, (choice) => inParts(choice)));
			}
		},
	}),
];

/** The role's chunk brings the thought, each later one its text. */
function inParts(choice: ChunkChoice): ChunkChoice {
	const { role, content } = choice.delta ?? {};
	const thinking = [{ type: 'text', text: THOUGHTS.join('') }];
	const list = role ? [{ type: 'thinking', thinking }] : [{ type: 'text', text: content }];
	const isSent = role || content;
	return isSent ? { ...choice, delta: { ...choice.delta, ...foreign({ content: list }) } } : choice;
}

const THOUGHTS = 'They want an answer. The demo has one ready, so it will do.'.split(/(?=\s)/);

/** Reasoning is made of completion tokens like any other. */
function countThoughts(chunk: Chunk, tokens: number): Chunk {
	if (!chunk.usage) return chunk;
	const { completion_tokens = 0, total_tokens = 0, ...usage } = chunk.usage;
	return {
		...chunk,
		usage: {
			...usage,
			completion_tokens: completion_tokens + tokens,
			total_tokens: total_tokens + tokens,
		},
	};
}
