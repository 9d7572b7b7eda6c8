/**
 * A completion as it is sent: chunks in a model's rhythm, or one object.
 *
 * Source  the chunks of vLLM and OpenAI: per choice a role chunk with content `""`, then a delta a
 *         token, then an empty delta with the finish reason; last, if asked for, usage with
 *         `choices: []` (and `usage: null` before it), and `[DONE]`.
 * Out     `TimedChunk`s, made one at a time as they are asked for, so that a stream that is left
 *         costs nothing more.
 * Units   `afterMs` is the wait since the chunk before.
 */
import type { Chunk, Delta } from '../chat/index.ts';
import type { Completion } from './completion.ts';
import { createRandom, type Random } from './random.ts';

export interface TimedChunk {
	readonly afterMs: number;
	readonly chunk: Chunk | '[DONE]';
	/** From the first finish reason on: a client that has come this far may have the whole answer. */
	readonly isClosing?: boolean;
}

/** A small model on one good graphics card. */
const FIRST_MS = 250;
const TOKENS_PER_SECOND = 60;

export function* streamChunks(
	completion: Completion,
	{ includeUsage }: { includeUsage: boolean }
): Generator<TimedChunk> {
	const { id, created, model, choices, usage } = completion;
	const random = createRandom(completion.seed);
	let isClosing = false;
	const timed = (afterMs: number, fields: Chunk): TimedChunk => ({
		afterMs,
		chunk: { id, object: 'chat.completion.chunk', created, model, ...fields },
		isClosing,
	});
	const ofChoice = (index: number, delta: Delta, finishReason: string | null): Chunk => ({
		choices: [{ index, delta, logprobs: null, finish_reason: finishReason }],
		...(includeUsage ? { usage: null } : {}),
	});

	let waitMs = firstMs(random);
	for (const index of choices.keys()) {
		yield timed(waitMs, ofChoice(index, { role: 'assistant', content: '' }, null));
		waitMs = 0;
	}
	// All choices are computed in one batch: each step brings a token of every choice, in the order
	// in which the server happens to send them.
	let unfinished = [...choices.keys()];
	for (let step = 0; unfinished.length > 0; step++) {
		waitMs = gapMs(random);
		for (const index of shuffle(unfinished, random)) {
			const choice = choices[index];
			const token = choice?.tokens[step];
			if (token === undefined) {
				isClosing = true;
				yield timed(waitMs, ofChoice(index, {}, choice?.finishReason ?? null));
				unfinished = unfinished.filter((other) => other !== index);
			} else {
				yield timed(waitMs, ofChoice(index, { content: token }, null));
			}
			waitMs = 0;
		}
	}
	if (includeUsage) yield timed(0, { choices: [], usage });
	yield { afterMs: 0, chunk: '[DONE]', isClosing };
}

/** The same answer without streaming, after the time that the stream would have taken. */
export function wholeAnswer(completion: Completion): { afterMs: number; body: object } {
	const { id, created, model, choices, usage } = completion;
	let afterMs = 0;
	for (const timed of streamChunks(completion, { includeUsage: false })) afterMs += timed.afterMs;
	return {
		afterMs,
		body: {
			id,
			object: 'chat.completion',
			created,
			model,
			choices: choices.map(({ tokens, finishReason }, index) => ({
				index,
				message: { role: 'assistant', content: tokens.join('') },
				logprobs: null,
				finish_reason: finishReason,
			})),
			usage,
		},
	};
}

function firstMs(random: Random): number {
	return FIRST_MS * (0.9 + 0.2 * random());
}

/** Even jitter about the mean: pauses of 0.4 to 1.6 times, as on a server that has little else to do. */
function gapMs(random: Random): number {
	return (1000 / TOKENS_PER_SECOND) * (0.4 + 1.2 * random());
}

function shuffle(indices: readonly number[], random: Random): number[] {
	return indices
		.map((index) => ({ index, rank: random() }))
		.toSorted((a, b) => a.rank - b.rank)
		.map(({ index }) => index);
}
