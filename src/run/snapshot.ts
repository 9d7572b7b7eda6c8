/** A run at one moment, as the views see it. */
import { advice } from '../chat/index.ts';
import { concat, decode } from './bytes.ts';
import type { Transcript } from './transcript.ts';
import type { ClientResult, Phase, Recording, Snapshot } from './types.ts';

/** Constant cost, however long the run: growing arrays are shared, not copied. */
export function takeSnapshot(
	phase: Phase,
	recording: Recording,
	transcript: Transcript,
	client?: ClientResult
): Snapshot {
	const verdict = phase === 'ended' ? transcript.verdict() : undefined;
	const { length } = transcript.reads;
	let bodyText: string | undefined;

	return {
		phase,
		recording,
		frames: transcript.frames,
		meanings: transcript.meanings,
		arrivals: transcript.arrivals,
		message: transcript.message,
		protocol: transcript.protocol(),
		timing: transcript.timing(),
		rest: transcript.rest(),
		get bodyText() {
			bodyText ??= decode(concat(transcript.reads.slice(0, length).map((read) => read.bytes)));
			return bodyText;
		},
		client,
		outcome: verdict?.outcome,
		advice: verdict && advice(verdict.outcome, verdict.evidence),
	};
}
