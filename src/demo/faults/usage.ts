/** Where the token counts come. A client takes them wherever they are, and the last ones count. */
import type { Chunk, Usage } from '../../chat/index.ts';
import type { TimedChunk } from '../chunks.ts';
import { bringsAnswer, change, foreign, mapChoices } from './chunk-steps.ts';
import { fault } from './fault.ts';

const WHOLE = { text: 'whole', outcome: 'complete' } as const;

export const usage = [
	fault({
		name: 'usage-apart',
		what: 'Token counts come in a chunk of their own with `choices: []`, whether asked for or not.',
		client: WHOLE,
		seen: 'vLLM 0.32 and LiteLLM 1.110.2 with `stream_options.include_usage`, OpenAI (documented); some gateways always.',
		params: (params) => ({ ...params, includeUsage: true }),
	}),
	fault({
		name: 'usage-with-finish',
		what: 'Token counts come in the chunk with the finish reason.',
		client: WHOLE,
		seen: 'transformers serve, always (observed).',
		params: (params) => ({ ...params, includeUsage: true }),
		chunks: (chunks) => withFinish(chunks, (chunk, counts) => ({ ...chunk, usage: counts })),
	}),
	fault({
		name: 'usage-elsewhere',
		what: 'Token counts come with the finish reason, in a field that the API does not have.',
		client: WHOLE,
		seen: 'In the last choice, or, from Groq, in `x_groq` (reported).',
		options: { in: { what: 'Where they are', default: 'choice', words: ['choice', 'x_groq'] } },
		params: (params) => ({ ...params, includeUsage: true }),
		chunks: (chunks, { options }) => withFinish(chunks, PLACES[options.in]),
	}),
	fault({
		name: 'usage-on-every-chunk',
		what: 'Every chunk has the token counts so far.',
		client: WHOLE,
		seen: 'vLLM 0.32 with `continuous_usage_stats`.',
		params: (params) => ({ ...params, includeUsage: true }),
		*chunks(chunks, { params }) {
			const prompt = params?.promptTokens ?? 0;
			let completion = 0;
			for (const step of chunks) {
				yield change(step, (chunk) => {
					if (bringsAnswer(step)) completion++;
					return {
						...chunk,
						usage: {
							prompt_tokens: prompt,
							completion_tokens: completion,
							total_tokens: prompt + completion,
						},
					};
				});
			}
		},
	}),
];

const PLACES = {
	choice: (chunk: Chunk, counts: Usage): Chunk =>
		mapChoices(chunk, (choice) => ({ ...choice, ...foreign({ usage: counts }) })),
	x_groq: (chunk: Chunk, counts: Usage): Chunk => ({
		...chunk,
		...foreign({ x_groq: { id: 'req_demo', usage: counts } }),
	}),
};

/** Puts the counts into the last chunk with a choice. Held back by one: which it is shows when they follow it. */
function* withFinish(
	chunks: Iterable<TimedChunk>,
	put: (chunk: Chunk, counts: Usage) => Chunk
): Generator<TimedChunk> {
	let held: TimedChunk | undefined;
	for (const step of chunks) {
		if (step.chunk !== '[DONE]' && step.chunk.usage && held !== undefined) {
			const { usage: counts } = step.chunk;
			held = change(held, (chunk) => put(chunk, counts));
			continue;
		}
		if (held !== undefined) yield held;
		held = change(step, ({ usage: _none, ...chunk }) => chunk);
	}
	if (held !== undefined) yield held;
}
