/**
 * What the live region says during a run: states, never tokens.
 *
 * In      The run so far and the time. May be called at any rate.
 * Out     A sentence. It changes at the start, at the first byte, at the first text, and every `everyMs`
 *         from then on; between these it stays the same, so that nothing is read out. For a silence it
 *         gives its length, and the limit at which the run will be ended.
 * Units   Milliseconds, of any clock that does not go back.
 */
import type { Snapshot } from '../../run/index.ts';
import { count } from '../format.ts';

const EVERY_MS = 15_000;

export type Progress = Pick<Snapshot, 'phase' | 'message'> & {
	readonly frames: { readonly length: number };
};

/** One per run. It does not announce the end, which has a text of its own. */
export function createAnnouncer(
	limitMs: number
): (run: Progress | undefined, nowMs: number) => string {
	let text = '';
	let textAtMs = 0;
	let stage = '';
	let frames = 0;
	let lastChangeMs = 0;

	return (run, nowMs) => {
		const newStage = stageOf(run);
		const newFrames = run?.frames.length ?? 0;
		if (newStage !== stage || newFrames !== frames) lastChangeMs = nowMs;
		frames = newFrames;
		if (newStage !== stage) {
			stage = newStage;
			text = newStage;
			textAtMs = nowMs;
		} else if (nowMs - textAtMs >= EVERY_MS) {
			const silenceMs = nowMs - lastChangeMs;
			text = run && silenceMs < EVERY_MS / 2 ? progressText(run) : silenceText(silenceMs, frames);
			textAtMs = nowMs;
		}
		return text;
	};

	function silenceText(silenceMs: number, after: number): string {
		const [silence, limit] = [silenceMs, limitMs].map((ms) => Math.floor(ms / 1000));
		const place = after === 0 ? '' : `, after ${count(after, 'frame')}`;
		return `Nothing new for ${silence} s${place}. Given up at ${limit} s.`;
	}
}

function stageOf(run: Progress | undefined): string {
	if (run === undefined || run.phase === 'idle' || run.phase === 'waiting') {
		return 'Sent. Waiting for the first byte.';
	}
	const { characters, textCharacters, reasoningCharacters } = run.message.tally;
	if (textCharacters > 0) return 'Streaming.';
	if (reasoningCharacters > 0) return 'Reasoning, no text yet.';
	return characters > 0 ? 'Streaming, no text yet.' : 'Answered. Waiting for the first text.';
}

function progressText({ frames, message }: Progress): string {
	return `${count(frames.length, 'frame')}, ${count(message.tally.characters, 'character')} so far.`;
}
