/** Moves on chunks that several faults of the chat share. */
import type { Chunk, ChunkChoice, Delta } from '../../chat/index.ts';
import type { TimedChunk } from '../chunks.ts';

export function timed(chunk: Chunk): TimedChunk {
	return { afterMs: 0, chunk };
}

/** Fields that the API does not have, and so its types neither. */
export const foreign = (fields: object): object => fields;

export function change(step: TimedChunk, to: (chunk: Chunk) => Chunk): TimedChunk {
	return step.chunk === '[DONE]' ? step : { ...step, chunk: to(step.chunk) };
}

export function mapChoices(chunk: Chunk, to: (choice: ChunkChoice) => ChunkChoice): Chunk {
	return chunk.choices ? { ...chunk, choices: chunk.choices.map(to) } : chunk;
}

export function withFinishReason(step: TimedChunk, reason: string): TimedChunk {
	return change(step, (chunk) =>
		mapChoices(chunk, (choice) => ({
			...choice,
			finish_reason: choice.finish_reason ? reason : null,
		}))
	);
}

/** A chunk with the envelope of `step`, in its usual rhythm, and one delta for the choice of that index. */
export function deltaLike(step: TimedChunk, index: number, delta: Delta): TimedChunk {
	// Never the `[DONE]`: a delta comes before it.
	const { usage: _, ...envelope } = step.chunk as Chunk;
	const choices = [{ index, delta, logprobs: null, finish_reason: null }];
	return { afterMs: step.afterMs, chunk: { ...envelope, choices } };
}

/** The choice that a chunk of the demo brings: one at most. */
export function choiceOf({ chunk }: TimedChunk) {
	const choice = chunk === '[DONE]' ? undefined : chunk.choices?.[0];
	// Numbered, until a fault takes the number away.
	return choice as (ChunkChoice & { readonly index: number }) | undefined;
}

/** Whether a chunk brings some of the answer: of its text, or of a tool call. */
export function bringsAnswer(step: TimedChunk): boolean {
	const delta = choiceOf(step)?.delta;
	return Boolean(delta?.content) || Boolean(delta?.tool_calls);
}
