/**
 * What the one live region says while a run goes on: states, never tokens.
 *
 * In      The run as it stands, as often as one likes, and the time.
 * Out     A sentence. It changes at the start, at the first byte, at the first text, and every
 *         `everyMs` from then on; in between it is the same, so that nothing is read out. A silence is
 *         told with its length, and with the limit at which it ends the run.
 * Units   Milliseconds, of any clock that does not go back.
 */
import type { Snapshot } from '../../run/index.ts';
import { count } from '../format.ts';

const everyMs = 15_000;

export type Progress = Pick<Snapshot, 'phase' | 'message'> & {
	readonly frames: { readonly length: number };
};

/** One a run. The end is not its business: an outcome has words of its own. */
export function createAnnouncer(
	limitMs: number
): (run: Progress | undefined, nowMs: number) => string {
	let said = '';
	let stage = '';
	let saidAtMs = 0;
	let frames = 0;
	let newAtMs = 0;

	return (run, nowMs) => {
		const now = stageOf(run);
		const length = run?.frames.length ?? 0;
		if (now !== stage || length !== frames) newAtMs = nowMs;
		frames = length;
		if (now !== stage) {
			stage = now;
			said = now;
			saidAtMs = nowMs;
		} else if (nowMs - saidAtMs >= everyMs) {
			const silenceMs = nowMs - newAtMs;
			said = run && silenceMs < everyMs / 2 ? progressText(run) : silenceText(silenceMs, frames);
			saidAtMs = nowMs;
		}
		return said;
	};

	function silenceText(silenceMs: number, after: number): string {
		const [silence, limit] = [silenceMs, limitMs].map((ms) => Math.floor(ms / 1000));
		const place = after === 0 ? '' : `, after ${count(after, 'frame')}`;
		return `Nothing new for ${silence} s${place}. Given up at ${limit} s.`;
	}
}

function stageOf(run: Progress | undefined): string {
	if (run?.phase !== 'streaming') return 'Sent. Waiting for the first byte.';
	const { characters, textCharacters, reasoningCharacters } = run.message.tally;
	if (textCharacters > 0) return 'Streaming.';
	if (reasoningCharacters > 0) return 'Reasoning, no text yet.';
	return characters > 0 ? 'Streaming, no text yet.' : 'Answered. Waiting for the first text.';
}

function progressText({ frames, message }: Progress): string {
	return `${count(frames.length, 'frame')}, ${count(message.tally.characters, 'character')} so far.`;
}
