/**
 * A completion as it is sent: as chunks at a model's pace, or as one object.
 *
 * Source  The chunks of vLLM and OpenAI: for each choice a role chunk with content `""`, a delta for each
 *         token, and an empty delta with the finish reason; then, on request, usage with `choices: []`
 *         (and `usage: null` in the chunks before); last, `[DONE]`.
 * Out     `TimedChunk`s, generated on demand, so that an abandoned stream costs nothing more.
 * Units   `afterMs` is the wait since the previous chunk.
 */
import type { Chunk, Delta } from '../chat/index.ts';
import type { Completion } from './completion.ts';
import type { TokenLogprob } from './logprobs.ts';
import { createRandom, type Random } from './random.ts';

export interface TimedChunk {
	readonly afterMs: number;
	readonly chunk: Chunk | '[DONE]';
	/** True from the first finish reason on: from here, a client may already have the whole answer. */
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
	const ofChoice = (
		index: number,
		delta: Delta,
		finishReason: string | null,
		logprob?: TokenLogprob
	): Chunk => ({
		choices: [
			{ index, delta, logprobs: listOf(logprob && [logprob]), finish_reason: finishReason },
		],
		...(includeUsage ? { usage: null } : {}),
	});

	let waitMs = firstMs(random);
	for (const index of choices.keys()) {
		yield timed(waitMs, ofChoice(index, { role: 'assistant', content: '' }, null));
		waitMs = 0;
	}
	// A server computes all choices in one batch: each step yields a token of every choice, in any order.
	let unfinished = [...choices.keys()];
	for (let step = 0; unfinished.length > 0; step++) {
		waitMs = gapMs(random);
		for (const index of shuffle(unfinished, random)) {
			const choice = choices[index];
			const delta = choice?.deltas[step];
			if (delta === undefined) {
				isClosing = true;
				yield timed(waitMs, ofChoice(index, {}, choice?.finishReason ?? null));
				unfinished = unfinished.filter((other) => other !== index);
			} else {
				yield timed(waitMs, ofChoice(index, delta, null, choice?.logprobs?.[step]));
			}
			waitMs = 0;
		}
	}
	if (includeUsage) yield timed(0, { choices: [], usage });
	yield { afterMs: 0, chunk: '[DONE]', isClosing };
}

/** The same answer without streaming, after the time the stream would have taken. */
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
			choices: choices.map(({ deltas, finishReason, logprobs }, index) => ({
				index,
				message: wholeMessage(deltas),
				logprobs: listOf(logprobs),
				finish_reason: finishReason,
			})),
			usage,
		},
	};
}

function listOf(logprobs: readonly TokenLogprob[] | undefined) {
	return logprobs === undefined ? null : { content: logprobs };
}

/** What the deltas add up to. With tool calls there is no text. */
function wholeMessage(deltas: readonly Delta[]): object {
	const pieces = deltas.flatMap(({ tool_calls: calls }) => calls ?? []);
	const always = { role: 'assistant', refusal: null, annotations: [] };
	if (pieces.length === 0) {
		return { ...always, content: deltas.map(({ content }) => content).join('') };
	}
	const calls = pieces
		.filter(({ id }) => id !== undefined)
		.map(({ index, id, type, function: called }) => {
			const own = pieces.filter((piece) => piece.index === index);
			const text = own.map((piece) => piece.function?.arguments ?? '').join('');
			return { id, type, function: { name: called?.name, arguments: text } };
		});
	return { ...always, content: null, tool_calls: calls };
}

function firstMs(random: Random): number {
	return FIRST_MS * (0.9 + 0.2 * random());
}

/** Uniform jitter of 0.4 to 1.6 times the mean, as on a server with little load. */
function gapMs(random: Random): number {
	return (1000 / TOKENS_PER_SECOND) * (0.4 + 1.2 * random());
}

function shuffle(indices: readonly number[], random: Random): number[] {
	return indices
		.map((index) => ({ index, rank: random() }))
		.toSorted((a, b) => a.rank - b.rank)
		.map(({ index }) => index);
}
