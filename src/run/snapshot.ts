/** A run at one moment, as the views see it. */
import { advice } from '../chat/index.ts';
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
		unstreamed: transcript.unstreamed(),
		protocol: transcript.protocol(),
		timing: transcript.timing(),
		rest: transcript.rest(),
		letGo: transcript.letGo(),
		get bodyText() {
			bodyText ??= transcript.bodyStart(length);
			return bodyText;
		},
		client,
		outcome: verdict?.outcome,
		advice: verdict && advice(verdict.outcome, verdict.evidence),
	};
}
