/**
 * Chunks that differ from one server to the next. Nothing here is broken: a client that reads what is
 * there, and does not count on what is not, has the whole text.
 */
import type { Chunk, ChunkChoice } from '../../chat/index.ts';
import type { TimedChunk } from '../chunks.ts';
import { between } from '../random.ts';
import { change, choiceOf, deltaLike, mapChoices, timed, withFinishReason } from './chunk-steps.ts';
import { fault } from './fault.ts';
import { strike } from './steps.ts';

const WHOLE = { text: 'whole', outcome: 'complete' } as const;

export const chat = [
	fault({
		name: 'unknown-fields',
		what: 'Chunks, choices and deltas have fields that no client knows.',
		client: WHOLE,
		seen: 'OpenAI `obfuscation`, vLLM `stop_reason` and `token_ids`, LiteLLM `provider_specific_fields` (read).',
		*chunks(chunks, { random }) {
			for (const step of chunks) {
				yield change(step, (chunk) => ({
					...mapChoices(chunk, (choice) => ({
						...choice,
						delta: { ...choice.delta, provider_specific_fields: null },
						stop_reason: null,
						token_ids: null,
					})),
					service_tier: 'default',
					// Of a random length, to hide the token's: that is what OpenAI's is for.
					obfuscation: 'x'.repeat(between(random, 1, 16)),
				}));
			}
		},
	}),
	fault({
		name: 'choices-empty',
		what: 'The first chunk has `choices: []`, and a later one has a choice without a delta.',
		client: WHOLE,
		seen: 'Azure: filter results first, with an empty id and model, and annotations midway (read).',
		options: {
			after: { what: 'Chunks before the annotation', default: 20, least: 0, most: 10_000 },
		},
		*chunks(chunks, { options }) {
			const empty = { id: '', object: '', created: 0, model: '' };
			const safe = { hate: { filtered: false, severity: 'safe' } };
			yield timed({
				...empty,
				choices: [],
				prompt_filter_results: [{ prompt_index: 0, content_filter_results: safe }],
			});
			yield* strike(chunks, options.after, function* (step, rest) {
				yield timed({
					...empty,
					choices: [{ index: 0, finish_reason: null, content_filter_results: safe }],
				});
				yield step;
				yield* rest;
			});
		},
	}),
	fault({
		name: 'choices-missing',
		what: 'A frame among the chunks has no `choices` at all.',
		client: WHOLE,
		seen: 'Portkey sends the trace of its guardrails so, as first frame (reported in aaif-goose/goose #10935).',
		*chunks(chunks) {
			yield timed({ hook_results: { before_request_hooks: [] } });
			for (const step of chunks) yield step;
		},
	}),
	fault({
		name: 'choices-interleaved',
		what: 'Two choices come mixed, the second one first.',
		client: WHOLE,
		seen: 'llama.cpp with `n: 2` (observed). Here at least two come, even if one was asked for.',
		params: (params) => ({ ...params, n: Math.max(2, params.n) }),
		*chunks(chunks) {
			let roles: TimedChunk[] | undefined = [];
			for (const step of chunks) {
				const isRole = choiceOf(step)?.delta?.role;
				if (roles !== undefined && isRole) {
					roles.unshift(step);
					continue;
				}
				if (roles !== undefined) yield* roles;
				roles = undefined;
				yield step;
			}
		},
	}),
	fault({
		name: 'one-finish-reason',
		what: 'Two choices come whole, and only number 0 has a role and a finish reason.',
		client: WHOLE,
		seen: 'LiteLLM 1.110.2 with `n: 2`, in front of vLLM (observed). Here at least two come, even if one was asked for.',
		params: (params) => ({ ...params, n: Math.max(2, params.n) }),
		*chunks(chunks) {
			for (const step of chunks) {
				const choice = choiceOf(step);
				const isFirst = choice === undefined || choice.index === 0;
				if (isFirst || !(choice.delta?.role || choice.finish_reason)) yield step;
			}
		},
	}),
	fault({
		name: 'reasoning',
		what: 'Reasoning comes before the text, in a field of its own.',
		client: WHOLE,
		seen: 'vLLM 0.32 `reasoning`, LiteLLM 1.110.2 `reasoning_content` (observed); Ollama and DeepSeek (documented).',
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
		seen: 'Mistral, for its models that think (documented), and gateways in front of it. A loop that adds the list to a string shows `[object Object]`.',
		*chunks(chunks) {
			for (const step of chunks) {
				yield change(step, (chunk) => mapChoices(chunk, (choice) => inParts(choice)));
			}
		},
	}),
	fault({
		name: 'tool-calls',
		what: 'Two tool calls follow the text, their arguments in pieces that alternate.',
		client: WHOLE,
		seen: 'Every server with tools; vLLM with `parallel_tool_calls`.',
		*chunks(chunks) {
			for (const step of chunks) {
				const choice = choiceOf(step);
				if (choice?.finish_reason) {
					for (const call of toolCallsOf(choice.index)) {
						yield deltaLike(step, choice.index, { tool_calls: [call] });
					}
				}
				yield withFinishReason(step, 'tool_calls');
			}
		},
	}),
	fault({
		name: 'unknown-finish-reason',
		what: 'The finish reason is one that OpenAI does not have: `eos_token`.',
		client: WHOLE,
		seen: 'Text Generation Inference until August 2024 (huggingface/text-generation-inference #2344).',
		*chunks(chunks) {
			for (const step of chunks) yield withFinishReason(step, 'eos_token');
		},
	}),
	fault({
		name: 'model-change',
		what: 'Another model goes on with the answer, and `model` names it from there.',
		client: WHOLE,
		seen: 'LiteLLM can fall back midway if it is told to (BerriAI/litellm #19077); by default it rewrites `model` and stays (observed).',
		options: {
			after: { what: 'Chunks before the change', default: 20, least: 0, most: 10_000 },
		},
		chunks: (chunks, { options }) =>
			strike(chunks, options.after, function* (step, rest) {
				yield change(step, nameFallback);
				for (const later of rest) yield change(later, nameFallback);
			}),
	}),
	fault({
		name: 'data-after-done',
		what: 'More text comes after `[DONE]`.',
		client: WHOLE,
		seen: 'No server by itself, but LiteLLM passes such text on, before its own `[DONE]`; the AI SDK appends it (observed).',
		*chunks(chunks) {
			let last: TimedChunk | undefined;
			for (const step of chunks) {
				yield step;
				if (step.chunk === '[DONE]' && last !== undefined) {
					yield deltaLike({ ...last, afterMs: 0 }, 0, { content: ' This came after [DONE].' });
				}
				last = step;
			}
		},
	}),
];

/** The role's chunk brings the thought, each later one its text. */
function inParts(choice: ChunkChoice): ChunkChoice {
	const { role, content } = choice.delta ?? {};
	const thinking = [{ type: 'text', text: THOUGHTS.join('') }];
	const parts = role ? [{ type: 'thinking', thinking }] : [{ type: 'text', text: content }];
	const isSent = role || content;
	return isSent ? { ...choice, delta: { ...choice.delta, ...asContent(parts) } } : choice;
}

/** `Delta` is what the API documents: a string. */
const asContent = (content: readonly object[]): object => ({ content });

const THOUGHTS = 'They want an answer. The demo has one ready, so it will do.'.match(/\s?\S+/g)!;

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

/** Names and ids in the first piece of each call alone; the arguments are whole only in the end. */
function toolCallsOf(choice: number) {
	// No two calls of an answer share an id, in whichever choices they are.
	const [weather, time] = [`call_demo${2 * choice}`, `call_demo${2 * choice + 1}`];
	return [
		toolCall(0, '', { id: weather, name: 'get_weather' }),
		toolCall(0, '{"city":'),
		toolCall(1, '', { id: time, name: 'get_time' }),
		toolCall(1, '{"zone":"Euro'),
		toolCall(0, ' "Paris"'),
		toolCall(1, 'pe/Paris"}'),
		toolCall(0, '}'),
	];
}

function toolCall(index: number, pieceOfArguments: string, call?: { id: string; name: string }) {
	if (call === undefined) return { index, function: { arguments: pieceOfArguments } };
	const { id, name } = call;
	return { index, id, type: 'function', function: { name, arguments: pieceOfArguments } };
}

function nameFallback(chunk: Chunk): Chunk {
	return { ...chunk, model: 'fallback-model' };
}
