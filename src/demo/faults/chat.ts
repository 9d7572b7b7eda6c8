/**
 * Chunks that differ from one server to the next. Nothing here is broken: a client that reads what is
 * there, and does not count on what is not, has the whole text.
 */
import type { Chunk } from '../../chat/index.ts';
import type { TimedChunk } from '../chunks.ts';
import { between } from '../random.ts';
import { change, choiceOf, deltaLike, mapChoices, timed, withFinishReason } from './chunk-steps.ts';
import { fault } from './fault.ts';
import { strike } from './steps.ts';

const WHOLE = { text: 'whole', outcome: 'complete' } as const;

export const chat = [
	fault({
		name: 'unknown-fields',
		what: 'Chunks, choices and deltas have extra fields that clients do not know.',
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
		what: 'One frame has no `choices` at all.',
		client: WHOLE,
		seen: 'Portkey sends the trace of its guardrails this way, as the first frame (reported in aaif-goose/goose #10935).',
		*chunks(chunks) {
			yield timed({ hook_results: { before_request_hooks: [] } });
			for (const step of chunks) yield step;
		},
	}),
	fault({
		name: 'choices-interleaved',
		what: 'The chunks of two choices are interleaved, the second choice first.',
		client: WHOLE,
		seen: 'llama.cpp with `n: 2` (observed). Here, there are at least two choices, even if the request asks for one.',
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
		what: 'Two choices are complete, but only number 0 has a role and a finish reason.',
		client: WHOLE,
		seen: 'LiteLLM 1.110.2 with `n: 2`, in front of vLLM. Here, there are at least two choices, even if the request asks for one.',
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
		name: 'unknown-finish-reason',
		what: 'The finish reason is not one of OpenAI’s: `eos_token`.',
		client: WHOLE,
		seen: 'Text Generation Inference until August 2024 (huggingface/text-generation-inference #2344).',
		*chunks(chunks) {
			for (const step of chunks) yield withFinishReason(step, 'eos_token');
		},
	}),
	fault({
		name: 'model-change',
		what: 'Another model takes over midway, and `model` names it from then on.',
		client: WHOLE,
		seen: 'LiteLLM can fall back midway if configured to (BerriAI/litellm #19077). By default, LiteLLM 1.110.2 does not, and hides such a change by rewriting `model`.',
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
		seen: 'No server by itself, but LiteLLM 1.110.2 passes such text on, before its own `[DONE]`; the AI SDK appends it.',
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

function nameFallback(chunk: Chunk): Chunk {
	return { ...chunk, model: 'fallback-model' };
}
