/** Moves on chunks that several faults of the chat share. */
import type { Chunk, ChunkChoice, Delta } from '../../chat/index.ts';
import type { TimedChunk } from '../chunks.ts';

export function timed(chunk: Chunk): TimedChunk {
	return { afterMs: 0, chunk };
}

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

/** A chunk with the envelope of `step`, in its usual rhythm, and one delta for the first choice. */
export function deltaLike(step: TimedChunk, delta: Delta): TimedChunk {
	const { id, object, created, model } = step.chunk as Chunk;
	return {
		afterMs: step.afterMs,
		chunk: {
			...({ id, object, created, model } as Chunk),
			choices: [{ index: 0, delta, logprobs: null, finish_reason: null }],
		},
	};
}
